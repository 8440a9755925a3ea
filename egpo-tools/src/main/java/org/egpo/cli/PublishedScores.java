package org.egpo.cli;

import java.io.IOException;
import java.nio.file.FileVisitOption;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.egpo.bfcl.CaseReport;
import org.egpo.bfcl.CategoryReport;
import org.egpo.bfcl.JsonLines;
import org.egpo.bfcl.ScoreReport;
import org.egpo.call.PythonText;
import org.egpo.call.Value;
import org.egpo.call.ValueJson;

/** A score folder in the official layout, such as other people publish, beside scores made here. */
final class PublishedScores {
    private PublishedScores() {}

    /**
     * The verdicts that differ: test id, the outcome here, the published outcome. A category that was published for another
     * number of answers is one row that says so.
     *
     * @param folder of all models; or of this one
     * @throws BadInputException when a score file cannot be read
     */
    static List<List<String>> differences(ScoreReport report, Path folder) throws IOException {
        Path own = folder.resolve(report.model());
        Map<String, Path> published = new HashMap<>();
        try (Stream<Path> files = Files.walk(Files.isDirectory(own) ? own : folder, FileVisitOption.FOLLOW_LINKS)) {
            files.forEach(f -> published.put(f.getFileName().toString(), f));
        }
        List<List<String>> rows = new ArrayList<>();
        for (CategoryReport c : report.categories()) {
            Path file = published.get("BFCL_v4_" + c.category() + "_score.json");
            if (file == null) {
                rows.add(List.of(c.category(), c.cases().size() + " answers", "not published"));
            } else {
                compare(c, file, rows);
            }
        }
        return rows;
    }

    private static void compare(CategoryReport c, Path published, List<List<String>> rows) {
        Map<String, String> failures = new HashMap<>();
        long[] total = {-1};
        JsonLines.read(
                published,
                (json, line) -> {
                    Value.MapValue v = (Value.MapValue) ValueJson.readPlain(json);
                    if (v.get("total_count") instanceof Value.Int n) {
                        total[0] = n.value();
                    } else {
                        Value error =
                                v.get("error") instanceof Value.MapValue m ? m.get("error_type") : v.get("error_type");
                        Value id = v.get("id");
                        if (id == null) {
                            throw line.problem("it has neither total_count nor id.");
                        }
                        failures.put(PythonText.str(id), error == null ? "wrong" : PythonText.str(error));
                    }
                },
                JsonLines::stop);
        if (total[0] != c.cases().size()) {
            rows.add(List.of(c.category(), c.cases().size() + " answers", total[0] + " answers"));
        }
        for (CaseReport k : c.cases()) {
            if (k.isValid() == failures.containsKey(k.id())) {
                rows.add(List.of(k.id(), k.verdict().outcome(), failures.getOrDefault(k.id(), "valid")));
            }
        }
    }
}
