package org.egpo.clean.rules;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import org.egpo.call.FunctionCall;
import org.egpo.call.ToolSpec;
import org.egpo.clean.CallNeed;
import org.egpo.clean.Finding;
import org.egpo.clean.Judge;
import org.egpo.clean.Reason;
import org.egpo.clean.Review;
import org.egpo.clean.Verdict;
import org.egpo.data.Example;
import org.egpo.data.Message;

/**
 * A deterministic judge that needs no network: it sees nothing but the question, the tools and the answer, reads the
 * question as English, and leaves types and schemas to stage 2. It drops what it finds wrong and regenerates nothing.
 */
public final class RuleJudge implements Judge {
    @Override
    public String name() {
        return "rules (no network, no model)";
    }

    @Override
    public boolean mayChangeItsMind() {
        return false;
    }

    @Override
    public Review review(Example example, int attempt) {
        if (example.question().isBlank()) {
            return wrong(CallNeed.UNKNOWN, List.of(new Finding(Reason.NO_QUESTION, example.id())));
        }
        QuestionText question = new QuestionText(example.conversation());
        // What a system message tells, such as where the user is and what day it is; not one that lists the tools.
        String told = example.messages().stream()
                .filter(m -> m.role().equals("system") && m.content() != null)
                .map(Message::content)
                .filter(text -> example.tools().stream().noneMatch(t -> text.contains(t.name())))
                .collect(Collectors.joining("\n"));
        QuestionText whole = told.isEmpty() ? question : new QuestionText(told + "\n" + question.raw);
        if (!example.answer().isCall()) {
            List<Finding> needless = new Coverage(example, question, List.of()).needlessRefusal();
            return needless.isEmpty() ? Review.right(CallNeed.UNKNOWN) : wrong(CallNeed.CALL, needless);
        }
        List<Grounding> groundings = new ArrayList<>();
        for (FunctionCall call : example.calls()) {
            ToolSpec tool = example.tool(call.name());
            if (tool != null) {
                Leaf.of(call, tool).forEach(leaf -> groundings.add(Grounding.of(leaf, question, whole)));
            }
        }
        Coverage coverage = new Coverage(example, question, groundings);
        List<Finding> wrong = new ArrayList<>();
        List<Finding> unproven = new ArrayList<>();
        for (Grounding g : groundings) {
            if (g.problem() != null) {
                (coverage.refutes(g) ? wrong : unproven).add(g.problem());
            }
        }
        if (question.isEnglish()) {
            wrong.addAll(new Roles(question, groundings).swapped(groundings));
        }
        wrong.addAll(coverage.findings());
        if (!wrong.isEmpty()) {
            return wrong(CallNeed.UNKNOWN, wrong);
        }
        return unproven.isEmpty() ? Review.right(CallNeed.CALL) : Review.undecided(CallNeed.CALL, unproven);
    }

    private static Review wrong(CallNeed need, List<Finding> findings) {
        return new Review(Verdict.WRONG, need, findings, null);
    }
}
