package org.egpo.bfcl;

import com.fasterxml.jackson.core.JsonParser;
import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.file.Path;
import org.egpo.call.PythonText;
import org.egpo.call.Value;
import org.egpo.call.ValueJson;

/**
 * What a model answered to one test: a line of a result file as the official {@code bfcl generate} writes it.
 *
 * @param result the text; for function-calling interfaces a list of maps, function → arguments as JSON text; for
 *     multi-turn tests a list of turns
 * @param file where it stands; an empty path for one that stands in none
 * @param line counted from 1
 * @param from where its object begins in the file, in bytes
 * @param to where it ends
 */
public record ModelResult(String id, Value result, Path file, int line, int from, int to) {
    public ModelResult(String id, Value result) {
        this(id, result, Path.of(""), 0, 0, 0);
    }

    public static ModelResult of(String id, String text) {
        return new ModelResult(id, Value.text(text));
    }

    /** The sentence about something that is wrong with the line. */
    BadInputException problem(String what) {
        return BadInputException.at(file, line, what);
    }

    /** The model's text; what Python's {@code str} makes of an answer that is none. */
    public String text() {
        return result instanceof Value.Text t ? t.value() : PythonText.str(result);
    }

    /** Another field of the line, read once more from the file; an empty text when it has none. */
    public Value field(String name) {
        if (to == 0) {
            return Value.text("");
        }
        byte[] object = new byte[to - from];
        try (RandomAccessFile in = new RandomAccessFile(file.toFile(), "r")) {
            in.seek(from);
            in.readFully(object);
            try (JsonParser json = JsonLines.FACTORY.createParser(object)) {
                json.nextToken();
                if (JsonLines.standsAt(json, name)) {
                    return ValueJson.readPlain(json);
                }
            }
        } catch (IOException e) {
            throw BadInputException.at(file, line, "cannot be read again (" + e.getMessage() + ").");
        }
        return Value.text("");
    }
}
