package org.egpo.cli;

import java.io.PrintWriter;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import org.egpo.bfcl.WilsonInterval;
import org.egpo.clean.CleanRecord;
import org.egpo.clean.DefectScores;
import org.egpo.clean.Outcome;
import org.egpo.data.Example;

/** What cleaning would do, on a page to look at, and how well it does where labels are known. */
final class CleanPreview {
    private static final int SAMPLES = 3;

    private CleanPreview() {}

    /** For each outcome but "kept" and each first reason: how many records, and the first of them. */
    static void reasons(List<Example> raw, List<CleanRecord> results, PrintWriter to) {
        Map<String, Integer> counts = new TreeMap<>();
        Map<String, StringBuilder> samples = new TreeMap<>();
        for (int i = 0; i < raw.size(); i++) {
            CleanRecord r = results.get(i);
            if (r.outcome() == Outcome.KEPT || r.findings().isEmpty()) {
                continue;
            }
            String group = r.outcome() + ", " + r.findings().get(0).reason();
            StringBuilder text = samples.computeIfAbsent(group, g -> new StringBuilder());
            if (counts.merge(group, 1, Integer::sum) <= SAMPLES) {
                text.append(String.format(
                        "    %s: %s%n      %s%n      %s%n",
                        raw.get(i).id(), raw.get(i).question(), raw.get(i).answer(), r.findings()));
            }
        }
        counts.forEach((group, n) -> to.printf("%,d %s%n%s", n, group, samples.get(group)));
        to.println("Nothing was written. A reason that is wrong for your data: --without REASON");
    }

    static void scores(DefectScores scores, PrintWriter to) {
        scores.kinds().forEach(k -> line(to, "recall of " + k.name(), k.caught(), k.records()));
        int records =
                scores.kinds().stream().mapToInt(DefectScores.Kind::records).sum();
        line(
                to,
                "recall",
                scores.kinds().stream().mapToInt(DefectScores.Kind::caught).sum(),
                records);
        line(to, "false drops", scores.falseDrops(), scores.clean());
        line(to, "precision", scores.keptRight(), scores.kept());
    }

    private static void line(PrintWriter to, String what, int n, int of) {
        WilsonInterval at = WilsonInterval.of(n, of);
        to.printf(
                Locale.ROOT,
                "%-32s %5d of %5d  %6.2f %%  (95 %%: %.2f to %.2f)%n",
                what,
                n,
                of,
                of == 0 ? 0 : 100.0 * n / of,
                100 * at.low(),
                100 * at.high());
    }
}
