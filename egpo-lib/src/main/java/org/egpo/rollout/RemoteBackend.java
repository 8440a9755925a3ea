package org.egpo.rollout;

import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CancellationException;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.function.Function;
import org.egpo.data.Question;
import org.egpo.llm.CompletionRequest;
import org.egpo.llm.Ledger;
import org.egpo.llm.LlmException;
import org.egpo.llm.LlmOptions;
import org.egpo.llm.LlmReply;
import org.egpo.llm.OpenAiClient;
import org.egpo.policy.ChatTemplate;
import org.egpo.policy.Sampling;
import org.egpo.policy.Tokenizer;
import org.jspecify.annotations.Nullable;

/**
 * A server that speaks OpenAI's protocol for completions: vLLM, llama.cpp's and others (docs/servers.md says what each gives). One
 * request brings the whole group of a prompt where the server can, else it is asked again; several requests are under way at once
 * ({@link LlmOptions#concurrency}), and failures that may pass are tried again. Where a prompt fails in the end, what the others
 * brought is kept, and the same call asks for the rest alone.
 *
 * <p>Log-probabilities at temperature 1 are the server's (before temperature, top-k and top-p). What a server does not tell, the
 * entropies and the log-probabilities at another temperature, comes from scoring the tokens again with a local policy, or stays
 * NaN, with bounds of the entropies. The policy must have the server's weights for the numbers to mean anything.
 */
public final class RemoteBackend implements RolloutBackend {
    /** Most probable tokens to ask for where entropies cannot be computed; servers give at least five. */
    private static final int TOP = 5;

    /** Between the seeds of two requests for one prompt; a prime, so that they do not meet those of other prompts. */
    private static final long NEXT = 1_000_003;

    private final LlmOptions options;
    private final OpenAiClient client;
    private final Function<Question, Prompt> prompts;
    private final @Nullable Tokenizer tokenizer;
    private final @Nullable Rescoring rescoring;
    private final long end;

    /** What was answered in a call that failed as a whole. */
    private final Map<CompletionRequest, LlmReply> paid = new ConcurrentHashMap<>();

    /**
     * Responses without entropies, but with {@link EntropyBounds}.
     *
     * @param template of the served model
     * @param tokenizer of the served model; null for responses without token ids and bounds
     */
    public RemoteBackend(LlmOptions options, ChatTemplate template, @Nullable Tokenizer tokenizer) {
        this(options, question -> Prompts.of(template, question.example()), template, tokenizer, null);
    }

    /**
     * Responses that a local policy scores again.
     *
     * @param policy the served model's weights, tokenizer and template; it is not closed here
     */
    public RemoteBackend(LlmOptions options, Policy policy) {
        this(
                options,
                policy::prompt,
                policy.template(),
                policy.tokenizer(),
                new Rescoring(policy.model(), policy.tokenizer()));
    }

    private RemoteBackend(
            LlmOptions options,
            Function<Question, Prompt> prompts,
            ChatTemplate template,
            @Nullable Tokenizer tokenizer,
            @Nullable Rescoring rescoring) {
        this.prompts = prompts;
        this.options = options;
        this.client = new OpenAiClient(options);
        this.tokenizer = tokenizer;
        this.rescoring = rescoring;
        this.end = tokenizer == null ? -1 : template.endOfTurn(tokenizer);
    }

    /** A server by its address and the model's name there, whose responses a local policy scores again. */
    public static RemoteBackend of(String baseUrl, String model, Policy policy) {
        return new RemoteBackend(options(baseUrl, model), policy);
    }

    /** Options that fit rollouts: ten minutes for an attempt, answers of up to 64 MiB, 16 requests at once. */
    public static LlmOptions options(String baseUrl, String model) {
        return LlmOptions.of(baseUrl, model)
                .withTimeout(Duration.ofMinutes(10))
                .withMaxAnswerBytes(64 << 20)
                .withConcurrency(16);
    }

    /** The question as the served model reads it, by its chat template; in the policy's style where there is one. */
    @Override
    public Prompt prompt(Question question) {
        return prompts.apply(question);
    }

    @Override
    public Response reading(String text) {
        return tokenizer == null ? RolloutBackend.super.reading(text) : Response.given(tokenizer, text);
    }

    /** Requests, retries and tokens so far. */
    public Ledger ledger() {
        return client.ledger();
    }

    /** @throws LlmException when no usable answer came for a prompt, after retries; its message names the prompt */
    @Override
    public List<List<Response>> sample(List<Prompt> prompts, int samples, Sampling sampling) {
        if (samples < 1) {
            throw new IllegalArgumentException("samples is " + samples + "; each prompt needs at least 1 response");
        }
        ExecutorService pool = Executors.newFixedThreadPool(
                Math.max(1, Math.min(options.concurrency(), prompts.size())), RemoteBackend::daemon);
        try {
            List<Future<List<Response>>> asked = new ArrayList<>();
            for (int i = 0; i < prompts.size(); i++) {
                Prompt prompt = prompts.get(i);
                Sampling own = sampling.withSeed(sampling.seed() + i);
                asked.add(pool.submit(() -> ask(prompt, samples, own)));
            }
            List<List<Response>> groups = new ArrayList<>();
            List<RuntimeException> failures = new ArrayList<>();
            for (int i = 0; i < prompts.size(); i++) {
                try {
                    List<Response> group = asked.get(i).get();
                    groups.add(rescoring == null ? group : rescoring.of(prompts.get(i), group, sampling.temperature()));
                } catch (ExecutionException e) {
                    failures.add(
                            e.getCause() instanceof RuntimeException r ? r : new IllegalStateException(e.getCause()));
                }
            }
            if (!failures.isEmpty()) {
                throw failed(failures, groups.size());
            }
            paid.clear();
            return groups;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new CancellationException("sampling was interrupted while waiting for " + client);
        } finally {
            pool.shutdownNow();
        }
    }

    private static RuntimeException failed(List<RuntimeException> failures, int answered) {
        RuntimeException first = failures.get(0);
        return answered > 0 && first instanceof LlmException e
                ? new LlmException(
                        e.kind(),
                        e.getMessage() + "; " + answered
                                + " other prompts are answered and kept, and the same call asks for"
                                + " the rest alone")
                : first;
    }

    private static Thread daemon(Runnable work) {
        Thread thread = new Thread(work, "egpo-remote");
        thread.setDaemon(true);
        return thread;
    }

    private List<Response> ask(Prompt prompt, int samples, Sampling sampling) {
        // Servers refuse several greedy continuations, which would all be the same.
        int wanted = sampling.temperature() == 0 ? 1 : samples;
        List<Response> responses = new ArrayList<>();
        try {
            // Some servers send one continuation whatever was asked for, and the same again for the same seed.
            for (int n = 0; responses.size() < wanted && n < wanted; n++) {
                int missing = wanted - responses.size();
                CompletionRequest request = request(prompt, missing, sampling.withSeed(sampling.seed() + n * NEXT));
                LlmReply reply = paid.get(request);
                if (reply == null) {
                    reply = client.complete(request);
                    paid.put(request, reply);
                }
                if (reply.choices().size() > missing) {
                    throw unusable(
                            "sent " + reply.choices().size() + " responses where " + missing + " were asked for");
                }
                for (LlmReply.Choice choice : reply.choices()) {
                    responses.add(
                            RemoteResponse.of(choice, tokenizer, sampling, request.logprobs(), end, client.toString())
                                    .withOpened(prompt.opensThinking()));
                }
            }
            return wanted == samples ? responses : Collections.nCopies(samples, responses.get(0));
        } catch (LlmException e) {
            throw new LlmException(e.kind(), "no rollouts for " + prompt.id() + ": " + e.getMessage());
        }
    }

    private CompletionRequest request(Prompt prompt, int choices, Sampling s) {
        return new CompletionRequest(
                prompt.text(),
                choices,
                s.temperature(),
                s.topP(),
                s.maxTokens(),
                s.seed(),
                rescoring == null && tokenizer != null ? TOP : 1,
                s.stop(),
                s.topK(),
                true,
                tokenizer != null);
    }

    private LlmException unusable(String what) {
        return new LlmException(LlmException.Kind.MALFORMED, client + " " + what);
    }
}
