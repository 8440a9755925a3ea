package org.egpo.notebook;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.TreeSet;
import java.util.function.ToDoubleFunction;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.egpo.advantage.Forecast;
import org.egpo.reward.ScoredGroup;
import org.knowm.xchart.CategoryChart;
import org.knowm.xchart.XYChart;
import tech.tablesaw.api.Table;

/**
 * Stored runs of {@code egpo train}, compared: runs that differ in nothing but their seed are one variant, shown by its mean
 * over seeds.
 */
public final class Runs {
    private static final List<String> NOT_OF_THE_VARIANT = List.of(
            "algorithm seed checkpoint_every keep_checkpoints eval_every eval_prompts rollouts_every".split(" "));
    private static final Map<String, String> SYMBOLS = Map.of("lambda", "λ", "alpha", "α");

    private final Map<String, List<StoredRun>> variants;

    private Runs(Map<String, List<StoredRun>> variants) {
        this.variants = variants;
    }

    /** What is compared, in percent: a column of {@code evaluation.csv} on a split. */
    private record Measure(String name, String split, String column) {
        static final List<Measure> ALL = List.of(
                new Measure("dev", "dev", "accuracy"),
                new Measure("dev greedy", "dev", "greedyAccuracy"),
                new Measure("test", "test", "accuracy"),
                new Measure("test greedy", "test", "greedyAccuracy"));

        double start(StoredRun run) {
            return 100 * run.evaluated(split, column, 0);
        }

        double end(StoredRun run) {
            return 100 * run.evaluated(split, column, run.steps());
        }
    }

    /**
     * Reads all runs below a folder, such as {@code datasets/runs}.
     *
     * @throws IOException where there is none
     */
    public static Runs read(Path folder) throws IOException {
        List<StoredRun> runs = new ArrayList<>();
        if (Files.isDirectory(folder)) {
            try (Stream<Path> folders = Files.list(folder)) {
                for (Path run : folders.filter(f -> Files.isRegularFile(f.resolve("metrics.csv")))
                        .sorted()
                        .toList()) {
                    runs.add(StoredRun.read(run));
                }
            }
        }
        if (runs.isEmpty()) {
            throw new IOException(folder + " holds no run; make one with egpo train --out " + folder + "/NAME");
        }
        Map<String, String> usual = usual(runs);
        Map<String, List<StoredRun>> variants = new LinkedHashMap<>();
        runs.forEach(r ->
                variants.computeIfAbsent(name(r, usual), n -> new ArrayList<>()).add(r));
        return new Runs(variants);
    }

    /** The most frequent value of each setting. */
    private static Map<String, String> usual(List<StoredRun> runs) {
        Map<String, Map<String, Integer>> counts = new LinkedHashMap<>();
        runs.forEach(r -> r.settings().forEach((name, value) -> counts.computeIfAbsent(name, n -> new LinkedHashMap<>())
                .merge(value, 1, Integer::sum)));
        Map<String, String> usual = new LinkedHashMap<>();
        counts.forEach((name, values) -> usual.put(
                name,
                values.entrySet().stream()
                        .max(Map.Entry.comparingByValue())
                        .orElseThrow()
                        .getKey()));
        return usual;
    }

    private static String name(StoredRun run, Map<String, String> usual) {
        String algorithm = run.setting("algorithm");
        StringBuilder b = new StringBuilder(algorithm.toUpperCase(Locale.ROOT));
        run.settings().forEach((name, value) -> {
            boolean ofEgpo =
                    List.of("lambda", "alpha", "bonus", "entropy_over", "gate").contains(name);
            if (!NOT_OF_THE_VARIANT.contains(name)
                    && !value.equals(usual.get(name))
                    && (!ofEgpo || algorithm.equals("egpo"))) {
                b.append(' ')
                        .append(SYMBOLS.getOrDefault(name, name))
                        .append('=')
                        .append(value);
            }
        });
        return b.toString();
    }

    /** The variants' names. */
    public List<String> variants() {
        return List.copyOf(variants.keySet());
    }

    /** Only these variants, in this order. */
    public Runs only(String... names) {
        Map<String, List<StoredRun>> some = new LinkedHashMap<>();
        for (String name : names) {
            some.put(name, runs(name));
        }
        return new Runs(some);
    }

    private List<StoredRun> runs(String variant) {
        List<StoredRun> runs = variants.get(variant);
        if (runs == null) {
            throw new IllegalArgumentException(
                    "there are no runs of " + variant + "; there are " + String.join(", ", variants.keySet()));
        }
        return runs;
    }

    /**
     * Accuracies in percent, such as {@code 38.8 → 69.2 ± 1.6}: at the beginning, and at the end with half the width of the 95 %
     * interval over seeds (t); of responses sampled at temperature 1, and of greedy ones.
     */
    public Table summary() {
        Rows<String> table = Rows.of("Runs", variants())
                .text("variant", name -> name)
                .whole("seeds", name -> runs(name).size());
        Measure.ALL.forEach(m -> table.text(m.name() + " %", v -> {
            double before = over(v, m::start).mean();
            return (Double.isNaN(before) ? "" : String.format(Locale.ROOT, "%.1f → ", before))
                    + over(v, m::end).text(1);
        }));
        return table.table();
    }

    /** Mean and interval of a value over a variant's seeds. */
    private Interval over(String variant, ToDoubleFunction<StoredRun> value) {
        return Interval.of(runs(variant).stream().mapToDouble(value).toArray());
    }

    /**
     * How much better one variant ends than another, in points, compared seed by seed: runs of one seed got the same questions
     * and the same random numbers, so their difference says more than that of two means.
     *
     * @return a line for each measure: mean of the differences ± half the width of its 95 % interval over seeds (t)
     * @throws IllegalArgumentException where there is no such variant, or no seed that both have
     */
    public Table difference(String one, String other) {
        Collection<StoredRun> ones = bySeed(one).values();
        Map<String, StoredRun> others = bySeed(other);
        if (gains(ones, others, StoredRun::steps).length == 0) {
            throw new IllegalArgumentException("the runs of " + one + " and " + other + " have no seed in common");
        }
        return Rows.of("Difference", Measure.ALL)
                .text("measure", Measure::name)
                .text(one + " − " + other, m -> Interval.of(gains(ones, others, m::end))
                        .text(2))
                .whole("seeds", m -> gains(ones, others, m::end).length)
                .table();
    }

    private Map<String, StoredRun> bySeed(String variant) {
        Map<String, StoredRun> all = new LinkedHashMap<>();
        for (StoredRun r : runs(variant)) {
            if (all.put(r.seed(), r) != null) {
                throw new IllegalArgumentException(
                        "two runs of " + variant + " have the seed " + r.seed() + "; keep one of them");
            }
        }
        return all;
    }

    /**
     * Metrics averaged over the last steps and over seeds.
     *
     * @param last steps to average over, at least 1; all where a run has fewer
     * @param metrics columns of {@code metrics.csv}
     */
    public Table means(int last, String... metrics) {
        Rows<String> table = Rows.of("Means of the last steps", variants()).text("variant", name -> name);
        for (String metric : metrics) {
            table.number(metric, v -> over(v, run -> lastOf(run.column(metric), last))
                    .mean());
        }
        return table.table();
    }

    /**
     * What was forecast and what came: each variant's {@link Forecast}, told from rollouts of the model that all runs began with, and
     * how its runs ended beside those of another variant, seed by seed.
     *
     * @param groups judged rollouts of the first model
     * @param than the variant to compare with, such as {@code GRPO}
     * @return push towards right and towards long responses as forecast; then mean differences over the seeds that both have, of the
     *     response length over the last twenty steps and of the accuracy on test in points
     */
    public Table forecasts(List<ScoredGroup> groups, String than) {
        Map<String, StoredRun> others = bySeed(than);
        Measure test = new Measure("test", "test", "accuracy");
        Map<String, Forecast> all = new LinkedHashMap<>();
        variants.forEach((name, runs) -> all.put(name, Forecast.of(runs.get(0).advantage(), groups)));
        ToDoubleFunction<StoredRun> length = run -> lastOf(run.column("responseLength"), 20);
        return Rows.of("Forecast and outcome", all.entrySet())
                .text("variant", Map.Entry::getKey)
                .number("push", v -> v.getValue().push())
                .number("length push", v -> v.getValue().lengthPush())
                .number("tokens longer", v -> Interval.of(gains(runs(v.getKey()), others, length))
                        .mean())
                .number("points better", v -> Interval.of(gains(runs(v.getKey()), others, test::end))
                        .mean())
                .whole("seeds", v -> runs(v.getKey()).size())
                .table();
    }

    /** How much more each run has of a value than the other run of its seed, where there is one. */
    private static double[] gains(
            Collection<StoredRun> runs, Map<String, StoredRun> others, ToDoubleFunction<StoredRun> value) {
        return runs.stream()
                .flatMapToDouble(r -> Stream.ofNullable(others.get(r.seed()))
                        .mapToDouble(o -> value.applyAsDouble(r) - value.applyAsDouble(o)))
                .toArray();
    }

    private static double lastOf(double[] values, int last) {
        return last(values, values.length, last);
    }

    /** The mean of the last values before a place, of fewer where there are no more. */
    private static double last(double[] values, int end, int last) {
        return Arrays.stream(values, Math.max(0, end - last), end).average().orElse(Double.NaN);
    }

    /**
     * The accuracies at temperature 1 at the end: diamonds for the means over seeds, a cross for each seed, and 95 % intervals where
     * there are at least three seeds (with two, Student's t is so wide that it hides the rest).
     */
    public CategoryChart accuracies(String split) {
        Measure measure = new Measure(split, split, "accuracy");
        List<Map<String, StoredRun>> bySeed =
                variants().stream().map(this::bySeed).toList();
        double[][] ends = bySeed.stream()
                .map(runs -> runs.values().stream()
                        .mapToDouble(measure::end)
                        .filter(Double::isFinite)
                        .toArray())
                .toArray(double[][]::new);
        Interval[] all = Arrays.stream(ends).map(Interval::of).toArray(Interval[]::new);
        double[] mean = Arrays.stream(all).mapToDouble(Interval::mean).toArray();
        double[] half = Arrays.stream(all).mapToDouble(Interval::half).toArray();
        IntStream few = IntStream.range(0, all.length).filter(i -> ends[i].length < 3);
        few.forEach(i -> half[i] = Double.NaN);
        double[] low = IntStream.range(0, all.length)
                .mapToDouble(i -> mean[i] - half[i])
                .toArray();
        double[] high = IntStream.range(0, all.length)
                .mapToDouble(i -> mean[i] + half[i])
                .toArray();
        CategoryChart chart = Charts.dotsWithIntervals("Accuracy on " + split, "% right", variants(), mean, low, high);
        for (String seed : new TreeSet<>(
                bySeed.stream().flatMap(runs -> runs.keySet().stream()).toList())) {
            List<Double> dots = bySeed.stream()
                    .map(runs -> runs.containsKey(seed) ? measure.end(runs.get(seed)) : Double.NaN)
                    .map(end -> end.isNaN() ? null : end)
                    .toList();
            if (dots.stream().anyMatch(Objects::nonNull)) {
                Charts.addCrosses(chart, "seed " + seed, variants(), dots);
            }
        }
        return chart;
    }

    /**
     * A metric over the steps, one curve for each variant: mean over a window of steps, then over seeds; the band
     * reaches from the lowest seed to the highest.
     *
     * @param metric a column of {@code metrics.csv}
     * @param window steps to average over, at least 1
     */
    public XYChart curve(String title, String metric, int window) {
        XYChart chart = Charts.lines(title, "step", window > 1 ? metric + ", mean of " + window + " steps" : metric);
        Map<String, List<double[]>> seeds = new LinkedHashMap<>();
        variants.forEach((name, runs) -> {
            List<double[]> all =
                    runs.stream().map(r -> smooth(r.column(metric), window)).toList();
            double[] mean = mean(all);
            double[] steps =
                    IntStream.rangeClosed(1, mean.length).asDoubleStream().toArray();
            Charts.add(chart, name, steps, mean);
            if (all.size() > 1 && mean.length > 0) {
                seeds.put(name, all);
            }
        });
        seeds.forEach((name, all) -> Charts.addBand(chart, name, all));
        return chart;
    }

    /** Each value with those of the steps before it, as many as the window holds. */
    private static double[] smooth(double[] values, int window) {
        return IntStream.range(0, values.length)
                .mapToDouble(i -> last(values, i + 1, window))
                .toArray();
    }

    private static double[] mean(List<double[]> columns) {
        int length = columns.stream().mapToInt(c -> c.length).min().orElse(0);
        return IntStream.range(0, length)
                .mapToDouble(i -> Numbers.mean(columns, c -> c[i]))
                .toArray();
    }
}
