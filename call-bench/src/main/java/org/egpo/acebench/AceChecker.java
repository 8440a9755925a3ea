package org.egpo.acebench;

import static org.egpo.call.PythonObjects.contains;
import static org.egpo.call.PythonObjects.item;
import static org.egpo.call.PythonObjects.items;
import static org.egpo.call.PythonObjects.map;

import java.util.List;
import org.egpo.call.PythonError;
import org.egpo.call.PythonText;
import org.egpo.call.PythonUnicode;
import org.egpo.call.Value;
import org.jspecify.annotations.Nullable;

/** Judges one answer as the official script does. */
public final class AceChecker {
    /** Begins the error type where the official script ends with an exception, whose name follows. */
    public static final String CRASH = "crash:";

    /**
     * The judgement of one answer.
     *
     * @param errorType null where the answer is right by the first of the expected ones; one that is right by a later one
     *     keeps the error of the first, under which the official score file lists it
     * @param process share of an agent's milestones that were passed, 0 to 1; else 0 or 1
     */
    public record Verdict(boolean valid, @Nullable String errorType, double process) {
        static Verdict of(@Nullable String errorType) {
            return new Verdict(errorType == null, errorType, errorType == null ? 1 : 0);
        }
    }

    private AceChecker() {}

    /**
     * Never throws for anything that a model wrote.
     *
     * @param result the text, or for an agent the state in the end
     * @param process the messages that an agent sent to the services, else None
     */
    public static Verdict check(AceItem item, Value result, Value process) {
        try {
            if (!item.isAgent()) {
                boolean special = item.category().startsWith("special");
                return special ? Verdict.of(special(item, result)) : normal(item, result);
            }
            List<Value> classes = items(result);
            List<Value> expected = alternatives(item);
            String problem = classes.size() != expected.size()
                    ? "wrong number of class"
                    : state(classes, expected) ? null : "class attributes wrong";
            return problem == null ? Verdict.of(null) : new Verdict(false, problem, milestones(item, process));
        } catch (PythonError e) {
            return Verdict.of(CRASH + e.type);
        } catch (StackOverflowError e) {
            return Verdict.of(CRASH + "RecursionError");
        }
    }

    private static List<Value> alternatives(AceItem item) {
        return item.expected() instanceof Value.ListValue l ? l.items() : List.of(item.expected());
    }

    private static Verdict normal(AceItem item, Value result) {
        List<Value> calls = result instanceof Value.Text t ? AceDecoder.calls(t.value(), item.isTurn()) : null;
        if (calls == null) {
            return Verdict.of("wrong_output_format");
        }
        String first = null;
        for (Value expected : alternatives(item)) {
            String problem = NormalChecker.check(item.field("function"), calls, map(expected));
            if (problem == null) {
                return new Verdict(true, item.isTurn() ? null : first, 1);
            }
            first = first == null ? problem : first;
        }
        return Verdict.of(first);
    }

    private static @Nullable String special(AceItem item, Value result) {
        if (item.category().contains("irrelevant")) {
            return says(result, "the limitations of the function") ? null : "error_detection";
        }
        boolean incomplete = item.category().contains("incomplete");
        String phrase = incomplete ? "Missing necessary parameters" : "There is incorrect value";
        Value.MapValue expected = map(item.expected());
        String problem = null;
        for (int i = 0; i < expected.size(); i++) {
            boolean named = (!incomplete || contains(result, expected.key(i)))
                    && items(expected.value(i)).stream().allMatch(v -> contains(result, v));
            problem = !says(result, phrase) ? "error_detection" : named ? problem : "error_correction";
        }
        return problem;
    }

    private static boolean says(Value result, String phrase) {
        return contains(result, Value.text(phrase));
    }

    /** An expected class that the result does not have keeps the outcome of the one before it. */
    private static boolean state(List<Value> result, List<Value> expected) {
        boolean right = true;
        boolean last = true;
        for (Value e : expected) {
            for (Value r : result) {
                if (map(r).keys().equals(map(e).keys())) {
                    last = attributes(map(map(r).value(0)), map(e).value(0));
                    break;
                }
            }
            right &= last;
        }
        return right;
    }

    private static boolean attributes(Value.MapValue result, Value expected) {
        boolean right = true;
        for (int i = 0; i < result.size(); i++) {
            Value v = result.value(i);
            Value wanted = contains(expected, result.key(i)) ? item(expected, result.key(i)) : null;
            if (wanted instanceof Value.MapValue parts) {
                for (Value key : parts.keys()) {
                    right &= contains(v, key) && Value.pythonEquals(item(parts, key), item(v, key));
                }
            } else {
                right &= wanted != null && Value.pythonEquals(wanted, v);
            }
        }
        return right;
    }

    private static double milestones(AceItem item, Value process) {
        List<Value> milestones = items(item.milestones());
        if (!milestones.isEmpty() && milestones.get(0) instanceof Value.ListValue) {
            return milestones.stream()
                    .mapToDouble(alternative -> AceReport.rounded(share(items(alternative), process)))
                    .max()
                    .orElse(0);
        }
        return share(milestones, process);
    }

    /** A milestone that is not found leaves nothing for those behind it. */
    private static double share(List<Value> milestones, Value process) {
        List<String> said = items(process).stream().map(AceChecker::stripped).toList();
        int found = 0;
        for (Value m : milestones) {
            int place = said.indexOf(stripped(m));
            found += place >= 0 ? 1 : 0;
            said = said.subList(place < 0 ? said.size() : place + 1, said.size());
        }
        return milestones.isEmpty() ? 1 : (double) found / milestones.size();
    }

    private static String stripped(Value text) {
        return PythonUnicode.strip(PythonText.str(text));
    }
}
