package org.egpo.bench;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.ToDoubleFunction;
import org.egpo.advantage.AdvantageRule;
import org.egpo.advantage.Forecast;
import org.egpo.advantage.GroupAdvantages;
import org.egpo.data.Question;
import org.egpo.data.Splits;
import org.egpo.policy.Compute;
import org.egpo.policy.Sampling;
import org.egpo.reward.StrictReward;
import org.egpo.rollout.Policy;
import org.egpo.rollout.Response;
import org.egpo.train.Evaluation;
import org.egpo.train.ReinforcementTrainer;
import org.egpo.train.StepCsv;
import org.egpo.train.StepMetrics;
import org.egpo.train.Training;

/**
 * One run of the advantage bench.
 *
 * @param task name of the task
 * @param variant name of the variant
 * @param seed of questions and responses
 * @param training the run, its questions of training included
 * @param questions of the task
 * @param model the base
 */
record AdvantageRun(String task, String variant, int seed, Training training, Splits questions, Path model) {
    private static final int SAMPLES = 64;
    private static final int ASKED = 64;
    private static final long SEED = 2508;
    private static final int WINDOW = 8;
    private static final ReinforcementTrainer.Listener SILENT = new ReinforcementTrainer.Listener() {
        @Override
        public void done(StepMetrics metrics, List<GroupAdvantages> groups) {}

        @Override
        public void note(String sentence) {}
    };

    /** Name of the run's folder. */
    String name() {
        return task + "-" + variant.replaceAll("[^A-Za-z0-9.]+", "-") + "-" + seed;
    }

    /**
     * Trains, or goes on where a killed run was, and measures.
     *
     * @param accuracy what steps are counted to
     * @return the line of the table
     */
    Map<String, Object> measure(Path folder, double accuracy) throws IOException {
        long begun = System.nanoTime();
        Path trained = training.onStep(SILENT).run(folder, "egpo bench advantages");
        double seconds = (System.nanoTime() - begun) / 1e9;
        double[] rewards = column(folder, "rewardMean");
        double mean = Arrays.stream(rewards).average().orElseThrow();
        return line(mean, stepsTo(rewards, accuracy), evaluation(trained), seconds);
    }

    /** The base itself: the line of a table beside. */
    Map<String, Object> before() {
        return line("", "", evaluation(model), "");
    }

    private Map<String, Object> line(
            Object meanReward, Object stepsToAccuracy, Map<String, Object> evaluation, Object seconds) {
        Map<String, Object> line = new LinkedHashMap<>();
        line.put("variant", '"' + variant + '"'); // a name may hold a comma
        line.put("task", task);
        line.put("seed", seed);
        line.putAll(forecast());
        line.put("meanReward", meanReward);
        line.put("stepsToAccuracy", stepsToAccuracy);
        line.putAll(evaluation);
        line.put("seconds", seconds);
        return line;
    }

    /** A column of a run's metrics, a number for each step. */
    static double[] column(Path folder, String name) throws IOException {
        Path metrics = folder.resolve("metrics.csv");
        int column = List.of(Files.readAllLines(metrics).get(0).split(",")).indexOf(name);
        return new StepCsv(metrics, Integer.MAX_VALUE)
                .rows().stream()
                        .mapToDouble(row -> Double.parseDouble(row[column]))
                        .toArray();
    }

    private Map<String, Object> forecast() {
        List<Question> asked =
                questions.train().subList(0, Math.min(ASKED, questions.train().size()));
        try (Policy policy = Policy.load(model, Compute.CPU)) {
            Sampling sampling = training.sampling().withSeed(SEED);
            AdvantageRule rule = training.settings().training().advantage();
            Forecast f = Forecast.of(rule, new StrictReward().judge(policy.rollouts(asked, 8, sampling)));
            Map<String, Object> all = new LinkedHashMap<>();
            all.put("push", f.push());
            all.put("base", f.base());
            all.put("lengthPush", f.lengthPush());
            all.put("flatGroups", f.flatGroups());
            all.put("atBound", f.atBound());
            return all;
        }
    }

    private Map<String, Object> evaluation(Path folder) {
        try (Policy policy = Policy.load(folder, Compute.CPU)) {
            Evaluation e = Evaluation.of(
                    policy, questions.test(), SAMPLES, training.sampling().withSeed(SEED));
            List<Response> responses =
                    e.groups().stream().flatMap(g -> g.responses().stream()).toList();
            Map<String, Object> all = new LinkedHashMap<>();
            all.put("pass1", e.passAt(1));
            all.put("pass8", e.passAt(8));
            all.put("pass64", e.passAt(SAMPLES));
            all.put("length", e.responseLength());
            all.put("entropy", mean(responses, Response::meanEntropy));
            all.put("thinkingEntropy", mean(responses, Response::thinkingEntropy));
            return all;
        }
    }

    private static double mean(List<Response> responses, ToDoubleFunction<Response> of) {
        return responses.stream().mapToDouble(of).average().orElseThrow();
    }

    /** The first step whose reward, averaged over it and the seven before, reaches an accuracy; "" where none does. */
    static Object stepsTo(double[] rewards, double accuracy) {
        for (int step = WINDOW; step <= rewards.length; step++) {
            if (Arrays.stream(rewards, step - WINDOW, step).average().orElseThrow() >= accuracy) {
                return step;
            }
        }
        return "";
    }
}
