package org.egpo.cli;

import java.io.IOException;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.concurrent.CancellationException;
import me.tongfei.progressbar.ProgressBar;
import me.tongfei.progressbar.ProgressBarBuilder;
import org.egpo.advantage.GroupAdvantages;
import org.egpo.data.Example;
import org.egpo.data.Question;
import org.egpo.data.Splits;
import org.egpo.datasets.Demonstrations;
import org.egpo.datasets.TinyModel;
import org.egpo.policy.EngineInfo;
import org.egpo.train.ReinforcementTrainer;
import org.egpo.train.SettingsYaml;
import org.egpo.train.StepCsv;
import org.egpo.train.StepMetrics;
import org.egpo.train.SupervisedExample;
import org.egpo.train.SupervisedRun;
import org.egpo.train.Training;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Model.OptionSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** {@code egpo train}: a run of SFT, GRPO or EGPO in a folder of its own. */
@Command(name = "train", mixinStandardHelpOptions = true, sortOptions = false)
final class TrainCommand implements Callable<Integer> {
    private static final List<String> OWN = List.of("--out", "--model", "--data", "--settings", "--set", "--task");

    @Spec
    private CommandSpec spec;

    @Mixin
    private DialogueOptions dialogues;

    @Option(names = "--algorithm", required = true, paramLabel = "sft|grpo|egpo|gtpo|grpo_s")
    private String algorithm;

    @Option(names = "--model", required = true, paramLabel = "DIR")
    private Path model;

    @Option(names = "--out", required = true, paramLabel = "DIR")
    private Path out;

    @Option(names = "--data", paramLabel = "DIR")
    private Path data;

    @Option(names = "--settings", paramLabel = "FILE")
    private Path settings;

    @Option(names = "--steps", paramLabel = "N")
    private String steps;

    @Option(names = "--seed", paramLabel = "N")
    private String seed;

    @Option(names = "--lambda", paramLabel = "X")
    private String lambda;

    @Option(names = "--alpha", paramLabel = "X")
    private String alpha;

    @Option(names = "--entropy-over", paramLabel = "thinking|response|step|token")
    private String entropyOver;

    @Option(names = "--no-clip-bonus")
    private boolean noClipBonus;

    @Option(names = "--prompt", paramLabel = "auto|template|rules")
    private String prompt;

    @Option(names = "--strict-start")
    private boolean strictStart;

    @Option(names = "--reward", paramLabel = "KIND")
    private String reward;

    @Option(names = "--learning-rate", paramLabel = "X")
    private String learningRate;

    @Option(names = "--group-size", paramLabel = "N")
    private String groupSize;

    @Option(names = "--prompts-per-step", paramLabel = "N")
    private String promptsPerStep;

    @Option(names = "--micro-batch", paramLabel = "N")
    private String microBatch;

    @Option(names = "--max-tokens", paramLabel = "N")
    private String maxTokens;

    @Option(names = "--kl-coefficient", paramLabel = "X")
    private String klCoefficient;

    @Option(names = "--eval-every", paramLabel = "N")
    private String evalEvery;

    @Option(names = "--eval-prompts", paramLabel = "N")
    private String evalPrompts;

    @Option(names = "--checkpoint-every", paramLabel = "N")
    private String checkpointEvery;

    @Option(names = "--rollouts-every", paramLabel = "N")
    private String rolloutsEvery;

    @Option(names = "--set", paramLabel = "NAME=VALUE")
    private Map<String, String> others = new LinkedHashMap<>();

    @Option(names = "--threads", paramLabel = "N")
    private Integer threads;

    @Override
    public Integer call() throws Exception {
        Map<String, String> changes = changes();
        Path folder = data == null ? ProjectRoot.find().resolve("datasets/function-calling") : data;
        boolean supervised = algorithm.equalsIgnoreCase("sft");
        Training training = supervised ? null : Training.egpo(model).set(changes);
        SupervisedRun.Settings sft = supervised ? SupervisedRun.Settings.of(changes) : null;
        if (threads != null) {
            EngineInfo.useThreads(threads);
        }
        Splits questions = dialogues.isMultiTurn() ? dialogues.splits(data) : Splits.read(folder);
        try (StopAtCheckpoint stop = new StopAtCheckpoint();
                ProgressBar bar = new ProgressBarBuilder()
                        .setTaskName(algorithm.toLowerCase(Locale.ROOT))
                        .setInitialMax(
                                supervised ? 1 : training.settings().training().steps())
                        .build()) {
            if (supervised) {
                Demonstrations written = new Demonstrations(sft.training().seed());
                TinyModel tiny = new TinyModel(model);
                List<Example> examples =
                        questions.train().stream().map(Question::example).toList();
                List<SupervisedExample> lessons = dialogues.isMultiTurn()
                        ? tiny.encodeDialogues(questions.train(), written, sft.prompt(), 1024)
                        : tiny.encode(examples, written::response, sft.prompt(), 1024);
                new SupervisedRun(out, model, sft, lessons, questions, s -> {
                            bar.maxHint(s.steps());
                            bar.stepTo(s.step());
                            bar.setExtraMessage(String.format(Locale.ROOT, "loss %.3f", s.loss()));
                        })
                        .run(command());
            } else {
                training.questions(questions).onStep(new Bar(bar, strictStart)).run(out, command());
            }
        } catch (CancellationException e) {
            System.err.println("egpo: stopped, and a checkpoint is written; the same command goes on from there.");
            return 130;
        }
        report();
        return 0;
    }

    /** Settings of the file, then of the options, which are named as the settings are. */
    private Map<String, String> changes() throws IOException {
        Map<String, String> all = new LinkedHashMap<>();
        if (settings != null) {
            all.putAll(SettingsYaml.read(settings));
        }
        for (OptionSpec option : spec.options()) {
            String name = option.longestName();
            if (!OWN.contains(name) && name.startsWith("--") && option.getValue() instanceof String value) {
                all.put(name.substring(2).replace('-', '_'), value);
            }
        }
        if (noClipBonus) {
            all.put("bonus", "unclipped");
        }
        all.putAll(others);
        return all;
    }

    /** The command as it was given, folders below the clone by their short names. */
    private String command() throws IOException {
        String root = ProjectRoot.find().toString() + "/";
        return "egpo "
                + String.join(" ", spec.commandLine().getParseResult().originalArgs())
                        .replace(root, "");
    }

    private void report() throws IOException {
        for (String[] row : new StepCsv(out.resolve("evaluation.csv"), Integer.MAX_VALUE).rows()) {
            System.out.printf(
                    Locale.ROOT,
                    "step %s: %s accuracy %.3f of %s questions%n",
                    row[0],
                    row[1],
                    Double.parseDouble(row[3]),
                    row[2]);
        }
        System.out.println("model: " + out.resolve("model"));
    }

    /** Shows each step in the bar. */
    private record Bar(ProgressBar bar, boolean strictStart) implements ReinforcementTrainer.Listener {
        @Override
        public void done(StepMetrics m, List<GroupAdvantages> groups) {
            bar.stepTo(m.step());
            bar.setExtraMessage(String.format(
                    Locale.ROOT, "reward %.2f, KL %.4f, entropy %.3f", m.rewardMean(), m.kl(), m.entropy()));
        }

        @Override
        public void alarm(String sentences) {
            if (strictStart) {
                throw new IllegalArgumentException(sentences + " Stopped by --strict-start.");
            }
            note("warning: " + sentences);
        }
    }
}
