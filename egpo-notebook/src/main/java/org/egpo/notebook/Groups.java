package org.egpo.notebook;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.function.ToDoubleFunction;
import org.egpo.advantage.Advantage;
import org.egpo.advantage.GroupAdvantages;
import org.egpo.call.ModelText;
import org.egpo.reward.Reward;
import org.egpo.reward.ScoredGroup;
import org.knowm.xchart.CategoryChart;
import org.knowm.xchart.XYChart;
import tech.tablesaw.api.DoubleColumn;
import tech.tablesaw.api.IntColumn;
import tech.tablesaw.api.StringColumn;
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
        List<Advantage> advantages = scored.advantages();
        IntColumn number = IntColumn.create("#");
        StringColumn format = StringColumn.create("format");
        StringColumn calls = StringColumn.create("calls");
        StringColumn error = StringColumn.create("error");
        DoubleColumn[] parts = new DoubleColumn[6];
        String[] names = {"reward r", "base A", "entropy E", "bound |A|/α", "bonus", "A new"};
        for (int i = 0; i < parts.length; i++) {
            parts[i] = DoubleColumn.create(names[i]);
        }
        StringColumn clipped = StringColumn.create("clipped");
        StringColumn answer = StringColumn.create("answer");
        for (int i = 0; i < advantages.size(); i++) {
            Reward r = group.rewards().get(i);
            Advantage a = advantages.get(i);
            number.append(i + 1);
            format.append(r.wellFormed() ? "✓" : "✗");
            calls.append(r.callsRight() ? "✓" : "✗");
            error.append(r.errorType());
            double[] values = {a.reward(), a.base(), a.entropy(), a.bound(), a.bonus(), a.value()};
            for (int k = 0; k < parts.length; k++) {
                parts[k].append(values[k]);
            }
            clipped.append(a.clipped() ? "yes" : "");
            answer.append(
                    ModelText.of(group.responses().get(i).text()).answerText().strip());
        }
        String title = String.format(
                Locale.ROOT,
                "%s: mean reward %.3f, std %.3f",
                group.id(),
                advantages.get(0).mean(),
                advantages.get(0).std());
        return Table.create(title, number, format, calls, error)
                .addColumns(parts)
                .addColumns(clipped, answer);
    }

    /** One line for each group: how many are right, and how uncertain its thinking was. */
    public static Table summary(List<ScoredGroup> groups) {
        StringColumn id = StringColumn.create("query");
        IntColumn right = IntColumn.create("right");
        IntColumn of = IntColumn.create("of");
        IntColumn wellFormed = IntColumn.create("well-formed");
        DoubleColumn entropy = DoubleColumn.create("mean thinking entropy");
        DoubleColumn length = DoubleColumn.create("mean tokens");
        for (ScoredGroup g : groups) {
            id.append(g.id());
            right.append((int) g.rewards().stream().filter(r -> r.value() == 1).count());
            of.append(g.rewards().size());
            wellFormed.append(
                    (int) g.rewards().stream().filter(Reward::wellFormed).count());
            entropy.append(
                    java.util.Arrays.stream(g.thinkingEntropies()).average().orElse(0));
            length.append(
                    g.responses().stream().mapToInt(r -> r.length()).average().orElse(0));
        }
        return Table.create("Groups", id, right, of, wellFormed, entropy, length);
    }

    /** How often each error type occurs, most frequent first; right responses are left out. */
    public static Table errors(List<ScoredGroup> groups) {
        var counts = new java.util.TreeMap<String, Integer>();
        for (ScoredGroup g : groups) {
            g.rewards().stream().filter(r -> r.value() != 1).forEach(r -> counts.merge(r.errorType(), 1, Integer::sum));
        }
        List<String> types = new ArrayList<>(counts.keySet());
        types.sort((a, b) -> counts.get(b) - counts.get(a));
        return Table.create(
                "Errors",
                StringColumn.create("error type", types),
                IntColumn.create(
                        "responses", types.stream().mapToInt(counts::get).toArray()));
    }

    /** How many groups have 0, 1, … S right responses; groups at the two ends teach nothing. */
    public static CategoryChart rightResponses(List<ScoredGroup> groups) {
        int most = groups.stream().mapToInt(g -> g.rewards().size()).max().orElse(0);
        List<String> labels = new ArrayList<>();
        List<Long> counts = new ArrayList<>();
        for (int right = 0; right <= most; right++) {
            int wanted = right;
            labels.add("" + right);
            counts.add(groups.stream()
                    .filter(g ->
                            g.rewards().stream().filter(r -> r.value() == 1).count() == wanted)
                    .count());
        }
        CategoryChart chart = Charts.bars("Right responses in a group of " + most, "groups");
        chart.addSeries("groups", labels, counts);
        chart.getStyler().setLegendVisible(false);
        return chart;
    }

    /** Every response as a point: what GRPO gives it, and what the entropy term makes of that. */
    public static XYChart baseAgainstValue(List<GroupAdvantages> groups) {
        return points("EGPO against GRPO", "GRPO A", "EGPO A new", groups, Advantage::base, Advantage::value);
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
        chart.addSeries(
                "responses",
                all.stream().mapToDouble(x).toArray(),
                all.stream().mapToDouble(y).toArray());
        return chart;
    }

    /** The sum of |A| over responses above and below their group's mean, without the entropy term and with it. */
    public static CategoryChart pull(List<GroupAdvantages> groups) {
        List<String> labels = List.of("GRPO right", "EGPO right", "GRPO wrong", "EGPO wrong");
        double[] sums = new double[4];
        groups.stream().flatMap(g -> g.advantages().stream()).forEach(a -> {
            int at = a.base() > 0 ? 0 : 2;
            sums[at] += Math.abs(a.base());
            sums[at + 1] += Math.abs(a.value());
        });
        CategoryChart chart = Charts.bars("Sum of |A|", "|A|");
        chart.addSeries("|A|", labels, Arrays.stream(sums).boxed().toList());
        chart.getStyler().setLegendVisible(false);
        return chart;
    }
}
