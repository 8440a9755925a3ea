package org.egpo.clean;

import java.util.Locale;

/** Whether a question is to be answered by a call: the premise of the paper's two reasons to drop. */
public enum CallNeed {
    /** A tool can serve it. */
    CALL,
    /** No tool can serve it, or the question lacks what the tool needs. */
    NO_CALL,
    UNKNOWN;

    @Override
    public String toString() {
        return name().toLowerCase(Locale.ROOT);
    }
}
