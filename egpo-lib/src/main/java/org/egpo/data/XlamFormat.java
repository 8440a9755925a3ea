package org.egpo.data;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.List;
import java.util.Set;
import org.egpo.call.ToolSpec;
import org.egpo.call.Value;

/** xLAM-function-calling-60k. */
final class XlamFormat implements RecordFormat {
    private static final Set<String> OWN = Set.of("id", "query", "tools", "answers");

    @Override
    public Example read(JsonNode record, Source source) {
        List<ToolSpec> tools = ToolJson.all(record, "tools");
        JsonNode answers = record.get("answers");
        if (answers == null || answers.isNull()) {
            throw Fields.problem("answers", "is missing");
        }
        return new Example(
                Fields.id(record, source),
                List.of(Message.user(Fields.text(record, "query"))),
                tools,
                CallJson.answer(answers),
                Value.MapValue.EMPTY,
                Json.mapWithout(record, OWN),
                source);
    }
}
