package org.egpo.clean;

import org.egpo.data.Example;

/** Evaluates answers and proposes better ones. Safe for use by several threads. */
public interface Judge {
    /** For provenance, such as {@code rules} or a model's name and its server. */
    String name();

    /** Whether asking again about the same answer may bring something else. */
    boolean mayChangeItsMind();

    /**
     * @param attempt how often this answer to the record was reviewed before, from 0
     */
    Review review(Example example, int attempt);
}
