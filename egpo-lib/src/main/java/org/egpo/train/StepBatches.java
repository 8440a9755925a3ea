package org.egpo.train;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.egpo.advantage.Advantage;
import org.egpo.policy.CausalLm;
import org.egpo.policy.LearningBatch;
import org.egpo.policy.TokenBatch;
import org.egpo.reward.ScoredGroup;
import org.egpo.rollout.Response;

/** The responses of one step as micro-batches. */
final class StepBatches {
    private record Item(long[] prompt, Response response, double advantage, float[] weights) {}

    private final ReinforcementSettings settings;
    private final List<Item> items = new ArrayList<>();
    private final List<float[][]> references;

    StepBatches(
            ReinforcementSettings settings,
            List<long[]> prompts,
            List<ScoredGroup> groups,
            List<List<Advantage>> advantages) {
        this.settings = settings;
        List<boolean[]> masks = new ArrayList<>();
        for (ScoredGroup g : groups) {
            for (Response r : g.responses()) {
                boolean[] mask = new boolean[r.length()];
                Arrays.fill(mask, true);
                masks.add(mask);
            }
        }
        float[][] weights = settings.aggregation().weights(masks, settings.maxTokens());
        for (int i = 0; i < groups.size(); i++) {
            for (int k = 0; k < groups.get(i).responses().size(); k++) {
                items.add(new Item(
                        prompts.get(i),
                        groups.get(i).responses().get(k),
                        advantages.get(i).get(k).value(),
                        weights[items.size()]));
            }
        }
        this.references = new ArrayList<>(java.util.Collections.nCopies(count(), null));
    }

    int count() {
        return items.size() / settings.microBatch();
    }

    /** The i-th micro-batch, padded on the right; the reference is asked once, however many epochs follow. */
    LearningBatch batch(int i, CausalLm reference) {
        List<Item> part = items.subList(i * settings.microBatch(), (i + 1) * settings.microBatch());
        List<long[]> sequences = new ArrayList<>();
        int start = Integer.MAX_VALUE;
        for (Item item : part) {
            long[] all = Arrays.copyOf(item.prompt, item.prompt.length + item.response.length());
            System.arraycopy(item.response.ids(), 0, all, item.prompt.length, item.response.length());
            sequences.add(all);
            start = Math.min(start, item.prompt.length);
        }
        TokenBatch tokens = TokenBatch.rightPadded(sequences, 0);
        int columns = tokens.columns() - start;
        float[][] weights = new float[part.size()][columns];
        float[][] advantages = new float[part.size()][columns];
        float[][] old = new float[part.size()][columns];
        for (int k = 0; k < part.size(); k++) {
            Item item = part.get(k);
            int from = item.prompt.length - start;
            System.arraycopy(item.weights, 0, weights[k], from, item.weights.length);
            for (int t = 0; t < item.response.length(); t++) {
                advantages[k][from + t] = (float) item.advantage;
                old[k][from + t] = (float) item.response.temperedLogProbabilities()[t];
            }
        }
        return new LearningBatch(tokens, start, weights, advantages, old, reference(i, reference, tokens, start));
    }

    private float[][] reference(int i, CausalLm reference, TokenBatch tokens, int start) {
        if (settings.loss().klCoefficient() == 0) {
            return null;
        }
        if (references.get(i) == null) {
            references.set(
                    i,
                    reference
                            .score(tokens, start, settings.loss().temperature())
                            .temperedLogProbabilities());
        }
        return references.get(i);
    }
}
