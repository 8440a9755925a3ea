package org.egpo.rollout;

import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.stream.IntStream;
import java.util.stream.LongStream;
import org.egpo.data.Question;
import org.egpo.policy.CausalLm;
import org.egpo.policy.ChatTemplate;
import org.egpo.policy.Compute;
import org.egpo.policy.Sampling;
import org.egpo.policy.TokenBatch;
import org.egpo.policy.Tokenizer;

/**
 * A language model that answers questions: weights, tokenizer, chat template and end tokens of one folder in the Hugging Face
 * layout. {@link #close} frees them.
 */
public final class Policy implements RolloutBackend {
    /** Responses sampled at once; more need more memory. */
    private static final int BATCH = 64;

    private final CausalLm model;
    private final Tokenizer tokenizer;
    private final ChatTemplate template;

    private final int batch;

    private Policy(CausalLm model, Tokenizer tokenizer, ChatTemplate template, int batch) {
        this.model = model;
        this.tokenizer = tokenizer;
        this.template = template;
        this.batch = batch;
    }

    /** Loads a folder onto the device that {@code EGPO_DEVICE} and {@code EGPO_PRECISION} name; the CPU where they are not set. */
    public static Policy load(Path folder) {
        return load(folder, Compute.fromEnvironment());
    }

    /**
     * Loads a folder.
     *
     * @throws org.egpo.policy.ModelException naming the file that is missing or does not fit
     */
    public static Policy load(Path folder, Compute compute) {
        ChatTemplate template = ChatTemplate.load(folder);
        Tokenizer tokenizer = Tokenizer.load(folder);
        try {
            return new Policy(CausalLm.load(folder, compute), tokenizer, template, BATCH);
        } catch (RuntimeException e) {
            tokenizer.close();
            throw e;
        }
    }

    /** A policy of parts that were loaded one by one; closing it closes weights and tokenizer. */
    public static Policy of(CausalLm model, Tokenizer tokenizer, ChatTemplate template) {
        return new Policy(model, tokenizer, template, BATCH);
    }

    /** Other weights with this policy's tokenizer and template, such as weights in training. Only one of the two is closed. */
    public Policy with(CausalLm weights) {
        return new Policy(weights, tokenizer, template, batch);
    }

    /** The question as the model reads it, written by the model's own chat template. */
    @Override
    public Prompt prompt(Question question) {
        return Prompts.of(template, question.example());
    }

    /** The same policy, with at most so many responses sampled at once (64); all of a group always are. */
    public Policy inBatchesOf(int responses) {
        return new Policy(model, tokenizer, template, responses);
    }

    @Override
    public List<List<Response>> sample(List<Prompt> prompts, int samples, Sampling sampling) {
        int atOnce = Math.max(batch, samples);
        return new LocalSampler(model, tokenizer, atOnce, done -> {}).sample(prompts, samples, sampling);
    }

    /**
     * The log-probability at temperature 1 of each token of a response, computed anew in one pass over the whole text.
     *
     * @param response with token ids of this policy, at least one
     */
    public double[] logProbabilities(Question question, Response response) {
        long[] prompt = tokenizer.encode(prompt(question).text());
        long[] whole = LongStream.concat(Arrays.stream(prompt), Arrays.stream(response.ids()))
                .toArray();
        float[] row = model.score(TokenBatch.rightPadded(List.of(whole), 0), prompt.length, 1)
                .logProbabilities()[0];
        return IntStream.range(0, row.length).mapToDouble(t -> row[t]).toArray();
    }

    /** The weights, with all that can be done with them alone: logits, scores, samples of token ids. */
    public CausalLm model() {
        return model;
    }

    public Tokenizer tokenizer() {
        return tokenizer;
    }

    public ChatTemplate template() {
        return template;
    }

    /** Architecture, size and place, such as {@code Qwen3, 1,024,512 parameters in 4 layers, 2,048 tokens, 4.1 MB, on cpu, fp32}. */
    @Override
    public String toString() {
        return String.format(
                Locale.ROOT,
                "%s, %,d parameters in %d layers, %,d tokens, %.1f MB, on %s",
                model.config().architecture(),
                model.config().parameters(),
                model.config().layers(),
                model.config().vocabulary(),
                model.weightBytes() / 1e6,
                model.compute());
    }

    @Override
    public void close() {
        model.close();
        tokenizer.close();
    }
}
