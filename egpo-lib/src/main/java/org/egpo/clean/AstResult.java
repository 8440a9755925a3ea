package org.egpo.clean;

import java.util.List;
import org.egpo.data.Answer;

/**
 * How stage 2 ended for a record.
 *
 * @param outcome kept, corrected or dropped; undecided where another record answers the same question otherwise
 * @param answer the answer with every certain correction; the record's own unless corrected
 * @param findings why it was dropped, or what was corrected
 */
public record AstResult(Outcome outcome, Answer answer, List<Finding> findings) {
    public AstResult {
        findings = List.copyOf(findings);
    }
}
