package org.egpo.advantage;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.stream.IntStream;
import org.egpo.data.Answer;
import org.egpo.data.Example;
import org.egpo.data.Question;
import org.egpo.reward.Reward;
import org.egpo.reward.ScoredGroup;
import org.egpo.rollout.Group;
import org.egpo.rollout.Response;
import org.junit.jupiter.api.Test;

/** The published ways to bring entropy into an advantage: hand-worked numbers, and what must hold whatever the numbers are. */
class AdvantageSettingsTest {
    private static final double EXACT = 1e-5;

    /** A response of tokens with these entropies, the first two of which are its thinking. */
    private static Response response(double... entropies) {
        List<String> tokens = new ArrayList<>(List.of("<think>", "</think>"));
        while (tokens.size() < entropies.length) {
            tokens.add("x");
        }
        double[] probabilities = IntStream.range(0, entropies.length)
                .mapToDouble(t -> -entropies[t])
                .toArray();
        return new Response(
                String.join("", tokens),
                tokens,
                new long[entropies.length],
                probabilities,
                probabilities,
                entropies,
                false,
                null,
                false,
                List.of());
    }

    private static ScoredGroup group(double[] rewards, Response... responses) {
        Question question = Question.of(Example.of("q", "say", List.of(), Answer.NO_CALL));
        List<Reward> all = new ArrayList<>();
        for (double r : rewards) {
            all.add(new Reward(r, true, r > 0, "", List.of()));
        }
        return new ScoredGroup(new Group(question, List.of(responses)), all);
    }

    private static ScoredGroup random(Random random, boolean flat) {
        int size = 2 + random.nextInt(7);
        double[] rewards = new double[size];
        Response[] responses = new Response[size];
        for (int i = 0; i < size; i++) {
            rewards[i] = flat ? 1 : random.nextInt(2);
            responses[i] = response(random.doubles(2 + random.nextInt(6), 0, 3).toArray());
        }
        return group(rewards, responses);
    }

    /** Entropies 0.1 and 0.5 have mean 0.3 and standard deviation 0.2828: z = ∓0.7071, so λz = ∓0.2828, within |A|/2 = 0.3536. */
    @Test
    void standardizedBonusesAreDifferencesWithinTheGroup() {
        Egpo egpo = Egpo.paper().withForm(Egpo.Form.STANDARDIZED);
        List<Advantage> all = egpo.advantages(new double[] {1, 0}, new double[] {0.1, 0.5});
        assertEquals(-0.28284, all.get(0).bonus(), EXACT);
        assertEquals(0.28284, all.get(1).bonus(), EXACT);
        List<Advantage> more = egpo.withLambda(4).advantages(new double[] {1, 0}, new double[] {0.1, 0.5});
        assertEquals(-0.35355, more.get(0).bonus(), EXACT);
        assertTrue(more.get(0).clipped() && more.get(1).clipped());
        assertEquals(
                0,
                egpo.advantages(new double[] {1, 0}, new double[] {0.4, 0.4})
                        .get(0)
                        .bonus());
        assertThrows(UnsupportedOperationException.class, () -> egpo.enhance(1, 0.3));
    }

    /** Right: 3/4 and 1/4 of 2 shares of 0.1 at the first token. Wrong: 1/4 and 1 give 1/5 and 4/5 of 2 shares. */
    @Test
    void rewardsAreSharedOutByEntropy() {
        EntropyShares shares = new EntropyShares(0.1, true);
        double[][] right = shares.rewards(new double[] {1, 1, 0}, new double[][] {{3, 1}, {1, 3}, {2, 2, 2}});
        assertArrayEquals(new double[] {1.15, 1.05}, right[0], EXACT);
        assertArrayEquals(new double[] {1.05, 1.15}, right[1], EXACT);
        assertArrayEquals(new double[] {-1.1, -1.1, -1.1}, right[2], EXACT);
        double[][] wrong = shares.rewards(new double[] {0, 0}, new double[][] {{4, 1}, {1, 4}});
        assertArrayEquals(new double[] {-1.04, -1.16}, wrong[0], EXACT);
        assertArrayEquals(new double[] {-1.16, -1.04}, wrong[1], EXACT);
    }

    /** Mean entropies 2 and 1: rewards 1 + 0.1·2·2/3, 1 + 0.1·2·1/3 and −1.1, of mean 0.3667 and standard deviation 1.2704. */
    @Test
    void responsesShareByTheirMeanEntropy() {
        ScoredGroup group = group(new double[] {1, 1, 0}, response(3, 1), response(1, 1), response(2, 2, 2));
        List<Advantage> all = new EntropyShares(0.1, false).advantages(group).advantages();
        assertEquals((1.13333 - 0.36667) / 1.27061, all.get(0).value(), 1e-3);
        assertEquals((1.06667 - 0.36667) / 1.27061, all.get(1).value(), 1e-3);
        assertEquals((-1.1 - 0.36667) / 1.27061, all.get(2).value(), 1e-3);
    }

    @Test
    void entropyOnlyCountsInHardGroupsBelowTheGate() {
        AdvantageSettings hard = AdvantageSettings.variants().get("EGPO, hard groups");
        ScoredGroup easy = group(new double[] {1, 1, 0}, response(1, 1), response(1, 1), response(1, 1));
        ScoredGroup difficult = group(new double[] {1, 0, 0}, response(1, 1), response(1, 1), response(1, 1));
        assertEquals(0, hard.advantages(easy).get(0).bonus());
        assertEquals(0.4, hard.advantages(difficult).get(0).bonus(), EXACT);
    }

    /** Ten tokens of the step, the two with entropies 3 and 2 are its top fifth. */
    @Test
    void onlyTheTopTokensTrain() {
        ScoredGroup group = group(new double[] {1, 0}, response(0, 3, .1, .2, .3), response(.4, .5, 2, .6, .7));
        GroupAdvantages some = AdvantageSettings.variants()
                .get("top 20 % of tokens")
                .advantages(List.of(group))
                .get(0);
        double a = Math.sqrt(0.5);
        assertArrayEquals(new double[] {0, a, 0, 0, 0}, some.tokens().get(0), 1e-5);
        assertArrayEquals(new double[] {0, 0, -a, 0, 0}, some.tokens().get(1), 1e-5);
        assertEquals(a, some.get(0).value(), 1e-5);
    }

    /**
     * Log-probabilities −1 and, for one token, −9: mean −2.6, so that among five tokens of advantages ±0.7 one has the covariance
     * 6.4 · 0.7 = 4.5 and may be dropped; nine tokens of 1.6 · 0.7 = 1.1 as well. A share of 1 drops all of them, no other.
     */
    @Test
    void clipCovDropsTokensOfAHighCovarianceAlone() {
        ScoredGroup group = group(new double[] {1, 0}, response(1, 1, 1, 1, 1), response(1, 1, 1, 9, 9));
        AdvantageSettings all = new AdvantageSettings(
                AdvantageSettings.Algorithm.GRPO,
                Egpo.paper(),
                AdvantageSettings.EntropyOver.THINKING,
                1,
                AdvantageSettings.LearnFrom.CLIP_COV,
                1);
        GroupAdvantages kept = all.advantages(List.of(group)).get(0);
        double a = Math.sqrt(0.5);
        assertArrayEquals(new double[] {0, 0, 0, 0, 0}, kept.tokens().get(0), 1e-5);
        assertArrayEquals(new double[] {-a, -a, -a, 0, 0}, kept.tokens().get(1), 1e-5);
        GroupAdvantages one = AdvantageSettings.variants()
                .get("Clip-Cov")
                .advantages(List.of(group))
                .get(0);
        long dropped = one.tokens().stream()
                .flatMapToDouble(java.util.Arrays::stream)
                .filter(v -> v == 0)
                .count();
        assertEquals(1, dropped, "0.0002 of ten tokens is none, and at least one is dropped");
    }

    @Test
    void flatGroupsTeachNothingWhateverTheRule() {
        Random random = new Random(1);
        for (Map.Entry<String, AdvantageSettings> variant :
                AdvantageSettings.variants().entrySet()) {
            for (int n = 0; n < 200; n++) {
                GroupAdvantages flat = variant.getValue()
                        .advantages(List.of(random(random, true)))
                        .get(0);
                flat.tokens().forEach(t -> assertArrayEquals(new double[t.length], t, variant.getKey()));
            }
        }
    }

    @Test
    void theOrderOfResponsesDoesNotMatter() {
        Random random = new Random(2);
        for (Map.Entry<String, AdvantageSettings> variant :
                AdvantageSettings.variants().entrySet()) {
            for (int n = 0; n < 200; n++) {
                ScoredGroup group = random(random, false);
                List<Integer> order = new ArrayList<>(
                        IntStream.range(0, group.responses().size()).boxed().toList());
                Collections.shuffle(order, random);
                ScoredGroup other = group(
                        order.stream().mapToDouble(i -> group.rewardValues()[i]).toArray(),
                        order.stream().map(group.responses()::get).toArray(Response[]::new));
                GroupAdvantages a = variant.getValue().advantages(group);
                GroupAdvantages b = variant.getValue().advantages(other);
                for (int k = 0; k < order.size(); k++) {
                    assertArrayEquals(a.tokens().get(order.get(k)), b.tokens().get(k), 1e-9, variant.getKey());
                }
            }
        }
    }

    @Test
    void boundedBonusesKeepTheSign() {
        Random random = new Random(3);
        for (String name :
                List.of("EGPO", "EGPO, λ = 4", "EGPO, standardized", "bonus per token", "EGPO, hard groups")) {
            for (int n = 0; n < 500; n++) {
                ScoredGroup group = random(random, false);
                GroupAdvantages all = AdvantageSettings.variants().get(name).advantages(group);
                for (int i = 0; i < group.responses().size(); i++) {
                    double sign = Math.signum(all.get(i).base());
                    for (double token : all.tokens().get(i)) {
                        assertEquals(sign, Math.signum(token), name);
                    }
                }
            }
        }
    }

    /**
     * Rewards 1, 0 and thinking entropies 0.5, 0.1: λ·Cov(E, r) = 0.4 · 0.1 = 0.04; Cov(A, r) = 0.5 · 0.7071. The flat group halves
     * both. The right response is two tokens longer: Cov(bonus, length) = 0.08 · 1.
     */
    @Test
    void aForecastIsTheCovarianceOfBonusAndReward() {
        ScoredGroup mixed = group(new double[] {1, 0}, response(.5, .5, 0, 0), response(.1, .1));
        ScoredGroup flat = group(new double[] {0, 0}, response(.5, .5, 0, 0), response(.1, .1));
        Forecast forecast = Forecast.of(Egpo.paper(), List.of(mixed, flat));
        assertEquals(0.02, forecast.push(), EXACT);
        assertEquals(0.17678, forecast.base(), EXACT);
        assertEquals(0.5, forecast.flatGroups());
        assertEquals(0, forecast.atBound());
        assertEquals(0.04, forecast.lengthPush(), EXACT);
        assertEquals(0.35355, forecast.baseLength(), EXACT);
        assertEquals(1, Forecast.of(Egpo.paper().withLambda(40), List.of(mixed)).atBound());
        assertEquals(0, Forecast.of(new Grpo(), List.of(mixed, flat)).push());
        assertThrows(IllegalArgumentException.class, () -> Forecast.of(new Grpo(), List.of()));
    }

    /** Thinking entropies 0.5 and 0.2 in an episode of two steps: bonuses 0.2 and 0.08, none for the token between, 0.14 on the whole. */
    @Test
    void eachStepOfAnEpisodeHasABonusOfItsOwn() {
        List<String> tokens = List.of("<think>", "</think>", "x", "result", "<think>", "</think>", "y");
        double[] entropies = {.5, .5, 9, 0, .1, .3, 9};
        List<Response.Step> steps = List.of(new Response.Step(0, 0, 3, null), new Response.Step(0, 4, 7, null));
        Response episode = new Response(
                String.join("", tokens),
                tokens,
                new long[7],
                entropies,
                entropies,
                entropies,
                false,
                null,
                false,
                steps);
        AdvantageSettings rule = settings(Egpo.paper(), AdvantageSettings.EntropyOver.STEP, 1);
        GroupAdvantages all = rule.advantages(group(new double[] {1, 0}, episode, response(0, 0)));
        assertArrayEquals(
                new double[] {.90711, .90711, .90711, .70711, .78711, .78711, .78711},
                all.tokens().get(0),
                EXACT);
        assertEquals(.14, all.get(0).bonus(), EXACT);
        assertArrayEquals(new double[] {-.70711, -.70711}, all.tokens().get(1), EXACT);
        // Cov(added, r) of 0.14 and 0 with 1 and 0: the token between is not the policy's own.
        assertEquals(.035, Forecast.of(rule, List.of(all.group())).push(), EXACT);
    }

    /** What is added to all alike pushes nothing, whatever λ is. */
    @Test
    void anEqualBonusPushesNothing() {
        ScoredGroup alike = group(new double[] {1, 0, 0}, response(.3, .3), response(.3, .3), response(.3, .3));
        assertEquals(0, Forecast.of(Egpo.paper(), List.of(alike)).push(), 1e-12);
        assertEquals(0, Forecast.of(Egpo.paper(), List.of(alike)).lengthPush(), 1e-12);
    }

    @Test
    void refusesWhatHasNoMeaning() {
        Egpo fork = Egpo.paper().withForm(Egpo.Form.VERL_FORK);
        assertThrows(IllegalArgumentException.class, () -> settings(fork, AdvantageSettings.EntropyOver.TOKEN, 1));
        assertThrows(
                IllegalArgumentException.class,
                () -> settings(Egpo.paper(), AdvantageSettings.EntropyOver.THINKING, 1.5));
        assertThrows(IllegalArgumentException.class, () -> new EntropyShares(-1, true));
    }

    private static AdvantageSettings settings(Egpo egpo, AdvantageSettings.EntropyOver over, double gate) {
        return new AdvantageSettings(
                AdvantageSettings.Algorithm.EGPO, egpo, over, gate, AdvantageSettings.LearnFrom.ALL, 0.2);
    }
}
