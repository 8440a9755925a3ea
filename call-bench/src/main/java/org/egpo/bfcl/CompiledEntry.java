package org.egpo.bfcl;

import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.function.Supplier;
import java.util.stream.IntStream;
import org.egpo.call.PythonError;
import org.egpo.call.PythonObjects;
import org.egpo.call.PythonText;
import org.egpo.call.Value;
import org.jspecify.annotations.Nullable;

/**
 * One test of a checked category, ready to check answers: documents, allowed values, their types and standard forms are
 * looked up once. Immutable and safe for any number of threads. Source: {@code ast_checker} of the official scorer.
 */
public record CompiledEntry(Shape shape, Value expected, Supplier<List<Supplier<CallCheck>>> calls) {
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
            return category.contains("parallel") ? PARALLEL : category.contains("multiple") ? MULTIPLE : SIMPLE;
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
        return new CompiledEntry(shape, expected, CallCheck.once(() -> {
            List<Supplier<CallCheck>> calls = new ArrayList<>();
            int count = PythonObjects.length(expected);
            for (int i = 0; i < (shape == Shape.PARALLEL ? count : 1); i++) {
                Value call = PythonObjects.item(expected, i);
                Value document = shape == Shape.SIMPLE ? PythonObjects.item(functions, 0) : documentOf(functions, call);
                calls.add(CallCheck.once(() -> new CallCheck(language, document, call, dotsToUnderscores)));
            }
            return calls;
        }));
    }

    /** The document with the name of the expected function, or null. */
    private static @Nullable Value documentOf(Value functions, Value call) {
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
            int wanted = shape == Shape.SIMPLE ? 1 : PythonObjects.length(expected);
            if (given != wanted) {
                return AnswerVerdict.invalid(shape.checker + ":wrong_count", "Wrong number of functions.");
            }
            return shape == Shape.PARALLEL ? parallel(decoded) : check(0, PythonObjects.item(decoded, 0), null);
        } catch (PythonError e) {
            return AnswerVerdict.raised(e);
        }
    }

    /** The verdict on one output for one expected call. */
    AnswerVerdict check(int expectedCall, Value output, CallCheck.@Nullable Listener listener) {
        try {
            AnswerVerdict problem = calls.get().get(expectedCall).get().check(output, listener);
            return problem == null ? AnswerVerdict.valid() : problem;
        } catch (PythonError e) {
            return AnswerVerdict.raised(e);
        }
    }

    /** For each expected call in order, the first unused output that fits; nothing is taken back. */
    private AnswerVerdict parallel(Value decoded) {
        List<Supplier<CallCheck>> checks = calls.get();
        boolean[] used = new boolean[checks.size()];
        for (int i = 0; i < used.length; i++) {
            CallCheck call = checks.get(i).get();
            int match = 0;
            while (match < used.length
                    && (used[match] || call.check(PythonObjects.item(decoded, match), null) != null)) {
                match++;
            }
            if (match == used.length) {
                return AnswerVerdict.invalid(shape.checker + ":cannot_find_match", () -> explain(decoded, used, call));
            }
            used[match] = true;
        }
        return AnswerVerdict.valid();
    }

    /** What was wrong with each output that was still free; as many calls have found theirs as outputs are not. */
    private List<Value> explain(Value decoded, boolean[] used, CallCheck call) {
        List<Integer> free =
                IntStream.range(0, used.length).filter(j -> !used[j]).boxed().toList();
        int unmatched = used.length - free.size();
        List<Value> errors = new ArrayList<>();
        for (int j : free) {
            Value output = PythonObjects.item(decoded, j);
            AnswerVerdict problem = Objects.requireNonNull(call.check(output, null));
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
