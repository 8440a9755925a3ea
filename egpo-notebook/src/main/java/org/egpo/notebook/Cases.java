package org.egpo.notebook;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;
import java.util.function.Predicate;
import java.util.stream.IntStream;
import org.egpo.call.FunctionCall;
import org.egpo.call.ModelText;
import org.egpo.call.Value;
import org.egpo.data.Question;
import org.egpo.policy.Sampling;
import org.egpo.reward.Reward;
import org.egpo.reward.StrictReward;
import org.egpo.rollout.Policy;
import org.egpo.rollout.Response;
import org.knowm.xchart.XYChart;
import tech.tablesaw.api.Table;

/** The same questions to several models: what each wrote, and whether it mixed up two values (the paper's Figure 1). */
public final class Cases {
    private static final StrictReward STRICT = new StrictReward();

    private final List<Question> questions;
    private final Sampling sampling;
    private final Map<String, List<Response>> answers = new LinkedHashMap<>();

    /** One question and what each model wrote. */
    public record Case(Question question, Map<String, Response> answers) {
        /** {@code right}, {@code swapped} for a call that is right but for two exchanged values, else the error type. */
        public String verdict(String model) {
            return Cases.verdict(question, answer(model));
        }

        private Response answer(String model) {
            Response answer = answers.get(model);
            if (answer == null) {
                throw new IllegalArgumentException("no model " + model + " was asked; there are " + answers.keySet());
            }
            return answer;
        }

        public boolean isRight(String model) {
            return verdict(model).equals("right");
        }

        /** Shows the answers beside each other, tokens coloured by their entropy. */
        public void show() {
            Map<String, Response> captioned = new LinkedHashMap<>();
            answers.forEach((model, r) -> captioned.put(model + ": " + verdict(model), r));
            TokenHeat.sideBySide(question.text(), captioned);
        }
    }

    private Cases(List<Question> questions, Sampling sampling) {
        this.questions = List.copyOf(questions);
        this.sampling = sampling;
    }

    /** Questions for models that {@link #ask} names; all sample with the same random numbers. */
    public static Cases of(List<Question> questions, Sampling sampling) {
        return new Cases(questions, sampling);
    }

    /** Loads a model, takes one response to each question, and closes it. */
    public Cases ask(String name, Path folder) {
        try (Policy policy = Policy.load(folder)) {
            return with(
                    name,
                    policy.rollouts(questions, 1, sampling).stream()
                            .map(g -> g.responses().get(0))
                            .toList());
        }
    }

    /** A model's responses that are there already, one for each question. */
    Cases with(String name, List<Response> responses) {
        answers.put(name, responses);
        return this;
    }

    /** The questions with one call in which two values of the same kind could be mixed up. */
    public static List<Question> swappable(List<Question> questions) {
        return questions.stream()
                .filter(q -> q.answer().calls().size() == 1
                        && !swaps(q.answer().calls().get(0)).isEmpty())
                .toList();
    }

    /** The call with any two values of one kind exchanged. */
    private static List<FunctionCall> swaps(FunctionCall call) {
        Value.MapValue m = call.arguments();
        List<FunctionCall> all = new ArrayList<>();
        for (int i = 0; i < m.size(); i++) {
            for (int k = i + 1; k < m.size(); k++) {
                if (m.value(i).getClass() == m.value(k).getClass()
                        && !m.value(i).equals(m.value(k))) {
                    Value.MapBuilder b = new Value.MapBuilder();
                    for (int j = 0; j < m.size(); j++) {
                        b.put(m.key(j), m.value(j == i ? k : j == k ? i : j));
                    }
                    all.add(new FunctionCall(call.name(), b.build()));
                }
            }
        }
        return all;
    }

    private static String verdict(Question question, Response response) {
        Reward reward = STRICT.judge(question, response.said());
        if (reward.value() == 1) {
            return "right";
        }
        List<FunctionCall> expected = question.answer().calls();
        List<FunctionCall> calls = response.calls();
        boolean swapped = calls.size() == 1
                && expected.size() == 1
                && swaps(expected.get(0)).stream().anyMatch(s -> isSame(s, calls.get(0)));
        return swapped ? "swapped" : reward.errorType();
    }

    private static boolean isSame(FunctionCall a, FunctionCall b) {
        return a.name().equals(b.name()) && Value.pythonEquals(a.arguments(), b.arguments());
    }

    /** All cases, in the order of the questions. */
    public List<Case> all() {
        return IntStream.range(0, questions.size())
                .mapToObj(i -> {
                    Map<String, Response> one = new LinkedHashMap<>();
                    answers.forEach((model, responses) -> one.put(model, responses.get(i)));
                    return new Case(questions.get(i), one);
                })
                .toList();
    }

    /** The cases of interest, such as {@code c -> c.verdict("base").equals("swapped") && c.isRight("EGPO")}. */
    public List<Case> where(Predicate<Case> interesting) {
        return all().stream().filter(interesting).toList();
    }

    /** One line for each model: how often it is right, how often it swaps, how it thinks. */
    public Table summary() {
        List<Case> all = all();
        return Rows.of("Models", answers.entrySet())
                .text("model", Map.Entry::getKey)
                .whole("questions", m -> questions.size())
                .number("% right", m -> percent(all, c -> c.isRight(m.getKey())))
                .number(
                        "% swapped",
                        m -> percent(all, c -> c.verdict(m.getKey()).equals("swapped")))
                .number(
                        "% that list values",
                        m -> percent(m.getValue(), r -> thinking(r).matches("(?s).*( = | is ).*")))
                .number(
                        "% that check",
                        m -> percent(m.getValue(), r -> thinking(r).contains("Check")))
                .number("thinking entropy", m -> Numbers.mean(m.getValue(), Response::thinkingEntropy))
                .number(
                        "thinking tokens",
                        m -> Numbers.mean(
                                m.getValue(),
                                r -> r.thinking().end() - r.thinking().start()))
                .table();
    }

    private static String thinking(Response r) {
        return ModelText.of(r.said()).thinkingText();
    }

    private static <T> double percent(List<T> all, Predicate<T> which) {
        return 100.0 * all.stream().filter(which).count() / all.size();
    }

    /** How often each verdict occurs: a row for each, a column for each model. */
    public Table verdicts() {
        List<Case> all = all();
        TreeSet<String> kinds = new TreeSet<>();
        answers.keySet().forEach(m -> all.forEach(c -> kinds.add(c.verdict(m))));
        Rows<String> table = Rows.of("Verdicts", kinds).text("verdict", k -> k);
        answers.keySet().forEach(m -> table.whole(m, kind -> count(m, kind)));
        return table.table();
    }

    /** How many of a model's answers have a verdict, such as {@code swapped}. */
    public int count(String model, String verdict) {
        return where(c -> c.verdict(model).equals(verdict)).size();
    }

    /** The mean thinking entropy of right and of wrong answers, a row for each model; NaN where there are none. */
    public Table entropies() {
        return Rows.of("Thinking entropy in nats", answers.keySet())
                .text("model", m -> m)
                .number("right", m -> entropy(m, true))
                .number("wrong", m -> entropy(m, false))
                .table();
    }

    private double entropy(String model, boolean right) {
        return Numbers.mean(
                where(c -> c.isRight(model) == right), c -> c.answer(model).thinkingEntropy());
    }

    /** The mean entropy at each of the first so many tokens, of those answers that still think there. */
    public XYChart entropyAlongTheThinking(int tokens) {
        XYChart chart = Charts.lines("Entropy along the thinking", "position", "nats");
        answers.forEach((model, responses) -> {
            double[] means = IntStream.range(0, tokens)
                    .mapToDouble(t -> Numbers.mean(
                            responses.stream()
                                    .filter(r -> r.thinking().end() > t)
                                    .toList(),
                            r -> r.entropies()[t]))
                    .takeWhile(Double::isFinite)
                    .toArray();
            Charts.add(
                    chart,
                    model,
                    IntStream.range(0, means.length).asDoubleStream().toArray(),
                    means);
        });
        return chart;
    }
}
