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
import org.egpo.call.PythonObjects;
import org.egpo.call.PythonText;
import org.egpo.call.Resources;
import org.egpo.call.Value;
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
    /** Two more bases for the world {@code hard}, which read code or prose before their demonstrations. */
    private static final List<String> BASES_OF_HARD = List.of("code", "prose");

    /** Questions of a test, at most. */
    private static final int MOST = 32;

    private static final StrictReward STRICT = new StrictReward();

    /** Half a point for the format beside the paper's reward (its Table 3). */
    private static final String FORMAT = "EGPO, format reward";

    /** The task of egpo-tiny; the others are worlds of ordering. */
    private static final String TINY = "function-calling";

    /**
     * Settings beside those of {@link Training}: of all runs; of egpo-tiny, whose responses are longer and whose rate is that of its
     * stored runs; and what each way to advantages changes.
     */
    private static final Value.MapValue SETTINGS =
            (Value.MapValue) Resources.json(AdvantageBench.class, "advantages.json");

    private static final Value.MapValue VARIANTS = (Value.MapValue) PythonObjects.at(SETTINGS, "variants");

    @Option(names = "--out", required = true, paramLabel = "DIR")
    private Path out;

    @Option(names = "--datasets", paramLabel = "DIR", defaultValue = "datasets")
    private Path datasets;

    @Option(names = "--tasks", split = ",", defaultValue = "rare,mirror,hard")
    private List<String> tasks;

    @Option(names = "--variants", split = ";", paramLabel = "NAME")
    private List<String> chosen = VARIANTS.keys().stream()
            .map(PythonText::str)
            .filter(v -> !v.endsWith("reward"))
            .toList();

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
                Value changed = VARIANTS.get(variant);
                if (changed == null) {
                    throw new IllegalArgumentException(variant + " is not a variant; the variants are "
                            + VARIANTS.keys().stream().map(PythonText::str).toList());
                }
                for (int seed = 1; seed <= seeds; seed++) {
                    Map<String, String> settings = new LinkedHashMap<>();
                    put(PythonObjects.at(SETTINGS, "common"), settings);
                    put(tiny ? PythonObjects.at(SETTINGS, "tiny") : Value.MapValue.EMPTY, settings);
                    put(changed, settings);
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

    private static void put(Value some, Map<String, String> settings) {
        ((Value.MapValue) some).forEach((name, value) -> settings.put(PythonText.str(name), PythonText.str(value)));
    }

    private static double withFormat(Question question, String said) {
        Reward reward = STRICT.judge(question, said);
        return reward.value() + (reward.wellFormed() ? 0.5 : 0);
    }
}
