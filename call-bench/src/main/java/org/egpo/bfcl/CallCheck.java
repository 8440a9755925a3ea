package org.egpo.bfcl;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Supplier;
import org.egpo.call.PythonError;
import org.egpo.call.PythonNumbers;
import org.egpo.call.PythonObjects;
import org.egpo.call.PythonText;
import org.egpo.call.PythonType;
import org.egpo.call.Value;
import org.jspecify.annotations.Nullable;

/**
 * One expected call, its function document and allowed values looked up once. Required parameters are checked first, then
 * the parameters in the order of the model, then the optional ones that are missing. Source:
 * {@code simple_function_checker} of the official AST checker.
 */
final class CallCheck {
    /** Parameter, its type, the type given, the value. */
    private static final String TYPE =
            "Incorrect type for parameter %r. Expected type %s, got %s. Parameter value: %r.";

    private final Language language;
    private final Value.Text function;
    private final List<Value> required;
    /** By name: those with allowed values first. */
    private final Map<Value, Parameter> parameters = new LinkedHashMap<>();

    /** Document and allowed values of one parameter; either is null where it has none. */
    private record Parameter(@Nullable Supplier<ParameterDoc> doc, @Nullable Supplier<ParameterAnswer> answer) {}

    /**
     * @param document the function document, or null when there is none of that name
     * @param answer the expected call: function → parameter → allowed values
     * @param dotsToUnderscores whether the model's interface forbids dots in names
     * @throws PythonError for what is wrong with document or answer
     */
    CallCheck(Language language, @Nullable Value document, Value answer, boolean dotsToUnderscores) {
        this.language = language;
        PythonObjects.map(answer).firstKey();
        Value.MapValue allowed = map(PythonObjects.map(answer).value(0), "the allowed values are no map");
        if (document == null) {
            throw PythonError.type("'NoneType' object is not subscriptable");
        }
        function = nameOf(document, dotsToUnderscores);
        Value schema = PythonObjects.at(document, "parameters");
        Value.MapValue docs = map(PythonObjects.at(schema, "properties"), "the properties are no map");
        required = PythonObjects.items(PythonObjects.at(schema, "required"));
        allowed.forEach((name, v) -> add(name, docs.get(name), once(() -> ParameterAnswer.of(v))));
        docs.forEach((name, doc) -> add(name, doc, null));
    }

    private void add(Value name, @Nullable Value doc, @Nullable Supplier<ParameterAnswer> answer) {
        Supplier<ParameterDoc> read = doc == null ? null : once(() -> ParameterDoc.of(language, doc));
        parameters.putIfAbsent(name, new Parameter(read, answer));
    }

    /** Reads now; what the reading raises is raised when the result is asked for, as the official checker reads then. */
    static <T> Supplier<T> once(Supplier<T> reading) {
        try {
            T read = reading.get();
            return () -> read;
        } catch (PythonError e) {
            return () -> {
                throw e;
            };
        }
    }

    private static Value.MapValue map(Value v, String otherwise) {
        if (v instanceof Value.MapValue m) {
            return m;
        }
        throw PythonError.type(otherwise);
    }

    private static Value.Text nameOf(Value document, boolean dotsToUnderscores) {
        if (!(PythonObjects.at(document, "name") instanceof Value.Text t)) {
            throw new PythonError("TypeError", "a function's name must be a string");
        }
        return dotsToUnderscores ? new Value.Text(t.value().replace('.', '_')) : t;
    }

    /** Hears of each argument that is looked at; the problem is null where it fits. */
    @FunctionalInterface
    interface Listener {
        void looked(Value name, Value value, @Nullable AnswerVerdict problem);
    }

    /**
     * The first problem of a call, or null.
     *
     * @param listener may be null
     * @throws PythonError where the official checker raises
     */
    @Nullable
    AnswerVerdict check(Value call, @Nullable Listener listener) {
        Value arguments = argumentsOf(call);
        if (arguments == null) {
            return AnswerVerdict.invalid(
                    "simple_function_checker:wrong_func_name", "Function name %r not found in model output.", function);
        }
        for (Value name : required) {
            if (!PythonObjects.contains(arguments, name)) {
                return AnswerVerdict.invalid(
                        "simple_function_checker:missing_required", "Missing required parameter: %r.", name);
            }
        }
        Value.MapValue given = PythonObjects.map(arguments);
        for (int i = 0; i < given.size(); i++) {
            AnswerVerdict problem = checkArgument(given.key(i), given.value(i), parameters.get(given.key(i)));
            if (listener != null) {
                listener.looked(given.key(i), given.value(i), problem);
            }
            if (problem != null) {
                return problem;
            }
        }
        return missingOptional(given);
    }

    /** The first parameter that has allowed values, may not be left out and was not given. */
    private @Nullable AnswerVerdict missingOptional(Value.MapValue given) {
        if (given.size() == parameters.size()) {
            return null;
        }
        for (Map.Entry<Value, Parameter> p : parameters.entrySet()) {
            Supplier<ParameterAnswer> answer = p.getValue().answer;
            if (answer != null && given.get(p.getKey()) == null && !answer.get().optional()) {
                return AnswerVerdict.invalid(
                        "simple_function_checker:missing_optional",
                        "Optional parameter %r not provided and not marked as optional.",
                        p.getKey());
            }
        }
        return null;
    }

    private @Nullable Value argumentsOf(Value call) {
        if (call instanceof Value.MapValue m) {
            return m.get(function);
        }
        if (!PythonObjects.contains(call, function)) {
            return null;
        }
        throw new PythonError("TypeError", PythonType.name(call) + " indices must be integers");
    }

    private @Nullable AnswerVerdict checkArgument(Value name, Value value, @Nullable Parameter p) {
        if (p == null || p.doc == null || p.answer == null) {
            return AnswerVerdict.invalid("simple_function_checker:unexpected_param", "Unexpected parameter: %r.", name);
        }
        ParameterDoc doc = p.doc.get();
        if (language != Language.PYTHON && !(value instanceof Value.Text)) {
            String type = language == Language.JAVA ? "type_error:java" : "type_error:js";
            return AnswerVerdict.invalid(type, TYPE, name, "String", PythonType.of(value).pythonName, value);
        }
        Value converted = convert(value, doc);
        ParameterAnswer answer = p.answer.get();
        AnswerVerdict problem = checkType(name, converted, answer, doc);
        return problem != null ? problem : checkValue(name, converted, answer, doc);
    }

    private Value convert(Value value, ParameterDoc doc) {
        return switch (language) {
            case JAVA, JAVASCRIPT ->
                TypeConversion.value(language, ((Value.Text) value).value(), doc.type(), doc.nested());
            case PYTHON ->
                value instanceof Value.TupleValue t && doc.type().equals("tuple")
                        ? new Value.ListValue(t.items())
                        : doc.type().equals("float") && PythonType.of(value) == PythonType.INT
                                ? PythonNumbers.toReal(value)
                                : value;
        };
    }

    /** A value that is a variable is compared by plain membership. */
    private static @Nullable AnswerVerdict checkValue(
            Value name, Value value, ParameterAnswer answer, ParameterDoc doc) {
        if (answer.kind() != null && answer.kind() != doc.kind()) {
            return ValueCheck.membership(name, value, answer);
        }
        return switch (doc.kind()) {
            case DICT -> ValueCheck.map(value, answer.items());
            case STR -> ValueCheck.string(name, (Value.Text) value, answer);
            case LIST ->
                doc.nestedKind() == PythonType.DICT
                        ? ValueCheck.listOfMaps(value, answer)
                        : ValueCheck.list(name, value, answer);
            default -> ValueCheck.membership(name, value, answer);
        };
    }

    /**
     * The problem with the type of a value, arrays one level deep, or null. A value of the answer's own type passes too and
     * counts as a variable. Source: {@code type_checker} of the official AST checker.
     */
    private static @Nullable AnswerVerdict checkType(
            Value parameter, Value value, ParameterAnswer answer, ParameterDoc doc) {
        PythonType got = PythonType.of(value);
        boolean sameType = got == doc.kind();
        if (sameType && (doc.nestedKind() == PythonType.OBJECT || someListHasTypes(value, answer, doc.nestedKind()))) {
            return null;
        }
        if (got == answer.kind()) {
            return sameType
                    ? AnswerVerdict.invalid("type_error:nested", () -> List.of(nestedError(parameter, value, doc)))
                    : null;
        }
        return AnswerVerdict.invalid("type_error:simple", () -> {
            String simple = PythonText.say(false, TYPE, parameter, doc.type(), got.pythonName, value);
            return sameType
                    ? List.of(nestedError(parameter, value, doc), Value.text(simple))
                    : List.of(Value.text(simple));
        });
    }

    private static boolean someListHasTypes(Value value, ParameterAnswer answer, PythonType nested) {
        for (Value alternative : answer.items()) {
            if (!(alternative instanceof Value.ListValue l)
                    || allHaveType(PythonObjects.items(value), l.items(), nested)) {
                return true;
            }
        }
        return false;
    }

    /** Each element has the documented type, or the type of the first element of the alternative. */
    private static boolean allHaveType(List<Value> values, List<Value> alternative, PythonType nested) {
        PythonType answerKind = ParameterAnswer.kind(alternative);
        for (Value v : values) {
            PythonType kind = PythonType.of(v);
            if (kind != nested && kind != answerKind) {
                return false;
            }
        }
        return true;
    }

    private static Value nestedError(Value parameter, Value value, ParameterDoc doc) {
        String sentence =
                "Nested type checking failed for parameter %r. Expected outer type %s with inner type <class '%s'>."
                        + " Parameter value: %r.";
        return Value.text(PythonText.say(false, sentence, parameter, doc.type(), doc.nestedKind().pythonName, value));
    }
}
