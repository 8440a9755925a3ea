package org.egpo.cli;

import java.util.List;
import java.util.Set;
import java.util.function.BiFunction;
import org.egpo.clean.Finding;
import org.egpo.clean.Judge;
import org.egpo.clean.Reason;
import org.egpo.clean.Review;
import org.egpo.clean.Verdict;
import org.egpo.data.Example;

/** A judge made of others. */
record ComposedJudge(String name, boolean mayChangeItsMind, BiFunction<Example, Integer, Review> reviews)
        implements Judge {
    @Override
    public Review review(Example example, int attempt) {
        return reviews.apply(example, attempt);
    }

    /**
     * A judge that costs nothing, and one that is asked once where the first comes to no verdict. Without a verdict of the second
     * either the record is undecided.
     */
    static Judge secondOpinion(Judge first, Judge second) {
        return new ComposedJudge(first.name() + "; undecided: " + second.name(), false, (example, attempt) -> {
            Review review = first.review(example, attempt);
            return review.verdict() == Verdict.UNDECIDED ? second.review(example, attempt) : review;
        });
    }

    /** A judge some of whose reasons do not count, because they are wrong for the data at hand. */
    static Judge without(Set<Reason> switchedOff, Judge judge) {
        String name = judge.name() + " without " + switchedOff;
        return new ComposedJudge(name, judge.mayChangeItsMind(), (example, attempt) -> {
            Review review = judge.review(example, attempt);
            List<Finding> left = review.findings().stream()
                    .filter(f -> !switchedOff.contains(f.reason()))
                    .toList();
            return left.isEmpty() && !review.findings().isEmpty()
                    ? Review.right(review.need())
                    : new Review(review.verdict(), review.need(), left, review.corrected());
        });
    }
}
