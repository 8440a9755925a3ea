package org.egpo.reward;

import java.util.ArrayList;
import java.util.List;
import org.egpo.bfcl.AnswerVerdict;
import org.egpo.bfcl.SingleTurnEvaluator;
import org.egpo.call.ModelText;
import org.egpo.data.Question;

/**
 * The paper's reward (equation 3): 1 if the response follows the thinking template and its calls pass the check against the
 * reference answer (where no call is wanted: if its answer is no call), else 0.
 */
public final class StrictReward implements RewardFunction {
    private final SingleTurnEvaluator checker = new SingleTurnEvaluator();

    @Override
    public Reward judge(Question question, String response) {
        ModelText parts = ModelText.of(response);
        AnswerVerdict verdict = checker.verdict(question.reference(), parts.answerText());
        List<String> reasons = new ArrayList<>();
        if (!parts.wellFormed()) {
            reasons.add("The response does not follow the template: thinking between tags, then the calls.");
        }
        reasons.addAll(verdict.reasons());
        boolean right = parts.wellFormed() && verdict.isValid();
        String errorType = verdict.isValid() ? parts.wellFormed() ? "" : "format" : verdict.outcome();
        return new Reward(right ? 1 : 0, parts.wellFormed(), verdict.isValid(), errorType, reasons);
    }
}
