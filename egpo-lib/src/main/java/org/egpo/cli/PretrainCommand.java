package org.egpo.cli;

import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.concurrent.Callable;
import me.tongfei.progressbar.ProgressBar;
import me.tongfei.progressbar.ProgressBarBuilder;
import org.egpo.data.Example;
import org.egpo.data.Examples;
import org.egpo.data.generate.FunctionCallingData;
import org.egpo.policy.CausalLm;
import org.egpo.train.Checkpoints;
import org.egpo.train.Demonstrations;
import org.egpo.train.LearningRate;
import org.egpo.train.SupervisedExample;
import org.egpo.train.SupervisedSettings;
import org.egpo.train.SupervisedTrainer;
import org.egpo.train.TinyModel;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** Makes the tiny model from scratch: tokenizer, then supervised learning of rule-written responses. */
@Command(
        name = "pretrain",
        mixinStandardHelpOptions = true,
        description = "Make the tiny model from the project's own data; stops and goes on where it stopped.")
final class PretrainCommand implements Callable<Integer> {
    @Option(names = "--data", paramLabel = "FILE", description = "Examples (datasets/function-calling/train.jsonl.gz).")
    private Path data;

    @Option(
            names = "--generated",
            paramLabel = "N",
            defaultValue = "0",
            description =
                    "Learn from N fresh examples of the generator instead of a file; questions of dev and test are left out.")
    private int generated;

    @Option(names = "--out", paramLabel = "DIR", description = "Folder of the model (datasets/models/egpo-tiny).")
    private Path out;

    @Option(
            names = "--start",
            paramLabel = "DIR",
            description = "Model to go on from, tokenizer included, instead of random weights.")
    private Path start;

    @Option(names = "--epochs", defaultValue = "6", description = "Times each example is learnt (${DEFAULT-VALUE}).")
    private int epochs;

    @Option(
            names = "--variants",
            defaultValue = "2",
            description = "Responses written for each example (${DEFAULT-VALUE}).")
    private int variants;

    @Option(names = "--batch", defaultValue = "32", description = "Examples of one step (${DEFAULT-VALUE}).")
    private int batch;

    @Option(names = "--hidden", defaultValue = "192", description = "Width of the model (${DEFAULT-VALUE}).")
    private int hidden;

    @Option(names = "--layers", defaultValue = "6", description = "Layers of the model (${DEFAULT-VALUE}).")
    private int layers;

    @Option(names = "--vocabulary", defaultValue = "1536", description = "Tokens of the vocabulary (${DEFAULT-VALUE}).")
    private int vocabulary;

    @Option(names = "--rate", defaultValue = "2e-3", description = "Highest learning rate (${DEFAULT-VALUE}).")
    private double rate;

    @Option(names = "--seed", defaultValue = "2508", description = "Seed (${DEFAULT-VALUE}).")
    private long seed;

    @Override
    public Integer call() throws IOException {
        Path root = ProjectRoot.find();
        Path target = out == null ? root.resolve("datasets/models/egpo-tiny") : out;
        List<Example> examples = examples(root.resolve("datasets/function-calling"));
        TinyModel tiny = new TinyModel(target);
        if (start == null) {
            tiny.makeTokenizer(examples, new Demonstrations(seed), vocabulary);
        } else {
            tiny.takeTokenizer(start);
        }
        Demonstrations demonstrations = new Demonstrations(seed + 1);
        List<SupervisedExample> encoded = new java.util.ArrayList<>();
        for (int i = 0; i < variants; i++) {
            encoded.addAll(tiny.encode(examples, demonstrations, 512));
        }
        String name = target.getFileName() + (start == null ? "" : "-continued-" + seed);
        Path work = root.resolve("target/pretrain").resolve(name);
        SupervisedSettings settings = new SupervisedSettings(
                epochs, batch, new LearningRate(rate, 200, LearningRate.Shape.COSINE), 200, seed);
        Path log = target.resolve(start == null ? "training-log.csv" : "training-log-continued.csv");
        try (ProgressBar bar = new ProgressBarBuilder().setTaskName("pretrain").build()) {
            SupervisedTrainer trainer =
                    new SupervisedTrainer(settings, new Checkpoints(work, 2), step -> report(step, bar, log));
            CausalLm first = start == null ? tiny.random(hidden, layers, seed) : CausalLm.load(start);
            try (CausalLm model = trainer.train(first, encoded)) {
                tiny.save(model);
                System.out.printf(
                        Locale.ROOT, "%s: %,d weights%n", target, model.config().parameters());
            }
        }
        return 0;
    }

    private List<Example> examples(Path own) throws IOException {
        if (generated == 0) {
            return Examples.read(data == null ? own.resolve("train.jsonl.gz") : data);
        }
        Set<String> kept = new HashSet<>();
        for (String split : List.of("dev", "test")) {
            Examples.read(own.resolve(split + ".jsonl.gz")).forEach(e -> kept.add(e.question()));
        }
        return FunctionCallingData.generate(seed, generated, 0, 0).get("train").stream()
                .filter(e -> !kept.contains(e.question()))
                .toList();
    }

    private static void report(SupervisedTrainer.Step s, ProgressBar bar, Path log) {
        bar.maxHint(s.steps());
        bar.stepTo(s.step());
        bar.setExtraMessage(String.format(Locale.ROOT, "loss %.3f", s.loss()));
        if (s.step() % 20 != 0 && s.step() != s.steps()) {
            return;
        }
        try (PrintWriter w =
                new PrintWriter(Files.newBufferedWriter(log, StandardOpenOption.CREATE, StandardOpenOption.APPEND))) {
            if (Files.size(log) == 0) {
                w.println("step,loss,gradient_norm,learning_rate,tokens");
            }
            w.printf(
                    Locale.ROOT,
                    "%d,%.5f,%.4f,%.6g,%d%n",
                    s.step(),
                    s.loss(),
                    s.gradientNorm(),
                    s.learningRate(),
                    s.tokens());
        } catch (IOException e) {
            throw new java.io.UncheckedIOException(e);
        }
    }
}
