package org.egpo.bfcl.multiturn;

/**
 * Where a model's simulation differs from the reference.
 *
 * @param turn counted from 0
 * @param api the class, or empty for a result that is missing
 * @param attribute name of the attribute or path of the file; {@code result} for a result that is missing
 * @param expected what the reference has, in Python's spelling; empty where it has nothing
 * @param got what the model's simulation has; empty where it has nothing
 */
public record Difference(int turn, String api, String attribute, String expected, String got) {
    private static final int SHOWN = 120;

    @Override
    public String toString() {
        String where = api.isEmpty() ? attribute : api + "." + attribute;
        return "turn " + turn + ", " + where + ": expected " + shown(expected) + ", got " + shown(got);
    }

    private static String shown(String text) {
        if (text.isEmpty()) {
            return "nothing";
        }
        return text.length() <= SHOWN ? text : text.substring(0, SHOWN) + "… (" + text.length() + " characters)";
    }
}
