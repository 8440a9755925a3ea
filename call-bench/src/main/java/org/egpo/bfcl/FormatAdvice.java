package org.egpo.bfcl;

import java.util.Collections;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.egpo.bfcl.multiturn.MultiTurnEvaluator;
import org.egpo.call.Decoded;
import org.egpo.call.ModelFormat;
import org.egpo.call.Value;
import org.jspecify.annotations.Nullable;

/** What is said aloud when answers are read in a format, or with names, that the model does not seem to use. */
final class FormatAdvice {
    private static final int SAMPLE = 400;
    private static final int FEW = 3;

    private FormatAdvice() {}

    /**
     * An answer that is looked at.
     *
     * @param asked the format that a single-turn test asks for; null for a step of a dialogue
     * @param wanted whether a call is the right answer for sure
     */
    private record Answer(Value text, @Nullable AnswerFormat asked, boolean wanted) {
        static Stream<Answer> of(CaseReport c) {
            String category = c.entry().category();
            if (Categories.isSingleTurn(category)) {
                AnswerFormat asked = SingleTurnEvaluator.format(c.entry(), c.result());
                return Stream.of(new Answer(c.result().result(), asked, !Categories.isRelevance(category)));
            }
            return c.result().result() instanceof Value.ListValue turns
                    ? turns.items().stream()
                            .flatMap(t -> MultiTurnEvaluator.steps(t).stream())
                            .limit(FEW)
                            .map(step -> new Answer(step, null, false))
                    : Stream.empty();
        }

        /** To Granite's, any text is a call in a dialogue; only what it tags says that it was meant. */
        boolean isMeant(ModelFormat format) {
            return format != ModelFormat.GRANITE || String.valueOf(text).contains("function_call");
        }

        boolean calls(ModelFormat format) {
            if (asked == null) {
                return !MultiTurnEvaluator.calls(text, format).isEmpty();
            }
            Decoded decoded = format.decode(text, asked.format(), asked.toolCallTag());
            return decoded instanceof Decoded.Success s && SingleTurnEvaluator.isCalls(s.value());
        }
    }

    /** Sentences; empty when all looks well. */
    static List<String> of(RegisteredModel read, List<CategoryReport> categories) {
        List<CaseReport> cases =
                categories.stream().flatMap(c -> c.cases().stream()).toList();
        int step = Math.max(1, cases.size() / SAMPLE);
        List<Answer> answers = IntStream.range(0, cases.size())
                .filter(i -> i % step == 0)
                .boxed()
                .flatMap(i -> Answer.of(cases.get(i)))
                .toList();
        return Stream.of(format(read, answers), names(read, cases))
                .filter(sentence -> sentence != null)
                .toList();
    }

    /** An answer without a call is an abstention or a wrong format: the latter when another format finds calls there. */
    private static @Nullable String format(RegisteredModel read, List<Answer> answers) {
        List<Answer> unread =
                answers.stream().filter(a -> !a.calls(read.format())).toList();
        int own = answers.size() - unread.size();
        Map<ModelFormat, Long> found = new EnumMap<>(ModelFormat.class);
        for (ModelFormat other : ModelFormat.values()) {
            found.put(
                    other,
                    unread.stream()
                            .filter(a -> a.isMeant(other) && a.calls(other))
                            .count());
        }
        found.put(ModelFormat.ANY, 0L);
        Map.Entry<ModelFormat, Long> best = Collections.max(found.entrySet(), Map.Entry.comparingByValue());
        long most = best.getValue();
        long wanted = answers.stream().filter(Answer::wanted).count();
        long wantedRead = wanted - unread.stream().filter(Answer::wanted).count();
        String how = " of " + read.folder() + " can be read as calls in the format " + read.format()
                + (read.isRegistered() ? "" : " (no registered model has that name)");
        if (most >= FEW && most > own) {
            return "ONLY " + own + " OF " + answers.size() + " ANSWERS looked at" + how + "; in the format "
                    + best.getKey()
                    + " "
                    + most + " more can. Scores below are not the model's: give --format " + best.getKey()
                    + " (docs/formats.md has all).";
        }
        return wanted >= FEW && wantedRead * 10 < wanted
                ? "ONLY " + wantedRead + " OF " + wanted + " ANSWERS looked at, where a call is wanted," + how
                        + ", and no other format reads more. Look at the result files: is this what the model wrote?"
                : null;
    }

    /** Calls of names with underscores where the documents have dots; a model that mostly writes the dots only errs. */
    private static @Nullable String names(RegisteredModel read, List<CaseReport> cases) {
        Set<String> types = Set.of(
                "simple_function_checker:wrong_func_name", "parallel_function_checker_no_order:cannot_find_match");
        SingleTurnEvaluator other = new SingleTurnEvaluator(read.format(), true, false);
        long saved = cases.stream()
                .filter(c -> types.contains(c.verdict().outcome()))
                .filter(c -> other.evaluate(null, c.entry(), c.result()).isValid())
                .count();
        long right =
                cases.stream().filter(c -> c.isValid() && wantsDot(c.entry())).count();
        return !read.underscoreToDot() && saved >= FEW && saved > right
                ? saved
                        + " answers are wrong only because their function names have _ where the documents have a dot. If"
                        + " the model's interface forbids dots, give --underscore-to-dot."
                : null;
    }

    private static boolean wantsDot(BfclEntry entry) {
        return Categories.isSingleTurn(entry.category())
                && entry.expected() instanceof Value.ListValue calls
                && calls.items().stream()
                        .anyMatch(c -> c instanceof Value.MapValue call
                                && call.key(0) instanceof Value.Text name
                                && name.value().contains("."));
    }
}
