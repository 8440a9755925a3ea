package org.egpo.rollout;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import ai.djl.Device;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.CancellationException;
import java.util.concurrent.CountDownLatch;
import org.egpo.datasets.BpeTrainer;
import org.egpo.llm.Ledger;
import org.egpo.llm.LlmException;
import org.egpo.llm.LlmOptions;
import org.egpo.policy.CausalLm;
import org.egpo.policy.ChatTemplate;
import org.egpo.policy.ModelConfig;
import org.egpo.policy.ModelConfig.Architecture;
import org.egpo.policy.ModelConfig.Rope;
import org.egpo.policy.Sampling;
import org.egpo.policy.Tokenizer;
import org.egpo.testing.StubServer;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Rollouts from a server on loopback, which samples from a small random model as vLLM would. */
@Timeout(300)
class RemoteBackendTest {
    private static final List<Prompt> PROMPTS = List.of(new Prompt("q1", "book a table"), new Prompt("q2", "weather?"));
    private static final Sampling OPTIONS = Sampling.temperature(0.7)
            .withTopK(5)
            .withTopP(0.9)
            .withMaxTokens(12)
            .withSeed(3);

    @TempDir
    static Path folder;

    private static Tokenizer tokenizer;
    private static CausalLm model;
    private static final ChatTemplate TEMPLATE = ChatTemplate.of("{{ messages[0].content }}");

    @BeforeAll
    static void makeModel() throws IOException {
        BpeTrainer trainer = new BpeTrainer(List.of("<|im_end|>", "<think>", "</think>"));
        trainer.add("book a table for four, what is the weather in Paris? book a table, weather");
        Files.writeString(folder.resolve("tokenizer.json"), trainer.train(280));
        tokenizer = Tokenizer.load(folder);
        // The end token's neighbours in the vocabulary are end tokens too, so that some responses end early.
        ModelConfig config = new ModelConfig(
                Architecture.QWEN3,
                32,
                2,
                4,
                2,
                8,
                48,
                tokenizer.size(),
                1e-6,
                new Rope(10_000, null),
                true,
                256,
                List.of(3, 4, 5, 6, 7, 8, 9, 10, 11, 12, 13, 14, 15, 16, 17, 18, 19, 20));
        model = CausalLm.random(config, 5, Device.cpu());
    }

    @AfterAll
    static void close() {
        model.close();
        tokenizer.close();
    }

    private static LlmOptions options(StubServer server) {
        return RemoteBackend.options(server.url(), "tiny")
                .withRetries(2)
                .withWaits(Duration.ofMillis(1), Duration.ofMillis(1));
    }

    /** What the served model samples for a request. */
    private static List<Response> local(JsonNode request) {
        Sampling s = Sampling.temperature(request.path("temperature").asDouble())
                .withTopK(request.path("top_k").asInt())
                .withTopP(request.path("top_p").asDouble())
                .withMaxTokens(request.path("max_tokens").asInt())
                .withSeed(request.path("seed").asLong());
        List<Prompt> prompt = List.of(new Prompt("", request.path("prompt").asText()));
        synchronized (model) {
            return new LocalSampler(model, tokenizer, 64, done -> {}, null)
                    .sample(prompt, request.path("n").asInt(), s)
                    .get(0);
        }
    }

    private static StubServer.Answer vllm(JsonNode request) {
        ObjectNode body = StubServer.JSON.createObjectNode();
        ArrayNode choices = body.putArray("choices");
        for (Response r : local(request)) {
            ObjectNode choice =
                    choices.addObject().put("text", r.text()).put("finish_reason", r.truncated() ? "length" : "stop");
            ObjectNode logprobs = choice.putObject("logprobs");
            ArrayNode tokens = logprobs.putArray("tokens");
            Arrays.stream(r.ids()).forEach(id -> tokens.add("token_id:" + id));
            Arrays.stream(r.logProbabilities()).forEach(logprobs.putArray("token_logprobs")::add);
        }
        return StubServer.raw(200, "application/json", body.toString());
    }

    private static RuntimeException failure(String answer, Tokenizer tokens) throws IOException {
        try (StubServer server = new StubServer((request, n) -> StubServer.raw(200, "application/json", answer));
                RemoteBackend backend = new RemoteBackend(options(server), TEMPLATE, tokens)) {
            return assertThrows(LlmException.class, () -> backend.sample(PROMPTS, 1, OPTIONS));
        }
    }

    private static String choice(String text, String tokens, String numbers) {
        return "{\"choices\": [{\"text\": \"" + text + "\", \"finish_reason\": \"stop\", \"logprobs\": {\"tokens\": "
                + tokens + ", \"token_logprobs\": " + numbers + "}}]}";
    }

    @Test
    void rescoredResponsesEqualThoseOfTheServedModel() throws IOException {
        try (StubServer server = new StubServer((request, n) -> vllm(request));
                RemoteBackend backend = new RemoteBackend(options(server), Policy.of(model, tokenizer, TEMPLATE))) {
            List<List<Response>> groups = backend.sample(PROMPTS, 4, OPTIONS);
            assertEquals(2, server.requests.size());
            for (JsonNode request : server.requests) {
                int i = request.path("prompt").asText().equals(PROMPTS.get(0).text()) ? 0 : 1;
                List<Response> expected = local(request);
                assertTrue(expected.stream().anyMatch(r -> !r.truncated()), "some responses should end early");
                for (int k = 0; k < 4; k++) {
                    equal(expected.get(k), groups.get(i).get(k));
                }
            }
            assertEquals(2, backend.ledger().count(Ledger.Entry.ANSWERED));
        }
    }

    private static void equal(Response expected, Response actual) {
        assertEquals(expected.text(), actual.text());
        assertEquals(expected.tokens(), actual.tokens());
        assertEquals(expected.truncated(), actual.truncated());
        assertArrayEquals(expected.ids(), actual.ids());
        assertArrayEquals(expected.logProbabilities(), actual.logProbabilities(), 2e-5);
        assertArrayEquals(expected.temperedLogProbabilities(), actual.temperedLogProbabilities(), 2e-5);
        assertArrayEquals(expected.entropies(), actual.entropies(), 2e-5);
    }

    @Test
    void withoutAPolicyWhatIsNotKnownIsMissing() throws IOException {
        try (StubServer server = new StubServer((request, n) -> StubServer.raw(
                        200,
                        "application/json",
                        choice("Hi Bob", "[\"Hi\", \" Bob\", \"<|end|>\"]", "[-0.5, -1, -0.25]")));
                RemoteBackend backend = new RemoteBackend(options(server), TEMPLATE, null)) {
            Response r = backend.sample(PROMPTS, 1, OPTIONS).get(1).get(0);
            assertEquals(List.of("Hi", " Bob", ""), r.tokens());
            assertEquals("Hi Bob", r.text());
            assertArrayEquals(new double[] {-0.5, -1, -0.25}, r.logProbabilities());
            assertArrayEquals(new long[] {-1, -1, -1}, r.ids());
            assertTrue(Arrays.stream(r.entropies()).allMatch(Double::isNaN));
            assertTrue(Arrays.stream(r.temperedLogProbabilities()).allMatch(Double::isNaN));
            assertFalse(r.truncated());
        }
    }

    @Test
    void theRequestSaysAllOfTheSampling() throws IOException {
        try (StubServer server = new StubServer((request, n) -> vllm(request));
                RemoteBackend backend = new RemoteBackend(options(server), TEMPLATE, tokenizer)) {
            backend.sample(PROMPTS.subList(0, 1), 2, OPTIONS.withTemperature(1).withStop("zzzz"));
            JsonNode r = server.requests.get(0);
            assertEquals(
                    "tiny 2 1.0 5 0.9 12 3 [\"zzzz\"]",
                    String.join(
                            " ",
                            r.path("model").asText(),
                            r.path("n").asText(),
                            r.path("temperature").asText(),
                            r.path("top_k").asText(),
                            r.path("top_p").asText(),
                            r.path("max_tokens").asText(),
                            r.path("seed").asText(),
                            r.path("stop").toString()));
            assertTrue(r.path("return_tokens_as_token_ids").asBoolean());
            assertFalse(r.path("add_special_tokens").asBoolean(true));
        }
    }

    /** Local sampling ends at the first stop text; its tokens up to the one that completes it stay those of the whole. */
    @Test
    void stopTextsEndLocalResponses() {
        LocalSampler backend = new LocalSampler(model, tokenizer, 64, done -> {}, null);
        Sampling options = Sampling.temperature(1).withMaxTokens(40).withSeed(8);
        List<Response> whole = backend.sample(PROMPTS, 4, options).get(1);
        List<Response> cut =
                backend.sample(PROMPTS, 4, options.withStop("e", "t")).get(1);
        int ended = 0;
        for (int i = 0; i < 4; i++) {
            Response w = whole.get(i);
            Response c = cut.get(i);
            String expected = w.text().split("[et]", 2)[0];
            assertEquals(expected, c.text());
            assertEquals(expected, String.join("", c.tokens()));
            assertArrayEquals(Arrays.copyOf(w.ids(), c.length()), c.ids());
            // Smaller batches are summed in another order.
            assertArrayEquals(Arrays.copyOf(w.entropies(), c.length()), c.entropies(), 1e-5);
            ended += expected.length() < w.text().length() ? 1 : 0;
            assertTrue(expected.length() == w.text().length() || !c.truncated());
        }
        assertTrue(ended > 0, "no response met a stop text");
    }

    /** When each response has met a stop text, nothing more is computed; stop texts may be spread over several tokens. */
    @Test
    void aBatchWhoseResponsesMetTheirStopTextsEnds() {
        Sampling options = Sampling.temperature(1).withMaxTokens(40).withSeed(8);
        int[] done = {0};
        LocalSampler backend = new LocalSampler(model, tokenizer, 64, n -> done[0] = n, null);
        List<Response> whole =
                backend.sample(PROMPTS, 1, options).stream().map(g -> g.get(0)).toList();
        assertEquals(40, done[0]);
        // What each response says in its third to fifth token, so that each meets one of them by then.
        String[] stops = whole.stream()
                .map(r -> String.join("", r.tokens().subList(2, 5)))
                .toArray(String[]::new);
        List<List<Response>> cut = backend.sample(PROMPTS, 1, options.withStop(stops));
        assertTrue(done[0] <= 5, "the batch went on for " + done[0] + " tokens");
        for (List<Response> g : cut) {
            assertTrue(g.get(0).length() <= 5);
            assertFalse(g.get(0).truncated());
        }
    }

    @Test
    void greedySamplingAsksOnce() throws IOException {
        try (StubServer server = new StubServer((request, n) -> vllm(request));
                RemoteBackend backend = new RemoteBackend(options(server), Policy.of(model, tokenizer, TEMPLATE))) {
            List<Response> all = backend.sample(
                            PROMPTS.subList(0, 1), 3, Sampling.greedy().withMaxTokens(5))
                    .get(0);
            assertEquals(3, all.size());
            assertEquals(1, server.requests.get(0).path("n").asInt());
            equal(local(server.requests.get(0)).get(0), all.get(2));
        }
    }

    @Test
    void busyServersAreAskedAgain() throws IOException {
        StubServer.Answering answering = (request, n) -> n < 2 ? StubServer.tooManyRequests("0") : vllm(request);
        try (StubServer server = new StubServer(answering);
                RemoteBackend backend = new RemoteBackend(options(server), TEMPLATE, tokenizer)) {
            assertEquals(2, backend.sample(PROMPTS, 2, OPTIONS).size());
            assertEquals(2, backend.ledger().count(Ledger.Entry.RETRIES));
        }
    }

    @Test
    void requestsAreUnderWayTogether() throws IOException {
        CountDownLatch both = new CountDownLatch(2);
        StubServer.Answering together = (request, n) -> (exchange, server) -> {
            both.countDown();
            both.await();
            vllm(request).send(exchange, server);
        };
        try (StubServer server = new StubServer(together);
                RemoteBackend backend = new RemoteBackend(options(server), TEMPLATE, tokenizer)) {
            backend.sample(PROMPTS, 1, OPTIONS);
            assertEquals(2, server.mostUnderWay());
        }
    }

    @Test
    void anInterruptEndsTheWait() throws IOException {
        List<Thread> caller = new ArrayList<>(List.of(Thread.currentThread()));
        StubServer.Answering interrupting = (request, n) -> (exchange, server) -> {
            caller.get(0).interrupt();
            StubServer.stalled().send(exchange, server);
        };
        try (StubServer server = new StubServer(interrupting);
                RemoteBackend backend = new RemoteBackend(options(server), TEMPLATE, tokenizer)) {
            assertThrows(CancellationException.class, () -> backend.sample(PROMPTS, 1, OPTIONS));
            assertTrue(Thread.interrupted());
        }
    }

    @Test
    void unusableAnswersAreNamed() throws IOException {
        String missing = "{\"choices\": [{\"text\": \"Hi\", \"finish_reason\": \"stop\"}]}";
        assertMessage("no log-probabilities", failure(missing, null));
        assertMessage("no log-probabilities", failure(choice("Hi", "[\"Hi\"]", "[null]"), null));
        assertMessage("do not spell its text", failure(choice("Hi", "[\"Ho\"]", "[-1]"), null));
        assertMessage("token id 99999", failure(choice("Hi", "[\"token_id:99999\"]", "[-1]"), tokenizer));
        assertMessage("token \"xyzzy\"", failure(choice("xyzzy", "[\"xyzzy\"]", "[-1]"), tokenizer));
        String two = choice("a", "[\"a\"]", "[-1]").replace("]}}]}", "]}}, {\"text\": \"b\"}]}");
        assertMessage("2 responses where 1", failure(two, null));
        assertMessage("not valid JSON", failure("{\"choices\": [{\"te", null));
    }

    private static void assertMessage(String part, RuntimeException e) {
        assertTrue(e.getMessage().contains(part), e.getMessage());
        assertTrue(e.getMessage().startsWith("no rollouts for q"), e.getMessage());
    }
}
