package org.egpo.llm;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.failsafe.Bulkhead;
import dev.failsafe.Failsafe;
import dev.failsafe.FailsafeException;
import dev.failsafe.RateLimiter;
import dev.failsafe.RetryPolicy;
import java.time.Duration;
import java.time.InstantSource;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Supplier;
import java.util.function.UnaryOperator;
import java.util.regex.Pattern;
import org.egpo.llm.LlmException.Kind;
import org.jspecify.annotations.Nullable;

/**
 * A client for any server that speaks OpenAI's protocol (chat completions and completions, not streamed): OpenAI, vLLM,
 * llama.cpp, Ollama, LM Studio and others. Failures that may pass are tried again with growing waits; the server's
 * {@code Retry-After} is kept. Safe for several threads.
 */
public final class OpenAiClient implements LlmBackend {
    private static final String CHAT = "/chat/completions";
    private static final String COMPLETIONS = "/completions";
    private static final String FORMAT = "response_format";

    /** What an older way to ask for JSON, which llama-cpp-python and others know, does without. */
    private static final String SCHEMA = "json_schema";

    private static final String MAX_TOKENS = "max_tokens";
    private static final Set<Integer> REFUSALS = Set.of(400, 415, 422, 500, 501);

    private final LlmOptions options;
    private final UnaryOperator<Duration> waits;
    private final HttpPost http;
    private final @Nullable AnswerCache cache;
    private final Ledger ledger;
    private final Bulkhead<Object> underWay;
    private final @Nullable RateLimiter<Object> rate;

    /** Fields that the server has refused. */
    private final Set<String> refused = ConcurrentHashMap.newKeySet();

    public OpenAiClient(LlmOptions options) {
        this(options, UnaryOperator.identity(), InstantSource.system());
    }

    /** @param waits from the wait that is due to the one to make; tests make none */
    OpenAiClient(LlmOptions options, UnaryOperator<Duration> waits, InstantSource clock) {
        this.options = options;
        this.waits = waits;
        this.http = new HttpPost(options, clock);
        this.cache = options.cache() == null ? null : new AnswerCache(options.cache());
        this.ledger = new Ledger(options.inputPrice(), options.outputPrice());
        this.underWay = Bulkhead.of(options.concurrency());
        this.rate = options.requestsPerMinute() == 0
                ? null
                : RateLimiter.smoothBuilder(options.requestsPerMinute(), Duration.ofMinutes(1))
                        .build();
    }

    @Override
    public String model() {
        return options.model();
    }

    /** What was asked and spent through this client. */
    public Ledger ledger() {
        return ledger;
    }

    @Override
    public LlmReply chat(ChatRequest request) {
        return chat(ReplyJson.body(options.model(), request));
    }

    /** As {@link #chat(ChatRequest)}, with fields of the protocol as they are, such as {@code tools}; the model is added. */
    public LlmReply chat(ObjectNode fields) {
        ObjectNode body = fields.deepCopy().put("model", options.model());
        return cached(
                CHAT, body, () -> adapted(CHAT, body, List.of(FORMAT, SCHEMA, MAX_TOKENS, "temperature", "seed")));
    }

    /**
     * @throws LlmException when no usable answer came, after retries
     */
    public LlmReply complete(CompletionRequest request) {
        ObjectNode body = ReplyJson.body(options.model(), request);
        List<String> fields = List.of(
                "n", "logprobs", "seed", "add_special_tokens", "skip_special_tokens", "return_tokens_as_token_ids");
        return cached(COMPLETIONS, body, () -> adapted(COMPLETIONS, body, fields));
    }

    /**
     * Leaves out the fields that the server refuses, of those that may be left out, and remembers them once it has answered without.
     * JSON is asked for in the older way before it is not asked for.
     * Newer servers of OpenAI's want {@code max_completion_tokens} instead of {@code max_tokens}.
     */
    private LlmReply adapted(String path, ObjectNode body, List<String> mayLeave) {
        Set<String> left = new HashSet<>(refused);
        left.retainAll(mayLeave);
        while (true) {
            ObjectNode sent = body.deepCopy();
            sent.remove(left);
            if (left.contains(SCHEMA) && sent.has(FORMAT)) {
                sent.putObject(FORMAT)
                        .put("type", "json_object")
                        .set("schema", body.at("/response_format/json_schema/schema"));
            }
            if (left.contains(MAX_TOKENS)) {
                sent.set("max_completion_tokens", body.get(MAX_TOKENS));
            }
            try {
                LlmReply reply = post(path, sent, mayLeave);
                refused.addAll(left);
                return reply;
            } catch (LlmException e) {
                List<String> more = refusedFields(e, sent, mayLeave);
                if (more.isEmpty()) {
                    throw e;
                }
                left.addAll(more);
            }
        }
    }

    /** The fields that a refusal names; the wanted format, which some servers fail by, where it names none. */
    private static List<String> refusedFields(LlmException e, ObjectNode sent, List<String> mayLeave) {
        if (!REFUSALS.contains(e.status())) {
            return List.of();
        }
        List<String> named = mayLeave.stream()
                .filter(f -> sent.has(f)
                        && Pattern.compile("\\b" + f + "\\b")
                                .matcher(e.getMessage())
                                .find())
                .toList();
        List<String> all = named.isEmpty() && sent.has(FORMAT) ? List.of(FORMAT) : named;
        boolean strict = sent.path(FORMAT).has(SCHEMA);
        return all.stream().map(f -> strict && f.equals(FORMAT) ? SCHEMA : f).toList();
    }

    private LlmReply cached(String path, ObjectNode body, Supplier<LlmReply> answering) {
        String hash = ReplyJson.hash(options.baseUrl() + path, body);
        LlmReply known = cache == null ? null : cache.get(hash);
        if (known != null) {
            ledger.add(Ledger.Entry.CACHED, 1);
            return known;
        }
        LlmReply reply;
        try {
            reply = answering.get();
        } catch (LlmException e) {
            ledger.add(Ledger.Entry.FAILED, 1);
            throw e;
        }
        if (cache != null) {
            cache.put(hash, reply);
        }
        return reply;
    }

    /** @param mayLeave fields without which a refusal is answered, rather than by waiting */
    private LlmReply post(String path, ObjectNode body, List<String> mayLeave) {
        byte[] bytes = ReplyJson.bytes(body);
        RetryPolicy<LlmReply> policy = RetryPolicy.<LlmReply>builder()
                .handleIf(e -> e instanceof LlmException l
                        && l.kind().isRetried()
                        && refusedFields(l, body, mayLeave).isEmpty())
                .withMaxRetries(options.retries())
                .withDelayFnOn(
                        context -> waits.apply(wait(context.getLastException(), context.getAttemptCount())),
                        LlmException.class)
                .onRetry(e -> ledger.add(Ledger.Entry.RETRIES, 1))
                .build();
        try {
            return Failsafe.with(policy).get(() -> attempt(path, bytes));
        } catch (FailsafeException e) {
            Thread.currentThread().interrupt();
            throw new LlmException(Kind.INTERRUPTED, "interrupted while waiting to try again");
        }
    }

    private Duration wait(Throwable failure, int attempts) {
        Duration asked = failure instanceof LlmException e ? e.retryAfter() : null;
        Duration wait = asked != null ? asked : options.firstWait().multipliedBy(1L << Math.min(attempts - 1, 20));
        return wait.compareTo(options.longestWait()) > 0 ? options.longestWait() : wait;
    }

    private LlmReply attempt(String path, byte[] body) throws InterruptedException {
        if (rate != null) {
            rate.acquirePermit();
        }
        underWay.acquirePermit();
        try {
            LlmReply reply = ReplyJson.read(http.send(path, body));
            ledger.add(Ledger.Entry.ANSWERED, 1);
            ledger.add(Ledger.Entry.PROMPT_TOKENS, reply.usage().promptTokens());
            ledger.add(Ledger.Entry.COMPLETION_TOKENS, reply.usage().completionTokens());
            return reply;
        } finally {
            underWay.releasePermit();
        }
    }

    /** Model and address; never the key. */
    @Override
    public String toString() {
        return options.model() + " at " + options.baseUrl();
    }
}
