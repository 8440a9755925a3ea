package org.egpo.reward;

import java.util.List;

/**
 * What a response earned, and why.
 *
 * @param value the reward
 * @param wellFormed whether the response follows the thinking template
 * @param callsRight whether its answer passes the check against the reference answer
 * @param errorType the checker's error type, {@code format} where only the template is not followed, empty where all is well
 * @param reasons sentences that say what is wrong, or that a rule was kind; empty where all is well
 */
public record Reward(double value, boolean wellFormed, boolean callsRight, String errorType, List<String> reasons) {
    public Reward {
        reasons = List.copyOf(reasons);
    }

    /** The same verdict, another value. */
    Reward withValue(double newValue) {
        return new Reward(newValue, wellFormed, callsRight, errorType, reasons);
    }
}
