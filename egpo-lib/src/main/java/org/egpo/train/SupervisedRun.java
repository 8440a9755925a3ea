package org.egpo.train;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.egpo.data.RecordCopy;
import org.egpo.data.Splits;
import org.egpo.policy.CausalLm;
import org.egpo.policy.Compute;
import org.egpo.rollout.Policy;
import org.egpo.rollout.PromptStyle;

/**
 * A run of supervised learning of rule-written demonstrations, in a folder like that of {@link ReinforcementRun}; evaluated
 * at the beginning and at the end.
 *
 * @param out the run's folder
 * @param start folder of the model to begin with
 * @param lessons what to learn
 * @param data what to evaluate on
 */
public record SupervisedRun(
        Path out,
        Path start,
        Settings settings,
        List<SupervisedExample> lessons,
        Splits data,
        SupervisedTrainer.StepListener listener) {
    /** As {@link SupervisedSettings}, with what is needed to evaluate. */
    public record Settings(SupervisedSettings training, PromptStyle prompt, int maxTokens, int evalPrompts) {
        private static final String ALGORITHM = "algorithm";

        /**
         * What is not changed fits {@code egpo-tiny}.
         *
         * @throws IllegalArgumentException naming field, value and what is allowed
         */
        public static Settings of(Map<String, String> changes) {
            Map<String, String> own = new LinkedHashMap<>(changes);
            own.remove(ALGORITHM);
            SupervisedSettings tiny =
                    new SupervisedSettings(0, 1, 32, 8, new LearningRate(1e-3, 20, LearningRate.Shape.COSINE), 100, 1);
            return SettingsText.with(new Settings(tiny, PromptStyle.AUTO, 160, 250), own);
        }

        Map<String, String> values() {
            Map<String, String> all = new LinkedHashMap<>(Map.of(ALGORITHM, "sft"));
            all.putAll(SettingsText.values(this));
            return all;
        }
    }

    /**
     * Runs to the last step, from the latest checkpoint on where there is one.
     *
     * @param comment stands above the settings in their file
     * @return folder of the last model
     */
    public Path run(String comment) throws IOException {
        RunFolder folder = new RunFolder(out, start);
        folder.claim(settings.values(), List.of(), comment);
        Checkpoints checkpoints = new Checkpoints(out.resolve("checkpoints"), 2);
        int done = checkpoints.latest().map(Checkpoints.Checkpoint::step).orElse(0);
        StepCsv metrics = new StepCsv(out.resolve("metrics.csv"), done);
        Evaluator evaluator = new Evaluator(folder, done, settings.evalPrompts(), settings.maxTokens());
        try (Policy begin = Policy.load(start, Compute.CPU).withPrompts(settings.prompt())) {
            begin.notes().forEach(listener::note);
            if (done == 0) {
                evaluator.evaluate(0, "dev", data.dev(), begin);
                evaluator.evaluate(0, "test", data.test(), begin);
            }
            int[] last = {done};
            SupervisedTrainer trainer = new SupervisedTrainer(settings.training(), checkpoints, s -> {
                note(metrics, s);
                last[0] = s.step();
                listener.done(s);
            });
            try (CausalLm model = trainer.train(begin.model(), lessons)) {
                Policy end = begin.with(model);
                evaluator.evaluate(last[0], "dev", data.dev(), end);
                evaluator.evaluate(last[0], "test", data.test(), end);
                folder.save(model, "model");
            }
        }
        return out.resolve("model");
    }

    private static void note(StepCsv metrics, SupervisedTrainer.Step s) {
        Map<String, Object> row = RecordCopy.values(s);
        row.remove("steps");
        try {
            metrics.add(row);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
