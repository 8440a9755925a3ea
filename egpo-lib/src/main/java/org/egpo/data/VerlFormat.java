package org.egpo.data;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.List;
import java.util.Set;
import org.egpo.call.Value;

/**
 * Prompt and ground truth for verl and TRL: {@code prompt} (messages), {@code tools}, {@code data_source},
 * {@code ability}, {@code reward_model} with {@code ground_truth} (the calls as JSON text, or the text that does not
 * parse), {@code extra_info}.
 */
final class VerlFormat implements RecordFormat {
    private static final Set<String> OWN =
            Set.of("data_source", "prompt", "ability", "tools", "reward_model", "extra_info");

    @Override
    public Example read(JsonNode record, Source source) {
        List<Message> messages = MessageJson.list(
                record, "prompt", calls -> CallJson.answer(calls).calls());
        JsonNode truth = record.path("reward_model").get("ground_truth");
        if (truth == null) {
            throw Fields.problem("reward_model", "has no ground_truth");
        }
        JsonNode extra = record.path("extra_info");
        JsonNode metadata = extra.path("metadata");
        return new Example(
                Fields.id(extra, source),
                messages,
                ToolJson.list(record, "tools"),
                CallJson.answer(truth),
                metadata.isObject() ? Json.map(metadata) : Value.MapValue.EMPTY,
                Json.other(record, OWN),
                source);
    }

    static String line(Example e) {
        String from = e.metadata("source");
        String truth = e.answer().text() != null ? e.answer().text() : Json.text(CallJson.of(e.calls()));
        Value.MapBuilder line = new Value.MapBuilder()
                .put("data_source", Value.text(from == null ? "egpo" : from))
                .put("prompt", MessageJson.of(e.messages(), CallJson::of))
                .put("ability", Value.text("function_calling"))
                .put(
                        "tools",
                        Value.of(e.tools().stream().map(ToolJson::function).toList()))
                .put("reward_model", Value.MapValue.of("style", "rule", "ground_truth", truth))
                .put("extra_info", Value.MapValue.of("id", e.id(), "metadata", e.metadata()));
        return Json.line(line, e.other(), OWN);
    }
}
