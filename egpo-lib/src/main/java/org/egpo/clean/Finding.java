package org.egpo.clean;

/**
 * One thing found wrong, or one change made.
 *
 * @param reason its kind
 * @param detail a sentence with names and values
 */
public record Finding(Reason reason, String detail) {
    @Override
    public String toString() {
        return reason + ": " + detail;
    }
}
