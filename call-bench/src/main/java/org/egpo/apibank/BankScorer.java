package org.egpo.apibank;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Supplier;
import java.util.stream.Stream;
import org.egpo.bfcl.BadInputException;
import org.egpo.bfcl.JsonLines;
import org.egpo.bfcl.ScoreFiles;
import org.egpo.call.PythonObjects;
import org.egpo.call.PythonText;
import org.egpo.call.Value;
import org.egpo.call.ValueJson;

/**
 * Scores result files, {@code MODEL/NAME.json} with a name of {@link #NAMES}: lines with {@code pred} and {@code file} and
 * {@code id}, or in level 3 {@code sample_id} and {@code api_id}, as the official scripts read them.
 */
public record BankScorer(BankData data) {
    /** The official files of test data, and so the result files. */
    public static final List<String> NAMES = List.of(("level-1-api level-1-response level-2-api level-2-response"
                    + " level-3-batch-inf level-3-batch-inf-icl level-3-batch-inf-response")
            .split(" "));

    /**
     * The scores of every model found.
     *
     * @param results a result file, the folder of one model, or the folder of many
     * @throws BadInputException with one sentence where nothing can be scored
     */
    public List<BankReport> score(Path results) {
        Map<String, BankReport> models = new TreeMap<>();
        Path place = results.toAbsolutePath().normalize();
        for (Path file : JsonLines.find(place, p -> NAMES.contains(name(p)), "MODEL/level-1-api.json")) {
            String model = file.getName(file.getNameCount() - 2).toString();
            models.computeIfAbsent(model, name -> new BankReport(name, new ArrayList<>(), new ArrayList<>()));
            add(models.get(model), file, name(file));
        }
        return List.copyOf(models.values());
    }

    private static String name(Path file) {
        return file.getFileName().toString().replaceFirst("\\.jsonl?$", "");
    }

    /** A file for which the data lack something is named and left out. */
    private void add(BankReport report, Path file, String name) {
        int level = Character.digit(name.charAt("level-".length()), 10);
        boolean calls = !name.endsWith("response");
        Map<String, BankData.Sample> samples;
        try {
            samples = data.samples(level, calls);
        } catch (BadInputException e) {
            report.notes().add("left out: " + file + ": " + e.getMessage());
            return;
        }
        report.parts().add(part(file, name, level, calls, samples));
    }

    private BankReport.Part part(
            Path file, String name, int level, boolean calls, Map<String, BankData.Sample> samples) {
        List<String> skipped = new ArrayList<>();
        BankChecker checker = new BankChecker(data);
        List<Supplier<BankReport.Case>> cases = new ArrayList<>();
        Map<String, Supplier<BankReport.Case>> last = new HashMap<>();
        JsonLines.Reader each = (json, line) -> {
            Value fields = ValueJson.readPlain(json);
            String key = key(fields, level, calls);
            BankData.Sample sample = samples.get(key);
            if (!(PythonObjects.map(fields).get("pred") instanceof Value.Text pred)) {
                throw line.problem("a record needs the field pred, a text.");
            }
            if (sample == null) {
                String named = level < 3 ? "file and id" : calls ? "sample_id and api_id" : "sample_id";
                throw line.problem("the fields " + named + " (" + key + ") name no sample of " + name + ".");
            }
            Supplier<BankReport.Case> judged = () -> {
                double score = calls ? 0 : BankChecker.score(sample, pred.value());
                BankChecker.Verdict verdict = calls
                        ? checker.check(sample, pred.value())
                        : new BankChecker.Verdict(Double.isNaN(score) ? BankChecker.CRASH : "", null, Value.None.NONE);
                return new BankReport.Case(sample, pred.value(), verdict, score);
            };
            cases.add(judged);
            if (last.put(key, judged) != null && level < 3) {
                skipped.add(line.problem(key + " was answered before; this later answer counts.")
                        .getMessage());
            }
        };
        JsonLines.read(file, each, e -> skipped.add("left out: " + e.getMessage()));
        // Below level 3 the last answer counts, in the order of the data; there all do, judged one after the other as
        // one run.
        Stream<Supplier<BankReport.Case>> counted = level == 3
                ? cases.stream()
                : samples.keySet().stream().filter(last::containsKey).map(last::get);
        List<BankReport.Case> all = counted.map(Supplier::get).toList();
        return new BankReport.Part(name, level, calls, samples.size(), all, skipped);
    }

    private static String key(Value fields, int level, boolean calls) {
        String first = field(fields, level < 3 ? "file" : "sample_id");
        return level == 3 && !calls ? first : BankData.Sample.key(first, field(fields, level < 3 ? "id" : "api_id"));
    }

    private static String field(Value fields, String name) {
        return PythonText.str(PythonObjects.map(fields).get(Value.text(name), Value.None.NONE));
    }

    /** Writes {@code MODEL/NAME_score.json}: a line with the figures, then the calls that are not correct, or all responses. */
    public static void write(List<BankReport> reports, Path folder) {
        for (BankReport report : reports) {
            for (BankReport.Part part : report.parts()) {
                List<Map<String, Object>> lines = new ArrayList<>(List.of(part.header()));
                part.cases().stream()
                        .filter(c -> !part.calls() || !c.isCorrect())
                        .forEach(c -> lines.add(line(part, c)));
                ScoreFiles.write(folder.resolve(report.model()).resolve(part.name() + "_score.json"), lines);
            }
        }
    }

    private static Map<String, Object> line(BankReport.Part part, BankReport.Case c) {
        boolean third = part.level() == 3;
        String key = c.sample().key();
        int blank = key.lastIndexOf(' ');
        String first = blank < 0 ? key : key.substring(0, blank);
        return ScoreFiles.line(
                third ? "sample_id" : "file",
                third ? (Object) Integer.valueOf(first) : first,
                third ? "api_id" : "id",
                blank < 0 ? null : Integer.valueOf(key.substring(blank + 1)),
                "pred",
                c.answer(),
                "error_type",
                part.calls() ? c.verdict().type() : null,
                "result",
                part.calls() ? c.verdict().result() : null,
                "score",
                part.calls() ? null : Double.isNaN(c.score()) ? BankChecker.CRASH : (Object) c.score(),
                "ground_truth",
                part.calls() ? c.sample().call() : c.sample().response());
    }
}
