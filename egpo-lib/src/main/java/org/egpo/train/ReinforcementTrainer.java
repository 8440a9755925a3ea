package org.egpo.train;

import java.io.IOException;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Iterator;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.concurrent.CancellationException;
import java.util.stream.IntStream;
import org.egpo.advantage.GroupAdvantages;
import org.egpo.data.Question;
import org.egpo.policy.CausalLm;
import org.egpo.policy.Learner;
import org.egpo.policy.LossParts;
import org.egpo.policy.Sampling;
import org.egpo.reward.RewardFunction;
import org.egpo.reward.ScoredGroup;
import org.egpo.rollout.Policy;

/**
 * Reinforcement learning by groups: sample, reward, compare within the group, learn. The same queries, settings and machine
 * give the same curve, also when the run was killed and taken up again.
 */
public record ReinforcementTrainer(
        ReinforcementSettings settings, RewardFunction reward, Checkpoints checkpoints, Listener listener) {
    /** Steps that no run gets to: their prompts refill those of a step, the same however long the run is. */
    private static final int LATER = 1_000_003;

    /** Hears of each step. */
    @FunctionalInterface
    public interface Listener {
        /** @param groups the step's responses with rewards and advantages */
        void done(StepMetrics metrics, List<GroupAdvantages> groups) throws IOException;

        /**
         * Hears of the model where a run begins or is taken up again, and after each step, before its checkpoint is written.
         *
         * @param step steps done, 0 at the beginning
         * @param model to be looked at only
         */
        default void at(int step, CausalLm model) throws IOException {}

        /** Hears what is worth saying, a sentence; prints it to the standard error unless overridden. */
        default void note(String sentence) {
            System.err.println("egpo: " + sentence);
        }

        /** Hears what looks impossible in the first step, see {@link FirstStep}; throw to stop there. Noted unless overridden. */
        default void alarm(String sentences) {
            note("warning: " + sentences);
        }
    }

    /**
     * Learns, from the latest checkpoint on where there is one. The model given is the reference that the policy is held to.
     *
     * @param start the policy to begin with; left as it is
     * @param questions at least as many as prompts per step
     * @return the model after the last step, to be closed by the caller
     * @throws CancellationException when interrupted; a checkpoint of the last whole step was written then
     */
    public CausalLm train(Policy start, List<Question> questions) throws IOException {
        if (questions.size() < settings.promptsPerStep()) {
            throw new IllegalArgumentException(questions.size() + " questions are fewer than the "
                    + settings.promptsPerStep() + " prompts of a step; give more, or lower prompts per step");
        }
        if (settings.advantage().countsTokens() && questions.stream().anyMatch(q -> q.dialogue() != null)) {
            throw new IllegalArgumentException(
                    "the advantages count tokens by their number or place, which holds for single"
                            + " questions only; for dialogues take grpo, grpo_s or egpo, and learn from all");
        }
        Optional<Checkpoints.Checkpoint> latest = checkpoints.latest();
        CausalLm model =
                latest.isPresent() ? latest.get().loadModel() : start.model().copy();
        try (Learner learner = new Learner(model, settings.optimizer())) {
            int done = latest.isPresent() ? latest.get().restore(learner) : 0;
            at(done, model, learner);
            for (int step = done; step < settings.steps(); step++) {
                step(start.with(model), start.model(), learner, questions, step);
            }
            return model;
        } catch (IOException | RuntimeException e) {
            model.close();
            throw e;
        }
    }

    private void step(Policy policy, CausalLm reference, Learner learner, List<Question> questions, int step)
            throws IOException {
        try {
            long begun = System.nanoTime();
            List<GroupAdvantages> groups = settings.advantage().advantages(collect(policy, questions, step));
            double rolloutSeconds = (System.nanoTime() - begun) / 1e9;
            StepBatches batches = new StepBatches(settings, policy, groups);
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
            listener.done(StepMetrics.of(step + 1, groups, parts, norm, rate, rolloutSeconds, learnSeconds), groups);
        } catch (CancellationException e) {
            throw interrupted(step, policy.model(), learner);
        }
        at(step + 1, policy.model(), learner);
        if ((step + 1) % settings.checkpointEvery() == 0 || step + 1 == settings.steps()) {
            save(step + 1, policy.model(), learner);
        }
    }

    private void at(int step, CausalLm model, Learner learner) throws IOException {
        try {
            listener.at(step, model);
        } catch (CancellationException e) {
            throw interrupted(step, model, learner);
        }
        if (Thread.interrupted()) {
            throw interrupted(step, model, learner);
        }
    }

    private CancellationException interrupted(int step, CausalLm model, Learner learner) throws IOException {
        save(step, model, learner);
        return new CancellationException(
                step == 0
                        ? "interrupted in the first step; there is no checkpoint yet"
                        : "interrupted after step " + step + "; a checkpoint was written");
    }

    private void save(int step, CausalLm model, Learner learner) throws IOException {
        if (step > 0) {
            checkpoints.save(step, model, learner);
        }
    }

    /** The step's groups; flat ones give way to mixed ones of prompts that no step has yet, see {@code refills}. */
    private List<ScoredGroup> collect(Policy policy, List<Question> questions, int step) {
        List<ScoredGroup> groups = new ArrayList<>(sample(policy, choose(questions, step), step));
        for (int round = 1; round <= settings.refills() && !groups.stream().allMatch(ScoredGroup::isMixed); round++) {
            int further = step + round * LATER;
            Iterator<ScoredGroup> mixed = sample(policy, choose(questions, further), further).stream()
                    .filter(ScoredGroup::isMixed)
                    .iterator();
            groups.replaceAll(g -> g.isMixed() || !mixed.hasNext() ? g : mixed.next());
        }
        return groups;
    }

    /** Prompts go round in a new order every epoch; which ones a step gets depends on seed and step alone. */
    private List<Question> choose(List<Question> questions, int step) {
        int perEpoch = questions.size() / settings.promptsPerStep();
        List<Integer> order =
                new ArrayList<>(IntStream.range(0, questions.size()).boxed().toList());
        Collections.shuffle(order, new Random(settings.seed() * 1_000_003 + step / perEpoch));
        int from = step % perEpoch * settings.promptsPerStep();
        return order.subList(from, from + settings.promptsPerStep()).stream()
                .map(questions::get)
                .toList();
    }

    /** What the first step would learn from these questions. */
    List<GroupAdvantages> rehearse(Policy policy, List<Question> questions) {
        return settings.advantage().advantages(sample(policy, questions, 0));
    }

    private List<ScoredGroup> sample(Policy policy, List<Question> chosen, int step) {
        Sampling sampling = Sampling.temperature(settings.loss().temperature())
                .withMaxTokens(settings.maxTokens())
                .withSeed(settings.seed() * 1_000_003 + step);
        return reward.judge(policy.rollouts(chosen, settings.groupSize(), sampling));
    }
}
