package org.egpo.bfcl;

import static org.egpo.bfcl.TypeConversion.bool;
import static org.egpo.bfcl.TypeConversion.integer;
import static org.egpo.bfcl.TypeConversion.parts;
import static org.egpo.bfcl.TypeConversion.real;
import static org.egpo.call.PythonNumbers.numberOrText;
import static org.egpo.call.TextMethods.inner;

import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import org.egpo.call.PythonError;
import org.egpo.call.PythonUnicode;
import org.egpo.call.TextMethods;
import org.egpo.call.Value;

/**
 * Turns the source text of a JavaScript argument into a value, by the documented type. A text that does not have the
 * type's form stays a string. Source: {@code js_type_converter} of the official AST checker, its gaps included.
 */
final class JavaScriptTypes {
    private static final int MAX_DEPTH = 100;
    private static final PythonPattern INTEGER = new PythonPattern("^-?\\d+$");
    private static final PythonPattern FLOAT = new PythonPattern("^-?\\d+(\\.\\d+)?$");
    private static final PythonPattern BIGINT = new PythonPattern("^-?\\d+n$");
    private static final PythonPattern ARRAY_OF_ARRAYS =
            new PythonPattern("\\[\\s*\\[.*?\\]\\s*(,\\s*\\[.*?\\]\\s*)*\\]"
                    + "|\\bnew\\s+Array\\(\\s*\\[.*?\\]\\s*(,\\s*\\[.*?\\]\\s*)*\\)");
    private static final PythonPattern ARRAY = new PythonPattern("\\[(.*?)\\]|\\bnew\\s+Array\\((.*?)\\)");
    private static final PythonPattern BRACKETS = new PythonPattern("\\[(.*?)\\]");
    private static final PythonPattern OBJECT = new PythonPattern("\\{(.*?)\\}");
    private static final PythonPattern PAIR = new PythonPattern("([^:]+):\\s*(.*?)(?:,\\s*(?=[^,]+:)|$)");

    private JavaScriptTypes() {}

    /**
     * @param nested the documented type of the elements, or null
     * @param depth how deep this text lies in another one
     * @throws PythonError where the official converter raises
     */
    static Value convert(String text, String type, String nested, int depth) {
        return switch (type) {
            case "String" -> Value.text(quoted(text) ? inner(text) : text);
            case "integer" -> INTEGER.matches(text) ? integer(text) : Value.text(text);
            case "float" -> FLOAT.matches(text) ? real(text) : Value.text(text);
            case "Bigint" -> BIGINT.matches(text) ? integer(text.substring(0, text.length() - 1)) : Value.text(text);
            case "Boolean" -> bool(text);
            case "dict" -> object(PythonUnicode.strip(text), depth);
            case "array" -> array(PythonUnicode.strip(text), nested, depth);
            case "any" -> Value.text(text);
            default -> throw new PythonError("ValueError", "Unsupported type: " + type);
        };
    }

    private static boolean quoted(String s) {
        return s.startsWith("\"") && s.endsWith("\"") || s.startsWith("'") && s.endsWith("'");
    }

    /** Whatever goes wrong inside an array leaves its text. */
    private static Value array(String code, String nested, int depth) {
        requireDepth(depth);
        Matcher two = ARRAY_OF_ARRAYS.match(code);
        if (two != null) {
            return arrayOfArrays(two.group());
        }
        Matcher one = ARRAY.match(code);
        if (one == null) {
            return Value.text(code);
        }
        try {
            return elements(PythonUnicode.strip(one.group(1) != null ? one.group(1) : one.group(2)), nested, depth);
        } catch (PythonError e) {
            return Value.text(code);
        }
    }

    private static Value elements(String text, String nested, int depth) {
        return new Value.ListValue(
                text.isEmpty()
                        ? List.of()
                        : parts(text).map(e -> element(e, nested, depth)).toList());
    }

    private static Value element(String e, String nested, int depth) {
        if (nested == null || nested.isEmpty()) {
            return untyped(e);
        }
        boolean string = e.startsWith("'") || e.startsWith("\"");
        return convert(e, nested, string ? "String" : null, depth + 1);
    }

    private static Value arrayOfArrays(String text) {
        List<Value> rows = new ArrayList<>();
        for (Matcher m = BRACKETS.all(text); m.find(); ) {
            String row = PythonUnicode.strip(m.group(1));
            if (rows.isEmpty() && row.startsWith("[")) {
                row = row.substring(1);
            }
            rows.add(
                    new Value.ListValue(parts(row).map(JavaScriptTypes::untyped).toList()));
        }
        return new Value.ListValue(rows);
    }

    private static void requireDepth(int depth) {
        if (depth > MAX_DEPTH) {
            throw PythonError.limit("nested deeper than " + MAX_DEPTH);
        }
    }

    private static Value object(String code, int depth) {
        requireDepth(depth);
        Matcher m = OBJECT.match(code);
        if (m == null) {
            return Value.text(code);
        }
        Value.MapBuilder map = new Value.MapBuilder();
        for (Matcher pair = PAIR.all(m.group(1)); pair.find(); ) {
            String key = TextMethods.strip(PythonUnicode.strip(pair.group(1)), "'\"");
            map.put(key, member(PythonUnicode.strip(pair.group(2)), depth));
        }
        return map.build();
    }

    private static Value member(String text, int depth) {
        if (text.startsWith("[") && text.endsWith("]")) {
            return array(text, null, depth + 1);
        }
        if (text.startsWith("{") && text.endsWith("}")) {
            return object(text, depth + 1);
        }
        return untyped(TextMethods.strip(text, "'\""));
    }

    /** A value whose type is guessed from its form. */
    private static Value untyped(String text) {
        String s = PythonUnicode.strip(text);
        return quoted(s) ? Value.text(inner(s)) : bool(s) instanceof Value.Bool b ? b : numberOrText(s);
    }
}
