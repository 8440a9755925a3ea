package org.egpo.rollout;

import java.nio.charset.StandardCharsets;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Deque;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.IntConsumer;
import org.egpo.policy.CausalLm;
import org.egpo.policy.Generated;
import org.egpo.policy.Generator;
import org.egpo.policy.GeneratorCache;
import org.egpo.policy.Sampling;
import org.egpo.policy.Tokenizer;
import org.jspecify.annotations.Nullable;

/**
 * A model in this process, on CPU or GPU. Stop tokens end a response and are not part of its text; so do stop texts, which
 * are looked for after each token.
 *
 * @param batch most responses sampled at once; more need more memory
 * @param progress told now and then how many tokens of each response of the running batch are done
 * @param cache for prompts that go on from earlier responses, all in one batch; null for none
 */
record LocalSampler(
        CausalLm model, Tokenizer tokenizer, int batch, IntConsumer progress, @Nullable GeneratorCache cache) {
    LocalSampler {
        if (batch < 1) {
            throw new IllegalArgumentException("batch is " + batch + "; at least 1 response must be sampled at once");
        }
    }

    List<List<Response>> sample(List<Prompt> prompts, int samples, Sampling options) {
        List<List<Response>> groups = new ArrayList<>();
        long[] ends = model.config().endTokens().stream()
                .mapToLong(Integer::longValue)
                .toArray();
        Generator generator = new Generator(model, ends);
        int at = Math.max(1, batch / samples);
        for (int from = 0; from < prompts.size(); from += at) {
            List<Prompt> part = prompts.subList(from, Math.min(prompts.size(), from + at));
            List<long[]> ids = part.stream().map(p -> p.ids(tokenizer)).toList();
            List<List<Generated>> generated = generator.generate(
                    ids, samples, options.withSeed(options.seed() + from), progress, watch(options.stop()), cache);
            for (int i = 0; i < part.size(); i++) {
                boolean opened = part.get(i).opensThinking();
                groups.add(generated.get(i).stream()
                        .map(g -> response(g, options.stop(), opened))
                        .toList());
            }
        }
        return groups;
    }

    /**
     * Ends a response with the token that completes a stop text. It looks at the last tokens only, as many as the longest stop
     * text has bytes; what it might miss, {@link TextEnd} finds afterwards.
     */
    private Generator.@Nullable Watch watch(List<String> stop) {
        if (stop.isEmpty()) {
            return null;
        }
        int window = stop.stream()
                .mapToInt(s -> s.getBytes(StandardCharsets.UTF_8).length)
                .max()
                .orElse(0);
        Map<Integer, Deque<Long>> last = new HashMap<>();
        return (row, token) -> {
            Deque<Long> tokens = last.computeIfAbsent(row, r -> new ArrayDeque<>());
            tokens.addLast(token);
            if (tokens.size() > window) {
                tokens.removeFirst();
            }
            long[] all = tokens.stream().mapToLong(Long::longValue).toArray();
            return TextEnd.of(tokenizer.pieces(all), stop).found();
        };
    }

    /** What ended the response is kept as tokens, for learning, with an empty text. */
    private Response response(Generated g, List<String> stop, boolean opened) {
        List<String> pieces = new ArrayList<>(tokenizer.pieces(g.tokens()));
        if (g.stopped()) {
            pieces.set(pieces.size() - 1, "");
        }
        TextEnd end = TextEnd.of(pieces, stop);
        int n = end.tokens();
        return new Response(
                String.join("", pieces).substring(0, end.length()),
                TextEnd.cut(pieces.subList(0, n), end.length()),
                Arrays.copyOf(g.tokens(), n),
                Arrays.copyOf(g.logProbabilities(), n),
                Arrays.copyOf(g.temperedLogProbabilities(), n),
                Arrays.copyOf(g.entropies(), n),
                !g.stopped() && !end.found(),
                null,
                opened,
                List.of());
    }
}
