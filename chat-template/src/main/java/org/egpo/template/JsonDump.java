package org.egpo.template;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** JSON as Python's {@code json.dumps(value, ensure_ascii=False, indent=…, sort_keys=…)} writes it. */
final class JsonDump {
    private static final int MAX_DEPTH = 200;

    private final StringBuilder out = new StringBuilder();
    private final @Nullable String indent;
    private final boolean sorted;
    private final boolean ascii;

    private JsonDump(@Nullable String indent, boolean sorted, boolean ascii) {
        this.indent = indent;
        this.sorted = sorted;
        this.ascii = ascii;
    }

    /** @param indent null for one line */
    static String of(@Nullable Object value, @Nullable String indent, boolean sorted, boolean ascii) {
        JsonDump text = new JsonDump(indent, sorted, ascii);
        text.write(value, 0);
        return text.out.toString();
    }

    private void write(@Nullable Object raw, int depth) {
        Object v = Operands.normal(raw);
        if (depth > MAX_DEPTH) {
            throw new JinjaException("tojson: the value is nested too deeply");
        }
        if (v instanceof String s) {
            string(s);
        } else if (v instanceof List<?> l) {
            open('[', ']', l, depth, x -> write(x, depth + 1));
        } else if (v instanceof Map<?, ?> m) {
            List<Map.Entry<?, ?>> entries = new ArrayList<>(m.entrySet());
            if (sorted) {
                entries.sort((a, b) -> Operands.compare(a.getKey(), b.getKey()));
            }
            open('{', '}', entries, depth, e -> {
                Object key = Operands.normal(e.getKey());
                string(key instanceof String s ? s : plain(key));
                out.append(": ");
                write(e.getValue(), depth + 1);
            });
        } else {
            out.append(plain(v));
        }
    }

    private static String plain(@Nullable Object v) {
        if (v instanceof Double d) {
            return d.isNaN() ? "NaN" : d.isInfinite() ? (d > 0 ? "Infinity" : "-Infinity") : PythonRepr.number(d);
        }
        if (v == null || v instanceof Boolean || v instanceof Long) {
            return String.valueOf(v);
        }
        throw new JinjaException("tojson cannot write " + Operands.type(v));
    }

    private <T> void open(char start, char end, List<T> items, int depth, java.util.function.Consumer<T> one) {
        out.append(start);
        for (int i = 0; i < items.size(); i++) {
            out.append(i == 0 ? "" : indent == null ? ", " : ",");
            line(depth + 1);
            one.accept(items.get(i));
        }
        if (!items.isEmpty()) {
            line(depth);
        }
        out.append(end);
    }

    private void line(int depth) {
        if (indent != null) {
            out.append('\n').append(indent.repeat(depth));
        }
    }

    private void string(String s) {
        out.append('"');
        for (int i = 0; i < s.length(); i++) {
            char c = s.charAt(i);
            int named = "\"\\\n\r\t\b\f".indexOf(c);
            if (named >= 0) {
                out.append('\\').append("\"\\nrtbf".charAt(named));
            } else if (c < 0x20 || ascii && c > 0x7e) {
                out.append(String.format("\\u%04x", (int) c));
            } else {
                out.append(c);
            }
        }
        out.append('"');
    }
}
