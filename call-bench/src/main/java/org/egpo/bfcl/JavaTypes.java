package org.egpo.bfcl;

import static org.egpo.bfcl.TypeConversion.bool;
import static org.egpo.bfcl.TypeConversion.integer;
import static org.egpo.bfcl.TypeConversion.parts;
import static org.egpo.bfcl.TypeConversion.real;
import static org.egpo.call.PythonNumbers.numberOrText;
import static org.egpo.call.TextMethods.inner;

import java.util.List;
import java.util.regex.Matcher;
import java.util.stream.Stream;
import org.egpo.call.PythonError;
import org.egpo.call.PythonUnicode;
import org.egpo.call.Value;

/**
 * Turns the source text of a Java argument into a value, by the documented Java type. A text that does not have the type's
 * form stays a string. Source: {@code java_type_converter} of the official AST checker, its gaps included.
 */
final class JavaTypes {
    private static final PythonPattern INTEGER = new PythonPattern("^-?\\d+$");
    private static final PythonPattern FLOAT = new PythonPattern("^-?\\d+(\\.\\d+)?([eE][+-]?\\d+)?[fF]$");
    private static final PythonPattern DOUBLE = new PythonPattern("^-?\\d+(\\.\\d+)?([eE][+-]?\\d+)?$");
    private static final PythonPattern LONG = new PythonPattern("^-?\\d+[lL]$");
    private static final PythonPattern AS_LIST =
            new PythonPattern("new\\s+ArrayList<\\w*>\\(Arrays\\.asList\\((.+?)\\)\\)");
    private static final PythonPattern ADD_BLOCK =
            new PythonPattern("new\\s+ArrayList<\\w*>\\(\\)\\s*\\{\\{\\s*(.+?)\\s*\\}\\}", true);
    private static final PythonPattern ADD = new PythonPattern("add\\((.+?)\\)");
    private static final PythonPattern EMPTY_LIST = new PythonPattern("new\\s+ArrayList<\\w*>\\(\\)");
    private static final PythonPattern ARRAY = new PythonPattern("new\\s+\\w+\\[\\]\\s*\\{(.*?)\\}");
    private static final PythonPattern MAP =
            new PythonPattern("new\\s+HashMap<.*?>\\s*\\(\\)\\s*\\{\\s*\\{?\\s*(.*?)\\s*\\}?\\s*\\}", true);
    private static final PythonPattern EMPTY_MAP = new PythonPattern("new\\s+HashMap<.*?>\\s*\\(\\)");
    private static final PythonPattern PUT = new PythonPattern("put\\(\"(.*?)\",\\s*(.*?)\\)");

    private JavaTypes() {}

    /**
     * @param nested the documented type of the elements, or null
     * @throws PythonError where the official converter raises
     */
    static Value convert(String text, String type, String nested) {
        return switch (type) {
            case "byte", "short", "integer" -> INTEGER.matches(text) ? integer(text) : Value.text(text);
            case "float" -> FLOAT.matches(text) ? real(withoutSuffix(text)) : Value.text(text);
            case "double" -> DOUBLE.matches(text) ? real(text) : Value.text(text);
            case "long" -> LONG.matches(text) ? integer(withoutSuffix(text)) : Value.text(text);
            case "boolean" -> bool(text);
            case "ArrayList" -> arrayList(text, nested);
            case "Array" -> array(text, nested);
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
        return new Value.ListValue(parts.map(p -> element(p, nested)).toList());
    }

    /** Elements of character and string lists lose their first and last character, whatever these are. */
    private static Value element(String text, String nested) {
        return "char".equals(nested) || "String".equals(nested) ? Value.text(inner(text)) : typed(text, nested);
    }

    private static Value typed(String text, String nested) {
        return nested != null && !nested.isEmpty() ? convert(text, nested, null) : untyped(text);
    }

    private static Value array(String text, String nested) {
        Matcher m = ARRAY.search(text);
        return m == null
                ? Value.text(text)
                : new Value.ListValue(parts(m.group(1))
                        .filter(p -> !p.isEmpty())
                        .map(p -> typed(p, nested))
                        .toList());
    }

    private static Value hashMap(String text) {
        Matcher m = MAP.search(text);
        if (m != null) {
            Value.MapBuilder map = new Value.MapBuilder();
            for (Matcher put = PUT.all(m.group(1)); put.find(); ) {
                map.put(put.group(1), untyped(PythonUnicode.strip(put.group(2))));
            }
            return map.build();
        }
        return EMPTY_MAP.search(text) != null ? Value.MapValue.EMPTY : Value.text(text);
    }

    /** A value whose type is guessed from its form. */
    private static Value untyped(String text) {
        Value typed = convert(text, LONG.matches(text) ? "long" : FLOAT.matches(text) ? "float" : "boolean", null);
        boolean quoted = text.startsWith("\"") && text.endsWith("\"");
        return !(typed instanceof Value.Text) ? typed : quoted ? Value.text(inner(text)) : numberOrText(text);
    }
}
