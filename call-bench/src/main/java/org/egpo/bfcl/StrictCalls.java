package org.egpo.bfcl;

import java.util.List;
import java.util.stream.IntStream;
import org.egpo.call.PythonError;
import org.egpo.call.PythonObjects;
import org.egpo.call.Value;
import org.jspecify.annotations.Nullable;

/** Calls against expected calls by the strict rules, see {@link StrictCheck}. */
record StrictCalls(Language language, Value functions, boolean underscores) {
    static AnswerVerdict check(BfclEntry entry, List<Value> outputs, boolean underscores) {
        try {
            List<Value> expected = PythonObjects.items(entry.expected());
            if (outputs.size() != expected.size()) {
                String count = "%s calls where %s are expected.";
                return AnswerVerdict.invalid("strict:wrong_count", count, outputs.size(), expected.size());
            }
            StrictCalls calls = new StrictCalls(Language.ofCategory(entry.category()), entry.functions(), underscores);
            AnswerVerdict problem = expected.size() == 1
                    ? calls.problem(expected.get(0), outputs.get(0))
                    : calls.match(expected, outputs);
            return problem == null ? AnswerVerdict.valid() : problem;
        } catch (PythonError e) {
            return AnswerVerdict.invalid("strict:unusable_test", "%s", e.getMessage());
        }
    }

    /** A perfect matching by augmenting paths; polynomial in the number of calls. */
    private @Nullable AnswerVerdict match(List<Value> expected, List<Value> outputs) {
        Value[] owner = new Value[outputs.size()];
        for (int i = 0; i < owner.length; i++) {
            if (!augment(expected.get(i), outputs, owner, new boolean[owner.length])) {
                String left = "No assignment of the calls fits; expected call %s is left over.";
                return AnswerVerdict.invalid("strict:no_matching", left, i + 1);
            }
        }
        return null;
    }

    private boolean augment(Value expected, List<Value> outputs, Value[] owner, boolean[] seen) {
        for (int j = 0; j < owner.length; j++) {
            if (!seen[j] && problem(expected, outputs.get(j)) == null) {
                seen[j] = true;
                if (owner[j] == null || augment(owner[j], outputs, owner, seen)) {
                    owner[j] = expected;
                    return true;
                }
            }
        }
        return false;
    }

    private @Nullable AnswerVerdict problem(Value expected, Value output) {
        Value.MapValue call = PythonObjects.map(expected);
        Value.Text name = (Value.Text) call.key(0);
        Value.MapValue allowed = PythonObjects.map(call.value(0));
        Value.MapValue given = (Value.MapValue) ((Value.MapValue) output).value(0);
        Value.Text called = underscores ? new Value.Text(name.value().replace('.', '_')) : name;
        if (!((Value.MapValue) output).key(0).equals(called)) {
            return AnswerVerdict.invalid("strict:wrong_function", "The call is not to %s.", called);
        }
        Value.MapValue documented =
                PythonObjects.map(PythonObjects.at(PythonObjects.at(document(name), "parameters"), "properties"));
        for (int i = 0; i < given.size(); i++) {
            Value parameter = given.key(i);
            Value doc = documented.get(parameter);
            Value values = allowed.get(parameter);
            if (doc == null || values == null) {
                return AnswerVerdict.invalid("strict:unexpected_parameter", "Parameter %r is not expected.", parameter);
            }
            if (!fits(given.value(i), doc, PythonObjects.items(values))) {
                String wrong = "Parameter %r is %r; allowed are %r.";
                return AnswerVerdict.invalid("strict:wrong_value", wrong, parameter, given.value(i), values);
            }
        }
        Value missing = ValueCheck.missing(given, allowed);
        return missing == null
                ? null
                : AnswerVerdict.invalid("strict:missing_parameter", "Parameter %r is missing.", missing);
    }

    private Value document(Value.Text name) {
        return PythonObjects.items(functions).stream()
                .filter(f -> name.equals(PythonObjects.at(f, "name")))
                .findFirst()
                .orElseThrow(() -> new PythonError("KeyError", "there is no document of the function " + name.value()));
    }

    private boolean fits(Value value, Value doc, List<Value> allowed) {
        Value converted = value;
        boolean toFloat = false;
        if (language == Language.PYTHON) {
            toFloat = doc instanceof Value.MapValue m
                    && m.get("type") instanceof Value.Text t
                    && (t.value().equals("float") || t.value().equals("number"));
        } else {
            if (!(value instanceof Value.Text t)) {
                return false;
            }
            ParameterDoc d = ParameterDoc.of(language, doc);
            converted = TypeConversion.value(language, t.value(), d.type(), d.nested());
        }
        for (Value a : allowed) {
            if (same(converted, a, toFloat) || isOptions(a) && options(converted, (Value.MapValue) a)) {
                return true;
            }
        }
        return false;
    }

    /** Equal all the way down. */
    private boolean same(Value a, Value b, boolean intForFloat) {
        if (a instanceof Value.Text s && b instanceof Value.Text t) {
            return sameText(s.value(), t.value());
        }
        if (a instanceof Value.Bool || b instanceof Value.Bool) {
            return a.equals(b);
        }
        if (b instanceof Value.ListValue l) {
            return (a instanceof Value.ListValue || a instanceof Value.TupleValue)
                    && sameItems(PythonObjects.items(a), l.items());
        }
        if (a instanceof Value.MapValue m && b instanceof Value.MapValue n) {
            Value.MapValue single = n.mapped((key, v) -> new Value.ListValue(List.of(v)));
            return isOptions(n) && options(m, n) || m.size() == n.size() && options(m, single);
        }
        boolean floatForInt = a instanceof Value.Real && !(b instanceof Value.Real) && !intForFloat;
        return !floatForInt && Value.pythonEquals(a, b);
    }

    private boolean sameText(String s, String t) {
        String standard = StandardString.of(t);
        if (StandardString.of(s).equals(standard)) {
            return true;
        }
        boolean quoted = s.length() > 1 && s.charAt(0) == s.charAt(s.length() - 1) && "\"'".indexOf(s.charAt(0)) >= 0;
        return language != Language.PYTHON
                && quoted
                && StandardString.of(s.substring(1, s.length() - 1)).equals(standard);
    }

    private boolean sameItems(List<Value> a, List<Value> b) {
        return a.size() == b.size() && IntStream.range(0, a.size()).allMatch(i -> same(a.get(i), b.get(i), false));
    }

    /** Whether a map of the answer file gives a list of allowed values under each key. */
    private static boolean isOptions(Value v) {
        return v instanceof Value.MapValue m && m.values().stream().allMatch(Value.ListValue.class::isInstance);
    }

    private boolean options(Value given, Value.MapValue options) {
        if (!(given instanceof Value.MapValue m)) {
            return false;
        }
        for (int i = 0; i < m.size(); i++) {
            Value allowed = options.get(m.key(i));
            Value value = m.value(i);
            if (allowed == null || PythonObjects.items(allowed).stream().noneMatch(a -> same(value, a, false))) {
                return false;
            }
        }
        return ValueCheck.missing(m, options) == null;
    }
}
