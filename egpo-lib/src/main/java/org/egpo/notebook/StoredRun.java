package org.egpo.notebook;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import org.egpo.train.SettingsYaml;

/** One run of {@code egpo train}: its settings and the lines of its tables, headers first. */
record StoredRun(Map<String, String> settings, List<String[]> metrics, List<String[]> evaluation) {

    static StoredRun read(Path folder) throws IOException {
        return new StoredRun(
                SettingsYaml.read(folder.resolve("settings.yaml")),
                lines(folder.resolve("metrics.csv")),
                lines(folder.resolve("evaluation.csv")));
    }

    private static List<String[]> lines(Path csv) throws IOException {
        return Files.readAllLines(csv).stream().map(l -> l.split(",")).toList();
    }

    String seed() {
        return settings.get("seed");
    }

    int steps() {
        return Integer.parseInt(settings.get("steps"));
    }

    /** A metric, step by step. */
    double[] column(String name) {
        int at = Arrays.asList(metrics.get(0)).indexOf(name);
        if (at < 0) {
            throw new IllegalArgumentException(
                    "there is no metric " + name + "; there are " + String.join(", ", metrics.get(0)));
        }
        return metrics.stream()
                .skip(1)
                .mapToDouble(r -> Double.parseDouble(r[at]))
                .toArray();
    }

    /** An evaluated share after so many steps; NaN where it was not evaluated then, as in a run that is not finished. */
    double evaluated(String split, String column, int step) {
        int at = Arrays.asList(evaluation.get(0)).indexOf(column);
        return evaluation.stream()
                .skip(1)
                .filter(r -> at >= 0 && r[0].equals("" + step) && r[1].equals(split))
                .mapToDouble(r -> Double.parseDouble(r[at]))
                .findFirst()
                .orElse(Double.NaN);
    }
}
