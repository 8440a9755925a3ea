package org.egpo.clean;

import java.util.Locale;

/** What became of a record, in one stage or in the end; every record has exactly one. */
public enum Outcome {
    /** Right as it was. */
    KEPT,
    /** Kept with another answer. */
    CORRECTED,
    /** Neither borne out nor called wrong, or the judge came to no verdict that can be used: kept, and marked as such. */
    UNDECIDED,
    DROPPED;

    /** Whether the record goes on: only what is found wrong is dropped, not what is unproven. */
    public boolean passes() {
        return this != DROPPED;
    }

    @Override
    public String toString() {
        return name().toLowerCase(Locale.ROOT);
    }
}
