package org.egpo.bfcl;

import java.math.BigDecimal;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import org.egpo.call.Value;

/**
 * The judgements of one result file.
 *
 * @param scoreFile where the official layout puts its scores, below the folder of all scores
 * @param cases in the order of the data
 * @param of number of tests that the data has
 * @param skipped sentences about the lines left out
 * @param missing ids of the tests without an answer; not known of format_sensitivity
 */
public record CategoryReport(
        String category, Path scoreFile, List<CaseReport> cases, int of, List<String> skipped, List<String> missing) {
    public int correct() {
        return count(CaseReport::isValid);
    }

    public double accuracy() {
        return cases.isEmpty() ? 0 : (double) correct() / cases.size();
    }

    /** Error type → how often, most frequent first. */
    public List<ScoreRow.ErrorCount> errorTypes() {
        return ScoreRow.ErrorCount.of(
                cases.stream().filter(c -> !c.isValid()).map(c -> c.verdict().outcome()));
    }

    public ScoreRow row() {
        int n = cases.size();
        boolean irrelevance = category.contains("irrelevance");
        boolean strict = cases.stream().anyMatch(c -> c.strict() != null);
        int undecodable = irrelevance ? count(c -> c.isValid() && c.undecodable()) : -1;
        int right = strict ? count(c -> c.strict() != null && c.strict().isValid()) : -1;
        return new ScoreRow(
                category, n, of, correct(), n, accuracy(), errorTypes(), undecodable, right, skipped.size());
    }

    private int count(Predicate<CaseReport> wanted) {
        return (int) cases.stream().filter(wanted).count();
    }

    /** Where official and strict rules disagree; empty when the strict rules were not asked for. */
    public List<Divergence> divergences() {
        List<Divergence> rows = new ArrayList<>();
        for (CaseReport c : cases) {
            if (c.strict() != null && c.strict().isValid() != c.isValid()) {
                List<String> reasons = (c.isValid() ? c.strict() : c.verdict()).reasons();
                String reason = reasons.isEmpty() ? "" : reasons.get(0);
                String official = c.verdict().outcome();
                String text = c.result().text();
                rows.add(new Divergence(category, c.id(), official, c.strict().outcome(), reason, text));
            }
        }
        return rows;
    }

    /** The first line of the official score file: accuracy and counts; for format_sensitivity also by configuration. */
    Value.MapValue header() {
        Value.MapBuilder header = counted();
        if (category.equals("format_sensitivity")) {
            Map<String, List<CaseReport>> groups = cases.stream()
                    .collect(Collectors.groupingBy(
                            c -> c.id().split(":", 3)[1], LinkedHashMap::new, Collectors.toList()));
            Map<String, CategoryReport> parts = new LinkedHashMap<>();
            groups.forEach((name, g) ->
                    parts.put(name, new CategoryReport(category, scoreFile, g, g.size(), List.of(), List.of())));
            List<BigDecimal> shares = parts.values().stream()
                    .map(p -> new BigDecimal(p.accuracy()))
                    .toList();
            double variance = shares.size() > 1 ? Usage.variance(shares) : 0;
            double delta = shares.isEmpty()
                    ? 0
                    : Collections.max(shares).doubleValue()
                            - Collections.min(shares).doubleValue();
            header.put("accuracy_max_delta", Value.of(Usage.round(delta * 100)));
            header.put("accuracy_variance", Value.of(Usage.round(variance * 10_000)));
            header.put("accuracy_std", Value.of(Usage.round(Math.sqrt(variance) * 100)));
            parts.forEach((name, p) -> header.put(name, p.counted().build()));
        }
        return header.build();
    }

    private Value.MapBuilder counted() {
        return new Value.MapBuilder()
                .put("accuracy", Value.of(accuracy()))
                .put("correct_count", Value.of(correct()))
                .put("total_count", Value.of(cases.size()));
    }
}
