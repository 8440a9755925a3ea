package org.egpo.notebook;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.egpo.bfcl.CategoryReport;
import org.egpo.bfcl.Figure;
import org.egpo.bfcl.Leaderboard;
import org.egpo.bfcl.ScoreReport;
import org.egpo.bfcl.ScoreRow;
import org.egpo.call.Resources;
import org.egpo.call.Value;
import org.egpo.call.ValueJson;

/** Several models side by side on one HTML page that needs nothing but itself. */
public final class LeaderboardPage {
    private static final int MOST_ROWS = 500;
    /** Test id → why people say that it is wrong, and where. */
    private static final Map<String, String> DISPUTED = Resources.lines(LeaderboardPage.class, "disputed.txt").stream()
            .map(l -> l.split(" ", 2))
            .collect(Collectors.toMap(l -> l[0], l -> l[1]));

    private LeaderboardPage() {}

    /**
     * @param published by model, the verdicts that somebody else published and that differ: test id, here, published
     * @param version of the scorer, to be told on the page
     */
    public static String of(List<ScoreReport> reports, Map<String, List<List<String>>> published, String version) {
        Value data = Value.MapValue.of(
                "version", version,
                "data", reports.get(0).data(),
                "models", reports.stream().map(r -> model(r, published)).toList());
        // "</" must not end the script that the data lie in.
        return Resources.text(LeaderboardPage.class, "leaderboard.html")
                .replace("@DATA@", ValueJson.write(data).replace("</", "<\\/"));
    }

    private static Value model(ScoreReport r, Map<String, List<List<String>>> published) {
        Leaderboard board = r.leaderboard();
        Map<String, Figure> figures = new LinkedHashMap<>();
        figures.put("overall", board.overall());
        board.groups().forEach((name, group) -> figures.put(name.replace('_', '-'), group.get("overall")));
        figures.put("irrelevance", board.irrelevance());
        figures.put("non-web", board.nonWeb());
        Value.MapBuilder shown = new Value.MapBuilder();
        figures.forEach((name, f) -> shown.put(name, f.missing() ? Value.None.NONE : Value.of(f.accuracy())));
        List<List<String>> disputed = r.cases().stream()
                .filter(c -> !c.isValid() && DISPUTED.containsKey(c.id()))
                .map(c -> List.of(c.id(), DISPUTED.get(c.id())))
                .toList();
        return Value.MapValue.of(
                "folder", r.model(),
                "name", r.read().name(),
                "link", r.read().link(),
                "organization", r.read().organization(),
                "license", r.read().license(),
                "format", r.read().format().toString(),
                "warnings", r.warnings(),
                "incomplete", r.incomplete(),
                "missing", r.missing(),
                "skipped", r.skipped().stream().limit(MOST_ROWS).toList(),
                "figures", shown.build(),
                "categories",
                        r.categories().stream().map(LeaderboardPage::category).toList(),
                "disagreements",
                        r.divergences().stream()
                                .limit(MOST_ROWS)
                                .map(d -> List.of(d.id(), d.official(), d.strict(), d.reason(), d.text()))
                                .toList(),
                "published", published.getOrDefault(r.model(), List.of()),
                "disputed", disputed);
    }

    private static Value category(CategoryReport c) {
        ScoreRow row = c.row();
        long both = c.cases().stream()
                .filter(k -> k.isValid() && k.strict() != null && k.strict().isValid())
                .count();
        return Value.MapValue.of(
                "category", c.category(),
                "n", row.tests(),
                "of", row.of(),
                "correct", row.correct(),
                "low", row.low(),
                "high", row.high(),
                "strict", row.strictCorrect(),
                "both", row.strictCorrect() < 0 ? -1 : both,
                "errors", row.topErrors().stream().map(Object::toString).toList());
    }
}
