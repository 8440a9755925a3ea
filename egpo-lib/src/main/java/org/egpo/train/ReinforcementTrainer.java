package org.egpo.train;

import com.fasterxml.jackson.databind.json.JsonMapper;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.concurrent.CancellationException;
import java.util.stream.IntStream;
import org.egpo.advantage.Advantage;
import org.egpo.advantage.Grpo;
import org.egpo.policy.CausalLm;
import org.egpo.policy.Learner;
import org.egpo.policy.LossParts;
import org.egpo.policy.SamplingOptions;
import org.egpo.policy.Tokenizer;
import org.egpo.reward.Query;
import org.egpo.reward.RewardFunction;
import org.egpo.reward.ScoredGroup;
import org.egpo.rollout.LocalBackend;
import org.egpo.rollout.Prompt;
import org.egpo.rollout.RolloutGroup;

/**
 * Reinforcement learning by groups: sample, reward, compare within the group, learn. The same queries, settings and machine
 * give the same curve, also when the run was killed and taken up again.
 */
public final class ReinforcementTrainer {
    private final ReinforcementSettings settings;
    private final Tokenizer tokenizer;
    private final RewardFunction reward;
    private final Checkpoints checkpoints;
    private final Listener listener;

    /** Hears of each step. */
    @FunctionalInterface
    public interface Listener {
        /** @param groups the step's responses with rewards and, in the same order, their advantages */
        void done(StepMetrics metrics, List<ScoredGroup> groups, List<List<Advantage>> advantages) throws IOException;

        /**
         * Hears of the model where a run begins or is taken up again, and after each step, before its checkpoint is written.
         *
         * @param step steps done, 0 at the beginning
         * @param model to be looked at only
         */
        default void at(int step, CausalLm model) throws IOException {}
    }

    public ReinforcementTrainer(
            ReinforcementSettings settings,
            Tokenizer tokenizer,
            RewardFunction reward,
            Checkpoints checkpoints,
            Listener listener) {
        this.settings = settings;
        this.tokenizer = tokenizer;
        this.reward = reward;
        this.checkpoints = checkpoints;
        this.listener = listener;
    }

    /**
     * Learns, from the latest checkpoint on where there is one. The model given is the reference that the policy is held to.
     *
     * @param start the model to begin with; left as it is
     * @param queries at least as many as prompts per step
     * @return the model after the last step, to be closed by the caller
     * @throws CancellationException when interrupted; a checkpoint of the last whole step was written then
     */
    public CausalLm train(CausalLm start, List<Query> queries) throws IOException {
        if (queries.size() < settings.promptsPerStep()) {
            throw new IllegalArgumentException(queries.size() + " queries are fewer than the "
                    + settings.promptsPerStep() + " prompts of a step; give more, or lower prompts per step");
        }
        Optional<Checkpoints.Checkpoint> latest = checkpoints.latest();
        CausalLm model = latest.isPresent() ? latest.get().loadModel() : start.copy();
        try (Learner learner = new Learner(model, settings.optimizer())) {
            int done = 0;
            if (latest.isPresent()) {
                latest.get().restore(learner);
                done = latest.get().step();
            }
            at(done, model, learner);
            for (int step = done; step < settings.steps(); step++) {
                step(model, start, learner, queries, step);
            }
            return model;
        } catch (IOException | RuntimeException e) {
            model.close();
            throw e;
        }
    }

    private void step(CausalLm model, CausalLm reference, Learner learner, List<Query> queries, int step)
            throws IOException {
        try {
            List<Query> chosen = choose(queries, step);
            long begun = System.nanoTime();
            List<ScoredGroup> groups = sample(model, chosen, step);
            double rolloutSeconds = (System.nanoTime() - begun) / 1e9;
            List<List<Advantage>> advantages =
                    groups.stream().map(this::advantages).toList();
            StepBatches batches = new StepBatches(settings, prompts(chosen), groups, advantages);
            LossParts parts = LossParts.ZERO;
            double norm = 0;
            double rate = settings.learningRate().at(step, settings.steps());
            for (int epoch = 0; epoch < settings.epochsPerStep(); epoch++) {
                parts = LossParts.ZERO;
                for (int i = 0; i < batches.count(); i++) {
                    parts = parts.plus(learner.accumulate(batches.batch(i, reference), settings.loss()));
                }
                norm = learner.step(rate);
            }
            double learnSeconds = (System.nanoTime() - begun) / 1e9 - rolloutSeconds;
            listener.done(
                    Metrics.of(step + 1, groups, advantages, parts, norm, rate, rolloutSeconds, learnSeconds),
                    groups,
                    advantages);
        } catch (CancellationException e) {
            save(step, model, learner);
            throw e;
        }
        at(step + 1, model, learner);
        if ((step + 1) % settings.checkpointEvery() == 0 || step + 1 == settings.steps()) {
            save(step + 1, model, learner);
        }
    }

    private void at(int step, CausalLm model, Learner learner) throws IOException {
        try {
            listener.at(step, model);
        } catch (CancellationException e) {
            save(step, model, learner);
            throw e;
        }
        if (Thread.interrupted()) {
            save(step, model, learner);
            throw new CancellationException("interrupted after step " + step + "; a checkpoint was written");
        }
    }

    private void save(int step, CausalLm model, Learner learner) throws IOException {
        if (step > 0) {
            checkpoints.save(
                    step, model, learner, new JsonMapper().createObjectNode().put("kind", "reinforcement"));
        }
    }

    /** Prompts go round in a new order every epoch; which ones a step gets depends on seed and step alone. */
    private List<Query> choose(List<Query> queries, int step) {
        int perEpoch = queries.size() / settings.promptsPerStep();
        List<Integer> order =
                new ArrayList<>(IntStream.range(0, queries.size()).boxed().toList());
        Collections.shuffle(order, new Random(settings.seed() * 1_000_003 + step / perEpoch));
        int from = step % perEpoch * settings.promptsPerStep();
        return order.subList(from, from + settings.promptsPerStep()).stream()
                .map(queries::get)
                .toList();
    }

    private List<ScoredGroup> sample(CausalLm model, List<Query> chosen, int step) {
        SamplingOptions options = new SamplingOptions(
                settings.loss().temperature(), 0, 1, settings.maxTokens(), settings.seed() * 1_000_003 + step);
        List<Prompt> prompts = chosen.stream().map(Query::prompt).toList();
        LocalBackend backend = new LocalBackend(model, tokenizer, settings.responses(), done -> {});
        List<RolloutGroup> rollouts = backend.sample(prompts, settings.groupSize(), options);
        List<ScoredGroup> groups = new ArrayList<>();
        for (int i = 0; i < chosen.size(); i++) {
            groups.add(ScoredGroup.of(chosen.get(i).reference(), rollouts.get(i), reward));
        }
        return groups;
    }

    private List<Advantage> advantages(ScoredGroup group) {
        return switch (settings.algorithm()) {
            case GRPO -> Grpo.advantages(group.rewardValues());
            case EGPO -> settings.egpo().advantages(group.rewardValues(), entropies(group));
        };
    }

    private double[] entropies(ScoredGroup group) {
        return settings.entropyOver() == ReinforcementSettings.EntropyOver.THINKING
                ? group.thinkingEntropies()
                : group.responseEntropies();
    }

    private List<long[]> prompts(List<Query> chosen) {
        return chosen.stream().map(q -> tokenizer.encode(q.prompt().text())).toList();
    }
}
