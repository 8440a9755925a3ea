package org.egpo.bfcl;

import java.util.List;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.egpo.call.PythonError;
import org.egpo.call.PythonObjects;
import org.egpo.call.PythonText;
import org.egpo.call.PythonType;
import org.egpo.call.Value;
import org.jspecify.annotations.Nullable;

/**
 * Compares a value of the right type with the allowed ones: strings, lists, maps and lists of maps have each their own
 * rule, everything else is plain membership. Source: {@code string_checker}, {@code list_checker}, {@code dict_checker},
 * {@code list_dict_checker} of the official AST checker.
 */
final class ValueCheck {
    private static final String NOT_AMONG = "Invalid value for parameter %r: %r. Expected one of %s.";

    private ValueCheck() {}

    static @Nullable AnswerVerdict string(Value parameter, Value.Text value, ParameterAnswer answer) {
        return answer.allowsString(value)
                ? null
                : AnswerVerdict.invalid(
                        "value_error:string", NOT_AMONG + " Case insensitive.", parameter, value, answer.all());
    }

    static @Nullable AnswerVerdict list(Value parameter, Value value, ParameterAnswer answer) {
        List<Value> items = PythonObjects.items(value);
        boolean same = false;
        for (Value a : answer.items()) {
            // The official code reads every alternative before it compares, so a bad one later still raises.
            List<Value> allowed = a instanceof Value.ListValue l ? l.items() : indexed(a);
            same |= sameItems(items, allowed);
        }
        return same ? null : AnswerVerdict.invalid("value_error:list/tuple", NOT_AMONG, parameter, value, answer.all());
    }

    private static boolean sameItems(List<Value> items, List<Value> allowed) {
        if (items.size() != allowed.size()) {
            return false;
        }
        for (int i = 0; i < items.size(); i++) {
            if (!sameStandard(items.get(i), allowed.get(i))) {
                return false;
            }
        }
        return true;
    }

    /** Equal in Python's sense, strings in their standard forms. */
    private static boolean sameStandard(Value a, Value b) {
        if (a instanceof Value.Text s && b instanceof Value.Text t) {
            return a.equals(b) || StandardString.of(s.value()).equals(StandardString.of(t.value()));
        }
        return Value.pythonEquals(a, b);
    }

    /** What is wrong with the last alternative, or null. A missing key reports over an earlier wrong value. */
    static @Nullable AnswerVerdict map(Value value, List<Value> alternatives) {
        AnswerVerdict last = AnswerVerdict.invalid("dict_checker:unclear", List::of);
        for (Value alternative : alternatives) {
            if (Value.is(alternative, "")) {
                continue;
            }
            Value.MapValue given = PythonObjects.map(value);
            AnswerVerdict entry = firstWrongEntry(given, alternative);
            AnswerVerdict missing = firstMissingKey(given, alternative);
            if (entry == null && missing == null) {
                return null;
            }
            last = entry == null ? missing : missing == null ? entry : both(entry, missing);
        }
        return last;
    }

    private static AnswerVerdict both(AnswerVerdict first, AnswerVerdict second) {
        return AnswerVerdict.invalid(
                second.outcome(), () -> Stream.concat(first.error().stream(), second.error().stream())
                        .toList());
    }

    private static @Nullable AnswerVerdict firstWrongEntry(Value.MapValue given, Value alternative) {
        for (int i = 0; i < given.size(); i++) {
            Value key = given.key(i);
            Value value = given.value(i);
            if (!PythonObjects.contains(alternative, key)) {
                return AnswerVerdict.invalid("value_error:dict_key", "Unexpected dict key parameter: '%s'.", key);
            }
            List<Value> allowed = allowedUnder(key, alternative);
            if (allowed.stream().noneMatch(a -> sameStandard(value, a))) {
                return AnswerVerdict.invalid("value_error:dict_value", () -> {
                    Value standard = PythonObjects.mapped(new Value.ListValue(allowed), StandardString::of);
                    return List.of(Value.text(PythonText.say(false, NOT_AMONG, key, value, standard)));
                });
            }
        }
        return null;
    }

    private static List<Value> allowedUnder(Value key, Value alternative) {
        if (!(alternative instanceof Value.MapValue m)) {
            throw new PythonError("TypeError", PythonType.name(alternative) + " has no keys");
        }
        Value allowed = PythonObjects.item(m, key);
        return allowed instanceof Value.ListValue l ? l.items() : indexed(allowed);
    }

    private static @Nullable AnswerVerdict firstMissingKey(Value.MapValue given, Value alternative) {
        Value key = missing(given, PythonObjects.map(alternative));
        return key == null
                ? null
                : AnswerVerdict.invalid("value_error:dict_key", "Missing dict key parameter: '%s'.", key);
    }

    /** The first key that was not given, although its allowed values do not say that it may be left out; or null. */
    static @Nullable Value missing(Value.MapValue given, Value.MapValue allowed) {
        for (int i = 0; i < allowed.size(); i++) {
            if (given.get(allowed.key(i)) == null && !PythonObjects.contains(allowed.value(i), PythonObjects.EMPTY)) {
                return allowed.key(i);
            }
        }
        return null;
    }

    /** Maps are compared in order, each with the map at its place. */
    static @Nullable AnswerVerdict listOfMaps(Value value, ParameterAnswer answer) {
        List<Value> items = PythonObjects.items(value);
        AnswerVerdict last = AnswerVerdict.invalid("list_dict_checker:unclear", List::of);
        for (Value alternative : answer.items()) {
            if (items.size() != PythonObjects.length(alternative)) {
                last = AnswerVerdict.invalid(
                        "value_error:list_dict_count", "Wrong number of dictionaries in the list.");
                continue;
            }
            AnswerVerdict problem = null;
            for (int i = 0; i < items.size() && problem == null; i++) {
                problem = map(items.get(i), List.of(PythonObjects.item(alternative, i)));
            }
            if (problem == null) {
                return null;
            }
            last = problem;
        }
        return last;
    }

    static @Nullable AnswerVerdict membership(Value parameter, Value value, ParameterAnswer answer) {
        return PythonObjects.contains(answer.all(), value)
                ? null
                : AnswerVerdict.invalid("value_error:others", NOT_AMONG, parameter, value, answer.all());
    }

    /** The items that {@code v[0]}, {@code v[1]} … give. */
    private static List<Value> indexed(Value v) {
        return IntStream.range(0, PythonObjects.length(v))
                .mapToObj(i -> PythonObjects.item(v, i))
                .toList();
    }
}
