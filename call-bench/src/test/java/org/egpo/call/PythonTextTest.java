package org.egpo.call;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The spelling of values; expected texts were found with CPython 3.11. */
class PythonTextTest {

    @ParameterizedTest
    @CsvSource({
        "0, 0.0",
        "-0.0, -0.0",
        "1, 1.0",
        "100, 100.0",
        "1e15, 1000000000000000.0",
        "1e16, 1e+16",
        "1e22, 1e+22",
        "1e23, 1e+23",
        "123456789012345680, 1.2345678901234568e+17",
        "9007199254740993, 9007199254740992.0",
        "0.0001, 0.0001",
        "0.00001, 1e-05",
        "0.000012345, 1.2345e-05",
        "4.9E-324, 5e-324",
        "9.9E-324, 1e-323",
        "1.5E-323, 1.5e-323",
        "2.2250738585072014E-308, 2.2250738585072014e-308",
        "1.7976931348623157E308," + " 1.7976931348623157e+308",
        "0.1, 0.1",
        "2.0E-3, 0.002",
        "NaN, nan",
        "Infinity, inf",
        "-Infinity, -inf"
    })
    void floats(String java, String python) {
        assertEquals(python, PythonText.number(Double.parseDouble(java)));
    }

    @Test
    void floatsReadBackAsThemselves() {
        Random random = new Random(3);
        for (int i = 0; i < 200_000; i++) {
            double d = Double.longBitsToDouble(random.nextLong());
            if (Double.isFinite(d)) {
                String s = PythonText.number(d);
                assertEquals(d, Double.parseDouble(s), s);
                assertTrue(s.length() <= Double.toString(d).length() + 2, s);
            }
        }
    }

    @Test
    void strings() {
        assertEquals("'a'", repr("a"));
        assertEquals("\"it's\"", repr("it's"));
        assertEquals("'it\\'s \"x\"'", repr("it's \"x\""));
        assertEquals("'\\n\\t\\\\\\x00\\x7f'", repr("\n\t\\\0\u007f"));
        assertEquals("'é\\xa0\\u2028\\ud800😀\\U000e0001'", repr("é\u00a0\u2028\ud800😀\udb40\udc01"));
    }

    private static String repr(String s) {
        return PythonText.repr(new Value.Text(s));
    }

    @Test
    void containers() {
        Value tuple = new Value.TupleValue(List.of(new Value.Int(1)));
        Value map = new Value.MapBuilder()
                .put("a", tuple)
                .put(new Value.Int(1), Value.None.NONE)
                .build();
        assertEquals("{'a': (1,), 1: None}", PythonText.repr(map));
        assertEquals("{\"a\": [1], \"1\": null}", PythonText.jsonDumps(map));
        assertEquals("set()", PythonText.repr(new Value.SetValue(List.of())));
        assertEquals("b\"'\\x00\"", PythonText.repr(new Value.Bytes("'\0")));
        assertEquals("1j", PythonText.repr(new Value.Complex(0, 1)));
        assertEquals("(1.5-2j)", PythonText.repr(new Value.Complex(1.5, -2)));
        assertNull(PythonText.jsonDumps(new Value.Bytes("a")));
        assertEquals("\"\\u00e9\\ud83d\\ude00\\u007f\\n\"", PythonText.jsonDumps(new Value.Text("é😀\u007f\n")));
    }

    /** What {@code str.splitlines()} of CPython 3.11 gives. */
    @Test
    void linesEndWherePythonEndsThem() {
        assertEquals(List.of(), TextMethods.lines(""));
        assertEquals(List.of("", ""), TextMethods.lines("\n\n"));
        assertEquals(List.of("a", "b", "", "c"), TextMethods.lines("a\r\nb\n\rc"));
        assertEquals(List.of("a", "b", "c", "d\u001fe"), TextMethods.lines("a\u000bb\u001cc\u0085d\u001fe\u2028"));
    }
}
