package org.egpo.bfcl;

import java.util.ArrayList;
import java.util.List;
import org.egpo.call.PythonError;
import org.egpo.call.PythonObjects;
import org.egpo.call.PythonText;
import org.egpo.call.Value;

/**
 * One test of a checked category, ready to check answers: documents, allowed values, their types and standard forms are
 * looked up once. Immutable and safe for any number of threads. Source: {@code ast_checker} of the official scorer.
 */
public record CompiledEntry(Shape shape, Value expected, int count, CallCheck[] calls, PythonError gap) {
    /** How the calls of an answer are compared with the expected ones. */
    public enum Shape {
        SIMPLE("simple_function_checker"),
        MULTIPLE("multiple_function_checker"),
        PARALLEL("parallel_function_checker_no_order");

        /** What the official checker calls itself in its error types. */
        private final String checker;

        Shape(String checker) {
            this.checker = checker;
        }

        /** By the category's name, as the official checker decides. */
        public static Shape ofCategory(String category) {
            if (category.contains("parallel")) {
                return PARALLEL;
            }
            return category.contains("multiple") ? MULTIPLE : SIMPLE;
        }
    }

    /**
     * @param functions the function documents, a list
     * @param expected the possible answer: a list of function → parameter → allowed values
     * @param category such as {@code live_parallel_multiple}; it decides how calls are compared
     * @param dotsToUnderscores the official {@code underscore_to_dot} flag: the model's interface forbids dots in names, so
     *     documented names are compared with {@code _} for {@code .}
     */
    public static CompiledEntry of(
            Value functions, Value expected, Language language, String category, boolean dotsToUnderscores) {
        Shape shape = Shape.ofCategory(category);
        try {
            int count = PythonObjects.length(expected);
            CallCheck[] calls = new CallCheck[shape == Shape.PARALLEL ? count : 1];
            for (int i = 0; i < calls.length; i++) {
                Value call = PythonObjects.item(expected, i);
                Value document = shape == Shape.SIMPLE ? PythonObjects.item(functions, 0) : documentOf(functions, call);
                calls[i] = new CallCheck(language, document, call, dotsToUnderscores);
            }
            return new CompiledEntry(shape, expected, count, calls, null);
        } catch (PythonError e) {
            return new CompiledEntry(shape, expected, 0, new CallCheck[0], e);
        }
    }

    /** The document with the name of the expected function, or null. */
    private static Value documentOf(Value functions, Value call) {
        Value name = PythonObjects.map(call).firstKey();
        return !(functions instanceof Value.ListValue list)
                ? functions
                : list.items().stream()
                        .filter(document -> Value.pythonEquals(PythonObjects.at(document, "name"), name))
                        .findFirst()
                        .orElse(null);
    }

    /** The verdict on decoded calls: a list of maps, function → arguments. Never throws. */
    public AnswerVerdict check(Value decoded) {
        try {
            int given = decoded instanceof Value.ListValue l ? l.items().size() : PythonObjects.length(decoded);
            int wanted = shape == Shape.SIMPLE ? 1 : gap == null ? count : PythonObjects.length(expected);
            if (given != wanted) {
                return AnswerVerdict.invalid(shape.checker + ":wrong_count", "Wrong number of functions.");
            }
            return shape == Shape.PARALLEL ? parallel(decoded) : check(0, PythonObjects.item(decoded, 0), null);
        } catch (PythonError e) {
            return AnswerVerdict.raised(e);
        }
    }

    /** The verdict on one output for one expected call. */
    AnswerVerdict check(int expectedCall, Value output, CallCheck.Listener listener) {
        try {
            requireUsable();
            AnswerVerdict problem = calls[expectedCall].check(output, listener);
            return problem == null ? AnswerVerdict.valid() : problem;
        } catch (PythonError e) {
            return AnswerVerdict.raised(e);
        }
    }

    private void requireUsable() {
        if (gap != null) {
            throw gap;
        }
    }

    /** For each expected call in order, the first unused output that fits; nothing is taken back. */
    private AnswerVerdict parallel(Value decoded) {
        requireUsable();
        boolean[] used = new boolean[count];
        for (int i = 0; i < count; i++) {
            int match = -1;
            for (int j = 0; j < count && match < 0; j++) {
                if (!used[j] && calls[i].check(PythonObjects.item(decoded, j), null) == null) {
                    match = j;
                }
            }
            if (match < 0) {
                int unmatched = i;
                return AnswerVerdict.invalid(
                        shape.checker + ":cannot_find_match", () -> explain(decoded, used, unmatched));
            }
            used[match] = true;
        }
        return AnswerVerdict.valid();
    }

    /** What was wrong with each output that was still free. */
    private List<Value> explain(Value decoded, boolean[] used, int unmatched) {
        List<Integer> free = new ArrayList<>();
        List<Value> errors = new ArrayList<>();
        for (int j = 0; j < count; j++) {
            if (used[j]) {
                continue;
            }
            free.add(j);
            Value output = PythonObjects.item(decoded, j);
            AnswerVerdict problem = calls[unmatched].check(output, null);
            Value detail = Value.MapValue.of(
                    "sub_error", problem.reasons(),
                    "sub_error_type", problem.errorType(),
                    "model_output_item", output,
                    "possible_answer_item", PythonObjects.item(expected, unmatched));
            errors.add(Value.MapValue.of("Model Result Index " + j, detail));
        }
        String none =
                "Could not find a matching function among index %s of model output for index %s of possible answers.";
        errors.add(0, Value.text(PythonText.say(false, none, free, unmatched)));
        return errors;
    }
}
