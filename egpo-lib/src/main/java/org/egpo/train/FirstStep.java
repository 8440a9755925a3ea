package org.egpo.train;

import java.util.ArrayList;
import java.util.List;
import org.egpo.reward.Reward;
import org.egpo.reward.ScoredGroup;
import org.egpo.rollout.Response;

/** What looks impossible in the first responses of a model, with its likely causes: nothing can be learnt from or measured by them. */
public final class FirstStep {
    private static final int SHOWN = 60;

    private FirstStep() {}

    /** A sentence for each thing that is wrong with all responses; empty where all is well. */
    public static List<String> warnings(List<ScoredGroup> groups) {
        List<Response> all =
                groups.stream().flatMap(g -> g.responses().stream()).toList();
        List<String> found = new ArrayList<>();
        if (all.isEmpty()) {
            return found;
        }
        if (groups.stream().flatMap(g -> g.rewards().stream()).noneMatch(Reward::wellFormed)) {
            found.add("No response is well-formed (thinking between tags, then the calls). " + formatCause(all));
        }
        if (all.stream().allMatch(Response::truncated)) {
            found.add(
                    "Every response meets the length limit: no end token is among the model's (generation_config.json),"
                            + " or max tokens is too small.");
        }
        boolean several = groups.stream().allMatch(g -> g.responses().size() > 1);
        if (several && groups.stream().noneMatch(ScoredGroup::isMixed)) {
            found.add(
                    "Every group is flat, so there is nothing to learn from: all rewards are "
                            + groups.get(0).rewards().get(0).value()
                            + " in the first; the questions are too hard or too easy for this model, or the format is not its own.");
        }
        if (all.stream().allMatch(r -> r.thinkingEntropy() == 0)) {
            found.add(
                    "The thinking entropy is 0 in every response: none has a complete thinking, so EGPO is GRPO here.");
        }
        return found;
    }

    private static String formatCause(List<Response> all) {
        String first = all.get(0).said();
        String shown = first.substring(0, Math.min(SHOWN, first.length())).replaceAll("\\s+", " ");
        if (all.stream().allMatch(r -> !r.said().contains("<think>") && r.said().contains("</think>"))) {
            return "They end a thinking that they do not begin: something else than the prompt's end opens it.";
        }
        if (all.stream().noneMatch(r -> r.said().contains("</think>"))) {
            return "None ends its thinking: the model has not learnt the format (train it by sft first), is not asked for it"
                    + " (--prompt rules), or has too few tokens; the first begins with \"" + shown + "\".";
        }
        return "The first begins with \"" + shown + "\".";
    }
}
