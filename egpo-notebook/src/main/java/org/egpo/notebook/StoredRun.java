package org.egpo.notebook;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.egpo.advantage.AdvantageSettings;
import org.egpo.train.SettingsYaml;
import org.egpo.train.Training;

/** One run of {@code egpo train}: its settings and the lines of its tables, headers first. */
record StoredRun(Map<String, String> settings, List<String[]> metrics, List<String[]> evaluation) {
    private static final String NUMBER = "[-+]?(NaN|Infinity|\\d+(\\.\\d*)?([eE][-+]?\\d+)?)";

    /** @throws IOException naming file, line and field, where something is missing or is no number */
    static StoredRun read(Path folder) throws IOException {
        Path yaml = folder.resolve("settings.yaml");
        Map<String, String> settings = SettingsYaml.read(yaml);
        for (String name : List.of("algorithm", "seed", "steps")) {
            String value = settings.get(name);
            boolean named = name.equals("algorithm");
            if (value == null || !named && !value.matches("\\d{1,9}")) {
                throw new IOException(yaml + ": " + name + " is " + value + "; it must be a "
                        + (named ? "name" : "whole number") + ", as egpo train writes it");
            }
        }
        return new StoredRun(settings, lines(folder.resolve("metrics.csv")), lines(folder.resolve("evaluation.csv")));
    }

    private static List<String[]> lines(Path csv) throws IOException {
        List<String[]> lines = !Files.exists(csv)
                ? List.of()
                : Files.readAllLines(csv).stream().map(l -> l.split(",", -1)).toList();
        if (lines.isEmpty()) {
            throw new IOException(csv + " is missing or empty; run the command in settings.yaml, or remove the folder");
        }
        String[] names = lines.get(0);
        for (int i = 1; i < lines.size(); i++) {
            String[] line = lines.get(i);
            if (line.length != names.length) {
                throw new IOException(csv + ", line " + (i + 1) + " has " + line.length + " of " + names.length
                        + " columns; the command in settings.yaml mends what a killed run left");
            }
            for (int k = 0; k < names.length; k++) {
                if (!names[k].equals("split") && !line[k].matches(NUMBER)) {
                    throw new IOException(csv + ", line " + (i + 1) + ": " + names[k] + " is \"" + line[k]
                            + "\"; it must be a number");
                }
            }
        }
        return lines;
    }

    /** One that every run has. */
    String setting(String name) {
        return Objects.requireNonNull(settings.get(name), name);
    }

    String seed() {
        return setting("seed");
    }

    int steps() {
        return Integer.parseInt(setting("steps"));
    }

    /** What its advantages were made of. */
    AdvantageSettings advantage() {
        Map<String, String> own = new LinkedHashMap<>(settings);
        own.keySet()
                .retainAll(List.of(
                        "algorithm", "lambda", "alpha", "bonus", "entropy_over", "gate", "learn_from", "token_share"));
        return Training.egpo(Path.of("")).set(own).settings().training().advantage();
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
