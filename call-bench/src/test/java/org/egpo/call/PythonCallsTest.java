package org.egpo.call;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Calls in Python's syntax; expected answers were found with CPython 3.11. */
class PythonCallsTest {

    @ParameterizedTest(name = "{0}")
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "[f(x=1, y=1.0, z=True)] | [{'f':{'x':1,'y':1.0,'z':true}}]",
                "f(x=1) | [{'f':{'x':1}}]",
                "f(x=1), a.b.c() | [{'f':{'x':1}},{'a.b.c':{}}]",
                "[] | []",
                "f(1, 2, x=3, **y) | [{'f':{'$dict':[['x',3],[null,'y']]}}]",
                "f(x=1, x=2) | [{'f':{'x':2}}]",
                "f(x=+5, y=not 5, z=~5, w=-True) | [{'f':{'x':-5,'y':-5,'z':-5,'w':-1}}]",
                "f(x=(1,), y=(1), z=()) | [{'f':{'x':{'$tuple':[1]},'y':1,'z':{'$tuple':[]}}}]",
                "f(x={1: 'a', True: 'b', 1.0: 'c'}) | [{'f':{'x':{'$dict':[[1,'c']]}}}]",
                "f(x=true, y=null) | [{'f':{'x':'true','y':'null'}}]",
                "f(x=g(1, 'a')) | [{'f':{'x':'g(1, \\'a\\')'}}]",
                "f(x=g(y=1)) | [{'f':{'x':{'g':{'y':1}}}}]",
                "f(x=a[1:2, ::3]) | [{'f':{'x':'a[(1:2, ::3)]'}}]",
                "f(x=g(lambda a, /, b=1, *, c: a if b else c)) | [{'f':{'x':'g(lambda a, /, b=1, *, c: a if b else c)'}}]",
                "f(x=24 * 60 + 7 // 2) | [{'f':{'x':1443}}]",
                "f(x='a' 'b' + 'c' * 2) | [{'f':{'x':'abcc'}}]",
                "f(x=2 ** -1, y=7 / 2, z=-7 // 2) | [{'f':{'x':0.5,'y':3.5,'z':-4}}]",
                "f(x=0xFF, y=1_000, z=1e3, w=2j) | [{'f':{'x':255,'y':1000,'z':1000.0,'w':{'$complex':'2j'}}}]",
                "f(x=b'a\\x00', y=...) | [{'f':{'x':{'$bytes':[97,0]},'y':'...'}}]",
            })
    void decodes(String text, String expected) throws Exception {
        String json = expected.replace("\\'", "\u0001").replace('\'', '"').replace('\u0001', '\'');
        Value value = ValueJson.read(ValueJson.MAPPER.readTree(json));
        Decoded decoded = CallDecoder.decode(text);
        assertEquals(
                value,
                assertInstanceOf(Decoded.Success.class, decoded, decoded::toString)
                        .value());
    }

    @ParameterizedTest(name = "{0}")
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "f(x=1 | SyntaxError",
                "Answer: f(x=1) | SyntaxError",
                "f(True=1) | SyntaxError",
                "f(x=01) | SyntaxError",
                "f(x for x in y, z) | SyntaxError",
                "[x] | AssertionError",
                "[f()][0] | AttributeError",
                "f(x=--5) | AttributeError",
                "f(x=-None) | TypeError",
                "f(x=lambda: 1) | TypeError",
                "f(x={[]: 1}) | TypeError",
                "f(x=f'{y}') | Exception",
                "f(x={1, 2}) | Exception",
                "f(x=a and b) | Exception",
                "f(x=y + 1) | NameError",
                "f(x=1 / 0) | ZeroDivisionError",
                "f(x=10.0 ** 400) | OverflowError",
                "f(x=1 << -1) | ValueError",
            })
    void failsAsPythonDoes(String text, String type) {
        Decoded decoded = CallDecoder.decode(text);
        assertEquals(
                type,
                assertInstanceOf(Decoded.Failure.class, decoded, decoded::toString)
                        .errorType());
    }

    @Test
    void tellsWhereItFailed() {
        assertEquals(6, ((Decoded.Failure) CallDecoder.decode(" [f(x=?)]")).position());
        assertEquals(6, ((Decoded.Failure) CallDecoder.decode("f(x=1 ?)")).position());
    }

    @Test
    void indentedSecondLineIsAnIndentationError() {
        Decoded decoded = CallDecoder.decode("[f()]\n  [g()]");
        assertEquals("IndentationError", ((Decoded.Failure) decoded).errorType());
    }

    @Test
    void arithmeticIsBounded() {
        for (String s : new String[] {"9 ** 9 ** 9", "'a' * 10 ** 9", "[[0] * 999999] * 999999", "1 << 10 ** 9"}) {
            assertEquals("LimitExceeded", ((Decoded.Failure) CallDecoder.decode("f(x=" + s + ")")).errorType(), s);
        }
    }

    @Test
    void callsOfADecodedText() {
        var calls = FunctionCall.of(CallDecoder.decode("[a.b(x='y'), c()]"));
        assertEquals("a.b", calls.get(0).name());
        assertEquals(new Value.Text("y"), calls.get(0).arguments().get("x"));
        assertEquals("c", calls.get(1).name());
        assertEquals(0, FunctionCall.of(CallDecoder.decode("no call")).size());
    }
}
