package org.egpo.data;

import java.util.List;
import java.util.stream.Collectors;
import org.egpo.call.FunctionCall;
import org.egpo.call.ToolSpec;
import org.egpo.call.Value;
import org.jspecify.annotations.Nullable;

/**
 * One record of function-calling data: a question, the tools on offer, the expected answer. Every reader makes these and
 * every writer takes them.
 *
 * @param id unique within its file
 * @param messages the conversation up to the answer; mostly one message of the user
 * @param tools the tools on offer, in order
 * @param answer what is expected
 * @param metadata category, domain, provenance and the like
 * @param other fields of the record that its format does not define, kept for writing; no stage reads them
 * @param source where it was read, or null; not written
 */
public record Example(
        String id,
        List<Message> messages,
        List<ToolSpec> tools,
        Answer answer,
        Value.MapValue metadata,
        Value.MapValue other,
        @Nullable Source source) {
    public Example {
        messages = List.copyOf(messages);
        tools = List.copyOf(tools);
    }

    /** A question of one message. */
    public static Example of(String id, String question, List<ToolSpec> tools, Answer answer) {
        return new Example(
                id, List.of(Message.user(question)), tools, answer, Value.MapValue.EMPTY, Value.MapValue.EMPTY, null);
    }

    /** The last message of the user, or "" when there is none. */
    public String question() {
        return messages.stream()
                .filter(m -> m.role().equals("user") && m.content() != null)
                .reduce((earlier, later) -> later)
                .map(Message::content)
                .orElse("");
    }

    /** What was said before the answer, the system's messages aside: the question, or a dialogue a line a message. */
    public String conversation() {
        return messages.stream()
                .filter(m -> m.content() != null && !m.role().equals("system"))
                .map(Message::content)
                .collect(Collectors.joining("\n"));
    }

    /** The expected calls; empty when no tool can serve the question or the answer does not parse. */
    public List<FunctionCall> calls() {
        return answer.calls();
    }

    /** The tool of that name, or null. */
    public @Nullable ToolSpec tool(String name) {
        return tools.stream().filter(t -> t.name().equals(name)).findFirst().orElse(null);
    }

    /** A text of the metadata, such as {@code category}, or null. */
    public @Nullable String metadata(String key) {
        return metadata.get(key) instanceof Value.Text t ? t.value() : null;
    }

    public Example withId(String newId) {
        return new Example(newId, messages, tools, answer, metadata, other, source);
    }

    /** With the last message of the user replaced. */
    public Example withQuestion(String question) {
        List<Message> changed = new java.util.ArrayList<>(messages);
        for (int i = changed.size() - 1; i >= 0; i--) {
            Message m = changed.get(i);
            if (m.role().equals("user")) {
                changed.set(i, new Message(m.role(), question, m.calls(), m.other()));
                break;
            }
        }
        return new Example(id, changed, tools, answer, metadata, other, source);
    }

    public Example withAnswer(Answer newAnswer) {
        return new Example(id, messages, tools, newAnswer, metadata, other, source);
    }

    /** With one more entry in the metadata, or another value for it. */
    public Example withMetadata(String key, Value value) {
        return new Example(id, messages, tools, answer, Json.with(metadata, key, value), other, source);
    }

    /** With one more field beside the format's own, or another value for it. */
    public Example withOther(String key, Value value) {
        return new Example(id, messages, tools, answer, metadata, Json.with(other, key, value), source);
    }
}
