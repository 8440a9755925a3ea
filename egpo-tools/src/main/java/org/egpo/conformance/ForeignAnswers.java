package org.egpo.conformance;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.MappingIterator;
import com.fasterxml.jackson.databind.RuntimeJsonMappingException;
import java.io.IOException;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.egpo.call.ValueJson;

/** What somebody else's program says of the cases of one file: JSON Lines with {@code id} and the fields of the verdict. */
final class ForeignAnswers {
    private final Map<String, JsonNode> answers = new HashMap<>();
    private final List<String> fields;

    /** @param fields of the verdict that are compared */
    ForeignAnswers(Path file, List<String> fields) throws IOException {
        this.fields = fields;
        try (MappingIterator<JsonNode> lines = VectorFile.read(file)) {
            for (int line = 1; lines.hasNext(); line++) {
                JsonNode answer = lines.next();
                if (!answer.path("id").isTextual()) {
                    throw new IllegalStateException(
                            file + ", answer " + line + ": \"id\" is missing; give the id of a case as a string");
                }
                if (answers.put(answer.path("id").textValue(), answer) != null) {
                    throw new IllegalStateException(
                            file + ", answer " + line + ": a second answer to " + answer.path("id"));
                }
            }
        } catch (RuntimeJsonMappingException e) {
            throw new IllegalStateException(file + " is not JSON Lines: " + e.getMessage(), e);
        }
    }

    /** Passes where every field that the case has is given and is the same; null is as good as absent. */
    Comparison check(JsonNode vector) {
        JsonNode answer = answers.get(vector.path("id").asText());
        if (answer == null) {
            return Comparison.fail("an answer", "none");
        }
        for (String field : fields) {
            JsonNode want = vector.path(field);
            JsonNode got = answer.path(field);
            boolean known = vector.hasNonNull(field);
            if (known != answer.hasNonNull(field)
                    || known && !ValueJson.read(want).equals(ValueJson.read(got))) {
                return Comparison.fail(field + " " + told(want), field + " " + told(got));
            }
        }
        return Comparison.pass();
    }

    private static String told(JsonNode value) {
        return value.isMissingNode() ? "absent" : value.toString();
    }
}
