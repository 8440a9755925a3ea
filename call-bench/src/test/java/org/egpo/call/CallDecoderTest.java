package org.egpo.call;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

class CallDecoderTest {

    /** The shortcut for common calls may decline, but where it answers it answers as the full parser. */
    @Test
    void shortcutAgreesWithTheFullParser() {
        MutatedTexts texts = new MutatedTexts(7, "python");
        int answered = 0;
        for (int i = 0; i < 100_000; i++) {
            String text = texts.next();
            Value fast = PlainCalls.decode(text);
            if (fast != null) {
                answered++;
                assertEquals(full(text), fast, text);
            }
        }
        assertTrue(answered > 5_000, "only " + answered + " texts took the shortcut");
    }

    private static Object full(String text) {
        try {
            return CallDecoder.decodeSource(text, CallFormat.PYTHON, false);
        } catch (PythonError e) {
            return e.type + ": " + e.getMessage();
        }
    }

    @ParameterizedTest
    @EnumSource(CallFormat.class)
    void everyTextGivesAValueOrATypedFailure(CallFormat format) {
        MutatedTexts texts = new MutatedTexts(11, "python", "others");
        boolean slow = format == CallFormat.JAVA || format == CallFormat.JAVASCRIPT;
        for (int i = 0; i < (slow ? 300 : 20_000); i++) {
            String text = texts.next();
            Decoded decoded = CallDecoder.decode(text, format, i % 5 == 0);
            assertNotNull(decoded);
            if (decoded instanceof Decoded.Failure f) {
                assertTrue(f.position() >= -1 && f.position() <= text.length(), text);
                assertTrue(!f.errorType().isBlank() && !f.message().isBlank(), text);
            }
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"(", "[", "{", "-", "f(", "f(x=", "a.", "not ", "lambda: ", "1 if 1 else ", "x[", "'", "f(x=["})
    void deepAndLongTextsFailWithAType(String piece) {
        for (CallFormat format : CallFormat.values()) {
            assertNotNull(CallDecoder.decode(piece.repeat(100_000), format, false));
        }
        assertInstanceOf(Decoded.Failure.class, CallDecoder.decode(piece.repeat(100_000)));
    }

    @Test
    void tenMegabytesExceedTheLimit() {
        String text = "f(x='" + "a".repeat(10_000_000) + "')";
        assertEquals("LimitExceeded", ((Decoded.Failure) CallDecoder.decode(text)).errorType());
    }

    @Test
    void bracketsNestAsDeepAsInCPython() {
        assertInstanceOf(Decoded.Success.class, CallDecoder.decode(nested(198)));
        assertEquals("SyntaxError", ((Decoded.Failure) CallDecoder.decode(nested(199))).errorType());
    }

    private static String nested(int depth) {
        return "f(x=" + "[".repeat(depth) + "]".repeat(depth) + ")";
    }

    @Test
    void toolCallTagIsRequiredWhenAskedFor() {
        assertEquals(
                CallDecoder.decode("f(x=1)"),
                CallDecoder.decode("Sure. <TOOLCALL> [f(x=1)] </TOOLCALL> done", CallFormat.PYTHON, true));
        assertEquals(
                "ValueError", ((Decoded.Failure) CallDecoder.decode("[f(x=1)]", CallFormat.PYTHON, true)).errorType());
    }

    @Test
    void jsonIsFoundInsideProse() {
        String text = "Here: [{\"function\": \"f\", \"parameters\": {\"x\": 1.0}}] and more";
        assertEquals(CallDecoder.decode("f(x=1.0)"), CallDecoder.decode(text, CallFormat.JSON, false));
        assertEquals(CallDecoder.decode("[]"), CallDecoder.decode("no [ json", CallFormat.JSON, false));
    }

    @Test
    void xmlCarriesTypes() {
        String verbose = "<functions><function name=\"f\"><params><param name=\"x\" value=\"[1, 'a']\" type=\"array\"/>"
                + "</params></function></functions>";
        String concise = "<functions><function name=\"f\"><param name=\"x\" type=\"array\">[1, 'a']</param>"
                + "</function></functions>";
        Decoded expected = CallDecoder.decode("f(x=[1, 'a'])");
        assertEquals(expected, CallDecoder.decode(verbose, CallFormat.VERBOSE_XML, false));
        assertEquals(expected, CallDecoder.decode(concise, CallFormat.CONCISE_XML, false));
    }

    @Test
    void xmlReadsNoEntities() {
        String text = "<functions><!DOCTYPE f [<!ENTITY e SYSTEM \"file:///etc/hostname\">]><function name=\"&e;\"/>"
                + "</functions>";
        assertEquals(
                "ParseError", ((Decoded.Failure) CallDecoder.decode(text, CallFormat.VERBOSE_XML, false)).errorType());
    }

    @Test
    void executionTexts() {
        Decoded decoded = CallDecoder.decodeExecute("[cd(folder=\"it's\"), f(x={'a': 1.0, 'b': None}, y=g(z=1))]");
        assertEquals(
                "[\"cd(folder=\\\"it's\\\")\",\"f(x={'a': 1.0, 'b': None}, y=g(z=1))\"]",
                ValueJson.write(((Decoded.Success) decoded).value()));
        assertEquals("IndexError", ((Decoded.Failure) CallDecoder.decodeExecute("f(x={})")).errorType());
    }
}
