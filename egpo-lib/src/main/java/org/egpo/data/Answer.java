package org.egpo.data;

import java.util.List;
import java.util.stream.Collectors;
import org.egpo.call.CallDecoder;
import org.egpo.call.FunctionCall;
import org.jspecify.annotations.Nullable;

/**
 * The expected answer.
 *
 * @param calls the calls in order; empty when no tool can serve the question, or when the text does not parse
 * @param text the answer as the data has it when it is no list of calls (prose, broken JSON, a call that was cut off),
 *     else null
 */
public record Answer(List<FunctionCall> calls, @Nullable String text) {
    /** No tool is to be called. */
    public static final Answer NO_CALL = new Answer(List.of(), null);

    public Answer {
        calls = List.copyOf(calls);
        if (text != null && !calls.isEmpty()) {
            throw new IllegalArgumentException("an answer is calls or a text that does not parse, not both");
        }
    }

    public static Answer of(List<FunctionCall> calls) {
        return new Answer(calls, null);
    }

    public static Answer of(FunctionCall... calls) {
        return new Answer(List.of(calls), null);
    }

    /** Calls in Python's syntax if the text holds nothing else, else the text. */
    public static Answer ofText(String text) {
        List<FunctionCall> calls = FunctionCall.of(CallDecoder.decode(text));
        return calls.isEmpty() && !text.isBlank() && !text.strip().equals("[]")
                ? new Answer(List.of(), text)
                : of(calls);
    }

    /** Whether the answer calls a tool. */
    public boolean isCall() {
        return !calls.isEmpty();
    }

    /** The calls as the paper's prompt asks for them, {@code [f(a=1), g(b='x')]}; the text where there is one. */
    @Override
    public String toString() {
        return text != null
                ? text
                : calls.stream().map(FunctionCall::toString).collect(Collectors.joining(", ", "[", "]"));
    }
}
