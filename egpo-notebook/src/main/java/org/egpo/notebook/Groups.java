package org.egpo.notebook;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.egpo.advantage.Advantage;
import org.egpo.advantage.GroupAdvantages;
import org.egpo.call.ModelText;
import org.egpo.reward.Reward;
import org.egpo.reward.ScoredGroup;
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
}
