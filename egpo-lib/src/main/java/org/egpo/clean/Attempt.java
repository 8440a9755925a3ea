package org.egpo.clean;

import java.util.List;
import org.egpo.data.Answer;

/**
 * One review on the way to a judgement.
 *
 * @param answer the answer that was reviewed
 */
public record Attempt(Answer answer, Verdict verdict, List<Finding> findings) {
    public Attempt {
        findings = List.copyOf(findings);
    }
}
