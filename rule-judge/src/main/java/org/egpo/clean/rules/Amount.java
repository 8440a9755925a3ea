package org.egpo.clean.rules;

/**
 * A number in a question.
 *
 * @param value what it says; a percentage as the number before the sign
 * @param from index of its first word
 * @param to index behind its last word, unit excluded
 * @param unit what follows it, or {@link Units#NONE}
 * @param sure false for words that need not be a number, such as "a" and "one"
 */
record Amount(double value, int from, int to, Units.Unit unit, boolean sure) {
    private static final double SAME = 1e-9;

    /** Whether a value says the same, whatever its sign; a percentage may be given as a fraction and the reverse. */
    boolean says(double other) {
        double a = Math.abs(value);
        double b = Math.abs(other);
        return Grounding.close(a, b, SAME)
                || Grounding.close(a, 100 * b, SAME)
                        && (unit == Units.NONE || unit.dimension().equals("share"));
    }

    /** Whether it is a quantity of that unit's dimension. */
    boolean isOf(Units.Unit other) {
        return unit != Units.NONE && unit.dimension().equals(other.dimension());
    }
}
