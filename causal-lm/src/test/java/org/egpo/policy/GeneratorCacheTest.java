package org.egpo.policy;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;

import ai.djl.Device;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.SplittableRandom;
import java.util.stream.LongStream;
import org.egpo.policy.ModelConfig.Architecture;
import org.egpo.policy.ModelConfig.Rope;
import org.junit.jupiter.api.Test;

/** Going on from kept keys and values gives what computing the whole prompt anew gives. */
class GeneratorCacheTest {
    private static final long END = 2;

    private static CausalLm model(Architecture architecture) {
        return CausalLm.random(
                new ModelConfig(
                        architecture, 32, 2, 4, 2, 8, 48, 40, 1e-6, new Rope(10_000, null), true, 512, List.of(2)),
                7,
                Device.cpu());
    }

    private static long[] tokens(SplittableRandom random, int length) {
        return LongStream.generate(() -> random.nextLong(3, 40)).limit(length).toArray();
    }

    private static long[] joined(long[]... parts) {
        return Arrays.stream(parts).flatMapToLong(Arrays::stream).toArray();
    }

    /**
     * Several rounds, as the steps of episodes: rows end at different lengths, change their order and their number, some begin anew, and
     * the first round shares prompts among samples.
     */
    @Test
    void aPromptThatGoesOnIsAsOneThatIsReadAnew() {
        for (Architecture architecture : List.of(Architecture.QWEN3, Architecture.QWEN2, Architecture.LLAMA)) {
            SplittableRandom random = new SplittableRandom(3);
            try (CausalLm model = model(architecture);
                    GeneratorCache cache = new GeneratorCache(model)) {
                Generator generator = new Generator(model, END);
                List<long[]> prompts = List.of(tokens(random, 9), tokens(random, 17), tokens(random, 4));
                int samples = 3;
                for (int round = 0; round < 5; round++) {
                    // So short a response seldom ends, so long a one mostly does.
                    Sampling sampling = Sampling.temperature(1)
                            .withMaxTokens(12 + 9 * round)
                            .withSeed(round);
                    List<List<Generated>> kept =
                            generator.generate(prompts, samples, sampling, done -> {}, null, cache);
                    List<List<Generated>> anew = generator.generate(prompts, samples, sampling);
                    List<long[]> next = new ArrayList<>();
                    for (int p = 0; p < prompts.size(); p++) {
                        for (int s = 0; s < samples; s++) {
                            Generated k = kept.get(p).get(s);
                            Generated a = anew.get(p).get(s);
                            assertArrayEquals(a.tokens(), k.tokens());
                            assertArrayEquals(a.logProbabilities(), k.logProbabilities(), 1e-4);
                            assertArrayEquals(a.entropies(), k.entropies(), 1e-4);
                            next.add(0, joined(prompts.get(p), a.tokens(), tokens(random, 1 + random.nextInt(7))));
                        }
                    }
                    next.set(1, tokens(random, 11));
                    prompts = next.size() > 5 ? next.subList(0, next.size() - 1) : next;
                    samples = 1;
                }
            }
        }
    }

    @Test
    void onlyAWholeRowIsGoneOnFrom() {
        try (CausalLm model = model(Architecture.QWEN3);
                GeneratorCache cache = new GeneratorCache(model)) {
            Generator generator = new Generator(model, END);
            SplittableRandom random = new SplittableRandom(5);
            List<long[]> prompts = List.of(tokens(random, 6), tokens(random, 8));
            Generated g = generator
                    .generate(prompts, 1, Sampling.greedy().withMaxTokens(5), done -> {}, null, cache)
                    .get(1)
                    .get(0);
            long[] longer = joined(prompts.get(1), g.tokens(), new long[] {7, 8});
            assertArrayEquals(
                    new long[] {1, -1, -1},
                    cache.rows(List.of(longer, joined(prompts.get(1), new long[] {39}), tokens(random, 30))));
            assertEquals(3, cache.rest(longer, 1).length, "the last token was not read yet");
            cache.close();
            assertEquals(-1, cache.rows(List.of(longer))[0]);
        }
    }
}
