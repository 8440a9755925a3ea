package org.egpo.call;

import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Calls of MiniCPM: Python statements between {@code <|tool_call_start|>} and {@code <|tool_call_end|>}, thoughts before them. */
final class MiniCpmCalls {
    private static final String START = "<|tool_call_start|>";
    private static final String END = "<|tool_call_end|>";
    private static final String THOUGHT_START = "<|thought_start|>";
    private static final String THOUGHT_END = "<|thought_end|>";
    private static final Pattern ASSIGNED = Pattern.compile("^[A-Za-z_]\\w*[ \\t]*=(?!=)[ \\t]*");
    /** Characters read while looking for the ends of statements that go over many lines. */
    private static final int MAX_WORK = 1 << 23;

    private MiniCpmCalls() {}

    /** A list of calls; the text beside them where there is none that can be read. */
    static Value decode(String text) {
        String said = text;
        if (said.contains(THOUGHT_END) && said.contains(THOUGHT_START)) {
            int end = said.lastIndexOf(THOUGHT_END);
            requireBefore(said, THOUGHT_START, end);
            said = said.substring(end + THOUGHT_END.length());
        }
        if (!said.contains(START) || !said.contains(END)) {
            return Value.text(PythonUnicode.strip(said));
        }
        int end = said.lastIndexOf(END);
        int start = requireBefore(said, START, end);
        Value content = Value.text(PythonUnicode.strip(said.substring(end + END.length())));
        try {
            List<Value> calls = statements(unfenced(PythonUnicode.strip(said.substring(start, end))));
            return calls.isEmpty() ? content : new Value.ListValue(calls);
        } catch (PythonError e) {
            return content;
        }
    }

    private static int requireBefore(String text, String tag, int end) {
        int at = text.indexOf(tag);
        if (at < 0 || at + tag.length() > end) {
            throw new PythonError("IndexError", "list index out of range");
        }
        return at + tag.length();
    }

    private static String unfenced(String code) {
        String s = code;
        if (s.startsWith("```")) {
            s = PythonUnicode.strip(s.replaceFirst("^`+", ""));
            s = s.startsWith("python") ? PythonUnicode.strip(s.replaceFirst("^[python]+", "")) : s;
        }
        return s.endsWith("```") ? PythonUnicode.strip(TextMethods.stripEnd(s, "`")) : s;
    }

    /** Each statement ends where what was read so far is an expression; every one must be a call. */
    private static List<Value> statements(String code) {
        List<Value> calls = new ArrayList<>();
        int work = 0;
        int from = 0;
        for (int i = 0; i <= code.length(); i++) {
            if (i < code.length() && code.charAt(i) != '\n' && code.charAt(i) != ';') {
                continue;
            }
            String piece = code.substring(from, i);
            boolean line = from == 0 || code.charAt(from - 1) == '\n';
            if (piece.isBlank() || piece.strip().startsWith("#")) {
                from = piece.isBlank() || i == code.length() || code.charAt(i) == '\n' ? i + 1 : from;
                continue;
            }
            work += piece.length();
            if (work > MAX_WORK) {
                throw PythonError.limit("the statements take too many steps to read");
            }
            Value call = call(ASSIGNED.matcher(line ? piece : piece.strip()).replaceFirst(""), i == code.length());
            if (call != null) {
                calls.add(call);
                from = i + 1;
            }
        }
        return calls;
    }

    /** Null where the statement goes on. */
    private static @Nullable Value call(String statement, boolean last) {
        boolean call;
        try {
            call = PythonExpression.parse(statement).kind() == PythonExpression.Kind.CALL;
        } catch (PythonError e) {
            if (!last) {
                return null;
            }
            throw e;
        }
        if (!call || statement.startsWith(" ") || statement.startsWith("\t")) {
            throw new PythonError("AssertionError", "a statement is no call");
        }
        return PythonObjects.item(PythonCalls.decode(statement), 0);
    }
}
