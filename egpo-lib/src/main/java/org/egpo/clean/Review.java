package org.egpo.clean;

import java.util.List;
import org.egpo.data.Answer;
import org.jspecify.annotations.Nullable;

/**
 * A judge's opinion of one answer to one question.
 *
 * @param need whether the question needs a call
 * @param findings why it is wrong, or why there is no verdict; empty when it is right
 * @param corrected the answer it would give instead, or null
 */
public record Review(Verdict verdict, CallNeed need, List<Finding> findings, @Nullable Answer corrected) {
    public Review {
        findings = List.copyOf(findings);
    }

    public static Review right(CallNeed need) {
        return new Review(Verdict.RIGHT, need, List.of(), null);
    }

    /** @param unproven what is neither borne out nor refuted */
    public static Review undecided(CallNeed need, List<Finding> unproven) {
        return new Review(Verdict.UNDECIDED, need, unproven, null);
    }

    static Review undecided(String why) {
        return undecided(CallNeed.UNKNOWN, List.of(new Finding(Reason.NO_VERDICT, why)));
    }
}
