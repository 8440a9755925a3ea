package org.egpo.call;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Calls of FunctionGemma: {@code <start_function_call>call:f{x:1,y:<escape>a<escape>}<end_function_call>}. Never fails: what
 * fits nowhere is dropped, as the official parser drops it.
 */
final class GemmaCalls {
    private static final String ESCAPE = "<escape>";
    private static final String CALL = "call:";
    private static final int MAX_DEPTH = 500;
    private static final Map<String, Value> WORDS =
            Map.of("null", Value.None.NONE, "true", Value.Bool.TRUE, "false", Value.Bool.FALSE);

    private final PythonList root = new PythonList(new ArrayList<>());
    private final List<Value> open = new ArrayList<>(List.of(root));
    /** For each open object the key that waits for its value, or null; a wrong bracket can leave too many or too few. */
    private final List<Value> keys = new ArrayList<>();

    private final StringBuilder word = new StringBuilder();
    /** The last value of an object that had no key, so that a colon makes it one; else null. */
    private @Nullable Value pending;

    private GemmaCalls() {}

    static Value decode(String text) {
        List<Value> calls = new ArrayList<>();
        for (String block : CallLists.blocks(text, "<start_function_call>", "<end_function_call>")) {
            String call = PythonUnicode.strip(block);
            if (call.startsWith(CALL)) {
                int brace = call.indexOf('{');
                String name = call.substring(CALL.length(), brace < 0 ? call.length() : brace);
                Value arguments = brace < 0 ? Value.MapValue.EMPTY : new GemmaCalls().arguments(call.substring(brace));
                calls.add(Value.MapValue.of(PythonUnicode.strip(name), arguments));
            }
        }
        return new Value.ListValue(calls);
    }

    private Value arguments(String s) {
        for (int i = 0; i < s.length(); ) {
            if (s.startsWith(ESCAPE, i)) {
                int end = s.indexOf(ESCAPE, i + ESCAPE.length());
                commit();
                add(Value.text(end < 0 ? s.substring(i) : s.substring(i + ESCAPE.length(), end)));
                i = end < 0 ? s.length() : end + ESCAPE.length();
            } else if ("{[:]},".indexOf(s.charAt(i)) < 0) {
                word.append(s.charAt(i++));
            } else {
                structure(s.charAt(i++));
            }
        }
        commit();
        boolean map = !root.items().isEmpty() && root.items().get(0) instanceof PythonDict;
        return map ? PythonObjects.freeze(root.items().get(0)) : Value.MapValue.EMPTY;
    }

    private void structure(char c) {
        commit();
        switch (c) {
            case '{' -> {
                enter(new PythonDict());
                keys.add(null);
            }
            case '[' -> enter(new PythonList(new ArrayList<>()));
            case '}', ']' -> {
                if (open.size() > 1) {
                    open.remove(open.size() - 1);
                    if (c == '}' && !keys.isEmpty()) {
                        keys.remove(keys.size() - 1);
                    }
                }
            }
            case ':' -> {
                if (pending != null && top() instanceof PythonDict && !keys.isEmpty()) {
                    keys.set(keys.size() - 1, Value.text(PythonText.str(pending)));
                }
            }
            default -> {}
        }
        pending = null;
    }

    private void enter(Value container) {
        add(container);
        open.add(container);
        if (open.size() > MAX_DEPTH) {
            throw PythonError.limit("nested too deeply");
        }
    }

    private Value top() {
        return open.get(open.size() - 1);
    }

    private void commit() {
        String raw = PythonUnicode.strip(word.toString());
        word.setLength(0);
        if (!raw.isEmpty()) {
            add(WORDS.containsKey(raw) ? WORDS.get(raw) : PythonNumbers.numberOrText(raw));
        }
    }

    private void add(Value v) {
        if (top() instanceof PythonList list) {
            list.add(v);
            return;
        }
        Value key = keys.isEmpty() ? null : keys.get(keys.size() - 1);
        if (key == null) {
            pending = v instanceof Value.None ? null : v;
        } else {
            ((PythonDict) top()).put(key, v);
            keys.set(keys.size() - 1, null);
        }
    }
}
