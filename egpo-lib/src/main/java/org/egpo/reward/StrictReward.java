package org.egpo.reward;

import java.util.ArrayList;
import java.util.List;
import org.egpo.bfcl.AnswerVerdict;
import org.egpo.bfcl.CaseReport;
import org.egpo.bfcl.ModelResult;
import org.egpo.bfcl.SingleTurnEvaluator;
import org.egpo.call.ModelFormat;
import org.egpo.call.ModelText;
import org.egpo.data.Question;

/**
 * The paper's reward (equation 3): 1 if the response follows the thinking template and its calls pass the check against the
 * reference answer (where no call is wanted: if its answer is no call), else 0.
 */
public final class StrictReward implements RewardFunction {
    private static final String THOUGHT = "</think>";

    private final boolean ownForm;
    private final boolean brokenCallPasses;
    private final SingleTurnEvaluator official;
    private final SingleTurnEvaluator strict;

    /** The paper's form of calls and the benchmark's rules: where no call is wanted, a broken call is as good as none. */
    public StrictReward() {
        this(ModelFormat.ANY, true);
    }

    /**
     * @param format how the policy writes its calls: {@code any} is the paper's form, all others read everything that follows
     *     the thinking, such as {@code <tool_call>} blocks
     * @param brokenCallPasses whether a text passes that tries to call and cannot be read, where no call is wanted; the
     *     benchmark says yes
     */
    public StrictReward(ModelFormat format, boolean brokenCallPasses) {
        this.ownForm = format != ModelFormat.ANY;
        this.brokenCallPasses = brokenCallPasses;
        this.official = new SingleTurnEvaluator(format, false, false);
        this.strict = new SingleTurnEvaluator(format, false, true);
    }

    @Override
    public Reward judge(Question question, String response) {
        ModelText parts = ModelText.of(response);
        int thought = response.indexOf(THOUGHT);
        String rest = thought < 0 ? response : response.substring(thought + THOUGHT.length());
        boolean wellFormed = ownForm
                ? parts.thinking() != null
                        && response.stripLeading().startsWith("<think>")
                        && !rest.contains(THOUGHT)
                        && !rest.isBlank()
                : parts.wellFormed();
        ModelResult answer = ModelResult.of(question.reference().id(), ownForm ? rest : parts.answerText());
        CaseReport judged = official.evaluate(null, question.reference(), answer);
        AnswerVerdict verdict = judged.verdict();
        List<String> reasons = new ArrayList<>();
        if (!wellFormed) {
            reasons.add("The response does not follow the template: thinking between tags, then the calls.");
        }
        if (judged.isValid() && judged.undecodable()) {
            AnswerVerdict second =
                    strict.evaluate(null, question.reference(), answer).strict();
            if (!second.isValid()) {
                verdict = brokenCallPasses ? verdict : second;
                reasons.add("No call is wanted, and this is no abstention but a broken call; it "
                        + (brokenCallPasses ? "passes, as in the benchmark." : "fails, as this reward was told."));
            }
        }
        reasons.addAll(verdict.reasons());
        boolean right = wellFormed && verdict.isValid();
        String errorType = verdict.isValid() ? wellFormed ? "" : "format" : verdict.outcome();
        return new Reward(right ? 1 : 0, wellFormed, verdict.isValid(), errorType, reasons);
    }
}
