package org.egpo.bfcl;

import java.nio.file.Path;
import org.egpo.call.Value;

/**
 * What a model answered to one test: a line of a result file as the official {@code bfcl generate} writes it.
 *
 * @param result the text; for function-calling interfaces a list of maps, function → arguments as JSON text; for
 *     multi-turn tests a list of turns
 * @param file where it stands, or null
 * @param line counted from 1
 */
public record ModelResult(String id, Value result, Path file, int line) {

    public static ModelResult of(String id, String text) {
        return new ModelResult(id, Value.text(text), null, 0);
    }

    /** The model's text; what Python's {@code str} makes of an answer that is none. */
    public String text() {
        return result instanceof Value.Text t ? t.value() : org.egpo.call.PythonText.str(result);
    }
}
