package org.egpo.cli;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.SplittableRandom;
import java.util.concurrent.Callable;
import java.util.concurrent.CancellationException;
import java.util.function.Function;
import java.util.stream.Stream;
import me.tongfei.progressbar.ProgressBar;
import me.tongfei.progressbar.ProgressBarBuilder;
import org.egpo.data.Dialogue;
import org.egpo.data.Example;
import org.egpo.data.Examples;
import org.egpo.data.Question;
import org.egpo.data.Questions;
import org.egpo.datasets.Demonstrations;
import org.egpo.datasets.FunctionCallingData;
import org.egpo.datasets.OrderingTask;
import org.egpo.datasets.ScenarioData;
import org.egpo.datasets.TinyModel;
import org.egpo.policy.CausalLm;
import org.egpo.rollout.PromptStyle;
import org.egpo.train.Checkpoints;
import org.egpo.train.LearningRate;
import org.egpo.train.StepCsv;
import org.egpo.train.SupervisedExample;
import org.egpo.train.SupervisedSettings;
import org.egpo.train.SupervisedTrainer;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** Makes the tiny model from scratch: tokenizer, then supervised learning of rule-written responses. */
@Command(name = "pretrain", mixinStandardHelpOptions = true)
final class PretrainCommand implements Callable<Integer> {
    @Option(names = "--data", paramLabel = "FILE")
    private @Nullable Path data;

    @Option(names = "--generated", paramLabel = "N", defaultValue = "0")
    private int generated;

    @Option(names = "--dialogues", paramLabel = "N", defaultValue = "0")
    private int dialogues;

    @Option(names = "--ordering", paramLabel = "rare|hard|mirror")
    private @Nullable OrderingTask ordering;

    @Option(names = "--texts", paramLabel = "code|prose")
    private OrderingTask.@Nullable Writing texts;

    @Option(names = "--out", paramLabel = "DIR")
    private @Nullable Path out;

    @Option(names = "--start", paramLabel = "DIR")
    private @Nullable Path start;

    @Option(names = "--epochs", defaultValue = "4")
    private int epochs;

    @Option(names = "--variants", defaultValue = "2")
    private int variants;

    @Option(names = "--batch", defaultValue = "32")
    private int batch;

    @Option(names = "--hidden", defaultValue = "160")
    private int hidden;

    @Option(names = "--layers", defaultValue = "4")
    private int layers;

    @Option(names = "--vocabulary", defaultValue = "1536")
    private int vocabulary;

    @Option(names = "--rate", defaultValue = "3e-3")
    private double rate;

    @Option(names = "--seed", defaultValue = "2508")
    private long seed;

    @Override
    public Integer call() throws IOException {
        if (texts != null && ordering == null) {
            throw new IllegalArgumentException("--texts says what to read of a world: give --ordering too");
        }
        Path root = ProjectRoot.find();
        Path target = out == null ? root.resolve("target/egpo-tiny") : out;
        List<Example> examples = dialogues > 0 ? List.of() : examples(root.resolve("datasets"));
        TinyModel tiny = new TinyModel(target);
        if (start == null) {
            tiny.makeTokenizer(examples, vocabularyOf(new Demonstrations(seed)), vocabulary);
        } else {
            tiny.takeTokenizer(start);
        }
        Demonstrations demonstrations = new Demonstrations(seed + 1);
        Function<Example, String> responses = responses(demonstrations, seed + 1);
        List<SupervisedExample> encoded = new ArrayList<>();
        List<Question> scenarios = dialogues > 0 ? scenarios(root.resolve("target/scenarios")) : List.of();
        for (int i = 0; i < variants; i++) {
            encoded.addAll(tiny.encodeDialogues(scenarios, demonstrations, PromptStyle.AUTO, 1024));
            encoded.addAll(tiny.encode(examples, responses, PromptStyle.AUTO, 512));
        }
        SupervisedSettings settings = new SupervisedSettings(
                0, epochs, batch, batch, new LearningRate(rate, 200, LearningRate.Shape.COSINE), 200, seed);
        Checkpoints checkpoints = new Checkpoints(
                root.resolve("target/pretrain").resolve(target.getFileName() + "-" + identity(settings, encoded)), 2);
        int done = checkpoints.latest().map(Checkpoints.Checkpoint::step).orElse(0);
        StepCsv log =
                new StepCsv(target.resolve(start == null ? "training-log.csv" : "training-log-continued.csv"), done);
        try (StopAtCheckpoint stop = new StopAtCheckpoint();
                ProgressBar bar =
                        new ProgressBarBuilder().setTaskName("pretrain").build()) {
            SupervisedTrainer trainer = new SupervisedTrainer(settings, checkpoints, step -> report(step, bar, log));
            CausalLm first = start == null ? tiny.random(hidden, layers, seed) : CausalLm.load(start);
            try (CausalLm model = trainer.train(first, encoded)) {
                tiny.save(model);
                System.out.printf(
                        Locale.ROOT, "%s: %,d weights%n", target, model.config().parameters());
            }
        } catch (CancellationException e) {
            System.err.println("egpo: stopped, and a checkpoint is written; the same command goes on from there.");
            return 130;
        }
        return 0;
    }

    /** What a tokenizer learns from: whichever texts a base reads first, its words are those of both kinds and of demonstrations. */
    private Function<Example, String> vocabularyOf(Demonstrations demonstrations) {
        SplittableRandom random = new SplittableRandom(seed);
        OrderingTask world = ordering;
        return texts == null || world == null
                ? responses(demonstrations, seed)
                : e -> world.response(e, random)
                        + world.text(e, OrderingTask.Writing.CODE)
                        + world.text(e, OrderingTask.Writing.PROSE);
    }

    private Function<Example, String> responses(Demonstrations demonstrations, long drawn) {
        SplittableRandom random = new SplittableRandom(drawn);
        OrderingTask world = ordering;
        return world == null
                ? demonstrations::response
                : e -> texts == null ? world.response(e, random) : world.text(e, texts);
    }

    /** Tells runs apart: only the same run, from the same weights, may go on from its checkpoints. */
    private String identity(SupervisedSettings settings, List<SupervisedExample> examples) throws IOException {
        int all = Objects.hash(settings.epochs(), settings.batch(), rate, seed, hidden, layers);
        for (Path file : weights()) {
            all = 31 * all + Arrays.hashCode(Files.readAllBytes(file));
        }
        for (SupervisedExample e : examples) {
            all = 31 * (31 * all + Arrays.hashCode(e.prompt())) + Arrays.hashCode(e.response());
        }
        return Integer.toHexString(all);
    }

    private List<Path> weights() throws IOException {
        if (start == null) {
            return List.of();
        }
        try (Stream<Path> files = Files.list(start)) {
            return files.filter(f -> f.toString().endsWith(".safetensors"))
                    .sorted()
                    .toList();
        }
    }

    /** Drawn as those of the project are, dev and test first, so that none of theirs comes again. */
    private List<Question> scenarios(Path folder) throws IOException {
        Map<String, Integer> sizes = new LinkedHashMap<>(ScenarioData.SIZES);
        sizes.put("train", 0);
        sizes.put("more", dialogues);
        ScenarioData.write(folder, ScenarioData.SEED, sizes);
        return Questions.dialogues(folder.resolve("more"), Dialogue.MAX_STEPS, Dialogue.MAX_TOKENS);
    }

    private List<Example> examples(Path datasets) throws IOException {
        Path own = datasets.resolve(ordering == null ? "function-calling" : ordering.folder());
        if (generated == 0) {
            return Examples.read(data == null ? own.resolve("train.jsonl.gz") : data);
        }
        Set<String> kept = new HashSet<>();
        for (String split : List.of("dev", "test")) {
            Examples.read(own.resolve(split + ".jsonl.gz")).forEach(e -> kept.add(e.question()));
        }
        return FunctionCallingData.generate(seed, generated, 0, 0).getOrDefault("train", List.of()).stream()
                .filter(e -> !kept.contains(e.question()))
                .toList();
    }

    private static void report(SupervisedTrainer.Step s, ProgressBar bar, StepCsv log) {
        bar.maxHint(s.steps());
        bar.stepTo(s.step());
        bar.setExtraMessage(String.format(Locale.ROOT, "loss %.3f", s.loss()));
        if (s.step() % 20 != 0 && s.step() != s.steps()) {
            return;
        }
        Map<String, Object> row = new LinkedHashMap<>();
        row.put("step", s.step());
        row.put("loss", s.loss());
        row.put("gradient_norm", s.gradientNorm());
        row.put("learning_rate", s.learningRate());
        row.put("tokens", s.tokens());
        try {
            log.add(row);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
