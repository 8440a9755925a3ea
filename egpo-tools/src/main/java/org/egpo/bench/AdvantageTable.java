package org.egpo.bench;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.egpo.data.WholeFile;

/**
 * What the advantage bench writes: {@code result.csv} in each run's folder, and in the end {@code bench.csv} with all of them,
 * {@code before.csv} with the bases and {@code curves.csv} with means over seeds.
 *
 * @param out folder of the bench
 * @param runs all, the seeds of a variant one after the other
 */
record AdvantageTable(Path out, List<AdvantageRun> runs) {
    private static final List<String> CURVES = List.of("rewardMean", "responseLength", "thinkingEntropy");

    /** Whether a run is finished. */
    boolean has(AdvantageRun run) {
        return Files.exists(result(run));
    }

    /** Writes and prints a finished run's line. */
    void add(AdvantageRun run, Map<String, Object> line) throws IOException {
        write(result(run), List.of(line));
        System.out.println(lineOf(run));
    }

    private Path result(AdvantageRun run) {
        return out.resolve(run.name()).resolve("result.csv");
    }

    private String lineOf(AdvantageRun run) throws IOException {
        return Files.readAllLines(result(run)).get(1);
    }

    /** The runs of each task, by a key of theirs. */
    private Map<String, List<AdvantageRun>> by(boolean variantToo) {
        Map<String, List<AdvantageRun>> all = new LinkedHashMap<>();
        runs.forEach(r -> all.computeIfAbsent(
                        variantToo ? '"' + r.variant() + "\"," + r.task() : r.task(), k -> new ArrayList<>())
                .add(r));
        return all;
    }

    /** Prints what is left and how long it takes, by the runs that are finished. */
    void tell() throws IOException {
        System.out.println("task              runs  done  seconds a run  minutes left on two cores");
        for (Map.Entry<String, List<AdvantageRun>> task : by(false).entrySet()) {
            List<AdvantageRun> done = task.getValue().stream().filter(this::has).toList();
            double seconds = 0;
            for (AdvantageRun run : done) {
                String line = lineOf(run);
                seconds += Double.parseDouble(line.substring(line.lastIndexOf(',') + 1)) / done.size();
            }
            int left = task.getValue().size() - done.size();
            System.out.printf(
                    Locale.ROOT,
                    "%-16s  %4d  %4d  %13s  %s%n",
                    task.getKey(),
                    task.getValue().size(),
                    done.size(),
                    done.isEmpty() ? "?" : Math.round(seconds),
                    done.isEmpty() ? "?" : Math.round(left * seconds / 120));
        }
    }

    /** Writes the tables; every run must be finished. */
    void collect() throws IOException {
        List<String> lines =
                new ArrayList<>(List.of(Files.readAllLines(result(runs.get(0))).get(0)));
        for (AdvantageRun run : runs) {
            lines.add(lineOf(run));
        }
        WholeFile.writeLines(out.resolve("bench.csv"), lines);
        WholeFile.writeLines(out.resolve("curves.csv"), curves());
        write(
                out.resolve("before.csv"),
                by(false).values().stream().map(r -> r.get(0).before()).toList());
        System.out.println(out.resolve("bench.csv") + ": " + runs.size() + " runs");
    }

    private List<String> curves() throws IOException {
        List<String> lines = new ArrayList<>(List.of("variant,task,step," + String.join(",", CURVES)));
        for (Map.Entry<String, List<AdvantageRun>> variant : by(true).entrySet()) {
            int steps =
                    variant.getValue().get(0).training().settings().training().steps();
            double[][] sums = new double[steps][CURVES.size()];
            for (AdvantageRun run : variant.getValue()) {
                for (int c = 0; c < CURVES.size(); c++) {
                    double[] column = AdvantageRun.column(out.resolve(run.name()), CURVES.get(c));
                    for (int step = 0; step < steps; step++) {
                        sums[step][c] += column[step] / variant.getValue().size();
                    }
                }
            }
            for (int step = 0; step < steps; step++) {
                StringBuilder line = new StringBuilder(variant.getKey() + "," + (step + 1));
                for (double mean : sums[step]) {
                    line.append(String.format(Locale.ROOT, ",%.4g", mean));
                }
                lines.add(line.toString());
            }
        }
        return lines;
    }

    private static void write(Path file, List<Map<String, Object>> rows) throws IOException {
        List<String> lines =
                new ArrayList<>(List.of(String.join(",", rows.get(0).keySet())));
        for (Map<String, Object> row : rows) {
            lines.add(String.join(
                    ",",
                    row.values().stream()
                            .map(v -> v instanceof Double d ? String.format(Locale.ROOT, "%.5g", d) : "" + v)
                            .toList()));
        }
        WholeFile.writeLines(file, lines);
    }
}
