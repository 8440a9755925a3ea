package org.egpo.reward;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.egpo.bfcl.multiturn.MultiTurnChecker;
import org.egpo.bfcl.multiturn.MultiTurnVerdict;
import org.egpo.bfcl.multiturn.Scenario;
import org.egpo.bfcl.multiturn.Simulation;
import org.egpo.bfcl.multiturn.StateRow;
import org.egpo.call.ModelText;
import org.egpo.data.Dialogue;
import org.egpo.data.Question;
import org.egpo.rollout.Response;

/**
 * Rewards of episodes. Strict is the paper's: 1 if every step follows the thinking template and the benchmark's checker accepts the
 * trajectory, its state and its results after each turn; else 0. The other two are ablations, whose verdict is the same. A single
 * question is judged strictly.
 */
enum DialogueReward implements RewardFunction {
    STRICT,
    /** The share of turns before the first one that the checker rejects. */
    PROGRESS,
    /**
     * 1 − d / n, at least 0: of the n rows of the state (attributes, and files one by one) that the reference changes, d is the
     * number of those that are different in the end. Results do not count.
     */
    STATE;

    /** A text is taken for an episode of one step. */
    @Override
    public Reward judge(Question question, Response episode) {
        if (question.dialogue() == null) {
            return new StrictReward().judge(question, episode);
        }
        Scenario scenario = question.dialogue().scenario();
        int turns = question.dialogue().turns();
        List<List<List<String>>> calls = calls(episode, turns);
        int reached = episode.steps().isEmpty()
                ? 1
                : episode.steps().get(episode.steps().size() - 1).turn() + 1;
        MultiTurnVerdict verdict = MultiTurnChecker.check(scenario, calls);
        boolean right = reached == turns && verdict.isValid();
        boolean formed =
                episode.parts().stream().allMatch(p -> ModelText.of(p.said()).wellFormed());
        List<String> reasons = new ArrayList<>();
        if (!formed) {
            reasons.add("A step does not follow the template: thinking between tags, then the calls or the answer.");
        }
        if (reached < turns) {
            long steps = episode.steps().stream()
                    .filter(s -> s.turn() == reached - 1)
                    .count();
            boolean many = steps > question.dialogue().maxSteps();
            reasons.add("The limit of " + (many ? "steps" : "tokens") + " ended the episode in turn " + reached + " of "
                    + turns + ".");
        }
        if (!right) {
            reasons.addAll(verdict.reasons());
        }
        String error = reached < turns
                ? "multi_turn:force_terminated"
                : verdict.verdict().outcome();
        double value =
                switch (this) {
                    case STRICT -> right && formed ? 1 : 0;
                    case PROGRESS -> right ? 1 : (double) accepted(verdict, reached, turns) / turns;
                    case STATE -> state(scenario, calls);
                };
        return new Reward(value, formed, right, right ? formed ? "" : "format" : error, reasons);
    }

    /** Turns → steps → calls, as the benchmark reads result files: steps without calls are passed over. */
    private static List<List<List<String>>> calls(Response episode, int turns) {
        List<List<List<String>>> all =
                Stream.<List<List<String>>>generate(ArrayList::new).limit(turns).toList();
        List<Response> parts = episode.parts();
        for (int i = 0; i < parts.size(); i++) {
            List<String> calls = Dialogue.calls(parts.get(i).said());
            if (!calls.isEmpty()) {
                all.get(episode.steps().isEmpty() ? 0 : episode.steps().get(i).turn())
                        .add(calls);
            }
        }
        return all;
    }

    /** Turns that were ended and accepted. */
    private static int accepted(MultiTurnVerdict verdict, int reached, int turns) {
        int whole = reached < turns ? reached - 1 : turns;
        return verdict.isValid() ? whole : Math.min(whole, verdict.turn());
    }

    private static double state(Scenario scenario, List<List<List<String>>> calls) {
        List<StateRow> begin = Simulation.start(scenario).state();
        List<StateRow> model =
                after(scenario, calls.stream().flatMap(List::stream).toList());
        List<StateRow> reference = after(scenario, scenario.groundTruth());
        double wanted = StateRow.changed(begin, reference).size();
        double wrong = StateRow.changed(model, reference).size();
        return wanted == 0 ? wrong == 0 ? 1 : 0 : Math.max(0, 1 - wrong / wanted);
    }

    private static List<StateRow> after(Scenario scenario, List<List<String>> calls) {
        Simulation world = Simulation.start(scenario);
        calls.forEach(world::execute);
        return world.state();
    }
}
