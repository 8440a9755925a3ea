package org.egpo.data;

import java.util.List;
import org.egpo.call.FunctionCall;
import org.egpo.call.Value;
import org.jspecify.annotations.Nullable;

/**
 * One message of a conversation.
 *
 * @param role {@code system}, {@code user}, {@code assistant}, {@code tool}
 * @param content the text, or null when the message has none
 * @param calls the assistant's calls; mostly empty
 * @param other further fields ({@code name}, {@code tool_call_id}, …), kept for writing
 */
public record Message(String role, @Nullable String content, List<FunctionCall> calls, Value.MapValue other) {
    public Message {
        calls = List.copyOf(calls);
    }

    public Message(String role, @Nullable String content) {
        this(role, content, List.of(), Value.MapValue.EMPTY);
    }

    public static Message user(String content) {
        return new Message("user", content);
    }

    public static Message system(String content) {
        return new Message("system", content);
    }
}
