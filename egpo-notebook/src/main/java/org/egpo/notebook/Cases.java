package org.egpo.notebook;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Predicate;
import java.util.function.ToDoubleFunction;
import org.egpo.call.CallDecoder;
import org.egpo.call.FunctionCall;
import org.egpo.call.FunctionCalls;
import org.egpo.call.ModelText;
import org.egpo.call.Value;
import org.egpo.data.Example;
import org.egpo.reward.Query;
import org.egpo.reward.Reward;
import org.egpo.reward.StrictReward;
import org.egpo.rollout.Response;
import tech.tablesaw.api.DoubleColumn;
import tech.tablesaw.api.IntColumn;
import tech.tablesaw.api.StringColumn;
import tech.tablesaw.api.Table;

/** One question, several models: what each wrote, and whether it mixed up two values (the paper's Figure 1). */
public final class Cases {
    private static final StrictReward STRICT = new StrictReward();

    private Cases() {}

    /** The examples with one call in which two values of the same kind could be mixed up. */
    public static List<Example> swappable(List<Example> examples) {
        return examples.stream()
                .filter(e -> e.calls().size() == 1 && !swaps(e.calls().get(0)).isEmpty())
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

    /** One word or two: {@code right}, {@code swapped} for a call that is right but for two exchanged values, else the error. */
    public static String verdict(Example example, Response response) {
        Reward reward = STRICT.of(Query.reference(example), response.text());
        if (reward.value() == 1) {
            return "right";
        }
        List<FunctionCall> calls = FunctionCalls.of(
                CallDecoder.decode(ModelText.of(response.text()).answerText()));
        boolean swapped = calls.size() == 1
                && example.calls().size() == 1
                && swaps(example.calls().get(0)).stream().anyMatch(s -> isSame(s, calls.get(0)));
        return swapped ? "swapped" : reward.errorType();
    }

    private static boolean isSame(FunctionCall a, FunctionCall b) {
        return a.name().equals(b.name()) && Value.pythonEquals(a.arguments(), b.arguments());
    }

    /** The answers of several models to one question beside each other, tokens coloured by their entropy. */
    public static void show(Example example, Map<String, Response> byModel) {
        Map<String, Response> captioned = new LinkedHashMap<>();
        byModel.forEach((model, r) -> captioned.put(model + ": " + verdict(example, r), r));
        TokenHeat.sideBySide(example.question(), captioned);
    }

    /**
     * One line for each model: how often it is right, how often it swaps, how it thinks.
     *
     * @param byModel for each model one response for each example, in their order
     */
    public static Table summary(List<Example> examples, Map<String, List<Response>> byModel) {
        StringColumn model = StringColumn.create("model");
        IntColumn questions = IntColumn.create("questions");
        DoubleColumn right = DoubleColumn.create("% right");
        DoubleColumn swapped = DoubleColumn.create("% swapped");
        DoubleColumn lists = DoubleColumn.create("% that list values");
        DoubleColumn checks = DoubleColumn.create("% that check");
        DoubleColumn entropy = DoubleColumn.create("thinking entropy");
        DoubleColumn length = DoubleColumn.create("thinking tokens");
        byModel.forEach((name, responses) -> {
            List<String> verdicts = new ArrayList<>();
            for (int i = 0; i < examples.size(); i++) {
                verdicts.add(verdict(examples.get(i), responses.get(i)));
            }
            model.append(name);
            questions.append(examples.size());
            right.append(percent(verdicts, "right"::equals));
            swapped.append(percent(verdicts, "swapped"::equals));
            lists.append(percent(responses, r -> thinking(r).matches("(?s).*( = | is ).*")));
            checks.append(percent(responses, r -> thinking(r).contains("Check")));
            entropy.append(mean(responses, Response::thinkingEntropy));
            length.append(mean(responses, r -> r.thinking().end() - r.thinking().start()));
        });
        return Table.create("Models", model, questions, right, swapped, lists, checks, entropy, length);
    }

    private static String thinking(Response r) {
        return ModelText.of(r.text()).thinkingText();
    }

    private static <T> double percent(List<T> all, Predicate<T> which) {
        return 100.0 * all.stream().filter(which).count() / all.size();
    }

    private static double mean(List<Response> all, ToDoubleFunction<Response> value) {
        return all.stream().mapToDouble(value).average().orElse(0);
    }
}
