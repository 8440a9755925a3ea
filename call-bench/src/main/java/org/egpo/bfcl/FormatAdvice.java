package org.egpo.bfcl;

import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.egpo.bfcl.multiturn.MultiTurnEvaluator;
import org.egpo.call.Decoded;
import org.egpo.call.ModelFormat;
import org.egpo.call.Value;

/** What is said aloud when answers are read in a format, or with names, that the model does not seem to use. */
final class FormatAdvice {
    private static final int SAMPLE = 400;
    private static final int FEW = 3;

    private final RegisteredModel read;
    private final List<Value> answers = new ArrayList<>();
    private final List<AnswerFormat> asked = new ArrayList<>();
    private int wanted;
    private int wantedRead;

    private FormatAdvice(RegisteredModel read) {
        this.read = read;
    }

    /** Sentences; empty when all looks well. */
    static List<String> of(RegisteredModel read, List<CategoryReport> categories) {
        List<CaseReport> cases =
                categories.stream().flatMap(c -> c.cases().stream()).toList();
        FormatAdvice advice = new FormatAdvice(read);
        int step = Math.max(1, cases.size() / SAMPLE);
        for (int i = 0; i < cases.size(); i += step) {
            advice.take(cases.get(i));
        }
        List<String> sentences = new ArrayList<>();
        advice.format(sentences);
        advice.names(cases, sentences);
        return sentences;
    }

    private void take(CaseReport c) {
        String category = c.entry().category();
        if (Categories.isSingleTurn(category)) {
            answers.add(c.result().result());
            asked.add(SingleTurnEvaluator.format(c.entry(), c.result()));
            if (!Categories.isRelevance(category)) {
                wanted++;
                wantedRead += calls(answers.size() - 1, read.format()) ? 1 : 0;
            }
        } else if (c.result().result() instanceof Value.ListValue turns) {
            turns.items().stream()
                    .flatMap(t -> MultiTurnEvaluator.steps(t).stream())
                    .limit(FEW)
                    .forEach(step -> {
                        answers.add(step);
                        asked.add(null);
                    });
        }
    }

    private boolean isTagged(int i, ModelFormat format) {
        return format != ModelFormat.GRANITE || String.valueOf(answers.get(i)).contains("function_call");
    }

    private boolean calls(int i, ModelFormat format) {
        if (asked.get(i) == null) {
            return !MultiTurnEvaluator.calls(answers.get(i), format).isEmpty();
        }
        Decoded decoded = format.decode(
                answers.get(i), asked.get(i).format(), asked.get(i).toolCallTag());
        return decoded instanceof Decoded.Success s && SingleTurnEvaluator.isCalls(s.value());
    }

    /** An answer without a call is an abstention or a wrong format: the latter when another format finds calls there. */
    private void format(List<String> sentences) {
        List<Integer> unread = new ArrayList<>();
        for (int i = 0; i < answers.size(); i++) {
            if (!calls(i, read.format())) {
                unread.add(i);
            }
        }
        int own = answers.size() - unread.size();
        ModelFormat best = null;
        int most = 0;
        for (ModelFormat other : ModelFormat.values()) {
            // To Granite's, any text is a call in a dialogue; only what it tags says that it was meant.
            int found = other == ModelFormat.ANY
                    ? 0
                    : (int) unread.stream()
                            .filter(i -> isTagged(i, other) && calls(i, other))
                            .count();
            if (found > most) {
                most = found;
                best = other;
            }
        }
        String how = " of " + read.folder() + " can be read as calls in the format " + read.format()
                + (read.isRegistered() ? "" : " (no registered model has that name)");
        if (most >= FEW && most > own) {
            sentences.add(
                    "ONLY " + own + " OF " + answers.size() + " ANSWERS looked at" + how + "; in the format " + best
                            + " " + most + " more can. Scores below are not the model's: give --format " + best
                            + " (docs/formats.md has all).");
        } else if (wanted >= FEW && wantedRead * 10 < wanted) {
            sentences.add("ONLY " + wantedRead + " OF " + wanted + " ANSWERS looked at, where a call is wanted," + how
                    + ", and no other format reads more. Look at the result files: is this what the model wrote?");
        }
    }

    /** Calls of names with underscores where the documents have dots; a model that mostly writes the dots only errs. */
    private void names(List<CaseReport> cases, List<String> sentences) {
        Set<String> types = Set.of(
                "simple_function_checker:wrong_func_name", "parallel_function_checker_no_order:cannot_find_match");
        if (read.underscoreToDot()) {
            return;
        }
        SingleTurnEvaluator other = new SingleTurnEvaluator(read.format(), true, false);
        long saved = cases.stream()
                .filter(c -> types.contains(c.verdict().outcome()))
                .filter(c -> other.evaluate(null, c.entry(), c.result()).isValid())
                .count();
        long right =
                cases.stream().filter(c -> c.isValid() && wantsDot(c.entry())).count();
        if (saved >= FEW && saved > right) {
            sentences.add(
                    saved + " answers are wrong only because their function names have _ where the documents have a"
                            + " dot. If the model's interface forbids dots, give --underscore-to-dot.");
        }
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
