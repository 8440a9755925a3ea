package org.egpo.clean;

import java.util.List;
import org.egpo.data.Answer;

/**
 * How stage 1 ended for a record.
 *
 * @param answer the answer that goes on to stage 2; the record's own unless corrected
 * @param attempts every review in order, as provenance; never empty
 */
public record Judgement(Outcome outcome, CallNeed need, Answer answer, List<Attempt> attempts) {
    public Judgement {
        attempts = List.copyOf(attempts);
    }

    /** What was found in the record as it came. */
    public List<Finding> findings() {
        return attempts.get(0).findings();
    }
}
