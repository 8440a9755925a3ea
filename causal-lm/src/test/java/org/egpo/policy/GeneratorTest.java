package org.egpo.policy;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import ai.djl.Device;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.SplittableRandom;
import java.util.concurrent.CancellationException;
import java.util.stream.LongStream;
import java.util.zip.GZIPInputStream;
import org.egpo.policy.ModelConfig.Architecture;
import org.egpo.policy.ModelConfig.Rope;
import org.egpo.testing.SharedVectors;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

class GeneratorTest {
    private static final ModelConfig SMALL = new ModelConfig(
            Architecture.QWEN3, 32, 2, 4, 2, 8, 48, 100, 1e-6, new Rope(10_000, null), true, 4096, List.of(2));

    private static CausalLm model() {
        return CausalLm.random(SMALL, 7, Device.cpu());
    }

    private static long[] prompt(int length, long seed) {
        SplittableRandom random = new SplittableRandom(seed);
        return LongStream.generate(() -> random.nextLong(3, 100)).limit(length).toArray();
    }

    @Test
    void greedyTokensAreThoseOfTheReferenceModels() throws IOException {
        for (String name : List.of("qwen2-tied-bf16", "qwen3-tied-f32", "llama3-f16")) {
            Path folder = SharedVectors.shipped("lm").resolve(name);
            JsonNode batch;
            try (InputStream in = new GZIPInputStream(Files.newInputStream(folder.resolve("expected.json.gz")))) {
                batch = new JsonMapper().readTree(in).get("batch");
            }
            List<long[]> prompts = new ArrayList<>();
            JsonNode ids = batch.get("right_padded").get("input_ids");
            for (int i = 0; i < ids.size(); i++) {
                int length = batch.get("expected").get(i).get("length").asInt();
                long[] row = new long[length];
                for (int t = 0; t < length; t++) {
                    row[t] = ids.get(i).get(t).asLong();
                }
                prompts.add(row);
            }
            try (CausalLm lm = CausalLm.load(folder)) {
                List<List<Generated>> all =
                        new Generator(lm).generate(prompts, 1, Sampling.greedy().withMaxTokens(24));
                for (int i = 0; i < prompts.size(); i++) {
                    JsonNode expected = batch.get("expected").get(i);
                    Generated g = all.get(i).get(0);
                    assertTrue(Arrays.stream(g.entropies()).allMatch(e -> e >= 0), Arrays.toString(g.entropies()));
                    assertEquals(
                            expected.get("greedy_tokens").toString(),
                            Arrays.toString(g.tokens()).replace(" ", ""));
                    for (int t = 0; t < 24; t++) {
                        assertEquals(
                                expected.get("greedy_log_probs_f64").get(t).asDouble(), g.logProbabilities()[t], 3e-4);
                    }
                }
            }
        }
    }

    /** Cached generation, padding, several samples and rows that leave: scores equal those of a full recomputation. */
    @Test
    void cachedGenerationEqualsFullRecomputation() {
        int ended = equalsRecomputation(List.of(prompt(5, 1), prompt(17, 2), prompt(9, 3)), 6, 40);
        assertTrue(ended > 5, "most rows should meet a stop token, so that rows leave the batch; " + ended + " did");
    }

    /** Long prompts are computed a few at a time: five of 400 tokens, with two left over; one of 1,300 alone; no padding. */
    @Test
    void cachedGenerationOfManyLongPromptsEqualsFullRecomputation() {
        List<long[]> seven = new ArrayList<>();
        List<long[]> even = new ArrayList<>();
        for (int i = 0; i < 7; i++) {
            seven.add(prompt(100 + 50 * i, i));
            even.add(prompt(300, i));
        }
        equalsRecomputation(seven, 1, 4);
        equalsRecomputation(seven, 3, 4);
        equalsRecomputation(even, 2, 4);
        equalsRecomputation(List.of(prompt(1300, 1), prompt(20, 2)), 2, 4);
    }

    /** One row alone multiplies by the weights as they are; two by packed ones, biases and a head of its own included. */
    @Test
    void cachedGenerationOfOneRowEqualsFullRecomputation() {
        ModelConfig wide = new ModelConfig(
                Architecture.QWEN2, 512, 2, 4, 2, 128, 640, 100, 1e-6, new Rope(10_000, null), false, 4096, List.of(2));
        for (ModelConfig config : List.of(SMALL, wide)) {
            try (CausalLm lm = CausalLm.random(config, 3, Device.cpu())) {
                equalsRecomputation(lm, List.of(prompt(9, 3)), 1, 20);
                equalsRecomputation(lm, List.of(prompt(1, 3)), 1, 3);
                equalsRecomputation(lm, List.of(prompt(1, 3), prompt(6, 4)), 1, 20);
            }
        }
    }

    private static int equalsRecomputation(List<long[]> prompts, int samples, int tokens) {
        try (CausalLm lm = model()) {
            return equalsRecomputation(lm, prompts, samples, tokens);
        }
    }

    /** @return how many responses met a stop token */
    private static int equalsRecomputation(CausalLm lm, List<long[]> prompts, int samples, int tokens) {
        long[] stops = LongStream.range(3, 15).toArray();
        int ended = 0;
        List<List<Generated>> all = new Generator(lm, stops)
                .generate(
                        prompts,
                        samples,
                        Sampling.temperature(0.7).withMaxTokens(tokens).withSeed(5));
        for (int p = 0; p < prompts.size(); p++) {
            assertEquals(samples, all.get(p).size());
            for (Generated g : all.get(p)) {
                ended += g.stopped() ? 1 : 0;
                long[] whole = LongStream.concat(Arrays.stream(prompts.get(p)), Arrays.stream(g.tokens()))
                        .toArray();
                TokenScores s = lm.score(TokenBatch.rightPadded(List.of(whole), 0), prompts.get(p).length, 0.7);
                for (int t = 0; t < g.tokens().length; t++) {
                    assertEquals(s.logProbabilities()[0][t], g.logProbabilities()[t], 2e-5);
                    assertEquals(s.temperedLogProbabilities()[0][t], g.temperedLogProbabilities()[t], 2e-5);
                    assertEquals(s.entropies()[0][t], g.entropies()[t], 2e-5);
                    assertTrue(g.entropies()[t] >= 0, "entropy " + g.entropies()[t]);
                }
                boolean stop = LongStream.of(stops).anyMatch(x -> x == g.tokens()[g.tokens().length - 1]);
                assertEquals(stop, g.stopped());
                assertTrue(g.stopped() || g.tokens().length == tokens);
            }
        }
        return ended;
    }

    @Test
    void theSameSeedGivesTheSameTokensWhateverTheNeighbours() {
        try (CausalLm lm = model()) {
            Generator generator = new Generator(lm, 2);
            Sampling options = Sampling.paper().withMaxTokens(30).withSeed(11);
            long[] alone = generator
                    .generate(List.of(prompt(8, 1)), 2, options)
                    .get(0)
                    .get(1)
                    .tokens();
            long[] again = generator
                    .generate(List.of(prompt(8, 1)), 2, options)
                    .get(0)
                    .get(1)
                    .tokens();
            long[] among = generator
                    .generate(List.of(prompt(8, 1), prompt(20, 4)), 2, options)
                    .get(0)
                    .get(1)
                    .tokens();
            long[] other = generator
                    .generate(List.of(prompt(8, 1)), 2, options.withSeed(12))
                    .get(0)
                    .get(1)
                    .tokens();
            assertArrayEquals(alone, again);
            assertArrayEquals(alone, among);
            assertTrue(!Arrays.equals(alone, other));
        }
    }

    /** Chi-square over 100,000 draws: the statistic of a true sampler exceeds the 99.9 % point once in a thousand seeds. */
    @Test
    void drawsFollowTheModelsDistribution() {
        try (CausalLm lm = model()) {
            long[] prompt = prompt(6, 9);
            double[] expected = new double[SMALL.vocabulary()];
            float[] logits = lm.logits(TokenBatch.rightPadded(List.of(prompt), 0))[0][5];
            double sum = 0;
            for (int i = 0; i < expected.length; i++) {
                expected[i] = Math.exp(logits[i] / 0.7);
                sum += expected[i];
            }
            int draws = 100_000;
            long[] counts = new long[expected.length];
            for (Generated g : new Generator(lm)
                    .generate(
                            List.of(prompt),
                            draws,
                            Sampling.temperature(0.7).withMaxTokens(1).withSeed(3))
                    .get(0)) {
                counts[(int) g.tokens()[0]]++;
            }
            double chiSquare = 0;
            for (int i = 0; i < expected.length; i++) {
                double want = draws * expected[i] / sum;
                chiSquare += (counts[i] - want) * (counts[i] - want) / want;
            }
            assertTrue(chiSquare < 148.2, "chi-square with 99 degrees of freedom is " + chiSquare);
        }
    }

    @Test
    void anInterruptStopsWithinATokenAndLeavesTheModelUsable() {
        try (CausalLm lm = model()) {
            Generator generator = new Generator(lm);
            Thread caller = Thread.currentThread();
            int[] done = {0};
            assertThrows(
                    CancellationException.class,
                    () -> generator.generate(
                            List.of(prompt(5, 1)),
                            64,
                            Sampling.temperature(1).withMaxTokens(4000).withSeed(1),
                            tokens -> {
                                if (done[0] == 0) {
                                    done[0] = Math.max(1, tokens);
                                    caller.interrupt();
                                }
                            },
                            null));
            assertTrue(done[0] < 4000);
            assertEquals(
                    3,
                    generator
                            .generate(
                                    List.of(prompt(5, 1)), 1, Sampling.greedy().withMaxTokens(3))
                            .get(0)
                            .get(0)
                            .tokens()
                            .length);
        }
    }

    /** 500 calls of changing shapes: what stays resident after the tenth does not grow beyond the allocator's unrest. */
    @Test
    void memoryStaysFlatOverManyCalls() throws IOException {
        Path status = Path.of("/proc/self/status");
        Assumptions.assumeTrue(Files.isReadable(status), "resident memory is read from /proc/self/status");
        try (CausalLm lm = model()) {
            Generator generator = new Generator(lm, 2);
            long after10 = 0;
            for (int i = 0; i < 500; i++) {
                generator.generate(
                        List.of(prompt(100 + i % 97, i), prompt(90, i)),
                        4,
                        Sampling.paper().withMaxTokens(8 + i % 5).withSeed(i));
                if (i == 9) {
                    System.gc();
                    after10 = residentKilobytes(status);
                }
            }
            System.gc();
            long grown = residentKilobytes(status) - after10;
            // The caches alone, 8 rows of about 160 positions, are 0.3 MB a call: kept, they would be 150 MB.
            assertTrue(grown < 16_000, "resident memory grew by " + grown + " kB between call 10 and call 500");
        }
    }

    private static long residentKilobytes(Path status) throws IOException {
        return Files.readAllLines(status).stream()
                .filter(l -> l.startsWith("VmRSS:"))
                .mapToLong(l -> Long.parseLong(l.replaceAll("\\D", "")))
                .findFirst()
                .orElseThrow();
    }

    /** Rows end where the watch says so, and the others are written as if nobody had watched. */
    @Test
    void aWatchSeesEveryTokenOnceAndEndsItsRowAlone() {
        try (CausalLm lm = model()) {
            List<long[]> prompts = List.of(prompt(8, 1), prompt(20, 2), prompt(5, 3));
            Sampling options = Sampling.temperature(1).withMaxTokens(30).withSeed(5);
            List<List<Generated>> alone = new Generator(lm, 7).generate(prompts, 4, options);
            List<List<Long>> seen = new ArrayList<>();
            for (int row = 0; row < 12; row++) {
                seen.add(new ArrayList<>());
            }
            int[] most = {0};
            List<List<Generated>> watched = new Generator(lm, 7)
                    .generate(prompts, 4, options, done -> most[0] = done, (row, token) -> {
                        seen.get(row).add(token);
                        return seen.get(row).size() == 2 + row;
                    });
            for (int row = 0; row < 12; row++) {
                long[] whole = alone.get(row / 4).get(row % 4).tokens();
                long[] got = watched.get(row / 4).get(row % 4).tokens();
                assertArrayEquals(Arrays.copyOf(whole, Math.min(whole.length, 2 + row)), got);
                assertEquals(Arrays.stream(got).boxed().toList(), seen.get(row));
            }
            int longest = seen.stream().mapToInt(List::size).max().orElse(0);
            assertEquals(longest, most[0], "the batch goes on until its last row has ended");
        }
    }

    /** Errors too: a Java kernel may stop a cell's code, a listener among it, by an Error. */
    @Test
    @Timeout(60)
    void aWatchOrProgressThatFailsEndsTheCallWithItsError() {
        try (CausalLm lm = model()) {
            Generator generator = new Generator(lm);
            Sampling options = Sampling.temperature(1).withMaxTokens(4000).withSeed(5);
            for (Throwable thrown : List.of(new IllegalStateException("enough"), new AssertionError("enough"))) {
                int[] last = {0};
                assertSame(
                        thrown,
                        assertThrows(
                                thrown.getClass(),
                                () -> generator.generate(
                                        List.of(prompt(8, 1)), 2, options, done -> {}, (row, token) -> {
                                            last[0]++;
                                            sneak(thrown);
                                            return false;
                                        })));
                assertEquals(1, last[0], "a watch that has failed is not asked again");
                assertSame(
                        thrown,
                        assertThrows(
                                thrown.getClass(),
                                () -> generator.generate(
                                        List.of(prompt(8, 1)),
                                        2,
                                        options,
                                        done -> {
                                            last[0] = done;
                                            sneak(thrown);
                                        },
                                        null)));
                assertTrue(last[0] < 4000, "the call went on to its end");
            }
            assertUsable(generator);
        }
    }

    @Test
    @Timeout(60)
    void anInterruptEndsACallThatIsWatched() {
        try (CausalLm lm = model()) {
            Generator generator = new Generator(lm);
            int[] seen = {0};
            assertThrows(
                    CancellationException.class,
                    () -> generator.generate(
                            List.of(prompt(8, 1)),
                            2,
                            Sampling.temperature(1).withMaxTokens(4000).withSeed(5),
                            done -> {},
                            (row, token) -> {
                                if (++seen[0] == 10) {
                                    Thread.currentThread().interrupt();
                                }
                                return false;
                            }));
            assertTrue(seen[0] < 100, "the watch was asked " + seen[0] + " times");
            assertUsable(generator);
        }
    }

    @SuppressWarnings("unchecked")
    private static <T extends Throwable> void sneak(Throwable thrown) throws T {
        throw (T) thrown;
    }

    private static void assertUsable(Generator generator) {
        List<List<Generated>> all =
                generator.generate(List.of(prompt(5, 1)), 1, Sampling.greedy().withMaxTokens(3));
        assertEquals(3, all.get(0).get(0).tokens().length);
    }

    /** Scoring too, whoever sampled the responses. */
    @Test
    void longerThanTheModelIsNotScored() {
        try (CausalLm lm = model()) {
            TokenBatch tooLong = TokenBatch.rightPadded(List.of(prompt(4097, 1)), 0);
            IllegalArgumentException e = assertThrows(IllegalArgumentException.class, () -> lm.score(tooLong, 4000, 1));
            assertTrue(e.getMessage().contains("more than the model's 4096 positions"), e.getMessage());
            SharedPrompts shared = SharedPrompts.of(List.of(prompt(4090, 1)), 0);
            TokenBatch seven = TokenBatch.rightPadded(List.of(prompt(7, 2)), 0);
            assertThrows(IllegalArgumentException.class, () -> lm.score(shared, seven, 1));
        }
    }

    @Test
    void wrongRequestsAreRefusedInOneSentence() {
        try (CausalLm lm = model()) {
            Generator generator = new Generator(lm);
            assertMessage(
                    "samples is 0",
                    () -> generator.generate(
                            List.of(prompt(3, 1)), 0, Sampling.greedy().withMaxTokens(3)));
            assertMessage(
                    "more than the model's 4096 positions",
                    () -> generator.generate(
                            List.of(prompt(3, 1)), 1, Sampling.greedy().withMaxTokens(5000)));
            assertMessage(
                    "top-p is 0.0", () -> Sampling.greedy().withMaxTokens(1).withTopP(0));
            assertMessage(
                    "temperature is -1.0",
                    () -> Sampling.greedy().withMaxTokens(1).withTemperature(-1));
        }
    }

    private static void assertMessage(String part, org.junit.jupiter.api.function.Executable run) {
        IllegalArgumentException e = assertThrows(IllegalArgumentException.class, run);
        assertTrue(e.getMessage().contains(part), e.getMessage());
    }
}
