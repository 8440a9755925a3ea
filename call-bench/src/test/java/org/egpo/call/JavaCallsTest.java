package org.egpo.call;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.function.Supplier;
import org.junit.jupiter.api.Test;

/** Facts about the official Java and JavaScript parsers, and their bounds. */
class JavaCallsTest {

    private static String java(String source) {
        return text(() -> JavaCalls.decode(source));
    }

    private static String javaScript(String source) {
        return text(() -> JavaScriptCalls.decode(source));
    }

    private static String text(Supplier<Value> decoded) {
        Decoded read = Decoded.of(decoded);
        return read instanceof Decoded.Success s ? ValueJson.write(s.value()) : ((Decoded.Failure) read).errorType();
    }

    @Test
    void expressionsLoseWhiteSpaceAndAnonymousBodies() {
        assertEquals(
                "[{\"A.f\":{\"x\":\"1+2\",\"y\":\"new B(1, 2)\"}}]",
                java("A.f(x = 1 + 2, y = new B(1,  2) { int z; })"));
        assertEquals("[{\"A.f\":{\"x\":\"new int[]{1,2}\"}}]", java("A.f(x=new int[] {1, 2})"));
        assertEquals("AttributeError", java("A.f(x=new int[2], y=1)"));
        assertEquals("{}", java("class NoCallAtAll {}"));
    }

    @Test
    void shortTextsNeedTheirSemicolon() {
        assertEquals("SyntaxError", java("f(x=12345)"));
        assertEquals("[{\"f\":{\"x\":\"123456\"}}]", java("f(x=123456)"));
        assertEquals("[{\"f\":{\"x\":\"1\"}}]", java("f(x=1);"));
    }

    @Test
    void piecesAreCutByByteOffsets() {
        assertEquals("[{\"foo.f\":{\"x\":\"é\\\"\"}}]", java("foo.f(x=\"é\")"));
    }

    @Test
    void javaScriptValuesStayAsWritten() {
        assertEquals(
                "[{\"f\":{\"x\":\"{a: [1, 2]}\",\"g\":\"(a) => a + 1\"}}]",
                javaScript("f(x={a: [1, 2]}, g=(a) => a + 1)"));
        assertEquals("null", javaScript("(f(x=1))"));
        assertEquals("Exception", javaScript("f(x=1, x=2)"));
        assertEquals("SyntaxError", javaScript("f(x=1 y=2)"));
        assertEquals(
                "[{\"f\":{\"x\":\"[[1, 2], [3, 4]\"}}]", javaScript("f(x=[[1, 2], [3, 4])"), "a bracket is repaired");
    }

    @Test
    void depthAndSizeAreBounded() {
        for (String open : new String[] {"(", "[", "{", "<"}) {
            assertEquals("LimitExceeded", java("f(x=" + open.repeat(100_000)));
            assertEquals("LimitExceeded", javaScript("f(x=" + open.repeat(100_000)));
        }
        assertEquals("LimitExceeded", java("f(x=" + "!".repeat(4_000) + "a)"));
        assertEquals("LimitExceeded", javaScript("f(x=" + "a".repeat(10_000_000) + ")"));
        assertEquals("UnicodeEncodeError", java("f(x=\"\ud800\")"));
    }
}
