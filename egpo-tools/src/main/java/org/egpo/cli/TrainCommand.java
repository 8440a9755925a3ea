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
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** {@code egpo train}: a run of SFT, GRPO or EGPO in a folder of its own. */
@Command(
        name = "train",
        mixinStandardHelpOptions = true,
        sortOptions = false,
        description = {
            "Train a model by SFT, GRPO or EGPO. Stopped at any moment, the same command goes on where it was.",
            "Settings come from the defaults, then --settings, then the options."
        })
final class TrainCommand implements Callable<Integer> {
    private static final List<String> OWN = List.of("--out", "--model", "--data", "--settings", "--set", "--task");

    @Spec
    private CommandSpec spec;

    @Mixin
    private DialogueOptions dialogues;

    @Option(
            names = "--algorithm",
            required = true,
            paramLabel = "sft|grpo|egpo|gtpo|grpo_s",
            description = "What to train by.")
    private String algorithm;

    @Option(names = "--model", required = true, paramLabel = "DIR", description = "Model to begin with.")
    private Path model;

    @Option(names = "--out", required = true, paramLabel = "DIR", description = "Folder of the run.")
    private Path out;

    @Option(
            names = "--data",
            paramLabel = "DIR",
            description = "Folder with train.jsonl.gz, dev.jsonl.gz and test.jsonl.gz (datasets/function-calling).")
    private Path data;

    @Option(names = "--settings", paramLabel = "FILE", description = "Settings as YAML, such as a run's settings.yaml.")
    private Path settings;

    @Option(names = "--steps", paramLabel = "N", description = "Steps of the run (200; sft: one epoch).")
    private String steps;

    @Option(names = "--seed", paramLabel = "N", description = "Seed of prompts and responses (1).")
    private String seed;

    @Option(names = "--lambda", paramLabel = "X", description = "Weight of the entropy (0.4).")
    private String lambda;

    @Option(names = "--alpha", paramLabel = "X", description = "The bonus is at most |A| / alpha (2).")
    private String alpha;

    @Option(
            names = "--entropy-over",
            paramLabel = "thinking|response|step|token",
            description = "Tokens of the entropy.")
    private String entropyOver;

    @Option(names = "--no-clip-bonus", description = "Leave out the bound of the bonus.")
    private boolean noClipBonus;

    @Option(names = "--prompt", paramLabel = "auto|template|rules", description = "Who tells how to call (auto).")
    private String prompt;

    @Option(names = "--strict-start", description = "Stop where the first step looks impossible.")
    private boolean strictStart;

    @Option(names = "--reward", paramLabel = "KIND", description = "What a response is worth (strict).")
    private String reward;

    @Option(names = "--learning-rate", paramLabel = "X", description = "Learning rate (2e-4; sft 1e-3).")
    private String learningRate;

    @Option(names = "--group-size", paramLabel = "N", description = "Responses for each prompt (8).")
    private String groupSize;

    @Option(names = "--prompts-per-step", paramLabel = "N", description = "Prompts of a step (8).")
    private String promptsPerStep;

    @Option(names = "--micro-batch", paramLabel = "N", description = "Responses learnt from at once (16).")
    private String microBatch;

    @Option(names = "--max-tokens", paramLabel = "N", description = "Longest response (160).")
    private String maxTokens;

    @Option(names = "--kl-coefficient", paramLabel = "X", description = "Weight of the KL divergence (0.001).")
    private String klCoefficient;

    @Option(names = "--eval-every", paramLabel = "N", description = "Steps between evaluations on dev (20).")
    private String evalEvery;

    @Option(names = "--eval-prompts", paramLabel = "N", description = "First N questions of dev and test (250).")
    private String evalPrompts;

    @Option(names = "--checkpoint-every", paramLabel = "N", description = "Steps between checkpoints (20).")
    private String checkpointEvery;

    @Option(names = "--rollouts-every", paramLabel = "N", description = "Save responses of every N-th step (0: none).")
    private String rolloutsEvery;

    @Option(names = "--set", paramLabel = "NAME=VALUE", description = "Any other setting of settings.yaml.")
    private Map<String, String> others = new LinkedHashMap<>();

    @Option(names = "--threads", paramLabel = "N", description = "Processor threads of the model (all).")
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
                List<SupervisedExample> lessons = dialogues.isMultiTurn()
                        ? new TinyModel(model).encodeDialogues(questions.train(), written, sft.prompt(), 1024)
                        : new TinyModel(model)
                                .encode(
                                        questions.train().stream()
                                                .map(Question::example)
                                                .toList(),
                                        written::response,
                                        sft.prompt(),
                                        1024);
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
        spec.options().stream()
                .filter(o -> !OWN.contains(o.longestName()) && o.getValue() != null)
                .filter(o -> o.longestName().startsWith("--"))
                .filter(o -> o.getValue() instanceof String)
                .forEach(o -> all.put(
                        o.longestName().substring(2).replace('-', '_'),
                        o.getValue().toString()));
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
