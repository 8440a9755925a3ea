package org.egpo.bfcl;

import static org.egpo.call.PythonNumbers.numberOrText;
import static org.egpo.call.TextMethods.inner;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.regex.Matcher;
import java.util.stream.Stream;
import org.egpo.call.PythonError;
import org.egpo.call.PythonNumbers;
import org.egpo.call.PythonUnicode;
import org.egpo.call.TextMethods;
import org.egpo.call.Value;

/**
 * Source text of a Java or JavaScript argument → value by the documented type, as the official type converters do it. A text that
 * does not have the type's form stays a string.
 */
public final class TypeConversion {
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

    private static final PythonPattern JAVA_FLOAT = new PythonPattern("^-?\\d+(\\.\\d+)?([eE][+-]?\\d+)?[fF]$");
    private static final PythonPattern JAVA_DOUBLE = new PythonPattern("^-?\\d+(\\.\\d+)?([eE][+-]?\\d+)?$");
    private static final PythonPattern JAVA_LONG = new PythonPattern("^-?\\d+[lL]$");
    private static final PythonPattern AS_LIST =
            new PythonPattern("new\\s+ArrayList<\\w*>\\(Arrays\\.asList\\((.+?)\\)\\)");
    private static final PythonPattern ADD_BLOCK =
            new PythonPattern("new\\s+ArrayList<\\w*>\\(\\)\\s*\\{\\{\\s*(.+?)\\s*\\}\\}", true);
    private static final PythonPattern ADD = new PythonPattern("add\\((.+?)\\)");
    private static final PythonPattern EMPTY_LIST = new PythonPattern("new\\s+ArrayList<\\w*>\\(\\)");
    private static final PythonPattern JAVA_ARRAY = new PythonPattern("new\\s+\\w+\\[\\]\\s*\\{(.*?)\\}");
    private static final PythonPattern MAP =
            new PythonPattern("new\\s+HashMap<.*?>\\s*\\(\\)\\s*\\{\\s*\\{?\\s*(.*?)\\s*\\}?\\s*\\}", true);
    private static final PythonPattern EMPTY_MAP = new PythonPattern("new\\s+HashMap<.*?>\\s*\\(\\)");
    private static final PythonPattern PUT = new PythonPattern("put\\(\"(.*?)\",\\s*(.*?)\\)");

    private TypeConversion() {}

    /**
     * @param type the documented type, such as {@code ArrayList} or {@code Bigint}
     * @param nested the documented type of the elements, or empty
     * @return the value; a text that does not have the type's form stays a string
     * @throws PythonError where the official converter raises
     */
    public static Value value(Language language, String text, String type, String nested) {
        return switch (language) {
            case JAVA -> java(text, type, nested);
            case JAVASCRIPT -> javaScript(text, type, nested, 0);
            case PYTHON -> Value.text(text);
        };
    }

    private static Value bool(String text) {
        return text.equals("true") || text.equals("false") ? Value.Bool.of(text.equals("true")) : Value.text(text);
    }

    private static Value integer(String digits) {
        return PythonNumbers.toInteger(Value.text(digits));
    }

    private static Value real(String digits) {
        return PythonNumbers.toReal(Value.text(digits));
    }

    /** The parts between commas, stripped. */
    private static Stream<String> parts(String s) {
        return Arrays.stream(s.split(",", -1)).map(PythonUnicode::strip);
    }

    private static Value list(Stream<Value> items) {
        return new Value.ListValue(items.toList());
    }

    /** Source: {@code java_type_converter} of the official AST checker, its gaps included. */
    private static Value java(String text, String type, String nested) {
        return switch (type) {
            case "byte", "short", "integer" -> INTEGER.matches(text) ? integer(text) : Value.text(text);
            case "float" -> JAVA_FLOAT.matches(text) ? real(withoutSuffix(text)) : Value.text(text);
            case "double" -> JAVA_DOUBLE.matches(text) ? real(text) : Value.text(text);
            case "long" -> JAVA_LONG.matches(text) ? integer(withoutSuffix(text)) : Value.text(text);
            case "boolean" -> bool(text);
            case "ArrayList" -> arrayList(text, nested);
            case "Array" -> javaArray(text, nested);
            case "HashMap" -> hashMap(text);
            case "Set", "Hashtable", "Queue", "Stack" ->
                throw new PythonError("NotImplementedError", type + " conversion is not implemented");
            case "char", "String", "any" -> Value.text(text);
            default -> throw new PythonError("ValueError", "Unsupported type: " + type);
        };
    }

    /** Drops the type letter at the end, which may stand before a last newline. */
    private static String withoutSuffix(String number) {
        int end = number.endsWith("\n") ? number.length() - 2 : number.length() - 1;
        return number.substring(0, end) + number.substring(end + 1);
    }

    private static Value arrayList(String text, String nested) {
        Matcher asList = AS_LIST.search(text);
        if (asList != null) {
            return items(parts(asList.group(1)), nested);
        }
        Matcher block = ADD_BLOCK.search(text);
        if (block != null) {
            return items(ADD.all(block.group(1)).results().map(add -> PythonUnicode.strip(add.group(1))), nested);
        }
        return EMPTY_LIST.search(text) != null ? new Value.ListValue(List.of()) : Value.text(text);
    }

    private static Value items(Stream<String> parts, String nested) {
        return list(parts.map(p -> javaElement(p, nested)));
    }

    /** Elements of character and string lists lose their first and last character, whatever these are. */
    private static Value javaElement(String text, String nested) {
        return nested.equals("char") || nested.equals("String") ? Value.text(inner(text)) : typed(text, nested);
    }

    private static Value typed(String text, String nested) {
        return !nested.isEmpty() ? java(text, nested, "") : untypedJava(text);
    }

    private static Value javaArray(String text, String nested) {
        Matcher m = JAVA_ARRAY.search(text);
        return m == null
                ? Value.text(text)
                : list(parts(m.group(1)).filter(p -> !p.isEmpty()).map(p -> typed(p, nested)));
    }

    private static Value hashMap(String text) {
        Matcher m = MAP.search(text);
        if (m != null) {
            Value.MapBuilder map = new Value.MapBuilder();
            for (Matcher put = PUT.all(m.group(1)); put.find(); ) {
                map.put(put.group(1), untypedJava(PythonUnicode.strip(put.group(2))));
            }
            return map.build();
        }
        return EMPTY_MAP.search(text) != null ? Value.MapValue.EMPTY : Value.text(text);
    }

    /** A value whose type is guessed from its form. */
    private static Value untypedJava(String text) {
        Value typed = java(text, JAVA_LONG.matches(text) ? "long" : JAVA_FLOAT.matches(text) ? "float" : "boolean", "");
        boolean quoted = text.startsWith("\"") && text.endsWith("\"");
        return !(typed instanceof Value.Text) ? typed : quoted ? Value.text(inner(text)) : numberOrText(text);
    }

    /**
     * Source: {@code js_type_converter} of the official AST checker, its gaps included.
     *
     * @param depth how deep this text lies in another one
     */
    private static Value javaScript(String text, String type, String nested, int depth) {
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
        return list((text.isEmpty() ? Stream.<String>empty() : parts(text)).map(e -> element(e, nested, depth)));
    }

    private static Value element(String e, String nested, int depth) {
        if (nested.isEmpty()) {
            return untyped(e);
        }
        boolean string = e.startsWith("'") || e.startsWith("\"");
        return javaScript(e, nested, string ? "String" : "", depth + 1);
    }

    private static Value arrayOfArrays(String text) {
        List<Value> rows = new ArrayList<>();
        for (Matcher m = BRACKETS.all(text); m.find(); ) {
            String row = PythonUnicode.strip(m.group(1));
            if (rows.isEmpty() && row.startsWith("[")) {
                row = row.substring(1);
            }
            rows.add(list(parts(row).map(TypeConversion::untyped)));
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
            return array(text, "", depth + 1);
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
