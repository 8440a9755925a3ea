package org.egpo.clean;

import java.util.Locale;

/** What a judge says of one answer. */
public enum Verdict {
    RIGHT,
    WRONG,
    /** No evidence for either; or the judge's own answer did not parse, contradicted itself or never came. */
    UNDECIDED;

    @Override
    public String toString() {
        return name().toLowerCase(Locale.ROOT);
    }
}
