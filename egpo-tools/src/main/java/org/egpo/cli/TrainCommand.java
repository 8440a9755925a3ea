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
import org.jspecify.annotations.Nullable;
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

    /** Options that change a setting of their name, and what stands for their values in the help. */
    private static final String SETTINGS =
            "steps=N seed=N lambda=X alpha=X entropy-over=thinking|response|step|token prompt=auto|template|rules reward=KIND"
                    + " learning-rate=X group-size=N prompts-per-step=N micro-batch=N max-tokens=N kl-coefficient=X eval-every=N"
                    + " eval-prompts=N checkpoint-every=N rollouts-every=N";

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
    private @Nullable Path data;

    @Option(names = "--settings", paramLabel = "FILE")
    private @Nullable Path settings;

    @Option(names = "--no-clip-bonus")
    private boolean noClipBonus;

    @Option(names = "--strict-start")
    private boolean strictStart;

    @Option(names = "--set", paramLabel = "NAME=VALUE")
    private Map<String, String> others = new LinkedHashMap<>();

    @Option(names = "--threads", paramLabel = "N")
    private @Nullable Integer threads;

    @Spec
    void declare(CommandSpec own) {
        for (String option : SETTINGS.split(" ")) {
            String[] sides = option.split("=");
            own.addOption(OptionSpec.builder("--" + sides[0])
                    .type(String.class)
                    .paramLabel(sides[1])
                    .build());
        }
    }

    @Override
    public Integer call() throws Exception {
        Map<String, String> changes = changes();
        Path folder = data == null ? ProjectRoot.find().resolve("datasets/function-calling") : data;
        boolean supervised = algorithm.equalsIgnoreCase("sft");
        Training training = Training.egpo(model).set(supervised ? Map.of() : changes);
        SupervisedRun.Settings sft = SupervisedRun.Settings.of(supervised ? changes : Map.of());
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
