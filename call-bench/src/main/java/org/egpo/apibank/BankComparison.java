package org.egpo.apibank;

import static org.egpo.call.PythonObjects.at;
import static org.egpo.call.PythonObjects.items;

import java.util.Arrays;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import org.egpo.call.PythonDict;
import org.egpo.call.PythonError;
import org.egpo.call.PythonObjects;
import org.egpo.call.PythonText;
import org.egpo.call.PythonUnicode;
import org.egpo.call.TextMethods;
import org.egpo.call.Value;
import org.jspecify.annotations.Nullable;

/**
 * Compares a result with the recorded one, by a list of conditions with blanks between. First come all {@code HOW:f}: equal
 * field of the input once normalised. Then the others in order: {@code input}, {@code output}, {@code exception}: equal;
 * {@code api_name}: equal, else AssertionError; {@code =f}: equal field of the input; {@code .f}: of the output;
 * {@code ~f} and {@code ~~f}: more than half of the words shared, in lower case with two; {@code -f}: field removed from both
 * inputs, for good; {@code ~-f}: both; {@code sorted}: the same documents found; {@code devices}: always an error.
 */
public final class BankComparison {
    /** @param how the sign or word in front of the field; the whole condition where there is no field */
    record Condition(String how, String field, boolean normalises, boolean removes) {
        private static Condition of(String c) {
            int colon = c.indexOf(':');
            int sign = colon < 0 ? c.length() - c.replaceFirst("^[=.~-]+", "").length() : colon;
            String field = c.substring(colon < 0 ? sign : colon + 1);
            String how = sign == 0 ? c : c.substring(0, sign);
            return new Condition(how, field, colon >= 0, how.endsWith("-"));
        }

        static List<Condition> all(String conditions) {
            return conditions.isEmpty()
                    ? List.of()
                    : Arrays.stream(conditions.split(" ")).map(Condition::of).toList();
        }
    }

    private BankComparison() {}

    /**
     * @param result changed, as the truth is, where a condition removes a field
     * @throws PythonError as Python's
     */
    static boolean holds(List<Condition> conditions, PythonDict result, Value truth) {
        boolean same = true;
        for (Condition c : conditions) {
            same &= !c.normalises || normalised(c, result, truth);
        }
        for (Condition c : conditions) {
            if (!same) {
                return false;
            }
            same = c.normalises || holdsOne(c, result, truth);
        }
        return same;
    }

    private static Value input(Value of, String field) {
        return at(at(of, "input"), field);
    }

    private static boolean normalised(Condition c, Value result, Value truth) {
        Value a = input(result, c.field);
        Value b = input(truth, c.field);
        if (a == Value.None.NONE || b == Value.None.NONE) {
            return a == b;
        }
        String x = normal(c.how, PythonObjects.text(a, "strip"));
        if (c.how.equals("filled") && "".equals(x)) {
            throw PythonError.attribute(a, "lower");
        }
        // Dates that are none are exceptions, none of which equals another.
        return x != null && x.equals(normal(c.how, PythonObjects.text(b, "strip")));
    }

    /** A text as an API reads it; null where it is no date and should be. */
    static @Nullable String normal(String how, String s) {
        String stripped = PythonUnicode.strip(s);
        return switch (how) {
            case "text" -> s;
            case "strip" -> stripped;
            case "upper" -> stripped.toUpperCase(Locale.ROOT);
            case "spaces" -> s.replace(" ", "");
            case "keyword" -> PythonUnicode.strip(s.replace('_', ' ')).toLowerCase(Locale.ROOT);
            case "date" -> BankDates.date(s);
            case "time" -> BankDates.time(s);
            case "day" -> BankDates.monthDay(s);
            default -> stripped.toLowerCase(Locale.ROOT);
        };
    }

    private static boolean holdsOne(Condition c, PythonDict result, Value truth) {
        switch (c.how) {
            case "=":
                return Value.pythonEquals(input(result, c.field), input(truth, c.field));
            case ".":
                return Value.pythonEquals(at(at(result, "output"), c.field), at(at(truth, "output"), c.field));
            case "~", "~~", "~-":
                Value a = input(result, c.field);
                Value b = input(truth, c.field);
                remove(c, result, truth);
                return c.how.equals("~~")
                        ? overlap(TextMethods.lower(a), TextMethods.lower(b)) > 0.5
                        : overlap(PythonObjects.text(a, "split"), PythonObjects.text(b, "split")) > 0.5;
            case "-":
                remove(c, result, truth);
                return true;
            case "devices":
                throw PythonError.type("string indices must be integers, not 'str'");
            case "sorted":
                return Value.pythonEquals(sorted(at(result, "output")), sorted(at(truth, "output")));
            default:
        }
        boolean same = Value.pythonEquals(at(result, c.how), at(truth, c.how));
        if (c.how.equals("api_name") && !same) {
            throw new PythonError("AssertionError", "The API name is not correct.");
        }
        return same;
    }

    private static void remove(Condition c, Value... from) {
        for (Value v : c.removes ? from : new Value[0]) {
            PythonObjects.dict(at(v, "input"), "pop").remove(Value.text(c.field));
        }
    }

    private static Value sorted(Value documents) {
        return new Value.ListValue(items(documents).stream()
                .sorted(Comparator.comparing(d -> PythonText.str(at(d, "title")) + PythonText.str(at(d, "abstract"))))
                .toList());
    }

    /** Shared words of two texts divided by all their words; words end at single spaces. */
    public static double overlap(String a, String b) {
        Set<String> x = new HashSet<>(Arrays.asList(a.split(" ", -1)));
        Set<String> y = new HashSet<>(Arrays.asList(b.split(" ", -1)));
        Set<String> all = new HashSet<>(x);
        all.addAll(y);
        x.retainAll(y);
        return (double) x.size() / all.size();
    }
}
