package org.egpo.acebench;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.BiConsumer;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.egpo.bfcl.BadInputException;
import org.egpo.bfcl.JsonLines;
import org.egpo.bfcl.ScoreFiles;
import org.egpo.call.Value;
import org.jspecify.annotations.Nullable;

/**
 * Scores result files in the official layout, {@code result_en/MODEL/data_CATEGORY_result.json}. Lines and files that cannot
 * be used are named and left out.
 */
public record AceScorer(AceData data) {
    private static final Pattern NAME = Pattern.compile("data_(.+)_result\\.jsonl?");
    private static final Pattern LANGUAGE = Pattern.compile("(?:.*/)?result_(en|zh)(?:/.*)?");
    private static final String EXAMPLE = "result_en/MODEL/data_normal_atom_bool_result.json";

    /**
     * The scores of every model found.
     *
     * @param results a result file, the folder of one model, or the folder of many
     * @param language {@code en} or {@code zh}; null to go by the folder {@code result_en} or {@code result_zh} around them
     * @throws BadInputException with one sentence where nothing can be scored
     */
    public List<AceReport> score(Path results, @Nullable String language) {
        Map<Path, List<Path>> folders = JsonLines.find(
                        results.toAbsolutePath().normalize(),
                        p -> NAME.matcher(p.getFileName().toString()).matches(),
                        EXAMPLE)
                .stream()
                .collect(Collectors.groupingBy(Path::getParent, TreeMap::new, Collectors.toList()));
        List<AceReport> reports = new ArrayList<>();
        folders.forEach((folder, files) -> {
            Matcher m = LANGUAGE.matcher(folder.toString().replace('\\', '/'));
            String found = m.matches() ? m.group(1) : language;
            if (found == null) {
                throw BadInputException.at(folder, 0, "lies in no folder result_en or result_zh; say --language.");
            }
            if (language == null || found.equals(language)) {
                reports.add(report(folder.getFileName().toString(), found, files));
            }
        });
        if (reports.isEmpty()) {
            throw new BadInputException(results + ": holds no result file of that language, such as " + EXAMPLE + ".");
        }
        return reports;
    }

    private AceReport report(String model, String language, List<Path> files) {
        List<AceReport.Category> categories = new ArrayList<>();
        List<String> notes = new ArrayList<>();
        for (Path file : files) {
            String category = NAME.matcher(file.getFileName().toString()).replaceFirst("$1");
            if (AceData.CATEGORIES.contains(category) && data.has(language, category)) {
                categories.add(score(data.items(language, category), category, file));
            } else {
                notes.add(file + ": the data has no category \"" + category + "\" in language " + language + ".");
            }
        }
        categories.sort(java.util.Comparator.comparing(c -> AceData.CATEGORIES.indexOf(c.category())));
        return new AceReport(model, language, categories, notes);
    }

    private static AceReport.Category score(Map<String, AceItem> items, String category, Path file) {
        Map<String, AceReport.Category.Case> cases = new LinkedHashMap<>();
        items.keySet().forEach(id -> cases.put(id, null));
        List<String> skipped = new ArrayList<>();
        BiConsumer<JsonLines.Fields, JsonLines.Line> each = (fields, line) -> {
            String id = fields.id();
            AceItem item = items.get(id);
            Value process = fields.all().getOrDefault("process", Value.None.NONE);
            if (item == null || cases.get(id) != null) {
                String wrong = item == null ? "is none of a test of " + category : "was used before";
                throw line.problem("the id \"" + id + "\" " + wrong + ".");
            }
            if (item.isAgent() && !(process instanceof Value.ListValue)) {
                throw line.problem("an agent's record needs the field process, a list of its messages.");
            }
            AceChecker.Verdict verdict = AceChecker.check(item, fields.value(), process);
            cases.put(id, new AceReport.Category.Case(item, fields.value(), verdict));
        };
        JsonLines.readFields(file, "result", List.of("process"), each, e -> skipped.add(e.getMessage()));
        List<String> missing =
                items.keySet().stream().filter(id -> cases.get(id) == null).toList();
        cases.values().removeIf(java.util.Objects::isNull);
        return new AceReport.Category(category, List.copyOf(cases.values()), skipped, missing);
    }

    /** Writes {@code score_en/MODEL/data_CATEGORY_score.json}, and the rows of the official summary to {@code summary.jsonl}. */
    public static void write(List<AceReport> reports, Path folder) {
        Map<Path, List<Map<String, Object>>> rows = new TreeMap<>();
        for (AceReport report : reports) {
            Path language = folder.resolve("score_" + report.language());
            for (AceReport.Category c : report.categories()) {
                List<Map<String, Object>> lines = new ArrayList<>(List.of(c.header()));
                lines.addAll(c.listed());
                ScoreFiles.write(
                        language.resolve(report.model()).resolve("data_" + c.category() + "_score.json"), lines);
            }
            Map<String, Object> row = ScoreFiles.line("Model", report.model());
            row.putAll(report.summary());
            rows.computeIfAbsent(language, l -> new ArrayList<>()).add(row);
        }
        rows.forEach((language, lines) -> ScoreFiles.write(language.resolve("summary.jsonl"), lines));
    }
}
