package org.egpo.notebook;

import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.function.Function;
import java.util.function.ToDoubleFunction;
import java.util.stream.IntStream;
import org.egpo.data.Question;
import org.egpo.policy.Sampling;
import org.egpo.reward.Reward;
import org.egpo.reward.ScoredGroup;
import org.egpo.reward.StrictReward;
import org.egpo.rollout.Response;
import org.egpo.rollout.RolloutBackend;
import org.knowm.xchart.HorizontalBarChart;
import org.knowm.xchart.XYChart;
import tech.tablesaw.api.Table;

/** Views of sampled responses: side by side, token by token, setting against setting. */
public final class Responses {
    private Responses() {}

    /** Shows all responses of a group as cards with their verdicts. */
    public static void sideBySide(ScoredGroup group) {
        StringBuilder html = new StringBuilder(
                "<div style=\"display:grid;grid-template-columns:repeat(auto-fill,minmax(17em,1fr));gap:0.6em\">");
        StringBuilder plain = new StringBuilder();
        for (int i = 0; i < group.responses().size(); i++) {
            Response r = group.responses().get(i);
            String verdict = verdict(group.rewards().get(i));
            html.append(card(i + 1, r, group.rewards().get(i), verdict));
            plain.append(i + 1 + " · " + verdict + "\n" + r.text() + "\n\n");
        }
        Show.bundle(
                Bundles.html(html.append("</div>").toString(), plain.toString().stripTrailing()));
    }

    private static String verdict(Reward reward) {
        return reward.value() == 1 ? "✓ right" : "✗ " + reward.errorType();
    }

    private static String card(int number, Response r, Reward reward, String verdict) {
        String colour = reward.value() == 1 ? "46,160,67" : "218,54,51";
        String answer = Groups.answer(r);
        int at = r.text().lastIndexOf(answer);
        String before = answer.isEmpty() || at < 0 ? r.text() : r.text().substring(0, at);
        return String.format(
                Locale.ROOT,
                "<div style=\"border:1px solid rgba(128,128,128,0.35);border-left:4px solid rgba(%s,0.9);"
                        + "border-radius:6px;padding:0.4em 0.7em;font-size:85%%;overflow-wrap:anywhere\">"
                        + "<b>%d</b> · <span title=\"%s\">%s</span> · %d tokens"
                        + "<div style=\"opacity:0.7;white-space:pre-wrap;margin:0.3em 0\">%s</div>"
                        + "<code style=\"white-space:pre-wrap\">%s</code></div>",
                colour,
                number,
                Html.escape(String.join(" ", reward.reasons())),
                Html.escape(verdict),
                r.length(),
                Html.escape(before.strip()),
                Html.escape(before.length() == r.text().length() ? "" : answer));
    }

    /** Log-probability at temperature 1 and entropy of each token; what is not known leaves a gap. */
    public static XYChart tokens(Response response, String title) {
        XYChart chart = Charts.lines(title, "token", "nats");
        double[] at = IntStream.range(0, response.length()).asDoubleStream().toArray();
        Charts.add(chart, "log-probability", at, response.logProbabilities());
        if (!Arrays.stream(response.entropies()).allMatch(Double::isNaN)) {
            Charts.add(chart, "entropy", at, response.entropies());
        }
        return chart;
    }

    /** One row for each token: its text, probability, log-probabilities and entropy. */
    public static Table table(Response r) {
        return Rows.of("Tokens", IntStream.range(0, r.length()).boxed().toList())
                .text("token", r.tokens()::get)
                .number("probability", i -> Math.exp(r.logProbabilities()[i]))
                .number("log p", i -> r.logProbabilities()[i])
                .number("log p at T", i -> r.temperedLogProbabilities()[i])
                .number("entropy", i -> r.entropies()[i])
                .table();
    }

    /**
     * Ways of sampling against each other: the same questions under each, judged by the strict reward.
     *
     * @param samples responses for each question
     */
    public static Table compare(RolloutBackend policy, List<Question> questions, int samples, List<Sampling> settings) {
        Map<String, List<ScoredGroup>> all = new LinkedHashMap<>();
        for (Sampling sampling : Progress.over("setting", settings)) {
            all.put(sampling.describe(), new StrictReward().judge(policy.rollouts(questions, samples, sampling)));
        }
        return compare(all);
    }

    /** How many different answers a group has, for each row of {@link #compare}. */
    public static HorizontalBarChart variety(Table compared) {
        return Charts.names("Different answers in a group", "answers", compared, "different answers");
    }

    /** @param samples the groups sampled under each setting, by its name */
    static Table compare(Map<String, List<ScoredGroup>> samples) {
        return Rows.of("Settings", samples.entrySet())
                .text("setting", Map.Entry::getKey)
                .number("right %", e -> mean(e, ScoredGroup::rewards, r -> 100 * r.value()))
                .number("well-formed %", e -> mean(e, ScoredGroup::rewards, r -> r.wellFormed() ? 100 : 0))
                .number("different answers", e -> mean(e, List::of, Responses::answers))
                .number("thinking entropy", e -> mean(e, ScoredGroup::responses, Response::thinkingEntropy))
                .number("tokens", e -> mean(e, ScoredGroup::responses, Response::length))
                .table();
    }

    /** Over all groups of a sample, to three digits behind the point; what is missing stays missing. */
    private static <T> double mean(
            Map.Entry<String, List<ScoredGroup>> sample,
            Function<ScoredGroup, List<T>> items,
            ToDoubleFunction<T> value) {
        List<T> all =
                sample.getValue().stream().flatMap(g -> items.apply(g).stream()).toList();
        double mean = Numbers.mean(all, value);
        return Double.isNaN(mean) ? mean : Math.round(mean * 1e3) / 1e3;
    }

    private static long answers(ScoredGroup group) {
        return group.responses().stream().map(Groups::answer).distinct().count();
    }
}
