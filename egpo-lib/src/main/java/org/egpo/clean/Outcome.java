package org.egpo.clean;

import java.util.Locale;

/** What became of a record, in one stage or in the end; every record has exactly one. */
public enum Outcome {
    /** Right as it was. */
    KEPT,
    /** Kept with another answer. */
    CORRECTED,
    /** The judge came to no verdict that can be used; neither kept nor called wrong. */
    UNDECIDED,
    DROPPED;

    /** Whether the record goes on. */
    public boolean passes() {
        return this == KEPT || this == CORRECTED;
    }

    @Override
    public String toString() {
        return name().toLowerCase(Locale.ROOT);
    }
}
