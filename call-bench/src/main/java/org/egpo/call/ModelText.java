package org.egpo.call;

import java.util.List;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * The parts of a reasoning model's answer: what stands between {@code <think>} and {@code </think>}, and what is left as
 * the answer. The paper's template (arXiv 2508.05118) wants the thinking first and then the list of calls; its first version
 * wrapped the calls in {@code <answer>…</answer>}. Total: every text has parts.
 *
 * @param text the whole text
 * @param thinking what was thought, without the tags; null when there is no complete pair of tags
 * @param answer what is to be decoded: the content of {@code <answer>} or {@code <tool_call>} where there is one after the
 *     thinking, else everything after the thinking; stripped of white space
 * @param wellFormed whether the text is one thinking block, at the start but for white space, and then an answer outside of
 *     which nothing stands
 */
public record ModelText(String text, @Nullable Span thinking, Span answer, boolean wellFormed) {
    private static final String OPEN = "<think>";
    private static final String CLOSE = "</think>";
    private static final List<String> TAGS = List.of("answer", "tool_call");

    /** A part of the text by offsets in UTF-16 code units, the end exclusive. */
    public record Span(int start, int end) {
        public int length() {
            return end - start;
        }
    }

    /** The parts of a text that begins before its thinking. */
    public static ModelText of(String text) {
        return of(text, false);
    }

    /**
     * The parts of a text.
     *
     * @param thinkingGiven the chat template has already written {@code <think>}, so the thinking begins with the text
     */
    public static ModelText of(String text, boolean thinkingGiven) {
        int opened = thinkingGiven && !text.stripLeading().startsWith(OPEN) ? 0 : text.indexOf(OPEN);
        int start = opened < 0 ? -1 : text.startsWith(OPEN, opened) ? opened + OPEN.length() : opened;
        int end = start < 0 ? -1 : text.indexOf(CLOSE, start);
        if (end < 0) {
            return new ModelText(text, null, answer(text, 0), false);
        }
        int after = end + CLOSE.length();
        Span answer = answer(text, after);
        String said = text.substring(answer.start, answer.end);
        String rest = text.substring(after).strip();
        String around = "(?sU)<(answer|tool_call)>\\s*" + Pattern.quote(said) + "\\s*</\\1>";
        boolean alone = rest.equals(said) || rest.matches(around);
        boolean first = text.substring(0, opened).isBlank();
        boolean once = text.indexOf(OPEN, start) < 0 && text.indexOf(CLOSE, after) < 0;
        return new ModelText(text, new Span(start, end), answer, first && once && alone && !said.isEmpty());
    }

    /** The thinking as text, empty when there is none. */
    public String thinkingText() {
        return thinking == null ? "" : text.substring(thinking.start, thinking.end);
    }

    /** The answer as text: give it to {@link CallDecoder#decode(String)}. */
    public String answerText() {
        return text.substring(answer.start, answer.end);
    }

    private static Span answer(String text, int from) {
        for (String tag : TAGS) {
            int open = text.indexOf("<" + tag + ">", from);
            int close = open < 0 ? -1 : text.indexOf("</" + tag + ">", open);
            if (close >= 0) {
                return trim(text, open + tag.length() + 2, close);
            }
        }
        return trim(text, from, text.length());
    }

    private static Span trim(String text, int from, int to) {
        String stripped = text.substring(from, to).stripLeading();
        int start = to - stripped.length();
        return new Span(start, start + stripped.stripTrailing().length());
    }
}
