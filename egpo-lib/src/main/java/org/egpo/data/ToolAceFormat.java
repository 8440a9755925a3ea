package org.egpo.data;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Set;
import java.util.regex.Pattern;
import org.egpo.call.FunctionCall;
import org.egpo.call.ToolSpec;
import org.egpo.call.Value;

/** ToolACE: the tools stand as JSON in the text of the system message, calls in Python's syntax. */
final class ToolAceFormat implements RecordFormat {
    private static final Set<String> OWN = Set.of("id", "system", "conversations");

    /** Brackets of prose to look behind before giving up. */
    private static final int MOST_TRIES = 100;

    @Override
    public Example read(JsonNode record, Source source) {
        String system = Fields.text(record, "system");
        List<ToolSpec> tools = tools(system);
        List<Message> messages = new ArrayList<>(List.of(Message.system(system)));
        for (JsonNode turn : Fields.array(record, "conversations")) {
            messages.add(message(turn, tools));
        }
        int at = Conversation.answerAt(messages);
        if (at < 0) {
            throw Fields.problem("conversations", "has no turn of the assistant");
        }
        Message answer = messages.get(at);
        Value.MapValue other = Json.mapWithout(record, OWN);
        return new Example(
                Fields.id(record, source),
                messages.subList(0, at),
                tools,
                answer.calls().isEmpty() ? new Answer(List.of(), answer.content()) : Answer.of(answer.calls()),
                Value.MapValue.EMPTY,
                at == messages.size() - 1 ? other : Json.with(other, "following", Conversation.following(messages, at)),
                source);
    }

    private static Message message(JsonNode turn, List<ToolSpec> tools) {
        String from = Fields.text(turn, "from");
        String role =
                switch (from) {
                    case "human" -> "user";
                    case "gpt", "model" -> "assistant";
                    case "observation", "function" -> "tool";
                    default -> from;
                };
        String text = Fields.text(turn, "value");
        List<FunctionCall> calls = role.equals("assistant") ? calls(text, tools) : List.of();
        return new Message(role, text, calls, Json.mapWithout(turn, Set.of("from", "value")));
    }

    /** Names such as {@code Market Trends API} are no names in Python: they get one while the text is decoded. */
    private static List<FunctionCall> calls(String text, List<ToolSpec> tools) {
        String python = text;
        List<String> odd = tools.stream()
                .map(ToolSpec::name)
                .filter(n -> !n.matches("[A-Za-z_][\\w.]*"))
                .sorted(Comparator.comparingInt(String::length).reversed())
                .toList();
        for (int i = 0; i < odd.size(); i++) {
            python = Pattern.compile("(^|[\\[,])(\\s*)" + Pattern.quote(odd.get(i)) + "\\(")
                    .matcher(python)
                    .replaceAll("$1$2odd_name_" + i + "(");
        }
        List<FunctionCall> calls = new ArrayList<>();
        for (FunctionCall c : Answer.ofText(python).calls()) {
            boolean renamed = c.name().matches("odd_name_\\d{1,4}");
            calls.add(
                    renamed ? new FunctionCall(odd.get(Integer.parseInt(c.name().substring(9))), c.arguments()) : c);
        }
        return calls;
    }

    /** The first JSON list of objects with names in the text. */
    private static List<ToolSpec> tools(String system) {
        int tries = 0;
        for (int at = system.indexOf('['); at >= 0 && tries < MOST_TRIES; at = system.indexOf('[', at + 1)) {
            tries++;
            try {
                JsonNode list = Json.MAPPER.readTree(system.substring(at));
                if (list.isArray() && list.path(0).path("name").isTextual()) {
                    List<ToolSpec> tools = new ArrayList<>();
                    list.forEach(t -> tools.add(ToolJson.read(t)));
                    return tools;
                }
            } catch (JsonProcessingException e) {
                continue;
            }
        }
        throw Fields.problem("system", "holds no JSON list of tools");
    }
}
