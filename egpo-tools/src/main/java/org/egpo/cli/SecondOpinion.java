package org.egpo.cli;

import org.egpo.clean.Judge;
import org.egpo.clean.Review;
import org.egpo.clean.Verdict;
import org.egpo.data.Example;

/**
 * A judge that costs nothing, and one that is asked once where the first comes to no verdict. Without a verdict of the second either
 * the record is undecided.
 */
record SecondOpinion(Judge first, Judge second) implements Judge {
    @Override
    public String name() {
        return first.name() + "; undecided: " + second.name();
    }

    @Override
    public boolean mayChangeItsMind() {
        return false;
    }

    @Override
    public Review review(Example example, int attempt) {
        Review review = first.review(example, attempt);
        return review.verdict() == Verdict.UNDECIDED ? second.review(example, attempt) : review;
    }
}
