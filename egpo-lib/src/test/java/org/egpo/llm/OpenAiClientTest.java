package org.egpo.llm;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.egpo.data.Message;
import org.egpo.llm.LlmException.Kind;
import org.egpo.testing.StubServer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The client against a real server on loopback. */
@Timeout(60)
class OpenAiClientTest {
    private static final ChatRequest QUESTION = ChatRequest.of(Message.user("Is it right?"));
    private static final Instant NOW = Instant.parse("2026-01-01T00:00:00Z");

    private final List<Duration> waits = new ArrayList<>();

    private OpenAiClient client(LlmOptions options) {
        return new OpenAiClient(
                options,
                wait -> {
                    waits.add(wait);
                    return Duration.ZERO;
                },
                InstantSource.fixed(NOW));
    }

    private static LlmOptions options(StubServer server) {
        return LlmOptions.of(server.url(), "judge").withRetries(3);
    }

    /** Bad answers first, then a right one. */
    private static StubServer.Answering first(StubServer.Answer... bad) {
        return (request, n) -> n < bad.length ? bad[n] : StubServer.text("yes");
    }

    private static LlmException failure(OpenAiClient client) {
        return assertThrows(LlmException.class, () -> client.chat(QUESTION));
    }

    @Test
    void asksAndCounts() throws IOException {
        try (StubServer server = new StubServer(first())) {
            OpenAiClient client = client(options(server).withPrices(2, 10));
            assertEquals("yes", client.chat(QUESTION).text());
            assertEquals(
                    "Is it right?",
                    server.requests.get(0).at("/messages/0/content").asText());
            assertEquals("judge", server.requests.get(0).path("model").asText());
            assertEquals("null", server.authorizations.get(0));
            Ledger ledger = client.ledger();
            assertEquals(1, ledger.count(Ledger.Entry.ANSWERED));
            assertEquals(100, ledger.count(Ledger.Entry.PROMPT_TOKENS));
            assertEquals(10, ledger.count(Ledger.Entry.COMPLETION_TOKENS));
            assertEquals((100 * 2 + 10 * 10) / 1e6, ledger.dollars(), 1e-12);
        }
    }

    @Test
    void waitsAsLongAsTheServerAsks() throws IOException {
        try (StubServer server = new StubServer(first(
                StubServer.tooManyRequests("7"),
                StubServer.tooManyRequests("Thu, 01 Jan 2026 00:00:11 GMT"),
                StubServer.tooManyRequests("3600")))) {
            assertEquals("yes", client(options(server)).chat(QUESTION).text());
        }
        assertEquals(List.of(Duration.ofSeconds(7), Duration.ofSeconds(11), Duration.ofSeconds(60)), waits);
    }

    @Test
    void waitsLongerEachTime() throws IOException {
        StubServer.Answer broken = StubServer.raw(500, "text/plain", "");
        try (StubServer server = new StubServer(first(broken, broken, broken))) {
            OpenAiClient client = client(options(server).withWaits(Duration.ofSeconds(2), Duration.ofSeconds(5)));
            assertEquals("yes", client.chat(QUESTION).text());
            assertEquals(3, client.ledger().count(Ledger.Entry.RETRIES));
        }
        assertEquals(List.of(Duration.ofSeconds(2), Duration.ofSeconds(4), Duration.ofSeconds(5)), waits);
    }

    @Test
    void triesAgainAfterEveryPassingFailure() throws IOException {
        List<StubServer.Answer> bad = List.of(
                StubServer.stalled(),
                StubServer.truncated(),
                StubServer.raw(200, "application/json", "{\"choices\": [{\"mess"),
                StubServer.raw(200, "application/json", "[]"),
                StubServer.raw(200, "text/html", "<html>"),
                StubServer.raw(503, "text/html", "<html>"));
        for (StubServer.Answer b : bad) {
            try (StubServer server = new StubServer(first(b))) {
                assertEquals(
                        "yes",
                        client(options(server).withTimeout(Duration.ofSeconds(4)))
                                .chat(QUESTION)
                                .text());
                assertEquals(2, server.requests.size());
            }
        }
    }

    @Test
    void namesEveryLastingFailure() throws IOException {
        String large = "{\"choices\": [\"" + "x".repeat(1 << 20) + "\"]}";
        Map<Kind, StubServer.Answer> cases = Map.of(
                Kind.TIMEOUT, StubServer.stalled(),
                Kind.CONNECTION, StubServer.truncated(),
                Kind.MALFORMED, StubServer.raw(200, "application/json", "{"),
                Kind.WRONG_CONTENT_TYPE, StubServer.raw(200, "text/html", "<html>"),
                Kind.RATE_LIMITED, StubServer.tooManyRequests("x"),
                Kind.SERVER_ERROR, StubServer.raw(500, "application/json", "{}"),
                Kind.TOO_LARGE, StubServer.raw(200, "application/json", large),
                Kind.REJECTED, StubServer.raw(404, "application/json", "{\"error\": {\"message\": \"no model\"}}"));
        for (var e : cases.entrySet()) {
            try (StubServer server = new StubServer((request, n) -> e.getValue())) {
                // Only who waits for a stalled server needs to give up soon; a loaded machine must not make others
                // late.
                Duration timeout = e.getKey() == Kind.TIMEOUT ? Duration.ofMillis(400) : Duration.ofMinutes(1);
                OpenAiClient client = client(options(server).withRetries(1).withTimeout(timeout));
                assertEquals(e.getKey(), failure(client).kind());
                assertEquals(
                        e.getKey().isRetried() ? 2 : 1,
                        server.requests.size(),
                        e.getKey().name());
                assertEquals(1, client.ledger().count(Ledger.Entry.FAILED));
            }
        }
    }

    @Test
    void nobodyAtTheAddress() throws IOException {
        StubServer server = new StubServer(first());
        OpenAiClient client = client(options(server).withRetries(0));
        server.close();
        LlmException e = failure(client);
        assertEquals(Kind.CONNECTION, e.kind());
        assertTrue(e.getMessage().contains(server.url()), e.getMessage());
    }

    @Test
    void theKeyGoesToTheServerAndNowhereElse(@TempDir Path cache) throws IOException {
        String secret = "sk-very-secret-0123";
        StubServer.Answer echo = StubServer.raw(
                401, "application/json", "{\"error\": {\"message\": \"Incorrect API key provided: " + secret + "\"}}");
        try (StubServer server = new StubServer((request, n) -> n == 0 ? echo : StubServer.text("yes"))) {
            LlmOptions options = options(server).withKey(ApiKey.of(secret)).withCache(cache);
            OpenAiClient client = client(options);
            LlmException e = failure(client);
            assertEquals(Kind.UNAUTHORIZED, e.kind());
            client.chat(QUESTION);
            assertEquals("Bearer " + secret, server.authorizations.get(0));
            assertFalse(server.requests.toString().contains(secret));
            for (Object shown : List.of(e, options, client, client.ledger(), options.key())) {
                assertFalse(shown.toString().contains(secret), shown.toString());
            }
            try (Stream<Path> files = Files.walk(cache)) {
                for (Path f : files.filter(Files::isRegularFile).toList()) {
                    assertFalse(Files.readString(f).contains(secret));
                }
            }
        }
    }

    @Test
    void anAnswerIsPaidForOnce(@TempDir Path cache) throws IOException {
        try (StubServer server = new StubServer(first())) {
            client(options(server).withCache(cache)).chat(QUESTION);
            OpenAiClient second = client(options(server).withCache(cache));
            LlmReply again = second.chat(QUESTION);
            assertEquals("yes", again.text());
            assertTrue(again.cached());
            assertEquals(0, second.ledger().count(Ledger.Entry.ANSWERED));
            assertEquals(1, second.ledger().count(Ledger.Entry.CACHED));
            second.chat(QUESTION.withSeed(1));
            assertEquals(2, server.requests.size());
        }
    }

    @Test
    void aDamagedCacheFileIsAskedAgain(@TempDir Path cache) throws IOException {
        try (StubServer server = new StubServer(first())) {
            OpenAiClient client = client(options(server).withCache(cache));
            client.chat(QUESTION);
            try (Stream<Path> files = Files.walk(cache)) {
                Files.writeString(files.filter(Files::isRegularFile).findFirst().orElseThrow(), "{\"choi");
            }
            assertEquals("yes", client.chat(QUESTION).text());
            assertEquals("yes", client.chat(QUESTION).text());
            assertEquals(2, server.requests.size());
        }
    }

    @Test
    void doesWithoutStructuredOutputWhereItIsRefused() throws IOException {
        ObjectNode schema = StubServer.JSON.createObjectNode().put("type", "object");
        ChatRequest shaped = QUESTION.withShape(new AnswerShape("verdict", schema));
        try (StubServer server = new StubServer((request, n) -> request.has("response_format")
                ? StubServer.raw(400, "application/json", "{\"error\": {\"message\": \"unknown field\"}}")
                : StubServer.text("yes"))) {
            OpenAiClient client = client(options(server));
            client.chat(shaped);
            client.chat(shaped);
            assertEquals(
                    List.of("json_schema", "json_object", "", ""),
                    server.requests.stream()
                            .map(r -> r.at("/response_format/type").asText())
                            .toList());
        }
    }

    /** Where servers put their words: OpenAI and vLLM, vLLM before 0.10, TGI, FastAPI, gateways, under status 200 too. */
    @ParameterizedTest
    @CsvSource(
            delimiter = '~',
            quoteCharacter = '`',
            value = {
                "400 ~ {'error': {'message': 'maximum context length is 4096 tokens', 'code': 400}} ~ maximum context length is 4096",
                "400 ~ {'object': 'error', 'message': 'maximum context length is 4096 tokens', 'code': 400} ~ maximum context length",
                "400 ~ {'error': 'ValueError: maximum context length is 8192 tokens'} ~ ValueError: maximum context length",
                "422 ~ {'detail': [{'loc': ['body', 'n'], 'msg': 'n must be 1'}]} ~ n must be 1",
                "422 ~ {'detail': 'Unexpected fields in the request'} ~ Unexpected fields",
                "200 ~ {'error': {'message': 'Provider overloaded', 'code': 502}} ~ Provider overloaded",
                "200 ~ {'choices': null, 'error': {'message': 'engine died'}} ~ engine died",
                "200 ~ {'choices': [], 'message': 'nothing left'} ~ nothing left",
                "200 ~ {'error': 'no slot'} ~ no slot",
                "404 ~ {'error': {'detail': 'no such model'}} ~ no such model",
                "503 ~ {'error': {'message': 'Loading model', 'type': 'unavailable_error', 'code': 503}} ~ Loading model",
                "400 ~ [{'error': {'message': 'API key not valid'}}] ~ API key not valid",
                "500 ~ {'error': [{'message': 'first'}, {'message': 'second'}]} ~ first",
                "400 ~ {'detail': {'message': 'quota'}} ~ quota",
                "400 ~ {'error': {'message': '  two\\n lines '}} ~ 400: two lines",
                "400 ~ {} ~ answered with status 400",
                "400 ~ nonsense ~ answered with status 400"
            })
    void theServersOwnWordsAreShown(int status, String body, String words) throws IOException {
        StubServer.Answer answer = StubServer.raw(status, "application/json", body.replace('\'', '"'));
        try (StubServer server = new StubServer((request, n) -> answer)) {
            LlmException e = failure(client(options(server).withRetries(0)));
            assertTrue(e.getMessage().contains(words), e.getMessage());
        }
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '~',
            quoteCharacter = '`',
            value = {
                "'hello' ~ hello",
                "[{'type': 'text', 'text': 'hello '}, {'type': 'text', 'text': 'you'}] ~ hello you",
                "[{'type': 'thinking', 'thinking': [{'type': 'text', 'text': 'hm'}]}, {'type': 'text', 'text': 'answer'}] ~ answer",
                "null ~ ``",
                "[] ~ ``"
            })
    void aContentOfPartsIsItsTexts(String content, String text) throws IOException {
        String body = "{'choices': [{'message': {'content': " + content + "}, 'finish_reason': 'stop'}]}";
        StubServer.Answer answer = StubServer.raw(200, "application/json", body.replace('\'', '"'));
        try (StubServer server = new StubServer((request, n) -> answer)) {
            assertEquals(text, client(options(server)).chat(QUESTION).text());
        }
    }

    /** What a server refuses is learnt from its words, and not sent again: refused field, status, words, what is sent instead. */
    @ParameterizedTest
    @CsvSource(
            delimiter = '~',
            quoteCharacter = '`',
            value = {
                "response_format ~ 400 ~ unknown field ~ ``",
                "response_format ~ 422 ~ Extra inputs are not permitted ~ ``",
                "response_format ~ 500 ~ Input should be text or json_object: body, response_format, type ~ ``",
                "response_format ~ 500 ~ grammar failed ~ ``",
                "response_format ~ 501 ~ not implemented ~ ``",
                "max_tokens ~ 400 ~ Unsupported parameter: 'max_tokens'. Use 'max_completion_tokens' instead. ~ max_completion_tokens",
                "temperature ~ 400 ~ 'temperature' does not support 0. Only the default (1) value is supported. ~ ``",
                "temperature ~ 422 ~ Unexpected fields in the request: {'temperature'} ~ ``",
                "seed ~ 400 ~ property 'seed' is unsupported ~ ``",
                "seed ~ 422 ~ Extra inputs are not permitted: seed ~ ``"
            })
    void whatAServerRefusesIsLeftOutFromThenOn(String field, int status, String words, String instead)
            throws IOException {
        ObjectNode schema = StubServer.JSON.createObjectNode().put("type", "object");
        ChatRequest shaped = QUESTION.withShape(new AnswerShape("verdict", schema));
        StubServer.Answer refusal =
                StubServer.raw(status, "application/json", "{\"error\": {\"message\": \"" + words + "\"}}");
        try (StubServer server =
                new StubServer((request, n) -> request.has(field) ? refusal : StubServer.text("yes"))) {
            OpenAiClient client = client(options(server));
            assertEquals("yes", client.chat(shaped).text());
            assertEquals("yes", client.chat(shaped.withSeed(7)).text());
            assertTrue(server.requests.size() <= 5, "requests: " + server.requests.size());
            JsonNode last = server.requests.get(server.requests.size() - 1);
            assertFalse(server.requests.get(server.requests.size() - 2).has(field) && server.requests.size() > 4);
            assertFalse(last.has(field));
            if (!instead.isEmpty()) {
                assertEquals(1024, last.path(instead).asInt());
            }
            assertEquals(List.of(), waits);
        }
    }

    @Test
    void severalRefusalsAreLearntOneByOneAndWithThem() throws IOException {
        ObjectNode schema = StubServer.JSON.createObjectNode().put("type", "object");
        ChatRequest shaped = QUESTION.withShape(new AnswerShape("verdict", schema));
        List<String> unknown = List.of("response_format", "max_tokens", "temperature", "seed");
        try (StubServer server = new StubServer((request, n) -> unknown.stream()
                .filter(request::has)
                .findFirst()
                .map(f -> StubServer.raw(400, "application/json", "{\"detail\": \"no " + f + " here\"}"))
                .orElse(StubServer.text("yes")))) {
            OpenAiClient client = client(options(server));
            client.chat(shaped);
            assertEquals(6, server.requests.size());
            client.chat(shaped.withSeed(1));
            assertEquals(7, server.requests.size());
        }
    }

    /** A refusal for another reason is not forgotten over one that may be left out. */
    @Test
    void whatIsRefusedForAnotherReasonIsSaid() throws IOException {
        StubServer.Answer refusal = StubServer.raw(
                400,
                "application/json",
                "{\"error\": {\"message\": \"max_tokens is too large: maximum context length is 16\"}}");
        try (StubServer server = new StubServer((request, n) -> n < 2 ? refusal : StubServer.text("yes"))) {
            OpenAiClient client = client(options(server));
            assertTrue(failure(client).getMessage().contains("maximum context length is 16"));
            assertEquals("yes", client.chat(QUESTION.withSeed(1)).text());
            assertTrue(server.requests.get(2).has("max_tokens"));
        }
    }

    @Test
    void keepsToTheLimitOfRequestsAtOnce() throws IOException {
        try (StubServer server = new StubServer(first())) {
            OpenAiClient client = client(options(server).withConcurrency(2));
            IntStream.range(0, 40).parallel().forEach(i -> client.chat(QUESTION.withSeed(i)));
            assertEquals(40, server.requests.size());
            assertTrue(server.mostUnderWay() <= 2, "at once: " + server.mostUnderWay());
        }
    }

    @Test
    void readsLogprobsOfCompletions() throws IOException {
        String body = "{\"choices\": [{\"text\": \" a b\", \"finish_reason\": \"length\", \"logprobs\": {\"tokens\":"
                + " [\" a\", \" b\"], \"token_logprobs\": [-0.5, -1.25], \"top_logprobs\": [{\" a\": -0.5, \" c\": -1},"
                + " {\" b\": -1.25}]}}, {\"text\": \"\", \"finish_reason\": \"stop\"}]}";
        try (StubServer server = new StubServer((request, n) -> StubServer.raw(200, "application/json", body))) {
            LlmReply reply = client(options(server))
                    .complete(new CompletionRequest("x", 2, 0.7, 1, 8, 1, 2, List.of("\n"), 0, false, false));
            assertEquals(2, reply.choices().size());
            assertEquals("length", reply.choices().get(0).finishReason());
            TokenLogprob second = reply.choices().get(0).logprobs().get(1);
            assertEquals(new TokenLogprob(" b", -1, List.of(), -1.25, List.of(-1.25)), second);
            assertEquals(2, server.requests.get(0).path("logprobs").asInt());
        }
    }

    @Test
    void aRecordingAnswersWithoutAServer(@TempDir Path folder) throws IOException {
        Path file = folder.resolve("answers.jsonl");
        try (StubServer server = new StubServer(first())) {
            RecordedAnswers.recording(client(options(server)), file).chat(QUESTION);
        }
        RecordedAnswers replay = RecordedAnswers.of(file);
        assertEquals("yes", replay.chat(QUESTION).text());
        assertEquals("judge", replay.model());
        LlmException e = assertThrows(LlmException.class, () -> replay.chat(QUESTION.withSeed(5)));
        assertEquals(Kind.NOT_RECORDED, e.kind());
        Files.writeString(file, "{\"request\": 1}\n");
        IllegalArgumentException bad = assertThrows(IllegalArgumentException.class, () -> RecordedAnswers.of(file));
        assertTrue(bad.getMessage().contains("answers.jsonl, line 1"), bad.getMessage());
    }

    @Test
    void optionsSayWhatIsMissing() {
        for (Map<String, String> env : List.of(
                Map.<String, String>of(),
                Map.of("EGPO_LLM_BASE_URL", "http://localhost:1/v1"),
                Map.of("EGPO_LLM_BASE_URL", "http://me:sk-1234@localhost/v1", "EGPO_LLM_MODEL", "m"),
                Map.of("EGPO_LLM_BASE_URL", "localhost:1", "EGPO_LLM_MODEL", "m"),
                Map.of("EGPO_LLM_BASE_URL", "http://a/v1", "EGPO_LLM_MODEL", "m", "EGPO_LLM_API_KEY", "sk-1234\n5"))) {
            var e = assertThrows(IllegalArgumentException.class, () -> LlmOptions.from(env, null, null));
            assertFalse(e.getMessage().contains("sk-1234"), e.getMessage());
        }
        assertEquals("m", LlmOptions.from(Map.of(), "http://a/v1/", "m").model());
    }

    /** {@code transformers serve} 5.24 and vLLM call it reasoning_content, newer servers reasoning. */
    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "{'content': 'B', 'reasoning_content': 'A'} | <think>A</think>~B",
                "{'content': 'B', 'reasoning': 'A', 'reasoning_content': null} | <think>A</think>~B",
                "{'content': null, 'reasoning_content': 'A'} | <think>A",
                "{'content': 'B', 'reasoning_content': ''} | B",
                "{'content': null, 'reasoning_content': 'A', 'tool_calls': [{'function': {'name': 'f', 'arguments': '{}'}}]}"
                        + " | <think>A</think>~~[f()]"
            })
    void thinkingThatIsSentApartStandsBetweenTags(String message, String text) {
        String reply = "{'choices': [{'message': " + message + "}]}";
        assertEquals(
                text.replace('~', '\n'),
                ReplyJson.read(reply.replace('\'', '"').getBytes(StandardCharsets.UTF_8))
                        .text());
    }
}
