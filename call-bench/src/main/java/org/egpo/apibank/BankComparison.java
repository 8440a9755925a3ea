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
import org.egpo.call.Value;

/**
 * Compares a result with the recorded one, by a list of conditions with blanks between. First come all {@code HOW:f}: equal
 * field of the input once normalised. Then the others in order: {@code input}, {@code output}, {@code exception}: equal;
 * {@code api_name}: equal, else AssertionError; {@code =f}: equal field of the input; {@code .f}: of the output;
 * {@code ~f} and {@code ~~f}: more than half of the words shared, in lower case with two; {@code -f}: field removed from both
 * inputs, for good; {@code ~-f}: both; {@code sorted}: the same documents found; {@code devices}: always an error.
 */
public final class BankComparison {
    private BankComparison() {}

    /**
     * @param result changed, as the truth is, where a condition removes a field
     * @throws PythonError as Python's
     */
    static boolean holds(String conditions, PythonDict result, Value truth) {
        List<String> all = Arrays.asList(conditions.split(" "));
        boolean same = true;
        for (String c : all) {
            same &= c.indexOf(':') < 0 || normalised(c, result, truth);
        }
        for (String c : all) {
            if (!same) {
                return false;
            }
            same = c.indexOf(':') >= 0 || c.isEmpty() || holdsOne(c, result, truth);
        }
        return same;
    }

    private static Value input(Value of, String field) {
        return at(at(of, "input"), field);
    }

    private static boolean normalised(String c, Value result, Value truth) {
        String how = c.substring(0, c.indexOf(':'));
        String field = c.substring(how.length() + 1);
        Value a = input(result, field);
        Value b = input(truth, field);
        if (a == Value.None.NONE || b == Value.None.NONE) {
            return a == b;
        }
        String x = normal(how, PythonObjects.text(a, "strip"));
        if (how.equals("filled") && x.isEmpty()) {
            throw PythonError.attribute(a, "lower");
        }
        // Dates that are none are exceptions, none of which equals another.
        return x != null && x.equals(normal(how, PythonObjects.text(b, "strip")));
    }

    /** A text as an API reads it; null where it is no date and should be. */
    static String normal(String how, String s) {
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

    private static boolean holdsOne(String c, PythonDict result, Value truth) {
        String field = c.replaceFirst("^[=.~-]+", "");
        switch (c.charAt(0)) {
            case '=':
                return Value.pythonEquals(input(result, field), input(truth, field));
            case '.':
                return Value.pythonEquals(at(at(result, "output"), field), at(at(truth, "output"), field));
            case '~':
                String a = PythonObjects.text(input(result, field), "split");
                String b = PythonObjects.text(input(truth, field), "split");
                boolean lower = c.startsWith("~~");
                remove(c.startsWith("~-"), field, result, truth);
                return lower
                        ? overlap(a.toLowerCase(Locale.ROOT), b.toLowerCase(Locale.ROOT)) > 0.5
                        : overlap(a, b) > 0.5;
            case '-':
                remove(true, field, result, truth);
                return true;
            default:
        }
        if (c.equals("devices")) {
            throw PythonError.type("string indices must be integers, not 'str'");
        }
        if (c.equals("sorted")) {
            return Value.pythonEquals(sorted(at(result, "output")), sorted(at(truth, "output")));
        }
        boolean same = Value.pythonEquals(at(result, c), at(truth, c));
        if (c.equals("api_name") && !same) {
            throw new PythonError("AssertionError", "The API name is not correct.");
        }
        return same;
    }

    private static void remove(boolean really, String field, Value... from) {
        for (Value v : really ? from : new Value[0]) {
            PythonObjects.dict(at(v, "input"), "pop").remove(Value.text(field));
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
