package org.egpo.clean;

import java.util.ArrayList;
import java.util.List;
import org.egpo.data.Answer;

/**
 * A record's way through both stages.
 *
 * @param judgement stage 1
 * @param checked stage 2 on the judged answer; repeats and leaks count here
 */
public record CleanRecord(Judgement judgement, AstResult checked) {
    /** How it ended: the one of four that every record has. */
    public Outcome outcome() {
        if (!judgement.outcome().passes() || checked.outcome() == Outcome.DROPPED) {
            return Outcome.DROPPED;
        }
        return judgement.outcome() == Outcome.KEPT ? checked.outcome() : judgement.outcome();
    }

    /** The same, but stage 2 ends otherwise because of what other records say. */
    CleanRecord ending(Outcome outcome, Finding why) {
        return new CleanRecord(judgement, new AstResult(outcome, answer(), List.of(why)));
    }

    /** The answer to keep, where the record is kept. */
    public Answer answer() {
        return checked.answer();
    }

    /** Everything found on the way that led to its end. */
    public List<Finding> findings() {
        List<Finding> all = new ArrayList<>(judgement.findings());
        if (judgement.outcome().passes()) {
            all.addAll(checked.findings());
        }
        return List.copyOf(all);
    }
}
