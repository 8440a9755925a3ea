package org.egpo.train;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import org.egpo.advantage.Advantage;
import org.egpo.data.Example;
import org.egpo.data.Examples;
import org.egpo.policy.CausalLm;
import org.egpo.policy.ChatTemplate;
import org.egpo.policy.Tokenizer;
import org.egpo.reward.Query;
import org.egpo.reward.RewardFunction;
import org.egpo.reward.ScoredGroup;
import org.egpo.rollout.SavedRollouts;

/**
 * A run of reinforcement learning in a folder of its own, which can be killed at any moment and taken up again:
 *
 * <pre>
 * settings.yaml    what it was made with
 * metrics.csv      a line for each step, the same whenever the same run is made on the same machine
 * timings.csv      times and memory of each step
 * evaluation.csv   accuracy on dev, at the beginning and at the end on test too
 * rollouts/        responses of every k-th step
 * checkpoints/     the latest
 * best/, model/    the model that was best on dev, and the last one
 * </pre>
 */
public final class ReinforcementRun {
    private final RunFolder folder;
    private final RunSettings settings;
    private final RewardFunction reward;
    private final Data data;
    private final ReinforcementTrainer.Listener listener;

    /** The questions of a run. */
    public record Data(List<Example> train, List<Example> dev, List<Example> test) {

        /** Reads {@code train.jsonl.gz}, {@code dev.jsonl.gz} and {@code test.jsonl.gz} of a folder. */
        public static Data read(Path folder) throws IOException {
            return new Data(
                    Examples.read(folder.resolve("train.jsonl.gz")),
                    Examples.read(folder.resolve("dev.jsonl.gz")),
                    Examples.read(folder.resolve("test.jsonl.gz")));
        }
    }

    /**
     * @param out the run's folder; a run with the same settings is taken up again, with more steps too where the learning
     *     rate is constant
     * @param start folder of the model to begin with
     * @param listener hears of each step, after it was noted
     */
    public ReinforcementRun(
            Path out, Path start, RunSettings settings, Data data, ReinforcementTrainer.Listener listener) {
        this(out, start, settings, settings.reward().function(), data, listener);
    }

    ReinforcementRun(
            Path out,
            Path start,
            RunSettings settings,
            RewardFunction reward,
            Data data,
            ReinforcementTrainer.Listener listener) {
        this.folder = new RunFolder(out, start);
        this.settings = settings;
        this.reward = reward;
        this.data = data;
        this.listener = listener;
    }

    /**
     * Runs to the last step, from the latest checkpoint on where there is one.
     *
     * @param comment stands above the settings in their file
     * @return folder of the last model
     * @throws IllegalArgumentException where the folder holds a run with other settings
     * @throws java.util.concurrent.CancellationException when interrupted; a checkpoint was written then
     */
    public Path run(String comment) throws IOException {
        ReinforcementSettings training = settings.training();
        boolean constant = training.learningRate().shape() == LearningRate.Shape.CONSTANT;
        folder.claim(SettingsYaml.values(settings), constant ? List.of("steps") : List.of(), comment);
        Checkpoints checkpoints = new Checkpoints(folder.out().resolve("checkpoints"), settings.keepCheckpoints());
        int done = checkpoints.latest().map(Checkpoints.Checkpoint::step).orElse(0);
        try (Tokenizer tokenizer = Tokenizer.load(folder.start());
                Evaluator evaluator = new Evaluator(folder, done, settings.evalPrompts(), training.maxTokens());
                CausalLm reference = CausalLm.load(folder.start())) {
            ReinforcementTrainer trainer =
                    new ReinforcementTrainer(training, tokenizer, reward, checkpoints, new Notes(done, evaluator));
            List<Query> queries = new Queries(ChatTemplate.load(folder.start()), data.train());
            try (CausalLm model = trainer.train(reference, queries)) {
                folder.save(model, "model");
            }
        }
        return folder.out().resolve("model");
    }

    /** Writes down what happens. */
    private final class Notes implements ReinforcementTrainer.Listener {
        private final Evaluator evaluator;
        private final StepCsv metrics;
        private final StepCsv timings;

        private Notes(int done, Evaluator evaluator) throws IOException {
            this.evaluator = evaluator;
            this.metrics = new StepCsv(folder.out().resolve("metrics.csv"), done);
            this.timings = new StepCsv(folder.out().resolve("timings.csv"), done);
        }

        @Override
        public void done(StepMetrics step, List<ScoredGroup> groups, List<List<Advantage>> advantages)
                throws IOException {
            metrics.add(step.repeatable());
            timings.add(step.timings());
            int every = settings.rolloutsEvery();
            if (every > 0 && (step.step() % every == 0 || step.step() == 1)) {
                saveRollouts(step.step(), groups);
            }
            listener.done(step, groups, advantages);
        }

        private void saveRollouts(int step, List<ScoredGroup> groups) throws IOException {
            Path rollouts = Files.createDirectories(folder.out().resolve("rollouts"));
            SavedRollouts.write(
                    rollouts.resolve(String.format(Locale.ROOT, "step-%06d.jsonl.gz", step)),
                    groups.stream().map(ScoredGroup::rollouts).toList());
        }

        @Override
        public void at(int step, CausalLm model) throws IOException {
            boolean end = step == 0 || step == settings.training().steps();
            if (end || step % settings.evalEvery() == 0) {
                evaluator.evaluate(step, "dev", data.dev(), model);
            }
            if (end) {
                evaluator.evaluate(step, "test", data.test(), model);
            }
            listener.at(step, model);
        }
    }
}
