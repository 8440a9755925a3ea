package org.egpo.call;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.core.exc.StreamConstraintsException;
import java.io.IOException;

/**
 * JSON as Python's {@code json.loads} reads it: {@code NaN}, {@code Infinity} and lone surrogates are welcome, of repeated
 * keys the last wins, integers stay integers. Bounded depth.
 */
public final class PythonJson {
    static final String DECODE_ERROR = "JSONDecodeError";
    /** About where CPython's own recursion limit lies. */
    private static final int MAX_DEPTH = 990;

    private static final JsonFactory FACTORY = ValueJson.factory(MAX_DEPTH, Integer.MAX_VALUE);

    private PythonJson() {}

    /** The value of a JSON text, or the failure that Python raises. */
    public static Decoded decode(String text) {
        return Decoded.of(() -> parse(text));
    }

    static Value parse(String text) {
        try {
            check(text);
            try (JsonParser json = FACTORY.createParser(text)) {
                json.nextToken();
                return ValueJson.readPlain(json);
            }
        } catch (StreamConstraintsException e) {
            throw new PythonError("RecursionError", "JSON nested too deeply");
        } catch (JsonProcessingException e) {
            long at = e.getLocation() == null ? -1 : e.getLocation().getCharOffset();
            int start = PythonUnicode.skipSpace(text, 0);
            boolean begins = start < text.length() && "{[\"-0123456789tfnNI".indexOf(text.charAt(start)) >= 0;
            throw begins
                    ? new PythonError(DECODE_ERROR, "no JSON: " + e.getOriginalMessage(), (int) at)
                    : wrong("Expecting value", text, start);
        } catch (IOException e) {
            throw new IllegalStateException("reading from memory failed", e);
        }
    }

    /** Python's sentence about a place in a JSON text. */
    private static PythonError wrong(String what, String text, int at) {
        long line = TextMethods.line(text, at);
        int column = at - text.lastIndexOf('\n', at - 1);
        return new PythonError(DECODE_ERROR, what + ": line " + line + " column " + column + " (char " + at + ")", at);
    }

    /** What Python refuses and Jackson does not: nothing, a second value, an endless number, other words for infinity. */
    private static void check(String text) throws IOException {
        try (JsonParser json = FACTORY.createParser(text)) {
            int values = 0;
            for (JsonToken token = json.nextToken(); token != null; token = json.nextToken()) {
                boolean word =
                        token == JsonToken.VALUE_NUMBER_FLOAT && json.getText().matches("\\+.*|.*INF");
                values += json.getParsingContext().inRoot() && !token.isStructStart() ? 1 : 0;
                if (word || values > 1) {
                    throw wrong("Extra data", text, (int)
                            json.currentTokenLocation().getCharOffset());
                }
                if (token == JsonToken.VALUE_NUMBER_INT && json.getTextLength() > PythonNumbers.MAX_DIGITS + 1) {
                    throw PythonError.value("an integer of more than " + PythonNumbers.MAX_DIGITS + " digits");
                }
            }
            if (values == 0) {
                throw wrong("Expecting value", text, text.length());
            }
        }
    }
}
