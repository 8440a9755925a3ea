package org.egpo.train;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.function.ToDoubleBiFunction;
import java.util.stream.Collectors;
import org.egpo.advantage.AdvantageSettings;
import org.egpo.advantage.GroupAdvantages;
import org.egpo.data.Question;
import org.egpo.data.Splits;
import org.egpo.policy.Compute;
import org.egpo.policy.Sampling;
import org.egpo.reward.RewardFunction;
import org.egpo.reward.RewardKind;
import org.egpo.rollout.Policy;
import org.jspecify.annotations.Nullable;

/**
 * The front door of training: what to learn from, which settings, where to.
 *
 * <pre>
 * Training training = Training.egpo(folder).questions(Splits.read(data)).steps(50).learningRate(3e-4);
 * Path model = training.run(out);
 * </pre>
 *
 * What is not set has the value that fits {@code egpo-tiny} on two processor cores: the paper's, but for sizes and learning rate.
 * Every call gives a new object; the one it was called on stays as it is.
 *
 * @param model folder of the model to begin with
 * @param settings all settings with their values, as {@code settings.yaml} has them
 * @param questions to learn from, and to evaluate on
 * @param reward a reward of one's own, where the settings say so; else null
 * @param listener hears of each step, after it was noted
 */
public record Training(
        Path model,
        RunSettings settings,
        Splits questions,
        @Nullable RewardFunction reward,
        ReinforcementTrainer.Listener listener) {
    /** EGPO from a model's folder. */
    public static Training egpo(Path model) {
        return of(AdvantageSettings.Algorithm.EGPO, model);
    }

    /** GRPO from a model's folder: EGPO without the entropy term. */
    public static Training grpo(Path model) {
        return of(AdvantageSettings.Algorithm.GRPO, model);
    }

    private static Training of(AdvantageSettings.Algorithm algorithm, Path model) {
        Splits none = new Splits(List.of(), List.of(), List.of());
        return new Training(model, RunSettings.tiny(algorithm, 200, 1), none, null, (step, groups) -> {});
    }

    /** Questions to learn from, and those to evaluate on. */
    public Training questions(Splits splits) {
        return new Training(model, settings, splits, reward, listener);
    }

    /** Questions to learn from alone; the run is not evaluated. */
    public Training questions(List<Question> train) {
        return questions(new Splits(train, List.of(), List.of()));
    }

    /** One of the rewards that settings can name. */
    public Training reward(RewardKind kind) {
        return set("reward", kind);
    }

    /** A reward of one's own, from a question and the text of a response to a number; see {@link RewardFunction#of}. */
    public Training reward(ToDoubleBiFunction<Question, String> own) {
        return new Training(model, settings, questions, RewardFunction.of(own), listener).set("reward", RewardKind.OWN);
    }

    /** Hears of each step, after it was noted. */
    public Training onStep(ReinforcementTrainer.Listener heard) {
        return new Training(model, settings, questions, reward, heard);
    }

    /** λ, weight of the entropy (0.4). */
    public Training lambda(double value) {
        return set("lambda", value);
    }

    /** α, how far the bonus stays below |A| (2). */
    public Training alpha(double value) {
        return set("alpha", value);
    }

    /** S, responses for each question (8). */
    public Training groupSize(int value) {
        return set("group_size", value);
    }

    /** Questions of a step (8). */
    public Training promptsPerStep(int value) {
        return set("prompts_per_step", value);
    }

    /** Steps of the run (200). */
    public Training steps(int value) {
        return set("steps", value);
    }

    /** Longest response in tokens (160). */
    public Training maxTokens(int value) {
        return set("max_tokens", value);
    }

    /** Of sampling and of the probabilities in the loss (0.7). */
    public Training temperature(double value) {
        return set("temperature", value);
    }

    /** β, weight of the KL divergence from the start (0.001). */
    public Training klCoefficient(double value) {
        return set("kl_coefficient", value);
    }

    /** Of AdamW (2e-4; the paper's 1e-6 is for a model of 4 billion weights). */
    public Training learningRate(double value) {
        return set("learning_rate", value);
    }

    /** Of questions and responses (1). */
    public Training seed(long value) {
        return set("seed", value);
    }

    /** Steps between evaluations on dev (20). */
    public Training evalEvery(int value) {
        return set("eval_every", value);
    }

    /** Questions of an evaluation (250). */
    public Training evalPrompts(int value) {
        return set("eval_prompts", value);
    }

    /** Steps between checkpoints (20). */
    public Training checkpointEvery(int value) {
        return set("checkpoint_every", value);
    }

    private Training set(String name, Object value) {
        return set(Map.of(name, value instanceof Enum<?> e ? e.name().toLowerCase(Locale.ROOT) : "" + value));
    }

    /**
     * Settings by their names in {@code settings.yaml}.
     *
     * @throws IllegalArgumentException naming field, value, what is allowed and why
     */
    public Training set(Map<String, String> changes) {
        return new Training(model, SettingsText.with(settings, changes), questions, reward, listener);
    }

    /** How the run samples: its temperature, its longest response, its seed. */
    public Sampling sampling() {
        ReinforcementSettings training = settings.training();
        return Sampling.temperature(training.loss().temperature())
                .withMaxTokens(training.maxTokens())
                .withSeed(training.seed());
    }

    /** All settings, a line each. */
    @Override
    public String toString() {
        return SettingsText.values(settings).entrySet().stream()
                .map(e -> e.getKey() + ": " + e.getValue())
                .collect(Collectors.joining("\n"));
    }

    /**
     * The first step without learning: its questions' groups with rewards and advantages, as the run will see them.
     *
     * @param prompts how many of the questions to ask
     */
    public List<GroupAdvantages> rehearse(int prompts) throws IOException {
        try (Policy policy = Policy.load(model, Compute.CPU).withPrompts(settings.prompt())) {
            List<Question> first = questions
                    .train()
                    .subList(0, Math.min(prompts, questions.train().size()));
            Checkpoints none = new Checkpoints(model, 1); // a rehearsal writes none
            return new ReinforcementTrainer(settings.training(), rewardFunction(), none, listener)
                    .rehearse(policy, first);
        }
    }

    private RewardFunction rewardFunction() {
        return settings.reward() == RewardKind.OWN && reward != null
                ? reward
                : settings.reward().function();
    }

    /**
     * Runs to the last step, from the latest checkpoint on where the folder holds one.
     *
     * @param out the run's folder, see {@link ReinforcementRun}; a run with the same settings is taken up again, with more steps
     *     too where the learning rate is constant
     * @return folder of the last model
     * @throws IllegalArgumentException where the folder holds a run with other settings, or there are too few questions
     * @throws java.util.concurrent.CancellationException when interrupted; a checkpoint was written then
     */
    public Path run(Path out) throws IOException {
        return run(out, "made by org.egpo.train.Training");
    }

    /** @param comment stands above the settings in their file */
    public Path run(Path out, String comment) throws IOException {
        return new ReinforcementRun(new RunFolder(out, model), settings, rewardFunction(), questions, listener)
                .run(comment);
    }
}
