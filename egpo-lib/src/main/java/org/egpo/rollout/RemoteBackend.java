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
import org.egpo.data.Question;
import org.egpo.llm.CompletionRequest;
import org.egpo.llm.Ledger;
import org.egpo.llm.LlmException;
import org.egpo.llm.LlmOptions;
import org.egpo.llm.LlmReply;
import org.egpo.llm.OpenAiClient;
import org.egpo.policy.CausalLm;
import org.egpo.policy.ChatTemplate;
import org.egpo.policy.Sampling;
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
    private final ChatTemplate template;
    private final Tokenizer tokenizer;
    private final Rescoring rescoring;

    /**
     * Responses without token ids and entropies.
     *
     * @param template of the served model
     */
    public RemoteBackend(LlmOptions options, ChatTemplate template) {
        this(options, template, null, null);
    }

    /**
     * Responses with token ids, without entropies.
     *
     * @param template of the served model
     * @param tokenizer of the served model
     */
    public RemoteBackend(LlmOptions options, ChatTemplate template, Tokenizer tokenizer) {
        this(options, template, tokenizer, null);
    }

    /**
     * Responses that a local policy scores again.
     *
     * @param policy the served model's weights, tokenizer and template; it is not closed here
     */
    public RemoteBackend(LlmOptions options, Policy policy) {
        this(options, policy.template(), policy.tokenizer(), policy.model());
    }

    RemoteBackend(LlmOptions options, ChatTemplate template, Tokenizer tokenizer, CausalLm policy) {
        this.template = template;
        this.options = options;
        this.client = new OpenAiClient(options);
        this.tokenizer = tokenizer;
        this.rescoring = policy == null ? null : new Rescoring(policy, tokenizer);
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

    /** The question as the served model reads it, by its chat template. */
    @Override
    public Prompt prompt(Question question) {
        return Prompts.of(template, question.example());
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
            for (int i = 0; i < prompts.size(); i++) {
                List<Response> group = asked.get(i).get();
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

    private List<Response> ask(Prompt prompt, int samples, Sampling sampling) {
        boolean greedy = sampling.temperature() == 0;
        try {
            // Servers refuse several greedy continuations, which would all be the same.
            LlmReply reply = client.complete(request(prompt, greedy ? 1 : samples, sampling));
            if (reply.choices().size() != (greedy ? 1 : samples)) {
                throw unusable("sent " + reply.choices().size() + " responses where " + samples + " were asked for");
            }
            List<Response> responses = new ArrayList<>();
            for (LlmReply.Choice choice : reply.choices()) {
                responses.add(RemoteResponse.of(choice, tokenizer, sampling, client.toString())
                        .withOpened(prompt.opensThinking()));
            }
            return greedy ? Collections.nCopies(samples, responses.get(0)) : responses;
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
