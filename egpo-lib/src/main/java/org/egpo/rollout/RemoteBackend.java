package org.egpo.rollout;

import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.CancellationException;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.egpo.llm.CompletionRequest;
import org.egpo.llm.Ledger;
import org.egpo.llm.LlmException;
import org.egpo.llm.LlmOptions;
import org.egpo.llm.LlmReply;
import org.egpo.llm.OpenAiClient;
import org.egpo.policy.CausalLm;
import org.egpo.policy.SamplingOptions;
import org.egpo.policy.Tokenizer;

/**
 * A server that speaks OpenAI's protocol and reports log-probabilities of completions, such as vLLM. One request brings
 * the whole group of a prompt; several are under way at once ({@link LlmOptions#concurrency}), and failures that may pass
 * are tried again.
 *
 * <p>Log-probabilities at temperature 1 are the server's (vLLM reports them before temperature, top-k and top-p). What a
 * server does not tell, the entropies and the log-probabilities at another temperature, comes from scoring the tokens
 * again with a local policy, or stays NaN. The policy must have the server's weights for the numbers to mean anything.
 */
public final class RemoteBackend implements RolloutBackend {
    private final LlmOptions options;
    private final OpenAiClient client;
    private final Tokenizer tokenizer;
    private final Rescoring rescoring;

    /** Responses without token ids and entropies. */
    public RemoteBackend(LlmOptions options) {
        this(options, null, null);
    }

    /**
     * @param tokenizer that of the served model; null where there is none, then ids are missing
     * @param policy scores the responses again; null for none, then entropies are missing. It is not closed here
     */
    public RemoteBackend(LlmOptions options, Tokenizer tokenizer, CausalLm policy) {
        if (policy != null && tokenizer == null) {
            throw new IllegalArgumentException(
                    "responses can be scored again only by token ids; give the tokenizer of the served model too");
        }
        this.options = options;
        this.client = new OpenAiClient(options);
        this.tokenizer = tokenizer;
        this.rescoring = policy == null ? null : new Rescoring(policy, tokenizer);
    }

    /** Options that fit rollouts: ten minutes for an attempt, answers of up to 64 MiB, 16 requests at once. */
    public static LlmOptions options(String baseUrl, String model) {
        return LlmOptions.of(baseUrl, model)
                .withTimeout(Duration.ofMinutes(10))
                .withMaxAnswerBytes(64 << 20)
                .withConcurrency(16);
    }

    /** Requests, retries and tokens so far. */
    public Ledger ledger() {
        return client.ledger();
    }

    /** @throws LlmException when no usable answer came for a prompt, after retries; its message names the prompt */
    @Override
    public List<RolloutGroup> sample(List<Prompt> prompts, int samples, SamplingOptions sampling) {
        if (samples < 1) {
            throw new IllegalArgumentException("samples is " + samples + "; each prompt needs at least 1 response");
        }
        ExecutorService pool = Executors.newFixedThreadPool(
                Math.max(1, Math.min(options.concurrency(), prompts.size())), RemoteBackend::daemon);
        try {
            List<Future<RolloutGroup>> asked = new ArrayList<>();
            for (int i = 0; i < prompts.size(); i++) {
                Prompt prompt = prompts.get(i);
                SamplingOptions own = sampling.withSeed(sampling.seed() + i);
                asked.add(pool.submit(() -> ask(prompt, samples, own)));
            }
            List<RolloutGroup> groups = new ArrayList<>();
            for (int i = 0; i < prompts.size(); i++) {
                RolloutGroup group = asked.get(i).get();
                groups.add(rescoring == null ? group : rescoring.of(prompts.get(i), group, sampling.temperature()));
            }
            return groups;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new CancellationException("sampling was interrupted while waiting for " + client);
        } catch (ExecutionException e) {
            throw e.getCause() instanceof RuntimeException r ? r : new IllegalStateException(e.getCause());
        } finally {
            pool.shutdownNow();
        }
    }

    private static Thread daemon(Runnable work) {
        Thread thread = new Thread(work, "egpo-remote");
        thread.setDaemon(true);
        return thread;
    }

    private RolloutGroup ask(Prompt prompt, int samples, SamplingOptions sampling) {
        boolean greedy = sampling.temperature() == 0;
        try {
            // Servers refuse several greedy continuations, which would all be the same.
            LlmReply reply = client.complete(request(prompt, greedy ? 1 : samples, sampling));
            if (reply.choices().size() != (greedy ? 1 : samples)) {
                throw unusable("sent " + reply.choices().size() + " responses where " + samples + " were asked for");
            }
            List<Response> responses = new ArrayList<>();
            for (LlmReply.Choice choice : reply.choices()) {
                responses.add(RemoteResponse.of(choice, tokenizer, sampling, client.toString()));
            }
            return new RolloutGroup(prompt.id(), greedy ? Collections.nCopies(samples, responses.get(0)) : responses);
        } catch (LlmException e) {
            throw new LlmException(e.kind(), "no rollouts for " + prompt.id() + ": " + e.getMessage());
        }
    }

    private CompletionRequest request(Prompt prompt, int choices, SamplingOptions s) {
        return new CompletionRequest(
                prompt.text(),
                choices,
                s.temperature(),
                s.topP(),
                s.maxTokens(),
                s.seed(),
                0,
                s.stop(),
                s.topK(),
                true,
                tokenizer != null);
    }

    private LlmException unusable(String what) {
        return new LlmException(LlmException.Kind.MALFORMED, client + " " + what);
    }
}
