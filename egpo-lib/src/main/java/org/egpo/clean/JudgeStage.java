package org.egpo.clean;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import org.egpo.data.Answer;
import org.egpo.data.Example;

/**
 * Stage 1: a wrong answer is regenerated and reviewed again; what is still wrong after three regenerations is dropped
 * (the paper's figure 3). A review without a verdict is asked for again; without one in the end, the record is undecided.
 */
public record JudgeStage(Judge judge) {
    /** Source: the paper, section on data cleaning. */
    public static final int REGENERATIONS = 3;

    /** How many reviews of one record may come without a verdict before it is undecided. */
    public static final int UNDECIDED_REVIEWS = 3;

    public Judgement judge(Example example) {
        List<Attempt> attempts = new ArrayList<>();
        Answer answer = example.answer();
        int regenerations = 0;
        int undecided = 0;
        while (true) {
            List<Answer> before = attempts.stream().map(Attempt::answer).toList();
            Review review = judge.review(example.withAnswer(answer), Collections.frequency(before, answer));
            attempts.add(new Attempt(answer, review.verdict(), review.findings()));
            if (review.verdict() == Verdict.RIGHT) {
                Outcome outcome = answer.equals(example.answer()) ? Outcome.KEPT : Outcome.CORRECTED;
                return new Judgement(outcome, review.need(), answer, attempts);
            }
            if (review.verdict() == Verdict.UNDECIDED) {
                if (++undecided == UNDECIDED_REVIEWS || !judge.mayChangeItsMind()) {
                    return new Judgement(Outcome.UNDECIDED, review.need(), example.answer(), attempts);
                }
                continue;
            }
            boolean stuck = review.corrected() == null && !judge.mayChangeItsMind();
            if (stuck || regenerations++ == REGENERATIONS) {
                return new Judgement(Outcome.DROPPED, review.need(), example.answer(), attempts);
            }
            answer = review.corrected() == null ? answer : review.corrected();
        }
    }
}
