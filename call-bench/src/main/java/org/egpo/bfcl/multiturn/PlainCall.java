package org.egpo.bfcl.multiturn;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Reads the calls that trajectories nearly always have, {@code name(parameter='text', other=[1, 2.5, True])}: one pass, no
 * tree. Anything else gives null, and {@link CallEvaluator} decides; where this answers, it gives the same answer.
 */
final class PlainCall {
    private static final int MAX_DEPTH = 50;
    private static final int SAFE_DIGITS = 18;

    final List<Object> positional = new ArrayList<>(4);
    final Map<String, Object> named = new LinkedHashMap<>(8);
    private final String s;
    private int i;

    private PlainCall(String s, int from) {
        this.s = s;
        this.i = from;
    }

    /**
     * @param from where the opening parenthesis stands
     * @return the arguments, or null
     */
    static PlainCall read(String text, int from) {
        PlainCall call = new PlainCall(text, from + 1);
        return call.arguments() && call.i == text.length() ? call : null;
    }

    private char peek() {
        return i < s.length() ? s.charAt(i) : '\0';
    }

    private char next() {
        while (i < s.length() && s.charAt(i) == ' ') {
            i++;
        }
        return peek();
    }

    private boolean arguments() {
        if (next() == ')') {
            i++;
            return true;
        }
        while (true) {
            if (!argument()) {
                return false;
            }
            char c = next();
            i++;
            if (c == ')') {
                return true;
            }
            if (c != ',') {
                return false;
            }
            if (next() == ')') {
                i++;
                return true;
            }
        }
    }

    private boolean argument() {
        next();
        int from = i;
        while (i < s.length() && s.charAt(i) < 128 && MethodNames.isWord(s.charAt(i))) {
            i++;
        }
        int end = i;
        boolean keyword = end > from && !Character.isDigit(s.charAt(from)) && next() == '=';
        if (!keyword || s.startsWith("==", i)) {
            i = from;
            Object v = named.isEmpty() ? value(0) : null;
            return v != null && positional.add(v);
        }
        i++;
        String name = s.substring(from, end);
        Object v = isReserved(name) ? null : value(0);
        return v != null && named.put(name, v) == null;
    }

    private static boolean isReserved(String name) {
        return switch (name) {
            case "False",
                    "None",
                    "True",
                    "and",
                    "as",
                    "assert",
                    "async",
                    "await",
                    "break",
                    "class",
                    "continue",
                    "def",
                    "del",
                    "elif",
                    "else",
                    "except",
                    "finally",
                    "for",
                    "from",
                    "global",
                    "if",
                    "import",
                    "in",
                    "is",
                    "lambda",
                    "nonlocal",
                    "not",
                    "or",
                    "pass",
                    "raise",
                    "return",
                    "try",
                    "while",
                    "with",
                    "yield",
                    "__debug__" -> true;
            default -> false;
        };
    }

    /** A value, or null where it is not plain. */
    private Object value(int depth) {
        char c = next();
        if (c == '\'' || c == '"') {
            return text(c);
        }
        if (c == '-' || c >= '0' && c <= '9') {
            return number();
        }
        if (depth > MAX_DEPTH) {
            return null;
        }
        if (c == '[') {
            i++;
            List<Object> items = items(']', depth);
            return items == null ? null : new ListObject(items);
        }
        if (c == '{') {
            i++;
            return dict(depth);
        }
        return word();
    }

    private Object word() {
        int from = i;
        while (i < s.length() && s.charAt(i) < 128 && MethodNames.isWord(s.charAt(i))) {
            i++;
        }
        Object v =
                switch (s.substring(from, i)) {
                    case "True" -> Boolean.TRUE;
                    case "False" -> Boolean.FALSE;
                    case "None" -> PythonObjects.NONE;
                    default -> null;
                };
        return v != null && isEnd() ? v : null;
    }

    /** Whether a value ends here, so that no operator or second text follows. */
    private boolean isEnd() {
        char c = next();
        return c == ',' || c == ')' || c == ']' || c == '}' || c == ':';
    }

    private Object text(char quote) {
        int from = ++i;
        StringBuilder b = null;
        for (; i < s.length(); i++) {
            char c = s.charAt(i);
            if (c == quote) {
                String text =
                        b == null ? s.substring(from, i) : b.append(s, from, i).toString();
                i++;
                boolean triple = text.isEmpty() && peek() == quote;
                return !triple && isEnd() ? text : null;
            }
            if (c == '\n' || c == '\r' || c == 0 || Character.isSurrogate(c)) {
                return null;
            }
            if (c == '\\') {
                b = b == null ? new StringBuilder() : b;
                b.append(s, from, i);
                int escaped = i + 1 < s.length() ? escape(s.charAt(i + 1)) : -1;
                if (escaped < 0) {
                    return null;
                }
                b.append((char) escaped);
                i++;
                from = i + 1;
            }
        }
        return null;
    }

    private static int escape(char c) {
        return switch (c) {
            case 'n' -> '\n';
            case 't' -> '\t';
            case 'r' -> '\r';
            case '\\', '\'', '"' -> c;
            default -> -1;
        };
    }

    private Object number() {
        int from = i;
        if (peek() == '-') {
            i++;
        }
        int digits = i;
        boolean real = false;
        for (; i < s.length(); i++) {
            char c = s.charAt(i);
            if (c == '.') {
                real = true;
            } else if (c < '0' || c > '9') {
                break;
            }
        }
        String text = s.substring(from, i);
        int length = i - digits;
        if (length == 0 || length > SAFE_DIGITS || !isEnd()) {
            return null;
        }
        if (!real) {
            boolean leadingZero = length > 1 && s.charAt(digits) == '0';
            return leadingZero ? null : (Object) Long.parseLong(text);
        }
        boolean plain = length > 1 && s.indexOf('.', digits) == s.lastIndexOf('.', digits + length - 1);
        return plain ? (Object) Double.parseDouble(text) : null;
    }

    private List<Object> items(char close, int depth) {
        List<Object> items = new ArrayList<>();
        while (next() != close) {
            Object v = value(depth + 1);
            if (v == null) {
                return null;
            }
            items.add(v);
            if (next() == ',') {
                i++;
            } else if (peek() != close) {
                return null;
            }
        }
        i++;
        return isEnd() ? items : null;
    }

    private Object dict(int depth) {
        DictObject d = new DictObject();
        while (next() != '}') {
            Object key = value(depth + 1);
            if (key == null || key instanceof ListObject || key instanceof DictObject || next() != ':') {
                return null;
            }
            i++;
            Object v = value(depth + 1);
            if (v == null) {
                return null;
            }
            d.put(key, v);
            if (next() == ',') {
                i++;
            } else if (peek() != '}') {
                return null;
            }
        }
        i++;
        return isEnd() ? d : null;
    }
}
