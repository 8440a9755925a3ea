package org.egpo.clean;

import java.util.List;
import org.egpo.data.Answer;

/**
 * A judge's opinion of one answer to one question.
 *
 * @param need whether the question needs a call
 * @param findings why it is wrong, or why there is no verdict; empty when it is right
 * @param corrected the answer it would give instead, or null
 */
public record Review(Verdict verdict, CallNeed need, List<Finding> findings, Answer corrected) {
    public Review {
        findings = List.copyOf(findings);
    }

    public static Review right(CallNeed need) {
        return new Review(Verdict.RIGHT, need, List.of(), null);
    }

    static Review undecided(String why) {
        return new Review(Verdict.UNDECIDED, CallNeed.UNKNOWN, List.of(new Finding(Reason.NO_VERDICT, why)), null);
    }
}
