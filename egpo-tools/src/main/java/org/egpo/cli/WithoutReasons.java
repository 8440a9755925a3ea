package org.egpo.cli;

import java.util.List;
import java.util.Set;
import org.egpo.clean.Finding;
import org.egpo.clean.Judge;
import org.egpo.clean.Reason;
import org.egpo.clean.Review;
import org.egpo.data.Example;

/** A judge some of whose reasons do not count, because they are wrong for the data at hand. */
record WithoutReasons(Judge judge, Set<Reason> switchedOff) implements Judge {
    @Override
    public String name() {
        return judge.name() + " without " + switchedOff;
    }

    @Override
    public boolean mayChangeItsMind() {
        return judge.mayChangeItsMind();
    }

    @Override
    public Review review(Example example, int attempt) {
        Review review = judge.review(example, attempt);
        List<Finding> left = review.findings().stream()
                .filter(f -> !switchedOff.contains(f.reason()))
                .toList();
        return left.isEmpty() && !review.findings().isEmpty()
                ? Review.right(review.need())
                : new Review(review.verdict(), review.need(), left, review.corrected());
    }
}
