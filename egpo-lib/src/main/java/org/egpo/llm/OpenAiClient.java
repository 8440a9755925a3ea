package org.egpo.llm;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.failsafe.Bulkhead;
import dev.failsafe.Failsafe;
import dev.failsafe.FailsafeException;
import dev.failsafe.RateLimiter;
import dev.failsafe.RetryPolicy;
import java.time.Duration;
import java.time.InstantSource;
import java.util.function.UnaryOperator;
import org.egpo.llm.LlmException.Kind;

/**
 * A client for any server that speaks OpenAI's protocol (chat completions and completions, not streamed): OpenAI, vLLM,
 * llama.cpp, Ollama, LM Studio and others. Failures that may pass are tried again with growing waits; the server's
 * {@code Retry-After} is kept. Safe for several threads.
 */
public final class OpenAiClient implements LlmBackend {
    private static final String CHAT = "/chat/completions";
    private static final String COMPLETIONS = "/completions";

    private final LlmOptions options;
    private final UnaryOperator<Duration> waits;
    private final HttpPost http;
    private final AnswerCache cache;
    private final Ledger ledger;
    private final Bulkhead<Object> underWay;
    private final RateLimiter<Object> rate;

    /** Whether the server takes {@code response_format}; once it has refused, it is not asked again. */
    private volatile boolean structured = true;

    public OpenAiClient(LlmOptions options) {
        this(options, UnaryOperator.identity(), InstantSource.system());
    }

    /** @param waits from the wait that is due to the one to make; tests make none */
    OpenAiClient(LlmOptions options, UnaryOperator<Duration> waits, InstantSource clock) {
        this.options = options;
        this.waits = waits;
        this.http = new HttpPost(options, clock);
        this.cache = new AnswerCache(options.cache());
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
        ObjectNode whole = ReplyJson.body(options.model(), request);
        return cached(CHAT, whole, () -> {
            if (request.shape() == null || !structured) {
                return post(CHAT, ReplyJson.body(options.model(), request.withShape(null)));
            }
            try {
                return post(CHAT, whole);
            } catch (LlmException e) {
                if (e.status() != 400 && e.status() != 422) {
                    throw e;
                }
                LlmReply plain = post(CHAT, ReplyJson.body(options.model(), request.withShape(null)));
                structured = false;
                return plain;
            }
        });
    }

    /**
     * @throws LlmException when no usable answer came, after retries
     */
    public LlmReply complete(CompletionRequest request) {
        ObjectNode body = ReplyJson.body(options.model(), request);
        return cached(COMPLETIONS, body, () -> post(COMPLETIONS, body));
    }

    /** Brings an answer. */
    private interface Answering {
        LlmReply get();
    }

    private LlmReply cached(String path, ObjectNode body, Answering answering) {
        String hash = Hashes.of(options.baseUrl() + path, body);
        LlmReply known = cache.get(hash);
        if (known != null) {
            ledger.cached();
            return known;
        }
        LlmReply reply;
        try {
            reply = answering.get();
        } catch (LlmException e) {
            ledger.failed(e.kind());
            throw e;
        }
        cache.put(hash, reply);
        return reply;
    }

    private LlmReply post(String path, ObjectNode body) {
        byte[] bytes = ReplyJson.bytes(body);
        RetryPolicy<LlmReply> policy = RetryPolicy.<LlmReply>builder()
                .handleIf(e -> e instanceof LlmException l && l.kind().isRetried())
                .withMaxRetries(options.retries())
                .withDelayFnOn(
                        context -> waits.apply(wait(context.getLastException(), context.getAttemptCount())),
                        LlmException.class)
                .onRetry(e -> ledger.retried())
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
            ledger.answered(reply.usage());
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
