package org.egpo.bfcl;

import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;
import org.egpo.call.PythonError;
import org.egpo.call.PythonObjects;
import org.egpo.call.PythonText;
import org.egpo.call.Value;

/** Calls against expected calls by the strict rules, see {@link StrictCheck}. */
record StrictCalls(Language language, Value functions, boolean underscores) {

    static AnswerVerdict check(BfclEntry entry, List<Value> outputs, boolean underscores) {
        try {
            List<Value> expected = PythonObjects.items(entry.expected());
            if (outputs.size() != expected.size()) {
                return AnswerVerdict.invalid(
                        "strict:wrong_count", outputs.size() + " calls where " + expected.size() + " are expected.");
            }
            StrictCalls calls = new StrictCalls(Language.ofCategory(entry.category()), entry.functions(), underscores);
            AnswerVerdict problem = expected.size() == 1
                    ? calls.problem(expected.get(0), outputs.get(0))
                    : calls.match(expected, outputs);
            return problem == null ? AnswerVerdict.valid() : problem;
        } catch (PythonError e) {
            return AnswerVerdict.invalid("strict:unusable_test", e.getMessage());
        }
    }

    /** A perfect matching by augmenting paths; polynomial in the number of calls. */
    private AnswerVerdict match(List<Value> expected, List<Value> outputs) {
        int n = expected.size();
        boolean[][] fits = new boolean[n][n];
        for (int i = 0; i < n; i++) {
            for (int j = 0; j < n; j++) {
                fits[i][j] = problem(expected.get(i), outputs.get(j)) == null;
            }
        }
        int[] owner = new int[n];
        Arrays.fill(owner, -1);
        for (int i = 0; i < n; i++) {
            if (!augment(i, fits, owner, new boolean[n])) {
                return AnswerVerdict.invalid(
                        "strict:no_matching",
                        "No assignment of the calls fits; expected call " + (i + 1) + " is left over.");
            }
        }
        return AnswerVerdict.valid();
    }

    private static boolean augment(int i, boolean[][] fits, int[] owner, boolean[] seen) {
        for (int j = 0; j < owner.length; j++) {
            if (fits[i][j] && !seen[j]) {
                seen[j] = true;
                if (owner[j] < 0 || augment(owner[j], fits, owner, seen)) {
                    owner[j] = i;
                    return true;
                }
            }
        }
        return false;
    }

    private AnswerVerdict problem(Value expected, Value output) {
        Value.MapValue call = PythonObjects.map(expected);
        Value.Text name = (Value.Text) call.key(0);
        Value.MapValue allowed = PythonObjects.map(call.value(0));
        Value.MapValue given = (Value.MapValue) ((Value.MapValue) output).value(0);
        Value.Text called = underscores ? new Value.Text(name.value().replace('.', '_')) : name;
        if (!((Value.MapValue) output).key(0).equals(called)) {
            return AnswerVerdict.failed("strict:wrong_function", () -> "The call is not to " + called.value() + ".");
        }
        Value.MapValue documented =
                PythonObjects.map(PythonObjects.at(PythonObjects.at(document(name), "parameters"), "properties"));
        for (int i = 0; i < given.size(); i++) {
            Value parameter = given.key(i);
            Value doc = documented.get(parameter);
            Value values = allowed.get(parameter);
            if (doc == null || values == null) {
                return AnswerVerdict.failed(
                        "strict:unexpected_parameter",
                        () -> "Parameter " + PythonText.repr(parameter) + " is not expected.");
            }
            if (!fits(given.value(i), doc, PythonObjects.items(values))) {
                Value value = given.value(i);
                return AnswerVerdict.failed(
                        "strict:wrong_value",
                        () -> "Parameter " + PythonText.repr(parameter) + " is " + PythonText.repr(value)
                                + "; allowed are " + PythonText.repr(values) + ".");
            }
        }
        Value missing = ValueCheck.missing(given, allowed);
        return missing == null
                ? null
                : AnswerVerdict.failed(
                        "strict:missing_parameter", () -> "Parameter " + PythonText.repr(missing) + " is missing.");
    }

    private Value document(Value.Text name) {
        for (Value f : PythonObjects.items(functions)) {
            if (name.equals(PythonObjects.at(f, "name"))) {
                return f;
            }
        }
        throw new PythonError("KeyError", "there is no document of the function " + name.value());
    }

    private boolean fits(Value value, Value doc, List<Value> allowed) {
        Value converted = value;
        boolean toFloat = false;
        if (language == Language.PYTHON) {
            toFloat = doc instanceof Value.MapValue m && isFloat(m);
        } else {
            if (!(value instanceof Value.Text t)) {
                return false;
            }
            ParameterDoc d = ParameterDoc.of(language, doc);
            if (d.gap() != null) {
                throw d.gap();
            }
            converted = TypeConversion.value(language, t.value(), d.type(), d.nested());
        }
        for (Value a : allowed) {
            if (same(converted, a, toFloat) || isOptions(a) && options(converted, (Value.MapValue) a)) {
                return true;
            }
        }
        return false;
    }

    private static boolean isFloat(Value.MapValue doc) {
        return doc.get("type") instanceof Value.Text t
                && (t.value().equals("float") || t.value().equals("number"));
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
            return isOptions(n) && options(m, n) || sameEntries(m, n);
        }
        boolean floatForInt = a instanceof Value.Real && !(b instanceof Value.Real) && !intForFloat;
        return !floatForInt && Value.pythonEquals(a, b);
    }

    private boolean sameText(String s, String t) {
        String standard = StandardString.of(t);
        if (StandardString.matches(s, standard)) {
            return true;
        }
        boolean quoted = s.length() > 1 && s.charAt(0) == s.charAt(s.length() - 1) && "\"'".indexOf(s.charAt(0)) >= 0;
        return language != Language.PYTHON
                && quoted
                && StandardString.matches(s.substring(1, s.length() - 1), standard);
    }

    private boolean sameItems(List<Value> a, List<Value> b) {
        return a.size() == b.size() && IntStream.range(0, a.size()).allMatch(i -> same(a.get(i), b.get(i), false));
    }

    private boolean sameEntries(Value.MapValue a, Value.MapValue b) {
        if (a.size() != b.size()) {
            return false;
        }
        for (int i = 0; i < a.size(); i++) {
            Value other = b.get(a.key(i));
            if (other == null || !same(a.value(i), other, false)) {
                return false;
            }
        }
        return true;
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
