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
import org.egpo.rollout.Response;

/**
 * The paper's reward (equation 3): 1 if the response follows the thinking template and its calls pass the check against the
 * reference answer (where no call is wanted: if its answer is no call), else 0. Equation 3 takes a call that was cut off, or written
 * in another format, for no call; {@link #wantingRefusals} does not. An episode of several turns earns 1 if every step follows the
 * template and the benchmark accepts the whole; the calls may stand in either format.
 */
public final class StrictReward implements RewardFunction {
    private final ModelFormat format;
    private final boolean refusals;
    private final SingleTurnEvaluator checker;

    /** For calls as the paper's prompt asks for them: {@code [f(a=1)]}. */
    public StrictReward() {
        this(ModelFormat.ANY, false);
    }

    private StrictReward(ModelFormat format, boolean refusals) {
        this.format = format;
        this.refusals = refusals;
        this.checker = new SingleTurnEvaluator(format, false, true);
    }

    /** For a model that writes calls in a format of its own, such as {@link ModelFormat#HERMES}: behind the thinking, all of them. */
    public StrictReward reading(ModelFormat own) {
        return new StrictReward(own, refusals);
    }

    /** Where no call is wanted, only a readable refusal or an empty list earns 1, so that no model learns to break its calls. */
    public StrictReward wantingRefusals() {
        return new StrictReward(format, true);
    }

    @Override
    public Reward judge(Question question, Response response) {
        if (question.dialogue() != null) {
            return DialogueReward.STRICT.judge(question, response);
        }
        ModelText parts = ModelText.of(response.said());
        boolean own = format != ModelFormat.ANY;
        String answer = own ? behindThinking(parts) : parts.answerText();
        boolean wellFormed = own ? isFormed(parts, answer) : parts.wellFormed();
        List<String> reasons = new ArrayList<>();
        AnswerVerdict verdict = verdict(question, answer, reasons);
        if (!wellFormed) {
            reasons.add("The response does not follow the template: thinking between tags, then the calls.");
        }
        reasons.addAll(verdict.reasons());
        if (!own && !verdict.isValid() && response.said().matches("(?s).*<tool_call>\\s*\\{.*</tool_call>.*")) {
            reasons.add("The calls are JSON in <tool_call>, as Hermes and Qwen write them; the rules ask for [f(a=1)]"
                    + " (StrictReward.reading(ModelFormat.HERMES) reads them).");
        }
        boolean right = wellFormed && verdict.isValid();
        String errorType = verdict.isValid() ? wellFormed ? "" : "format" : verdict.outcome();
        return new Reward(right ? 1 : 0, wellFormed, verdict.isValid(), errorType, reasons);
    }

    /** The benchmark takes a broken call for none, so that it passes where none is wanted; that is said. */
    private AnswerVerdict verdict(Question question, String answer, List<String> reasons) {
        if (!question.category().contains("irrelevance")) {
            return checker.verdict(question.reference(), answer);
        }
        CaseReport both = checker.evaluate(null, question.reference(), ModelResult.of(question.id(), answer));
        AnswerVerdict strict = both.strict();
        if (!both.isValid() || strict == null || strict.isValid()) {
            return both.verdict();
        }
        reasons.add("No call is wanted, and this is no refusal but a broken call; it "
                + (refusals ? "fails, as this reward was told." : "passes, as in the benchmark."));
        return refusals ? strict : both.verdict();
    }

    private static String behindThinking(ModelText parts) {
        return parts.thinking() == null
                ? parts.text()
                : parts.text().substring(parts.thinking().end()).replaceFirst("</think>\\s*", "");
    }

    /** One thinking at the start, and something behind it. */
    private static boolean isFormed(ModelText parts, String answer) {
        return parts.thinking() != null
                && parts.text().stripLeading().startsWith("<think>")
                && !parts.thinkingText().contains("<think>")
                && !answer.contains("think>")
                && !answer.isBlank();
    }
}
