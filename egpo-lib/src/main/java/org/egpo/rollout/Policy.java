package org.egpo.rollout;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.stream.IntStream;
import java.util.stream.LongStream;
import org.egpo.data.Question;
import org.egpo.policy.CausalLm;
import org.egpo.policy.ChatTemplate;
import org.egpo.policy.Compute;
import org.egpo.policy.GeneratorCache;
import org.egpo.policy.Learner;
import org.egpo.policy.LearningBatch;
import org.egpo.policy.LossSettings;
import org.egpo.policy.OptimizerSettings;
import org.egpo.policy.Sampling;
import org.egpo.policy.TokenBatch;
import org.egpo.policy.Tokenizer;
import org.jspecify.annotations.Nullable;

/**
 * A language model that answers questions: weights, tokenizer, chat template and end tokens of one folder in the Hugging Face
 * layout. {@link #close} frees them.
 */
public final class Policy implements RolloutBackend {
    /** Responses sampled at once; more need more memory. */
    private static final int BATCH = 64;

    private static final String REMEDY = "write generation_config.json beside the weights: {\"eos_token_id\": %s}.";

    private final CausalLm model;
    private final Tokenizer tokenizer;
    private final ChatTemplate template;
    private final PromptStyle style;
    private final int batch;
    private final @Nullable GeneratorCache cache;

    private Policy(
            CausalLm model,
            Tokenizer tokenizer,
            ChatTemplate template,
            PromptStyle style,
            int batch,
            @Nullable GeneratorCache cache) {
        this.model = model;
        this.tokenizer = tokenizer;
        this.template = template;
        this.style = style;
        this.batch = batch;
        this.cache = cache;
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
            return new Policy(CausalLm.load(folder, compute), tokenizer, template, PromptStyle.AUTO, BATCH, null);
        } catch (RuntimeException e) {
            tokenizer.close();
            throw e;
        }
    }

    /** A policy of parts that were loaded one by one; closing it closes weights and tokenizer. */
    public static Policy of(CausalLm model, Tokenizer tokenizer, ChatTemplate template) {
        return new Policy(model, tokenizer, template, PromptStyle.AUTO, BATCH, null);
    }

    /** Other weights with this policy's tokenizer and template, such as weights in training. Only one of the two is closed. */
    public Policy with(CausalLm weights) {
        return new Policy(weights, tokenizer, template, style, batch, null);
    }

    /** The same policy with prompts of another style ({@link PromptStyle#AUTO}). */
    public Policy withPrompts(PromptStyle prompts) {
        return new Policy(model, tokenizer, template, prompts, batch, null);
    }

    /** The question as the model reads it, written by the model's own chat template. */
    @Override
    public Prompt prompt(Question question) {
        return Prompts.of(template, question.example(), style);
    }

    /** How prompts are written, and what looks wrong with the folder's end tokens: a sentence each. */
    public List<String> notes() {
        List<String> notes = new ArrayList<>();
        boolean shown = template.showsTools();
        boolean rules = style == PromptStyle.RULES || style == PromptStyle.AUTO && !shown;
        notes.add("prompts: "
                + (rules ? "the paper's rules and the tools stand in the system message" : "the model's chat template")
                + (shown
                        ? ""
                        : rules ? ", because the chat template does not show tools" : ", WHICH DOES NOT SHOW TOOLS")
                + " (" + style.name().toLowerCase(Locale.ROOT) + ").");
        List<Integer> ends = new ArrayList<>(model.config().endTokens());
        int end = (int) template.endOfTurn(tokenizer);
        if (end >= 0 && !ends.contains(end)) {
            ends.add(end);
            notes.add(String.format(
                    "the chat template ends a turn with %s (%d), which is no end token of the model, so responses may run on; "
                            + REMEDY,
                    tokenizer.decode(end),
                    end,
                    ends));
        } else if (ends.isEmpty()) {
            notes.add(String.format(
                    "no end token is named, so every response runs to the length limit; " + REMEDY, "[ID]"));
        }
        return notes;
    }

    /** The same policy, with at most so many responses sampled at once (64); all of a group always are. */
    public Policy inBatchesOf(int responses) {
        return new Policy(model, tokenizer, template, style, responses, null);
    }

    @Override
    public Response reading(String text) {
        return Response.given(tokenizer, text);
    }

    @Override
    public int positions() {
        return model.config().maxPositions();
    }

    /** Episodes are played in batches, each from beginning to end, so that keys and values are kept between steps. */
    @Override
    public List<Group> rollouts(List<Question> questions, int samples, Sampling sampling) {
        if (questions.stream().noneMatch(q -> q.dialogue() != null)) {
            return RolloutBackend.super.rollouts(questions, samples, sampling);
        }
        List<Group> all = new ArrayList<>();
        int atOnce = Math.max(1, batch / samples);
        for (int from = 0; from < questions.size(); from += atOnce) {
            List<Question> part = questions.subList(from, Math.min(questions.size(), from + atOnce));
            try (GeneratorCache own = new GeneratorCache(model)) {
                Policy keeping = new Policy(model, tokenizer, template, style, batch, own);
                all.addAll(Episodes.play(keeping, part, samples, sampling.withSeed(sampling.seed() + from)));
            }
        }
        return all;
    }

    @Override
    public List<List<Response>> sample(List<Prompt> prompts, int samples, Sampling sampling) {
        int atOnce = Math.max(batch, samples);
        return new LocalSampler(model, tokenizer, atOnce, done -> {}, cache).sample(prompts, samples, sampling);
    }

    /**
     * The log-probability at temperature 1 of each token of a response, computed anew in one pass over the whole text; in an episode,
     * one for each {@link Response#stretches stretch}, and 0 for tokens that were given to the policy.
     *
     * @param response with token ids of this policy, at least one
     */
    public double[] logProbabilities(Question question, Response response) {
        double[] all = new double[response.length()];
        boolean[] written = response.written();
        long[] prompt = tokenizer.encode(prompt(question).text());
        for (Response.Stretch s : response.stretches(prompt)) {
            LongStream own = Arrays.stream(response.ids(), s.from(), s.to());
            long[] whole = LongStream.concat(Arrays.stream(s.prompt()), own).toArray();
            float[] row = model.score(TokenBatch.rightPadded(List.of(whole), 0), s.prompt().length, 1)
                    .logProbabilities()[0];
            for (int t = s.from(); t < s.to(); t++) {
                all[t] = written[t] ? row[t - s.from()] : 0;
            }
        }
        return all;
    }

    /**
     * One step of supervised learning (SFT) from these responses alone, with AdamW's state begun anew: for a look at what
     * learning does. A run is {@code egpo train --algorithm sft}. Needs three times the memory of the weights on top.
     *
     * @param responses what to learn to say, one for each question: thinking between tags, then the calls
     * @return the loss before the step: mean −log p of the responses' tokens, in nats
     */
    public double learn(List<Question> questions, List<String> responses, double learningRate) {
        if (questions.isEmpty() || questions.size() != responses.size()) {
            throw new IllegalArgumentException(questions.size() + " questions and " + responses.size()
                    + " responses were given; each question needs one, and there must be some");
        }
        List<Prompt> prompts = questions.stream().map(this::prompt).toList();
        List<long[]> learnt = IntStream.range(0, prompts.size())
                .mapToObj(i -> prompts.get(i).demonstration(responses.get(i), template, tokenizer))
                .toList();
        float weight = 1f / learnt.stream().mapToInt(tokens -> tokens.length).sum();
        double loss = 0;
        try (Learner learner = new Learner(model, OptimizerSettings.defaults())) {
            for (int i = 0; i < learnt.size(); i++) {
                long[] prompt = tokenizer.encode(prompts.get(i).text());
                float[][] weights = new float[1][learnt.get(i).length];
                Arrays.fill(weights[0], weight);
                TokenBatch one = TokenBatch.rightPadded(List.of(join(prompt, learnt.get(i))), 0);
                loss += learner.accumulate(
                                LearningBatch.supervised(one, prompt.length, weights), LossSettings.supervised())
                        .loss();
            }
            learner.step(learningRate);
        }
        return loss;
    }

    private static long[] join(long[] prompt, long[] response) {
        return LongStream.concat(Arrays.stream(prompt), Arrays.stream(response)).toArray();
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
