package org.egpo.rollout;

import java.util.ArrayList;
import java.util.List;
import java.util.function.IntConsumer;
import org.egpo.policy.CausalLm;
import org.egpo.policy.Generated;
import org.egpo.policy.Generator;
import org.egpo.policy.SamplingOptions;
import org.egpo.policy.Tokenizer;

/** A model in this process, on CPU or GPU. Stop tokens end a response and are not part of its text. */
public final class LocalBackend implements RolloutBackend {
    private final Tokenizer tokenizer;
    private final Generator generator;
    private final int batch;
    private final IntConsumer progress;

    /**
     * @param batch most responses sampled at once; more need more memory
     * @param progress told now and then how many tokens of each response of the running batch are done
     */
    public LocalBackend(CausalLm model, Tokenizer tokenizer, int batch, IntConsumer progress) {
        if (batch < 1) {
            throw new IllegalArgumentException("batch is " + batch + "; at least 1 response must be sampled at once");
        }
        this.tokenizer = tokenizer;
        this.batch = batch;
        this.progress = progress;
        this.generator = new Generator(
                model,
                model.config().endTokens().stream()
                        .mapToLong(Integer::longValue)
                        .toArray());
    }

    public LocalBackend(CausalLm model, Tokenizer tokenizer) {
        this(model, tokenizer, 64, done -> {});
    }

    @Override
    public List<RolloutGroup> sample(List<Prompt> prompts, int samples, SamplingOptions options) {
        List<RolloutGroup> groups = new ArrayList<>();
        int at = Math.max(1, batch / samples);
        for (int from = 0; from < prompts.size(); from += at) {
            List<Prompt> part = prompts.subList(from, Math.min(prompts.size(), from + at));
            List<long[]> ids =
                    part.stream().map(p -> tokenizer.encode(p.text())).toList();
            List<List<Generated>> generated =
                    generator.generate(ids, samples, options.withSeed(options.seed() + from), progress);
            for (int i = 0; i < part.size(); i++) {
                groups.add(new RolloutGroup(
                        part.get(i).id(),
                        generated.get(i).stream().map(this::response).toList()));
            }
        }
        return groups;
    }

    /** The stop token is kept as a token, for learning, with an empty text. */
    private Response response(Generated g) {
        List<String> pieces = new ArrayList<>(tokenizer.pieces(g.tokens()));
        if (g.stopped()) {
            pieces.set(pieces.size() - 1, "");
        }
        return new Response(
                String.join("", pieces),
                pieces,
                g.tokens(),
                g.logProbabilities(),
                g.temperedLogProbabilities(),
                g.entropies(),
                !g.stopped());
    }
}
