package org.egpo.train;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.Comparator;
import java.util.List;
import org.egpo.advantage.GroupAdvantages;
import org.egpo.policy.CausalLm;
import org.egpo.policy.LearningBatch;
import org.egpo.policy.SharedPrompts;
import org.egpo.policy.TokenBatch;
import org.egpo.rollout.Policy;
import org.egpo.rollout.Response;
import org.jspecify.annotations.Nullable;

/** The responses of one step as micro-batches; an episode comes in as many pieces as it has stretches. */
final class StepBatches {
    private record Item(
            Response.Stretch tokens, Response response, double[] advantages, double[] weights, int longest) {
        private long[] ids() {
            return Arrays.copyOfRange(response.ids(), tokens.from(), tokens.to());
        }
    }

    private final ReinforcementSettings settings;
    private final List<Item> items = new ArrayList<>();
    private final List<float[][]> references;

    StepBatches(ReinforcementSettings settings, Policy policy, List<GroupAdvantages> groups) {
        this.settings = settings;
        List<boolean[]> masks = groups.stream()
                .flatMap(g -> g.group().responses().stream().map(Response::written))
                .toList();
        double[][] weights = settings.aggregation().weights(masks.toArray(boolean[][]::new), settings.maxTokens());
        int row = 0;
        for (GroupAdvantages g : groups) {
            List<Response> responses = g.group().responses();
            long[] prompt = policy.tokenizer()
                    .encode(policy.prompt(g.group().question()).text());
            int longest = responses.stream().mapToInt(Response::length).max().orElse(0);
            for (int k = 0; k < responses.size(); k++) {
                for (Response.Stretch s : responses.get(k).stretches(prompt)) {
                    items.add(new Item(s, responses.get(k), g.tokens().get(k), weights[row], longest));
                }
                row++;
            }
        }
        // Groups stay together, because they share a prompt; neighbours of about equal length need little padding.
        items.sort(Comparator.comparingInt(Item::longest));
        this.references = new ArrayList<>(Collections.nCopies(count(), null));
    }

    int count() {
        return (items.size() + settings.microBatch() - 1) / settings.microBatch();
    }

    /** The i-th micro-batch, padded on the right; the reference is asked once, however many epochs follow. */
    @SuppressWarnings("NullAway") // it does not see that arrays of arrays in a record may be null
    LearningBatch batch(int i, CausalLm reference) {
        int from = i * settings.microBatch();
        List<Item> part = items.subList(from, Math.min(items.size(), from + settings.microBatch()));
        SharedPrompts prompts =
                SharedPrompts.of(part.stream().map(item -> item.tokens.prompt()).toList(), 0);
        TokenBatch tokens = TokenBatch.rightPadded(part.stream().map(Item::ids).toList(), 0);
        float[][] weights = new float[part.size()][tokens.columns()];
        float[][] advantages = new float[part.size()][tokens.columns()];
        float[][] old = new float[part.size()][tokens.columns()];
        for (int k = 0; k < part.size(); k++) {
            Item item = part.get(k);
            for (int t = item.tokens.from(); t < item.tokens.to(); t++) {
                int column = t - item.tokens.from();
                weights[k][column] = (float) item.weights[t];
                advantages[k][column] = (float) item.advantages[t];
                old[k][column] = (float) item.response.temperedLogProbabilities()[t];
            }
        }
        return new LearningBatch(
                prompts, tokens, 0, weights, advantages, old, reference(i, reference, prompts, tokens));
    }

    private float @Nullable [][] reference(int i, CausalLm reference, SharedPrompts prompts, TokenBatch tokens) {
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
