package org.egpo.cli;

import java.io.IOException;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.Callable;
import org.egpo.bfcl.WilsonInterval;
import org.egpo.data.Question;
import org.egpo.data.Questions;
import org.egpo.data.WholeFile;
import org.egpo.policy.EngineInfo;
import org.egpo.policy.Sampling;
import org.egpo.reward.ScoredGroup;
import org.egpo.rollout.Policy;
import org.egpo.rollout.PromptStyle;
import org.egpo.rollout.SavedRollouts;
import org.egpo.train.Evaluation;
import org.egpo.train.FirstStep;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** {@code egpo eval}: pass@1 and pass@k of a model, for each category. */
@Command(
        name = "eval",
        mixinStandardHelpOptions = true,
        sortOptions = false,
        description = "Sample a model's responses to questions and say how many are right, for each category.")
final class EvalCommand implements Callable<Integer> {
    @Option(names = "--model", required = true, paramLabel = "DIR", description = "Model to evaluate.")
    private Path model;

    @Option(
            names = "--data",
            paramLabel = "FILE|SPLIT",
            defaultValue = "test",
            description = "A file of examples, or train, dev or test of datasets/function-calling (${DEFAULT-VALUE}).")
    private String data;

    @Option(
            names = "--samples",
            paramLabel = "K",
            defaultValue = "1",
            description = "Responses for each question (${DEFAULT-VALUE}).")
    private int samples;

    @Option(
            names = "--temperature",
            paramLabel = "T",
            defaultValue = "1",
            description = "0 takes the most probable token (${DEFAULT-VALUE}).")
    private double temperature;

    @Option(names = "--prompts", paramLabel = "N", description = "Only the first N questions (all).")
    private Integer prompts;

    @Option(
            names = "--max-tokens",
            paramLabel = "N",
            defaultValue = "160",
            description = "Longest response (${DEFAULT-VALUE}).")
    private int maxTokens;

    @Option(names = "--seed", paramLabel = "N", defaultValue = "2508", description = "Seed (${DEFAULT-VALUE}).")
    private long seed;

    @Option(names = "--threads", paramLabel = "N", description = "Processor threads of the model (all).")
    private Integer threads;

    @Option(
            names = "--prompt",
            paramLabel = "auto|template|rules",
            defaultValue = "auto",
            description = "Who tells how to call and which tools there are (${DEFAULT-VALUE}).")
    private PromptStyle prompt;

    @Option(names = "--strict-start", description = "Stop where the first 8 answers look impossible.")
    private boolean strictStart;

    @Option(names = "--csv", paramLabel = "FILE", description = "Write the table as CSV too.")
    private Path csv;

    @Option(names = "--rollouts", paramLabel = "FILE", description = "Write the responses too, as saved rollouts.")
    private Path rollouts;

    @Override
    public Integer call() throws IOException {
        Sampling options =
                Sampling.temperature(temperature).withMaxTokens(maxTokens).withSeed(seed);
        List<Question> questions = questions();
        if (threads != null) {
            EngineInfo.useThreads(threads);
        }
        Evaluation all;
        try (Policy policy = Policy.load(model).withPrompts(prompt)) {
            policy.notes().forEach(n -> System.err.println("egpo: " + n));
            if (strictStart) {
                stopWhereImpossible(
                        Evaluation.of(policy, questions.subList(0, Math.min(8, questions.size())), samples, options));
            }
            all = Evaluation.of(policy, questions, samples, options);
        }
        FirstStep.warnings(all.groups()).forEach(w -> System.err.println("egpo: warning: " + w));
        Map<String, Evaluation> parts = new LinkedHashMap<>(all.byCategory());
        parts.put("all", all);
        print(parts);
        if (csv != null) {
            write(parts);
        }
        if (rollouts != null) {
            SavedRollouts.write(
                    rollouts, all.groups().stream().map(ScoredGroup::group).toList());
        }
        return 0;
    }

    private static void stopWhereImpossible(Evaluation first) {
        List<String> warnings = FirstStep.warnings(first.groups());
        if (!warnings.isEmpty()) {
            throw new IllegalArgumentException(String.join(" ", warnings) + " Stopped by --strict-start after "
                    + first.groups().size() + " questions.");
        }
    }

    private List<Question> questions() throws IOException {
        Path file = List.of("train", "dev", "test").contains(data)
                ? ProjectRoot.find().resolve("datasets/function-calling/" + data + ".jsonl.gz")
                : Path.of(data);
        List<Question> all = Questions.read(file);
        if (prompts != null && prompts < 1) {
            throw new IllegalArgumentException("prompts is " + prompts + "; at least 1 question must be asked");
        }
        return prompts == null ? all : all.subList(0, Math.min(prompts, all.size()));
    }

    private void print(Map<String, Evaluation> parts) {
        System.out.printf(
                "%-20s %9s %7s %15s %7s %12s %7s%n",
                "category",
                "questions",
                "pass@1",
                samples == 1 ? "95% interval" : "",
                samples == 1 ? "" : "pass@" + samples,
                "well-formed",
                "tokens");
        parts.forEach((category, e) -> {
            int n = e.groups().size();
            WilsonInterval interval = WilsonInterval.of((int) Math.round(e.accuracy() * n), n);
            System.out.printf(
                    Locale.ROOT,
                    "%-20s %9d %6.1f%% %15s %7s %11.1f%% %7.1f%n",
                    category,
                    n,
                    100 * e.accuracy(),
                    samples > 1
                            ? ""
                            : String.format(Locale.ROOT, "%.1f–%.1f", 100 * interval.low(), 100 * interval.high()),
                    samples == 1 ? "" : String.format(Locale.ROOT, "%.1f%%", 100 * e.passAt(samples)),
                    100 * e.wellFormed(),
                    e.responseLength());
        });
    }

    private void write(Map<String, Evaluation> parts) throws IOException {
        StringBuilder b = new StringBuilder(
                "category,questions,samples,pass_at_1,pass_at_k,well_formed,response_length,truncated_share\n");
        parts.forEach((category, e) -> b.append(String.format(
                Locale.ROOT,
                "%s,%d,%d,%.6f,%.6f,%.6f,%.4f,%.6f%n",
                category,
                e.groups().size(),
                samples,
                e.accuracy(),
                e.passAt(samples),
                e.wellFormed(),
                e.responseLength(),
                e.truncated())));
        WholeFile.write(csv, b);
    }
}
