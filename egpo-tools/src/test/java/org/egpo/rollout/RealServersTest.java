package org.egpo.rollout;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.egpo.data.Message;
import org.egpo.llm.AnswerShape;
import org.egpo.llm.ChatRequest;
import org.egpo.llm.LlmException;
import org.egpo.llm.LlmOptions;
import org.egpo.llm.OpenAiClient;
import org.egpo.policy.ChatTemplate;
import org.egpo.policy.Sampling;
import org.egpo.policy.Tokenizer;
import org.egpo.testing.SharedVectors;
import org.egpo.testing.StubServer;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * Answers that real servers gave, sent again: llama-cpp-python 0.3.36 and Transformers 5.24.0 serving SmolLM2-135M-Instruct; and
 * the shapes of llama-server, vLLM and OpenAI.
 */
@Timeout(120)
class RealServersTest {
    private static final ChatTemplate TEMPLATE =
            ChatTemplate.of("{% for m in messages %}{{ m.content }}<|im_end|>{% endfor %}");
    private static final List<Prompt> PROMPT = List.of(new Prompt("q", "What is 2+2?"));
    private static final Sampling ONE =
            Sampling.temperature(1).withMaxTokens(20).withSeed(3);

    private static Tokenizer tokenizer;

    @BeforeAll
    static void load() {
        tokenizer = Tokenizer.load(SharedVectors.root().resolve("datasets/models/egpo-tiny"));
    }

    @AfterAll
    static void close() {
        tokenizer.close();
    }

    private static StubServer.Answer recorded(String server, int line) throws IOException {
        try (InputStream in = RealServersTest.class.getResourceAsStream(server + ".jsonl")) {
            String text = new String(in.readAllBytes(), StandardCharsets.UTF_8).split("\n")[line];
            return StubServer.raw(StubServer.JSON.readTree(text).path("status").asInt(200), "application/json", text);
        }
    }

    private static LlmOptions options(StubServer server) {
        return RemoteBackend.options(server.url(), "tiny")
                .withRetries(0)
                .withWaits(Duration.ofMillis(1), Duration.ofMillis(1));
    }

    private static Response one(StubServer.Answer answer, Tokenizer tokens, Sampling sampling) throws IOException {
        try (StubServer server = new StubServer((request, n) -> answer);
                RemoteBackend backend = new RemoteBackend(options(server), TEMPLATE, tokens)) {
            return backend.sample(PROMPT, 1, sampling).get(0).get(0);
        }
    }

    @ParameterizedTest
    @ValueSource(ints = {0, 1, 2})
    void llamaCppServersTokensSpellTheText(int line) throws IOException {
        Response r = one(recorded("llama_cpp.server", line), null, ONE);
        assertEquals(r.text(), String.join("", r.tokens()));
        assertTrue(Arrays.stream(r.logProbabilities()).allMatch(p -> p < 0));
        assertEquals(line != 2, r.truncated());
    }

    @Test
    void partsOfCharactersStandWithTheLastOfThem() throws IOException {
        Response r = one(recorded("llama_cpp.server", 1), null, ONE);
        assertEquals(List.of("\n", "", "", "🌟", "\n", "", "", "❀", "\n", "E", ".", "g"), r.tokens());
    }

    @Test
    void aServerThatSendsOneIsAskedAgainWithAnotherSeed() throws IOException {
        StubServer.Answer answer = recorded("llama_cpp.server", 0);
        try (StubServer server = new StubServer((request, n) -> answer);
                RemoteBackend backend = new RemoteBackend(options(server), TEMPLATE, null)) {
            assertEquals(4, backend.sample(PROMPT, 4, ONE).get(0).size());
            assertEquals(
                    "[4, 3, 2, 1]",
                    server.requests.stream()
                            .map(r -> r.path("n").asInt())
                            .toList()
                            .toString());
            assertEquals(
                    4,
                    server.requests.stream()
                            .map(r -> r.path("seed").asLong())
                            .distinct()
                            .count());
            assertTrue(server.requests.stream().allMatch(r -> r.path("logprobs").asInt() >= 1));
        }
    }

    @Test
    void llamaCppServersRefusalsAreLearntFromAndShown() throws IOException {
        ObjectNode schema = StubServer.JSON.createObjectNode().put("type", "object");
        StubServer.Answer refusal = recorded("llama_cpp.server", 3);
        try (StubServer server = new StubServer(
                (request, n) -> request.at("/response_format/type").asText().equals("json_schema")
                        ? refusal
                        : StubServer.text("yes"))) {
            OpenAiClient client = new OpenAiClient(options(server));
            ChatRequest shaped = ChatRequest.of(Message.user("?")).withShape(new AnswerShape("verdict", schema));
            assertEquals("yes", client.chat(shaped).text());
            assertEquals("yes", client.chat(shaped.withSeed(1)).text());
            assertEquals(3, server.requests.size());
            assertEquals(schema, server.requests.get(2).at("/response_format/schema"));
        }
        LlmException e = assertThrows(LlmException.class, () -> one(recorded("llama_cpp.server", 4), null, ONE));
        assertTrue(e.getMessage().contains("maximum context length is 2048 tokens"), e.getMessage());
    }

    /** No log-probabilities and no fields of vLLM's: the text alone, cut by the tokenizer; with its end token. */
    @Test
    void transformersServeGivesTextsOnly() throws IOException {
        StubServer.Answer refusal = recorded("transformers-serve", 1);
        StubServer.Answer answer = recorded("transformers-serve", 0);
        try (StubServer server = new StubServer((request, n) -> request.has("add_special_tokens") ? refusal : answer);
                RemoteBackend backend = new RemoteBackend(options(server), TEMPLATE, tokenizer)) {
            Response r = backend.sample(PROMPT, 1, ONE).get(0).get(0);
            assertEquals("The answer is \"two\".", r.text());
            long[] encoded = tokenizer.encode(r.text());
            assertArrayEquals(encoded, Arrays.copyOf(r.ids(), encoded.length));
            assertEquals(tokenizer.id("<|im_end|>"), r.ids()[encoded.length]);
            assertTrue(Arrays.stream(r.logProbabilities()).allMatch(Double::isNaN));
            backend.sample(PROMPT, 1, ONE);
            assertEquals(3, server.requests.size());
        }
        assertThrows(LlmException.class, () -> one(answer, null, ONE));
    }

    private static final String TEXT = "é 😀 [f(a=1)] 日本\n";

    /** The reply of each shape to the same tokens. */
    private static StubServer.Answer shaped(String shape, String finish, boolean withEnd) {
        List<Long> ids =
                new ArrayList<>(Arrays.stream(tokenizer.encode(TEXT)).boxed().toList());
        if (withEnd) {
            ids.add(tokenizer.id("<|im_end|>"));
        }
        ObjectNode body = StubServer.JSON.createObjectNode();
        ObjectNode choice =
                body.putArray("choices").addObject().put("text", TEXT).put("finish_reason", finish);
        ObjectNode logprobs = choice.putObject("logprobs");
        if (shape.equals("vllm")) {
            ArrayNode tokens = logprobs.putArray("tokens");
            ids.forEach(id -> tokens.add("token_id:" + id));
            ids.forEach(id -> ((ArrayNode) logprobs.withArray("token_logprobs")).add(-0.5));
            ids.forEach(id ->
                    ((ArrayNode) logprobs.withArray("top_logprobs")).addObject().put("token_id:" + id, -0.5));
        } else {
            ArrayNode content = logprobs.putArray("content");
            for (long id : ids) {
                ObjectNode token =
                        content.addObject().put("token", tokenizer.decode(id)).put("logprob", -0.5);
                token.putArray("top_logprobs").addObject().put("logprob", -0.5);
                if (shape.equals("llama-server")) {
                    token.put("id", id);
                }
                if (!shape.equals("texts")) {
                    ArrayNode bytes = token.putArray("bytes");
                    for (byte b : tokenizer.bytes(id)) {
                        bytes.add(b & 0xFF);
                    }
                } else {
                    token.put("token", tokenizer.decode(id).replace("\uFFFD", ""));
                }
            }
        }
        return StubServer.raw(200, "application/json", body.toString());
    }

    @ParameterizedTest
    @ValueSource(strings = {"vllm", "llama-server", "bytes", "texts"})
    void everyShapeTellsTheSameTokens(String shape) throws IOException {
        long[] ids = tokenizer.encode(TEXT);
        for (boolean withEnd : new boolean[] {true, false}) {
            Response r = one(shaped(shape, "stop", withEnd), tokenizer, ONE);
            assertEquals(TEXT, r.text());
            assertEquals(TEXT, String.join("", r.tokens()));
            assertArrayEquals(ids, Arrays.copyOf(r.ids(), ids.length), shape);
            // The end token is kept, or added where the server says that one came; its probability is not known then.
            assertEquals(ids.length + 1, r.length());
            assertEquals(tokenizer.id("<|im_end|>"), r.ids()[ids.length]);
            assertEquals(withEnd, !Double.isNaN(r.logProbabilities()[ids.length]));
            assertFalse(r.truncated());
            assertTrue(r.bounds().lower()[0] > 0
                    && r.bounds().lower()[0] < r.bounds().upper()[0]);
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"length", "abort"})
    void whatWasCutOffHasNoEndToken(String finish) throws IOException {
        Response r = one(shaped("llama-server", finish, false), tokenizer, ONE);
        assertTrue(r.truncated());
        assertEquals(tokenizer.encode(TEXT).length, r.length());
    }

    @Test
    void aStopTextIsNoEndToken() throws IOException {
        assertEquals(
                tokenizer.encode(TEXT).length,
                one(shaped("vllm", "stop", false), tokenizer, ONE.withStop("#")).length());
        // Transformers leaves the stop text in.
        Response r = one(shaped("vllm", "stop", false), tokenizer, ONE.withStop("=1)", "zz"));
        assertEquals("é 😀 [f(a", r.text());
        assertEquals(r.text(), String.join("", r.tokens()));
        assertFalse(r.truncated());
    }

    @Test
    void oneFailingPromptLosesNothingThatIsPaidFor() throws IOException {
        List<Prompt> prompts = new ArrayList<>();
        for (int i = 0; i < 6; i++) {
            prompts.add(new Prompt("q" + i, "prompt " + i));
        }
        StubServer.Answer good = shaped("vllm", "stop", true);
        StubServer.Answer bad = StubServer.raw(400, "application/json", "{\"error\": \"no slot\"}");
        boolean[] broken = {true};
        try (StubServer server = new StubServer((request, n) ->
                        broken[0] && request.path("prompt").asText().endsWith("3") ? bad : good);
                RemoteBackend backend = new RemoteBackend(options(server), TEMPLATE, tokenizer)) {
            LlmException e = assertThrows(LlmException.class, () -> backend.sample(prompts, 1, ONE));
            assertTrue(e.getMessage().startsWith("no rollouts for q3: "), e.getMessage());
            assertTrue(e.getMessage().contains("no slot; 5 other prompts are answered and kept"), e.getMessage());
            broken[0] = false;
            int before = server.requests.size();
            assertEquals(6, backend.sample(prompts, 1, ONE).size());
            assertEquals(before + 1, server.requests.size());
            JsonNode last = server.requests.get(before);
            assertEquals("prompt 3", last.path("prompt").asText());
            // What was kept served once: the next call asks for all.
            backend.sample(prompts, 1, ONE);
            assertEquals(before + 7, server.requests.size());
        }
    }
}
