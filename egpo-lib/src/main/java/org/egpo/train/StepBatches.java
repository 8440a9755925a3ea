package org.egpo.train;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import org.egpo.advantage.GroupAdvantages;
import org.egpo.policy.CausalLm;
import org.egpo.policy.LearningBatch;
import org.egpo.policy.SharedPrompts;
import org.egpo.policy.TokenBatch;
import org.egpo.rollout.Policy;
import org.egpo.rollout.Response;

/** The responses of one step as micro-batches. */
final class StepBatches {
    private record Item(long[] prompt, Response response, double[] advantages, float[] weights, int longest) {}

    private final ReinforcementSettings settings;
    private final List<Item> items = new ArrayList<>();
    private final List<float[][]> references;

    StepBatches(ReinforcementSettings settings, Policy policy, List<GroupAdvantages> groups) {
        this.settings = settings;
        List<boolean[]> masks = new ArrayList<>();
        for (GroupAdvantages g : groups) {
            for (Response r : g.group().responses()) {
                boolean[] mask = new boolean[r.length()];
                Arrays.fill(mask, true);
                masks.add(mask);
            }
        }
        float[][] weights = settings.aggregation().weights(masks, settings.maxTokens());
        for (GroupAdvantages g : groups) {
            List<Response> responses = g.group().responses();
            long[] prompt = policy.tokenizer()
                    .encode(policy.prompt(g.group().question()).text());
            int longest = responses.stream().mapToInt(Response::length).max().orElse(0);
            for (int k = 0; k < responses.size(); k++) {
                items.add(new Item(prompt, responses.get(k), g.tokens().get(k), weights[items.size()], longest));
            }
        }
        // Groups stay together, because they share a prompt; neighbours of about equal length need little padding.
        items.sort(Comparator.comparingInt(Item::longest));
        this.references = new ArrayList<>(java.util.Collections.nCopies(count(), null));
    }

    int count() {
        return items.size() / settings.microBatch();
    }

    /** The i-th micro-batch, padded on the right; the reference is asked once, however many epochs follow. */
    LearningBatch batch(int i, CausalLm reference) {
        List<Item> part = items.subList(i * settings.microBatch(), (i + 1) * settings.microBatch());
        SharedPrompts prompts = SharedPrompts.of(part.stream().map(Item::prompt).toList(), 0);
        TokenBatch tokens = TokenBatch.rightPadded(
                part.stream().map(item -> item.response.ids()).toList(), 0);
        float[][] weights = new float[part.size()][tokens.columns()];
        float[][] advantages = new float[part.size()][tokens.columns()];
        float[][] old = new float[part.size()][tokens.columns()];
        for (int k = 0; k < part.size(); k++) {
            Item item = part.get(k);
            System.arraycopy(item.weights, 0, weights[k], 0, item.weights.length);
            for (int t = 0; t < item.response.length(); t++) {
                advantages[k][t] = (float) item.advantages[t];
                old[k][t] = (float) item.response.temperedLogProbabilities()[t];
            }
        }
        return new LearningBatch(
                prompts, tokens, 0, weights, advantages, old, reference(i, reference, prompts, tokens));
    }

    private float[][] reference(int i, CausalLm reference, SharedPrompts prompts, TokenBatch tokens) {
        if (settings.loss().klCoefficient() == 0) {
            return null;
        }
        if (references.get(i) == null) {
            references.set(
                    i,
                    reference
                            .score(prompts, tokens, settings.loss().temperature())
                            .temperedLogProbabilities());
        }
        return references.get(i);
    }
}
