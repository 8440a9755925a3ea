package org.egpo.cli;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.egpo.notebook.Provenance;
import tech.tablesaw.api.Table;

/**
 * What two executions of one notebook show differently. Progress bars are passed over, because they tell the time, and so are the
 * provenance cards, whose differences stand beside.
 *
 * @param cells code cells that were compared
 * @param differences a sentence for each cell whose outputs differ
 * @param provenance the facts in which the two cards differ, as a table; empty where they agree
 */
record NotebookDifferences(int cells, List<String> differences, String provenance) {
    private static final String CARD = "Provenance\n";
    private static final int SHOWN = 80;

    static NotebookDifferences between(Path shared, Path now) throws IOException {
        JsonMapper json = new JsonMapper();
        return between(json.readTree(shared.toFile()), json.readTree(now.toFile()));
    }

    static NotebookDifferences between(JsonNode shared, JsonNode now) {
        List<String> differences = new ArrayList<>();
        int cells = 0;
        for (int i = 0;
                i < Math.max(shared.path("cells").size(), now.path("cells").size());
                i++) {
            JsonNode before = shared.path("cells").path(i);
            JsonNode after = now.path("cells").path(i);
            if (before.path("cell_type").asText().equals("code")) {
                cells++;
                String difference = difference(outputs(before), outputs(after));
                String source = ExecutedNotebook.text(before.path("source"));
                if (!difference.isEmpty()) {
                    differences.add("cell " + (i + 1) + " ("
                            + source.lines().findFirst().orElse("") + "): " + difference);
                }
            }
        }
        Provenance ours = new Provenance(facts(card(now)));
        Table facts = ours.differences(new Provenance(facts(card(shared))));
        return new NotebookDifferences(cells, List.copyOf(differences), facts.isEmpty() ? "" : "\n\n" + facts.print());
    }

    boolean isSame() {
        return differences.isEmpty();
    }

    /** The provenance card of a notebook as text; empty where it shows none. */
    static String card(JsonNode notebook) {
        return notebook.findValues("text/plain").stream()
                .map(ExecutedNotebook::text)
                .filter(t -> t.startsWith(CARD))
                .findFirst()
                .orElse("");
    }

    private static Map<String, String> facts(String card) {
        Map<String, String> facts = new LinkedHashMap<>();
        card.lines().skip(1).forEach(l -> {
            String[] parts = l.strip().split(" {2,}|(?<=\\S) (?=sha256 )", 2);
            facts.put(parts[0], parts.length < 2 ? "" : parts[1]);
        });
        return facts;
    }

    /** MIME type → what is shown; pieces of text that follow one another are one. */
    private static Map<String, String> outputs(JsonNode cell) {
        Map<String, String> all = new LinkedHashMap<>();
        for (JsonNode o : cell.path("outputs")) {
            String plain = ExecutedNotebook.text(o.path("data").path("text/plain"));
            String html = ExecutedNotebook.text(o.path("data").path("text/html"));
            if (plain.startsWith(CARD) || html.contains("<progress")) {
                continue;
            }
            all.merge(
                    "text",
                    ExecutedNotebook.text(o.path("text"))
                            + plain
                            + o.path("evalue").asText(),
                    String::concat);
            o.path("data").properties().stream()
                    .filter(e -> !e.getKey().equals("text/plain"))
                    .forEach(e -> all.merge(e.getKey(), ExecutedNotebook.text(e.getValue()), String::concat));
        }
        return all;
    }

    private static String difference(Map<String, String> before, Map<String, String> after) {
        List<String> was = before.getOrDefault("text", "").lines().toList();
        List<String> is = after.getOrDefault("text", "").lines().toList();
        for (int i = 0; i < Math.max(was.size(), is.size()); i++) {
            String a = i < was.size() ? was.get(i) : "nothing";
            String b = i < is.size() ? is.get(i) : "nothing";
            if (!a.equals(b)) {
                int from = 0;
                while (from < Math.min(a.length(), b.length()) && a.charAt(from) == b.charAt(from)) {
                    from++;
                }
                return "was " + cut(a, from) + ", is " + cut(b, from);
            }
        }
        return before.entrySet().stream()
                .filter(e -> !e.getValue().equals(after.get(e.getKey())))
                .map(e -> "the same text, but another " + e.getKey())
                .findFirst()
                .orElse(before.size() == after.size() ? "" : "other kinds of output");
    }

    /** The part of a line around the place where it differs. */
    private static String cut(String text, int at) {
        int from = Math.max(0, at - SHOWN / 2);
        int to = Math.min(text.length(), from + SHOWN);
        return (from > 0 ? "…" : "") + text.substring(from, to) + (to < text.length() ? "…" : "");
    }

    @Override
    public String toString() {
        String found = isSame()
                ? "same: all " + cells + " code cells show what they showed"
                : differences.size() + " of " + cells + " code cells show something else:\n"
                        + differences.stream().map(d -> "  " + d).collect(Collectors.joining("\n"));
        return found + provenance;
    }
}
