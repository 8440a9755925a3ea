package org.egpo.data;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.MappingIterator;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.egpo.call.FunctionCall;
import org.egpo.call.ToolSpec;
import org.egpo.call.Value;

/**
 * ShareGPT's {@code conversations} of {@code from} and {@code value}, as ToolACE, Hermes and LLaMA-Factory keep calls in them. Tools
 * stand in the field {@code tools} or as JSON in the system text; calls in Python's syntax, as JSON or Python dictionaries in
 * {@code <tool_call>} tags, or in turns of {@code function_call}.
 */
final class ShareGptFormat implements RecordFormat {
    private static final Set<String> OWN = Set.of("id", "system", "conversations", "tools");
    private static final Pattern CALL = Pattern.compile("<tool_call>(.*?)</tool_call>", Pattern.DOTALL);
    private static final Pattern TOOLS = Pattern.compile("<tools>(.*?)</tools>", Pattern.DOTALL);

    /** Brackets of prose to look behind before giving up. */
    private static final int MOST_TRIES = 100;

    @Override
    public Example read(JsonNode record, Source source) {
        JsonNode turns = Fields.array(record, "conversations");
        List<Message> messages = new ArrayList<>();
        String system = Fields.optionalText(record, "system");
        if (system != null && !system.isEmpty()) {
            messages.add(Message.system(system));
        }
        for (JsonNode turn : turns) {
            if (turn.path("from").asText().equals("system")) {
                system = (system == null ? "" : system + "\n") + Fields.text(turn, "value");
            }
        }
        JsonNode given = record.path("tools");
        boolean beside = given.isArray() || !given.asText("").isBlank() && !given.isNull();
        List<ToolSpec> tools = beside ? ToolJson.list(record, "tools") : tools(system == null ? "" : system);
        for (JsonNode turn : turns) {
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
                    case "gpt", "model", "function_call" -> "assistant";
                    case "observation", "function", "tool_response" -> "tool";
                    default -> from;
                };
        String text = Fields.text(turn, "value");
        Value.MapValue other = Json.mapWithout(turn, Set.of("from", "value"));
        if (!role.equals("assistant")) {
            return new Message(role, text, List.of(), other);
        }
        List<FunctionCall> calls = from.equals("function_call") ? CallJson.ofText(text) : calls(text, tools);
        if (!calls.isEmpty()) {
            return new Message(role, null, calls, other);
        }
        List<FunctionCall> tagged = new ArrayList<>();
        for (Matcher m = CALL.matcher(text); m.find(); ) {
            List<FunctionCall> some = CallJson.ofText(m.group(1));
            if (some.isEmpty()) {
                return new Message(role, text, List.of(), other);
            }
            tagged.addAll(some);
        }
        String words =
                tagged.isEmpty() ? text : CALL.matcher(text).replaceAll("").strip();
        return new Message(role, words.isEmpty() && !tagged.isEmpty() ? null : words, tagged, other);
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

    /** A JSON list of tools, or the tools one after the other, between tags or anywhere in the text. */
    private static List<ToolSpec> tools(String system) {
        Stream<String> tagged = TOOLS.matcher(system).results().map(m -> m.group(1));
        Stream<String> anywhere = IntStream.range(0, system.length())
                .filter(i -> system.charAt(i) == '[')
                .limit(MOST_TRIES)
                .mapToObj(system::substring);
        return Stream.concat(tagged, anywhere)
                .map(ShareGptFormat::toolsAt)
                .filter(tools -> !tools.isEmpty())
                .findFirst()
                .orElseThrow(
                        () -> Fields.problem("tools", "is missing, and the system text holds no JSON list of tools"));
    }

    private static List<ToolSpec> toolsAt(String text) {
        List<ToolSpec> tools = new ArrayList<>();
        try (MappingIterator<JsonNode> all =
                Json.MAPPER.readerFor(JsonNode.class).readValues(text)) {
            while (all.hasNextValue()) {
                JsonNode next = all.nextValue();
                for (JsonNode t : next.isArray() ? next : List.of(next)) {
                    if (!t.path("name").isTextual()
                            && !t.path("function").path("name").isTextual()) {
                        return tools;
                    }
                    tools.add(ToolJson.read(t));
                }
            }
        } catch (IOException e) {
            // Words that follow the tools.
        }
        return tools;
    }
}
