package org.egpo.acebench;

import static org.egpo.call.PythonObjects.at;
import static org.egpo.call.PythonObjects.items;
import static org.egpo.call.PythonObjects.mapped;

import java.util.ArrayList;
import java.util.List;
import org.egpo.bfcl.StandardString;
import org.egpo.call.PythonError;
import org.egpo.call.PythonObjects;
import org.egpo.call.PythonText;
import org.egpo.call.PythonType;
import org.egpo.call.Value;
import org.jspecify.annotations.Nullable;

/**
 * Judges calls as the official {@code normal_checker} does, oddities included (docs/acebench.md lists them): an error type,
 * or null for a right answer. Where the official code ends with an exception this raises {@link PythonError}.
 */
final class NormalChecker {
    private static final List<String> NESTED =
            List.of("array", "tuple", "list(string)", "list(enum)", "object", "objectArray");

    private static final Value NOTHING = Value.MapValue.EMPTY;

    private NormalChecker() {}

    static @Nullable String check(Value functions, List<Value> calls, Value.MapValue expected) {
        if (calls.size() != expected.size()) {
            return "wrong functions number";
        }
        List<Value> names = new ArrayList<>();
        List<Value> called = new ArrayList<>();
        for (int i = 0; i < calls.size(); i++) {
            names.add(name(expected.key(i)));
            called.add(((Value.MapValue) calls.get(i)).key(0));
        }
        for (Value name : names) {
            if (!called.remove(name)) {
                return "function_mismatch";
            }
        }
        String problem = null;
        for (int i = 0; i < names.size() && problem == null; i++) {
            Value schema = schema(functions, PythonText.str(expected.key(i)));
            // One call may serve several answers; where none fits the last comparison names the error.
            for (Value c : calls) {
                Value.MapValue call = (Value.MapValue) c;
                problem = call.key(0).equals(names.get(i))
                        ? arguments(schema, names.get(i), (Value.MapValue) call.value(0), expected.value(i))
                        : "simple_function_checker:unclear";
                if (problem == null) {
                    break;
                }
            }
        }
        return problem;
    }

    /** Repeated calls have numbers in the answer; so may functions, whose names then never match. */
    private static Value name(Value key) {
        String text = PythonText.str(key);
        int end = text.length();
        while (end > 0 && Character.isDigit(text.charAt(end - 1))) {
            end--;
        }
        boolean numbered = end < text.length() && end > 0 && text.charAt(end - 1) == '_';
        return numbered ? Value.text(text.substring(0, end - 1)) : key;
    }

    /** The first schema whose name is a part of the answer's key. */
    private static Value schema(Value functions, String key) {
        return items(functions).stream()
                .filter(f -> key.contains(PythonText.str(at(f, "name"))))
                .findFirst()
                .orElse(Value.None.NONE);
    }

    private static @Nullable String arguments(Value schema, Value name, Value.MapValue given, Value expected) {
        Value parameters = at(schema, "parameters");
        if (given.equals(NOTHING) || parameters.equals(NOTHING)) {
            return given.equals(parameters) ? null : "wrong_param";
        }
        Value properties = at(parameters, "properties");
        if (Value.pythonEquals(expected, properties)) {
            return null;
        }
        if (expected.equals(NOTHING)) {
            return "wrong_param";
        }
        if (!at(schema, "name").equals(name)) {
            return "wrong_function_name";
        }
        for (Value required : items(at(parameters, "required"))) {
            if (given.get(required) == null) {
                return "lack_args";
            }
        }
        String problem = null;
        for (int i = 0; i < given.size() && problem == null; i++) {
            Value key = given.key(i);
            problem = PythonObjects.contains(properties, key) && PythonObjects.contains(expected, key)
                    ? value(PythonObjects.item(properties, key), given.value(i), PythonObjects.item(expected, key))
                    : "addition_args";
        }
        return problem;
    }

    private static @Nullable String value(Value property, Value given, Value expected) {
        Value name = at(property, "type");
        PythonType type = type(name);
        PythonType inner = NESTED.contains(PythonText.str(name)) ? inner(property, PythonText.str(name)) : null;
        Type fit = fit(given, expected, type, inner);
        if (fit != Type.FITS) {
            return fit == Type.WRONG ? "type_error" : null;
        }
        return switch (type) {
            case DICT -> object(given, expected);
            case LIST ->
                inner == PythonType.DICT
                        ? objects(items(given), items(expected))
                        : Value.pythonEquals(mapped(given, StandardString::of), mapped(expected, StandardString::of))
                                ? null
                                : "value_error:list/tuple";
            case STR -> says(given, expected) ? null : "value_error:string";
            default -> null;
        };
    }

    /** {@code number} is int; {@code enum} is a type that no value has. */
    private static PythonType type(Value name) {
        return switch (PythonText.str(name)) {
            case "string", "any" -> PythonType.STR;
            case "integer", "int", "number" -> PythonType.INT;
            case "float" -> PythonType.FLOAT;
            case "boolean" -> PythonType.BOOL;
            case "array", "tuple", "list", "list(string)", "list(enum)", "objectArray" -> PythonType.LIST;
            case "object", "dict" -> PythonType.DICT;
            case "enum" -> PythonType.OBJECT;
            default -> throw PythonError.key(name);
        };
    }

    private static PythonType inner(Value property, String name) {
        Value given = ((Value.MapValue) property).get("items") instanceof Value.MapValue m ? m.get("type") : null;
        String otherwise = name.contains("string") ? "string" : name.contains("enum") ? "enum" : "dict";
        return type(given != null ? given : Value.text(otherwise));
    }

    /** What the check of a type says: a variable is right whatever its value. */
    private enum Type {
        FITS,
        VARIABLE,
        WRONG
    }

    private static Type fit(Value given, Value expected, PythonType type, @Nullable PythonType inner) {
        boolean some = !Value.is(expected, "");
        Value v = orBool(given);
        if (PythonType.of(v) == type) {
            boolean right = inner == null;
            if (inner != null) {
                for (Value e : items(expected)) {
                    right |= !(e instanceof Value.ListValue)
                            || items(v).stream().allMatch(item -> fit(item, e, inner, null) != Type.WRONG);
                }
            }
            return !right ? Type.WRONG : some && PythonType.of(expected) != type ? Type.VARIABLE : Type.FITS;
        }
        boolean alike = some && (PythonType.of(v) == PythonType.of(expected) || Value.pythonEquals(expected, v));
        return alike ? Type.VARIABLE : Type.WRONG;
    }

    private static Value orBool(Value v) {
        return Value.is(v, "true") ? Value.Bool.TRUE : Value.is(v, "false") ? Value.Bool.FALSE : v;
    }

    /** Whether Python's text of a value, in standard form, contains that of another one. */
    private static boolean says(Value given, Value expected) {
        return given.equals(expected)
                || PythonText.boundedStr(StandardString.of(given))
                        .contains(PythonText.boundedStr(StandardString.of(expected)));
    }

    private static @Nullable String objects(List<Value> given, List<Value> expected) {
        String problem = given.size() == expected.size() ? null : "value_error:list_dict_count";
        for (int i = 0; i < given.size() && problem == null; i++) {
            problem = object(given.get(i), expected.get(i));
        }
        return problem;
    }

    /** What Python's {@code str} makes of each expected value must be a part of what it makes of the given one. */
    private static @Nullable String object(Value given, Value expected) {
        if (!(given instanceof Value.MapValue g)) {
            return "value_error";
        }
        if (!(expected instanceof Value.MapValue e)) {
            throw PythonError.attribute(expected, "keys");
        }
        boolean right = g.size() == e.size();
        for (int i = 0; i < g.size() && right; i++) {
            Value wanted = e.get(g.key(i));
            Value v = orBool(g.value(i));
            right = wanted instanceof Value.MapValue ? object(v, wanted) == null : wanted != null && says(v, wanted);
        }
        return right ? null : "value_error";
    }
}
