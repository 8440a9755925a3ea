package org.egpo.acebench;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.egpo.call.FunctionCall;
import org.egpo.call.PythonCalls;
import org.egpo.call.PythonError;
import org.egpo.call.PythonExpression;
import org.egpo.call.PythonUnicode;
import org.egpo.call.TextMethods;
import org.egpo.call.Value;
import org.jspecify.annotations.Nullable;

/** From a model's text to calls as the official scripts read it. Total and bounded: where there are no calls it is null. */
public final class AceDecoder {
    private AceDecoder() {}

    /** The first group of square brackets that closes, without regard to quotes; null where there is none. */
    public static @Nullable String brackets(String text) {
        int start = -1;
        int depth = 0;
        int open = text.indexOf('[');
        for (int close = text.indexOf(']'); close >= 0; ) {
            if (open >= 0 && open < close) {
                start = depth == 0 ? open : start;
                depth++;
                open = text.indexOf('[', open + 1);
            } else {
                depth--;
                if (depth == 0 && start >= 0) {
                    return text.substring(start, close + 1);
                }
                close = text.indexOf(']', close + 1);
            }
        }
        return null;
    }

    /** A text without any white space, that inside of strings included. */
    public static String withoutSpace(String text) {
        char[] chars = text.toCharArray();
        int n = 0;
        for (char c : chars) {
            if (c > ' ' && c < 128 || !PythonUnicode.isSpace(c)) {
                chars[n++] = c;
            }
        }
        return new String(chars, 0, n);
    }

    /**
     * The calls of an answer, each a map of a name to its arguments.
     *
     * @param turn whether the whole text without white space is read, not its first group of brackets
     */
    public static @Nullable List<Value> calls(String text, boolean turn) {
        String source = turn ? withoutSpace(text) : brackets(text);
        try {
            return source == null ? null : PythonCalls.list(source).items();
        } catch (PythonError | StackOverflowError e) {
            return null;
        }
    }

    /**
     * The calls of an agent's message as the texts that are run.
     *
     * @param strict whether an element that is no call makes the message unreadable; else it is passed over
     */
    public static @Nullable List<String> agentCalls(String message, boolean strict) {
        if (message.isEmpty()) {
            return null;
        }
        List<String> calls = new ArrayList<>();
        try {
            String source = TextMethods.strip(message.startsWith(" ") ? message.substring(1) : message, "[]'");
            for (PythonExpression e : elements(PythonExpression.parse(source))) {
                if (e.kind() == PythonExpression.Kind.CALL) {
                    calls.add(FunctionCall.text(PythonCalls.TEXT.call(e), true));
                } else if (strict) {
                    return null;
                }
            }
        } catch (PythonError | StackOverflowError e) {
            return null;
        }
        return calls;
    }

    private static List<PythonExpression> elements(PythonExpression body) {
        return switch (body.kind()) {
            case TUPLE, LIST -> body.parts();
            case CALL -> List.of(body);
            default -> List.of();
        };
    }

    /** Whether an agent's message in a dialogue with a user goes to the services: brackets in one line, and only calls. */
    public static boolean isForExecution(String message) {
        return Arrays.stream(message.split("\n"))
                        .anyMatch(line -> line.indexOf('[') >= 0 && line.lastIndexOf(']') > line.indexOf('['))
                && agentCalls(message, true) != null;
    }
}
