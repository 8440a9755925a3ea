package org.egpo.bench;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import org.egpo.data.Question;
import org.egpo.data.Splits;
import org.egpo.policy.EngineInfo;
import org.egpo.reward.Reward;
import org.egpo.reward.StrictReward;
import org.egpo.train.Training;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** All ways to advantages on the same tasks with the same seeds; one table. */
@Command(name = "advantages", mixinStandardHelpOptions = true)
final class AdvantageBench implements Callable<Integer> {
    /** Settings of all runs beside those of {@link Training}. */
    private static final Map<String, String> COMMON = Map.of(
            "steps", "60",
            "temperature", "1",
            "learning_rate", "1e-3",
            "max_tokens", "40",
            "micro_batch", "64",
            "checkpoint_every", "30",
            "keep_checkpoints", "1");

    /** Two more bases for the world {@code hard}, which read code or prose before their demonstrations. */
    private static final List<String> BASES_OF_HARD = List.of("code", "prose");

    /** Other settings of egpo-tiny, whose responses are longer and whose rate is that of its stored runs. */
    private static final Map<String, String> OF_TINY =
            Map.of("steps", "30", "learning_rate", "3e-4", "max_tokens", "160", "micro_batch", "16");

    /** Questions of a test, at most. */
    private static final int MOST = 32;

    private static final StrictReward STRICT = new StrictReward();

    /** Half a point for the format beside the paper's reward (its Table 3). */
    private static final String FORMAT = "EGPO, format reward";

    /** The task of egpo-tiny; the others are worlds of ordering. */
    private static final String TINY = "function-calling";

    /** What each way changes, by its name. */
    private static final Map<String, Map<String, String>> VARIANTS = variants();

    private static Map<String, Map<String, String>> variants() {
        Map<String, Map<String, String>> all = new LinkedHashMap<>();
        all.put("GRPO", Map.of("algorithm", "grpo"));
        all.put("EGPO", Map.of());
        all.put("EGPO, λ = 4", Map.of("lambda", "4"));
        all.put("EGPO, standardized", Map.of("bonus", "standardized"));
        all.put("EGPO, hard groups", Map.of("gate", "0.5"));
        all.put("bonus per token", Map.of("entropy_over", "token"));
        all.put("GTPO", Map.of("algorithm", "gtpo"));
        all.put("GRPO-S", Map.of("algorithm", "grpo_s"));
        all.put("entropy in the loss", Map.of("algorithm", "grpo", "entropy_coefficient", "0.01"));
        all.put("Clip-Cov", Map.of("algorithm", "grpo", "learn_from", "clip_cov", "token_share", "2e-4"));
        all.put("top 20 % of tokens", Map.of("algorithm", "grpo", "learn_from", "top_entropy"));
        all.put("EGPO, partial reward", Map.of("reward", "partial"));
        all.put(FORMAT, Map.of());
        return all;
    }

    @Option(names = "--out", required = true, paramLabel = "DIR")
    private Path out;

    @Option(names = "--datasets", paramLabel = "DIR", defaultValue = "datasets")
    private Path datasets;

    @Option(names = "--tasks", split = ",", defaultValue = "rare,mirror,hard")
    private List<String> tasks;

    @Option(names = "--variants", split = ";", paramLabel = "NAME")
    private List<String> chosen =
            VARIANTS.keySet().stream().filter(v -> !v.endsWith("reward")).toList();

    @Option(names = "--seeds", defaultValue = "5")
    private int seeds;

    @Option(names = "--accuracy", defaultValue = "0.7")
    private double accuracy;

    @Option(names = "--set", paramLabel = "NAME=VALUE")
    private Map<String, String> changes = new LinkedHashMap<>();

    @Override
    public Integer call() throws IOException {
        EngineInfo.useThreads(1);
        AdvantageTable table = new AdvantageTable(out, runs());
        table.tell();
        // One seed of all before the next: a bench that is stopped can be collected with fewer seeds.
        for (AdvantageRun run : table.runs().stream()
                .sorted(Comparator.comparingInt(AdvantageRun::seed))
                .toList()) {
            Path folder = Files.createDirectories(out.resolve(run.name()));
            try (FileChannel channel = FileChannel.open(
                            folder.resolve("lock"), StandardOpenOption.CREATE, StandardOpenOption.WRITE);
                    FileLock lock = channel.tryLock()) {
                if (lock != null && !table.has(run)) {
                    table.add(run, run.measure(folder, accuracy));
                }
            }
        }
        if (table.runs().stream().allMatch(table::has)) {
            table.collect();
        }
        return 0;
    }

    private List<AdvantageRun> runs() throws IOException {
        List<AdvantageRun> runs = new ArrayList<>();
        for (String task : tasks) {
            boolean tiny = task.equals(TINY);
            Splits all = Splits.read(
                    datasets.resolve(tiny ? TINY : "ordering/" + (BASES_OF_HARD.contains(task) ? "hard" : task)));
            Splits questions = new Splits(
                    all.train(),
                    all.dev(),
                    all.test().subList(0, Math.min(MOST, all.test().size())));
            Path model = datasets.resolve("models").resolve(tiny ? "egpo-tiny" : "ordering-" + task);
            for (String variant : chosen) {
                if (!VARIANTS.containsKey(variant)) {
                    throw new IllegalArgumentException(
                            variant + " is not a variant; the variants are " + VARIANTS.keySet());
                }
                for (int seed = 1; seed <= seeds; seed++) {
                    Map<String, String> settings = new LinkedHashMap<>(COMMON);
                    settings.putAll(tiny ? OF_TINY : Map.of());
                    settings.putAll(VARIANTS.get(variant));
                    settings.put("seed", "" + seed);
                    settings.putAll(changes);
                    Training training = Training.egpo(model).set(settings).questions(questions.train());
                    if (variant.equals(FORMAT)) {
                        training = training.reward(AdvantageBench::withFormat);
                    }
                    runs.add(new AdvantageRun(task, variant, seed, training, questions, model));
                }
            }
        }
        return runs;
    }

    private static double withFormat(Question question, String said) {
        Reward reward = STRICT.judge(question, said);
        return reward.value() + (reward.wellFormed() ? 0.5 : 0);
    }
}
