package org.egpo.notebook;

import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Predicate;
import java.util.function.ToDoubleFunction;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.egpo.advantage.Advantage;
import org.egpo.advantage.GroupAdvantages;
import org.egpo.call.ModelText;
import org.egpo.reward.Reward;
import org.egpo.reward.ScoredGroup;
import org.egpo.rollout.Response;
import org.knowm.xchart.CategoryChart;
import org.knowm.xchart.XYChart;
import org.knowm.xchart.XYSeries;
import org.knowm.xchart.style.markers.SeriesMarkers;
import tech.tablesaw.api.Table;

/** Tables and charts of groups of responses. */
public final class Groups {
    private Groups() {}

    /**
     * The reward x-ray: for each response of a group every part of its advantage, from the text to the number.
     *
     * @param scored such as {@code Egpo.paper().advantages(group)}
     */
    public static Table xray(GroupAdvantages scored) {
        ScoredGroup group = scored.group();
        String title = String.format(
                Locale.ROOT,
                "%s: mean reward %.3f, std %.3f",
                group.id(),
                scored.get(0).mean(),
                scored.get(0).std());
        List<Integer> numbers =
                IntStream.range(0, group.responses().size()).boxed().toList();
        return Rows.of(title, numbers)
                .whole("#", i -> i + 1)
                .text("format", i -> mark(group.rewards().get(i).wellFormed()))
                .text("calls", i -> mark(group.rewards().get(i).callsRight()))
                .text("error", i -> group.rewards().get(i).errorType().replaceFirst(".*:", ""))
                .number("reward r", i -> scored.get(i).reward())
                .number("base A", i -> scored.get(i).base())
                .number("entropy E", i -> scored.get(i).entropy())
                .number("|A|/α", i -> scored.get(i).bound())
                .number("bonus", i -> scored.get(i).bonus())
                .number("A new", i -> scored.get(i).value())
                .text("clipped", i -> scored.get(i).clipped() ? "yes" : "")
                .text("answer", i -> answer(group.responses().get(i)))
                .table();
    }

    private static String mark(boolean right) {
        return right ? "✓" : "✗";
    }

    static String answer(Response response) {
        return response.parts().stream()
                .map(p -> ModelText.of(p.said()).answerText().strip())
                .collect(Collectors.joining("\n"));
    }

    /** One line for each group: how many are right, and how uncertain its thinking was. */
    public static Table summary(List<ScoredGroup> groups) {
        return Rows.of("Groups", groups)
                .text("query", ScoredGroup::id)
                .whole("right", g -> count(g, r -> r.value() == 1))
                .whole("of", g -> g.rewards().size())
                .whole("well-formed", g -> count(g, Reward::wellFormed))
                .number("mean thinking entropy", g -> Numbers.mean(g.responses(), Response::thinkingEntropy))
                .number("mean tokens", g -> Numbers.mean(g.responses(), Response::writtenLength))
                .table();
    }

    private static int count(ScoredGroup group, Predicate<Reward> which) {
        return (int) group.rewards().stream().filter(which).count();
    }

    /** How often each error type occurs, most frequent first; right responses are left out. */
    public static Table errors(List<ScoredGroup> groups) {
        Map<String, Integer> counts = new TreeMap<>();
        groups.stream()
                .flatMap(g -> g.rewards().stream())
                .filter(r -> r.value() != 1)
                .forEach(r -> counts.merge(r.errorType(), 1, Integer::sum));
        List<String> types = counts.keySet().stream()
                .sorted(Comparator.comparing(counts::get, Comparator.reverseOrder()))
                .toList();
        return Rows.of("Errors", types)
                .text("error type", t -> t)
                .whole("responses", counts::get)
                .table();
    }

    /** How many groups have 0, 1, … S right responses; groups at the two ends teach nothing. */
    public static CategoryChart rightResponses(List<ScoredGroup> groups) {
        int most = groups.stream().mapToInt(g -> g.rewards().size()).max().orElse(0);
        Map<String, Long> counts = new LinkedHashMap<>();
        for (int right = 0; right <= most; right++) {
            int wanted = right;
            counts.put(
                    "" + right,
                    groups.stream()
                            .filter(g -> count(g, r -> r.value() == 1) == wanted)
                            .count());
        }
        return Charts.bars("Right responses in a group of " + most, "groups", counts);
    }

    /** Every response as a point: what GRPO gives it, and what the entropy term makes of that. */
    public static XYChart baseAgainstValue(List<GroupAdvantages> groups) {
        XYChart chart = points("EGPO against GRPO", "GRPO A", "EGPO A new", groups, Advantage::base, Advantage::value);
        double[] ends = groups.stream()
                .flatMap(g -> g.advantages().stream())
                .mapToDouble(Advantage::base)
                .sorted()
                .toArray();
        if (ends.length > 0) {
            double[] diagonal = {ends[0], ends[ends.length - 1]};
            chart.addSeries("no bonus", diagonal, diagonal)
                    .setXYSeriesRenderStyle(XYSeries.XYSeriesRenderStyle.Line)
                    .setMarker(SeriesMarkers.NONE)
                    .setLineColor(Theme.color(-1));
        }
        return chart;
    }

    /** Every response as a point: how uncertain its thinking was, and its bonus. */
    public static XYChart bonusByEntropy(List<GroupAdvantages> groups) {
        String title = "The bonus grows with thinking entropy, up to a bound";
        return points(title, "thinking entropy E (nats)", "bonus", groups, Advantage::entropy, Advantage::bonus);
    }

    private static XYChart points(
            String title,
            String xLabel,
            String yLabel,
            List<GroupAdvantages> groups,
            ToDoubleFunction<Advantage> x,
            ToDoubleFunction<Advantage> y) {
        List<Advantage> all =
                groups.stream().flatMap(g -> g.advantages().stream()).toList();
        XYChart chart = Charts.scatter(title, xLabel, yLabel);
        Charts.add(
                chart,
                "responses",
                all.stream().mapToDouble(x).toArray(),
                all.stream().mapToDouble(y).toArray());
        return chart;
    }

    /** The sum of |A| over responses above and below their group's mean, without the entropy term and with it. */
    public static CategoryChart pull(List<GroupAdvantages> groups) {
        double[][] sums = new double[2][2];
        groups.stream().flatMap(g -> g.advantages().stream()).forEach(a -> {
            int side = a.base() > 0 ? 0 : 1;
            sums[0][side] += Math.abs(a.base());
            sums[1][side] += Math.abs(a.value());
        });
        CategoryChart chart = Charts.bars("Sum of |A|", "|A|");
        List<String> sides = List.of("right", "wrong");
        chart.addSeries("GRPO", sides, List.of(sums[0][0], sums[0][1]));
        chart.addSeries("EGPO", sides, List.of(sums[1][0], sums[1][1]));
        return chart;
    }
}
