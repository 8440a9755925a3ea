package org.egpo.train;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import org.egpo.advantage.AdvantageSettings;
import org.egpo.advantage.Forecast;
import org.egpo.advantage.GroupAdvantages;
import org.egpo.data.RecordCopy;
import org.egpo.data.Splits;
import org.egpo.policy.CausalLm;
import org.egpo.policy.Compute;
import org.egpo.reward.RewardFunction;
import org.egpo.reward.ScoredGroup;
import org.egpo.rollout.Policy;
import org.egpo.rollout.SavedRollouts;

/**
 * A run of reinforcement learning in a folder of its own, which can be killed at any moment and taken up again:
 *
 * <pre>
 * settings.yaml    what it was made with
 * metrics.csv      a line for each step, the same whenever the same run is made on the same machine
 * timings.csv      times and memory of each step
 * forecast.csv     what each way to make advantages would add, told from the first step's groups
 * evaluation.csv   accuracy on dev, at the beginning and at the end on test too
 * rollouts/        responses of every k-th step
 * checkpoints/     the latest
 * best/, model/    the model that was best on dev, and the last one
 * </pre>
 */
record ReinforcementRun(
        RunFolder folder,
        RunSettings settings,
        RewardFunction reward,
        Splits data,
        ReinforcementTrainer.Listener listener) {
    /**
     * Runs to the last step, from the latest checkpoint on where there is one.
     *
     * @param comment stands above the settings in their file
     * @return folder of the last model
     * @throws IllegalArgumentException where the folder holds a run with other settings
     * @throws java.util.concurrent.CancellationException when interrupted; a checkpoint was written then
     */
    Path run(String comment) throws IOException {
        ReinforcementSettings training = settings.training();
        boolean constant = training.learningRate().shape() == LearningRate.Shape.CONSTANT;
        folder.claim(SettingsText.values(settings), constant ? List.of("steps") : List.of(), comment);
        Checkpoints checkpoints = new Checkpoints(folder.out().resolve("checkpoints"), settings.keepCheckpoints());
        int done = checkpoints.latest().map(Checkpoints.Checkpoint::step).orElse(0);
        Evaluator evaluator = new Evaluator(folder, done, settings.evalPrompts(), training.maxTokens());
        try (Policy start = Policy.load(folder.start(), Compute.CPU).withPrompts(settings.prompt())) {
            start.notes().forEach(listener::note);
            ReinforcementTrainer trainer =
                    new ReinforcementTrainer(training, reward, checkpoints, new Notes(done, start, evaluator));
            try (CausalLm model = trainer.train(start, data.train())) {
                folder.save(model, "model");
            }
        }
        return folder.out().resolve("model");
    }

    /** Writes down what happens. */
    private final class Notes implements ReinforcementTrainer.Listener {
        private final Policy start;
        private final Evaluator evaluator;
        private final StepCsv metrics;
        private final StepCsv timings;

        private Notes(int done, Policy start, Evaluator evaluator) throws IOException {
            this.start = start;
            this.evaluator = evaluator;
            this.metrics = new StepCsv(folder.out().resolve("metrics.csv"), done);
            this.timings = new StepCsv(folder.out().resolve("timings.csv"), done);
        }

        @Override
        public void done(StepMetrics step, List<GroupAdvantages> groups) throws IOException {
            metrics.add(step.repeatable());
            timings.add(step.timings());
            if (step.step() == 1) {
                look(groups.stream().map(GroupAdvantages::group).toList());
            }
            int every = settings.rolloutsEvery();
            if (every > 0 && (step.step() % every == 0 || step.step() == 1)) {
                saveRollouts(step.step(), groups);
            }
            listener.done(step, groups);
        }

        private void look(List<ScoredGroup> first) throws IOException {
            List<String> wrong = FirstStep.warnings(first);
            if (!wrong.isEmpty()) {
                listener.alarm(String.join(" ", wrong));
            }
            listener.note("forecast from the first step: "
                    + Forecast.of(settings.training().advantage(), first));
            StringBuilder csv = new StringBuilder("variant,push,base,lengthPush,baseLength,flatGroups,atBound\n");
            AdvantageSettings.variants().forEach((name, rule) -> {
                csv.append('"' + name + '"');
                RecordCopy.values(Forecast.of(rule, first)).values().forEach(v -> csv.append(',')
                        .append(v));
                csv.append('\n');
            });
            Files.writeString(folder.out().resolve("forecast.csv"), csv);
        }

        private void saveRollouts(int step, List<GroupAdvantages> groups) throws IOException {
            Path rollouts = Files.createDirectories(folder.out().resolve("rollouts"));
            SavedRollouts.write(
                    rollouts.resolve(String.format(Locale.ROOT, "step-%06d.jsonl.gz", step)),
                    groups.stream().map(g -> g.group().group()).toList());
        }

        @Override
        public void at(int step, CausalLm model) throws IOException {
            boolean end = step == 0 || step == settings.training().steps();
            if (end || step % settings.evalEvery() == 0) {
                evaluator.evaluate(step, "dev", data.dev(), start.with(model));
            }
            if (end) {
                evaluator.evaluate(step, "test", data.test(), start.with(model));
            }
            listener.at(step, model);
        }
    }
}
