package org.egpo.reward;

import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.stream.IntStream;
import org.egpo.call.CallDecoder;
import org.egpo.call.FunctionCall;
import org.egpo.call.ModelText;
import org.egpo.call.Value;
import org.egpo.data.Question;
import org.egpo.rollout.Response;
import org.jspecify.annotations.Nullable;

/**
 * An ablation: partial credit as in ToolRL (arXiv:2504.13958, section 3.3), from −3 to 4. With expected calls G and written
 * calls P:
 *
 * <pre>
 * format      1 if the template is followed, else 0
 * names       |names(G) ∩ names(P)| / |names(G) ∪ names(P)|, counted with repetition
 * of a pair   |keys(g) ∩ keys(p)| / |keys(g) ∪ keys(p)|  +  number of g's parameters with an allowed value
 * reward      format + 6 · (names + Σ of pairs) / (1 + |G| + Σ |keys(g)|) − 3
 * </pre>
 *
 * Calls that the checker accepts earn all. An optional parameter that is left out (the empty text is among its allowed values)
 * counts as written and right. Pairs have the same name; each expected call in turn takes the best written one that is left, as
 * in ToolRL's {@code compute_tool_call_reward}. Where no call is wanted, which ToolRL leaves open, the correctness part is 3 for
 * an answer without calls and −3 for one with.
 */
final class PartialReward implements RewardFunction {
    private static final double HALF = 3;

    private final StrictReward strict = new StrictReward();

    /** Allowed values by parameter of one expected call. */
    private record Expected(String name, Value.MapValue allowed) {}

    @Override
    public Reward judge(Question question, Response response) {
        if (question.dialogue() != null) {
            throw new IllegalArgumentException(
                    "reward is 'partial', which is for single questions; for dialogues take strict, progress or state");
        }
        Reward verdict = strict.judge(question, response);
        double format = verdict.wellFormed() ? 1 : 0;
        List<Expected> expected = expected(question.reference().expected());
        if (expected.isEmpty() || verdict.callsRight()) {
            return with(verdict, format + (verdict.callsRight() ? HALF : -HALF), verdict.reasons());
        }
        List<FunctionCall> written =
                FunctionCall.of(CallDecoder.decode(ModelText.of(response.said()).answerText()));
        List<String> reasons = new ArrayList<>();
        if (!verdict.wellFormed()) {
            reasons.add("The response does not follow the template: 0 of 1 for the format.");
        }
        double earned = names(expected, written, reasons);
        double most = 1 + expected.stream().mapToInt(e -> 1 + e.allowed.size()).sum();
        earned += pairs(expected, written, reasons);
        return with(verdict, format + 2 * HALF * earned / most - HALF, reasons);
    }

    private static Reward with(Reward verdict, double value, List<String> reasons) {
        return new Reward(value, verdict.wellFormed(), verdict.callsRight(), verdict.errorType(), reasons);
    }

    private static List<Expected> expected(Value answer) {
        List<Expected> all = new ArrayList<>();
        if (answer instanceof Value.ListValue list) {
            for (Value item : list.items()) {
                if (item instanceof Value.MapValue m
                        && m.size() == 1
                        && m.key(0) instanceof Value.Text name
                        && m.value(0) instanceof Value.MapValue allowed) {
                    all.add(new Expected(name.value(), allowed));
                }
            }
        }
        return all;
    }

    private static double names(List<Expected> expected, List<FunctionCall> written, List<String> reasons) {
        Map<String, Integer> left = new HashMap<>();
        written.forEach(c -> left.merge(c.name(), 1, Integer::sum));
        int common = 0;
        for (Expected e : expected) {
            if (left.merge(e.name, -1, Integer::sum) >= 0) {
                common++;
            }
        }
        int union = expected.size() + written.size() - common;
        if (common < union) {
            reasons.add("Of " + expected.size() + " expected and " + written.size() + " written calls, " + common
                    + " have the same name: " + common + "/" + union + " of 1 for the names.");
        }
        return (double) common / union;
    }

    private static double pairs(List<Expected> expected, List<FunctionCall> written, List<String> reasons) {
        Set<FunctionCall> left = Collections.newSetFromMap(new IdentityHashMap<>());
        left.addAll(written);
        double sum = 0;
        for (Expected e : expected) {
            FunctionCall best = null;
            double bestScore = 0;
            for (FunctionCall call : written) {
                if (!left.contains(call) || !e.name.equals(call.name())) {
                    continue;
                }
                double score = score(e, call);
                if (best == null || score > bestScore) {
                    bestScore = score;
                    best = call;
                }
            }
            int most = 1 + e.allowed.size();
            if (best != null && bestScore < most) {
                reasons.add(String.format(
                        Locale.ROOT, "The call of %s earns %.2f of %d for its parameters.", e.name, bestScore, most));
            }
            left.remove(best);
            sum += bestScore;
        }
        return sum;
    }

    private static double score(Expected expected, FunctionCall written) {
        Value.MapValue given = written.arguments();
        int common = 0;
        int right = 0;
        int missing = 0;
        for (int i = 0; i < expected.allowed.size(); i++) {
            Value value = given.get(((Value.Text) expected.allowed.key(i)).value());
            boolean mayBeMissing = value == null && isAllowed(Value.text(""), expected.allowed.value(i));
            missing += mayBeMissing ? 1 : 0;
            common += value != null || mayBeMissing ? 1 : 0;
            right += mayBeMissing || value != null && isAllowed(value, expected.allowed.value(i)) ? 1 : 0;
        }
        int union = expected.allowed.size() + given.size() + missing - common;
        return (union == 0 ? 1 : (double) common / union) + right;
    }

    /** Whether a value is one of those allowed; objects hold such lists for their own entries. */
    private static boolean isAllowed(@Nullable Value value, @Nullable Value allowed) {
        List<Value> all = allowed instanceof Value.ListValue list ? list.items() : List.of();
        return value != null && all.stream().anyMatch(a -> isSame(value, a));
    }

    private static boolean isSame(Value value, Value allowed) {
        if (value instanceof Value.MapValue v && allowed instanceof Value.MapValue a) {
            return v.size() == a.size() && a.keys().stream().allMatch(k -> isAllowed(v.get(k), a.get(k)));
        }
        if (value instanceof Value.ListValue v && allowed instanceof Value.ListValue a) {
            return v.items().size() == a.items().size()
                    && IntStream.range(0, v.items().size())
                            .allMatch(i -> isSame(v.items().get(i), a.items().get(i)));
        }
        return Value.pythonEquals(value, allowed);
    }
}
