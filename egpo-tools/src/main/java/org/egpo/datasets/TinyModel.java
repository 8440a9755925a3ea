package org.egpo.datasets;

import ai.djl.Device;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.function.Function;
import org.egpo.call.Resources;
import org.egpo.data.Example;
import org.egpo.data.Question;
import org.egpo.data.WholeFile;
import org.egpo.policy.CausalLm;
import org.egpo.policy.ChatTemplate;
import org.egpo.policy.ModelConfig;
import org.egpo.policy.ModelConfig.Architecture;
import org.egpo.policy.ModelConfig.Rope;
import org.egpo.policy.Sampling;
import org.egpo.policy.Tokenizer;
import org.egpo.rollout.Prompt;
import org.egpo.rollout.PromptStyle;
import org.egpo.rollout.Prompts;
import org.egpo.rollout.Response;
import org.egpo.train.SupervisedExample;

/**
 * Makes {@code egpo-tiny}, a Qwen3-shaped model small enough to train on two processor cores: tokenizer, template, weights,
 * all from the project's own data.
 *
 * @param folder where the model's files are written
 */
public record TinyModel(Path folder) {
    private static final List<String> SPECIAL =
            List.of("<|endoftext|>", "<|im_start|>", "<|im_end|>", "<think>", "</think>");

    /**
     * Writes the tokenizer, learnt from the texts that the model will read and write, and the chat template.
     *
     * @param demonstrations a response to an example, another each time
     * @param vocabulary number of tokens
     */
    public void makeTokenizer(List<Example> examples, Function<Example, String> demonstrations, int vocabulary)
            throws IOException {
        Files.createDirectories(folder);
        for (String name : List.of("chat_template.jinja", "tokenizer_config.json")) {
            WholeFile.write(folder.resolve(name), Resources.text(TinyModel.class, name));
        }
        ChatTemplate template = ChatTemplate.load(folder);
        BpeTrainer trainer = new BpeTrainer(SPECIAL);
        for (Example e : examples) {
            trainer.add(Prompts.of(template, e).text());
            trainer.add(demonstrations.apply(e));
        }
        WholeFile.write(folder.resolve("tokenizer.json"), trainer.train(vocabulary));
    }

    /** Takes over the tokenizer and the chat template of a model that is to be trained further. */
    public void takeTokenizer(Path model) throws IOException {
        Files.createDirectories(folder);
        for (String name : List.of("chat_template.jinja", "tokenizer_config.json", "tokenizer.json")) {
            Path file = model.resolve(name);
            if (!file.toAbsolutePath().equals(folder.resolve(name).toAbsolutePath())) {
                WholeFile.write(folder.resolve(name), Files.readString(file));
            }
        }
    }

    /**
     * The examples as token ids, with a response for each that ends as the template ends a turn. Examples longer than the limit
     * are left out, and their number is told.
     */
    public List<SupervisedExample> encode(
            List<Example> examples, Function<Example, String> demonstrations, PromptStyle style, int maxTokens) {
        ChatTemplate template = ChatTemplate.load(folder);
        List<SupervisedExample> all = new ArrayList<>();
        try (Tokenizer tokenizer = Tokenizer.load(folder)) {
            for (Example e : examples) {
                Prompt prompt = Prompts.of(template, e, style);
                SupervisedExample one = new SupervisedExample(
                        tokenizer.encode(prompt.text()),
                        prompt.demonstration(demonstrations.apply(e), template, tokenizer));
                if (one.length() <= maxTokens) {
                    all.add(one);
                }
            }
        }
        if (all.size() < examples.size()) {
            System.err.printf(
                    "egpo: %,d of %,d examples have more than %,d tokens and are left out.%n",
                    examples.size() - all.size(), examples.size(), maxTokens);
        }
        return all;
    }

    /** Episodes of dialogues as token ids, each in as many examples as it has stretches; those that do not fit are left out. */
    public List<SupervisedExample> encodeDialogues(
            List<Question> dialogues, Demonstrations demonstrations, PromptStyle style, int maxTokens) {
        ChatTemplate template = ChatTemplate.load(folder);
        List<SupervisedExample> all = new ArrayList<>();
        Sampling step = Sampling.greedy().withMaxTokens(1);
        try (Tokenizer tokenizer = Tokenizer.load(folder)) {
            for (Question q : dialogues) {
                Recital recital = new Recital(
                        template,
                        tokenizer,
                        style,
                        maxTokens,
                        demonstrations.episode(q).iterator());
                Response episode =
                        recital.rollouts(List.of(q), 1, step).get(0).responses().get(0);
                boolean[] written = episode.written();
                long[] prompt = tokenizer.encode(recital.prompt(q).text());
                for (Response.Stretch s : episode.stretches(prompt)) {
                    SupervisedExample one = new SupervisedExample(
                            s.prompt(),
                            Arrays.copyOfRange(episode.ids(), s.from(), s.to()),
                            Arrays.copyOfRange(written, s.from(), s.to()));
                    if (one.length() <= maxTokens) {
                        all.add(one);
                    }
                }
            }
        }
        return all;
    }

    /** A model of this shape with random weights. */
    public CausalLm random(int hidden, int layers, long seed) {
        try (Tokenizer tokenizer = Tokenizer.load(folder)) {
            ModelConfig config = new ModelConfig(
                    Architecture.QWEN3,
                    hidden,
                    layers,
                    hidden / 32,
                    Math.max(1, hidden / 96),
                    32,
                    hidden * 8 / 3 / 32 * 32,
                    tokenizer.size(),
                    1e-6,
                    new Rope(10_000, null),
                    true,
                    1024,
                    List.of((int) tokenizer.id("<|im_end|>")));
            return CausalLm.random(config, seed, Device.cpu());
        }
    }

    /** Writes the weights beside the tokenizer, as 16-bit floats. */
    public void save(CausalLm model) throws IOException {
        model.save(folder, CausalLm.Storage.FLOAT16);
    }
}
