package org.egpo.apibank;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;

/**
 * Compares a result with the recorded one, by a list of conditions with blanks between, taken in order: {@code input},
 * {@code output}, {@code exception}: equal; {@code api_name}: equal, else an assertion; {@code output?}: both absent or both
 * there; {@code =f}: equal field of the input; {@code ~f} and {@code ~~f}: more than half of the words shared, in lower case
 * with two; {@code -f}: field removed from both, for good; {@code HOW:f}: field equal once normalised; {@code deleted}: where
 * both succeeded, the time decides; {@code .f}: equal field of the output.
 */
public final class BankComparison {
    private BankComparison() {}

    /** @param truth changed by a condition that removes a field */
    static boolean holds(String conditions, ObjectNode result, ObjectNode truth) {
        for (String c : conditions.split(" ")) {
            if (!condition(c, result, truth)) {
                return false;
            }
            if (c.equals("deleted") && succeeded(result) && succeeded(truth)) {
                return condition("=time", result, truth);
            }
        }
        return true;
    }

    private static boolean condition(String c, ObjectNode result, ObjectNode truth) {
        JsonNode a = result.path("input");
        JsonNode b = truth.path("input");
        switch (c.charAt(0)) {
            case '=':
                return equal(field(a, c.substring(1)), field(b, c.substring(1)));
            case '-':
                for (JsonNode input : List.of(a, b)) {
                    field(input, c.substring(1));
                    ((ObjectNode) input).remove(c.substring(1));
                }
                return true;
            case '~':
                boolean lower = c.startsWith("~~");
                String name = c.substring(lower ? 2 : 1);
                String x = field(a, name).asText();
                String y = field(b, name).asText();
                return lower ? overlap(lower(x), lower(y)) > 0.5 : overlap(x, y) > 0.5;
            case '.':
                if (!result.path("output").isObject()) {
                    throw BankError.crash("the call has no output");
                }
                return equal(field(result.get("output"), c.substring(1)), field(truth.get("output"), c.substring(1)));
            default:
        }
        int colon = c.indexOf(':');
        if (colon > 0) {
            String name = c.substring(colon + 1);
            JsonNode x = field(a, name);
            JsonNode y = field(b, name);
            if (x.isNull() || y.isNull()) {
                return x.isNull() && y.isNull();
            }
            String normal = normal(c.substring(0, colon), x.asText());
            return normal != null && normal.equals(normal(c.substring(0, colon), y.asText()));
        }
        return switch (c) {
            case "deleted" -> true;
            case "output?" -> result.path("output").isNull() == truth.path("output").isNull();
            case "sorted" -> sorted(result.path("output")).equals(sorted(truth.path("output")));
            case "api_name" -> {
                if (!result.path(c).equals(truth.path(c))) {
                    throw new BankError("ASSERTION_ERROR", "another API was expected");
                }
                yield true;
            }
            default -> equal(result.path(c), truth.path(c));
        };
    }

    private static String normal(String how, String s) {
        return switch (how) {
            case "trim" -> s.strip();
            case "lower" -> lower(s.strip());
            case "upper" -> s.strip().toUpperCase(Locale.ROOT);
            case "spaces" -> s.replace(" ", "");
            case "date" -> BankDates.date(s);
            case "time" -> BankDates.time(s);
            case "day" -> BankDates.monthDay(s);
            default -> throw new IllegalArgumentException(how);
        };
    }

    private static String lower(String s) {
        return s.toLowerCase(Locale.ROOT);
    }

    private static JsonNode field(JsonNode of, String name) {
        JsonNode value = of.get(name);
        if (value == null) {
            throw new BankError(BankVerdict.KEY_ERROR, "the field " + name + " is missing");
        }
        return value;
    }

    private static boolean succeeded(ObjectNode result) {
        return result.path("output").asText().equals("success") && result.path("exception").isNull();
    }

    private static List<String> sorted(JsonNode documents) {
        List<String> all = new ArrayList<>();
        documents.forEach(d -> all.add(d.path("title").asText() + d.path("abstract").asText() + "\n" + d));
        all.sort(null);
        return all;
    }

    /** As Python compares: a whole number equals the same number with a point. */
    static boolean equal(JsonNode a, JsonNode b) {
        return a.equals(
                (x, y) -> x.isNumber() && y.isNumber()
                        ? Double.compare(x.doubleValue(), y.doubleValue())
                        : x.equals(y) ? 0 : 1,
                b);
    }

    /** Shared words of two texts, of all their words. */
    public static double overlap(String a, String b) {
        Set<String> x = new HashSet<>(Arrays.asList(a.split(" ", -1)));
        Set<String> y = new HashSet<>(Arrays.asList(b.split(" ", -1)));
        Set<String> all = new HashSet<>(x);
        all.addAll(y);
        x.retainAll(y);
        return (double) x.size() / all.size();
    }
}
