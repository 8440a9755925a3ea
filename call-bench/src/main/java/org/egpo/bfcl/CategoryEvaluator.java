package org.egpo.bfcl;

import org.jspecify.annotations.Nullable;

/** Judges the answers of some categories; multi-turn tests plug in here. Must be safe for many threads. */
public interface CategoryEvaluator {
    /** Whether this evaluator judges that category (v4 name). */
    boolean accepts(String category);

    /**
     * The judgement of one answer; never throws for anything that a model said.
     *
     * @param entry the test that the result's id names
     */
    CaseReport evaluate(BfclData data, BfclEntry entry, ModelResult result);

    /**
     * The test that an id names, or null.
     *
     * @throws BadInputException when the data cannot be read
     */
    default @Nullable BfclEntry entry(BfclData data, String id) {
        return data.entry(id);
    }
}
