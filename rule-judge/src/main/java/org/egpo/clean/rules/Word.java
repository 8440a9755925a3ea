package org.egpo.clean.rules;

/**
 * A word or number of a question.
 *
 * @param text in lower case
 * @param root without endings, by {@link Stems#root}
 * @param start offset of its first character
 * @param end offset behind its last
 * @param capital whether it is written with a capital
 * @param afterStop whether a sentence or clause ended before it
 * @param sentence number of its sentence, from 0
 */
record Word(String text, String root, int start, int end, boolean capital, boolean afterStop, int sentence) {
    boolean isDigits() {
        return Character.isDigit(text.charAt(0));
    }

    /** Whether it stands between two characters of the text. */
    boolean isIn(int from, int to) {
        return start >= from && end <= to;
    }

    /** Whether it stands in questions of every kind. */
    boolean isCommon() {
        return Stems.STOP.contains(text);
    }
}
