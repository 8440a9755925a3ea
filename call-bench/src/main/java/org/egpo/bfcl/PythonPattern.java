package org.egpo.bfcl;

import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.egpo.call.PythonError;
import org.jspecify.annotations.Nullable;

/**
 * Regular expressions with the meaning that Python's {@code re} gives them: {@code \d \w \s} know all scripts, a line ends
 * at {@code \n} only. Matching takes bounded time: backtracking beyond the bound is a typed failure.
 */
final class PythonPattern {
    private static final int MAX_STEPS = 2_000_000;

    private final Pattern pattern;

    PythonPattern(String regex) {
        this(regex, false);
    }

    PythonPattern(String regex, boolean dotAll) {
        String spaces = regex.replace("\\s", "[\\s\\x1c-\\x1f]");
        this.pattern = Pattern.compile(
                spaces, Pattern.UNICODE_CHARACTER_CLASS | Pattern.UNIX_LINES | (dotAll ? Pattern.DOTALL : 0));
    }

    /** {@code re.match}: at the start of the text; null when it does not match. */
    @Nullable
    Matcher match(String text) {
        return run(text, true);
    }

    /** {@code re.search}: anywhere; null when it does not match. */
    @Nullable
    Matcher search(String text) {
        return run(text, false);
    }

    boolean matches(String text) {
        return match(text) != null;
    }

    /** A matcher to walk over all matches with {@link Matcher#find()}. */
    Matcher all(String text) {
        return pattern.matcher(new Bounded(text, new int[] {MAX_STEPS}));
    }

    private @Nullable Matcher run(String text, boolean atStart) {
        Matcher m = all(text);
        try {
            return (atStart ? m.lookingAt() : m.find()) ? m : null;
        } catch (StackOverflowError e) {
            throw Bounded.exceeded();
        }
    }

    /** A text that counts how often it is looked at. */
    private record Bounded(CharSequence text, int[] steps) implements CharSequence {
        @Override
        public int length() {
            return text.length();
        }

        @Override
        public char charAt(int index) {
            if (--steps[0] < 0) {
                throw exceeded();
            }
            return text.charAt(index);
        }

        @Override
        public CharSequence subSequence(int start, int end) {
            return text.subSequence(start, end);
        }

        @Override
        public String toString() {
            return text.toString();
        }

        static PythonError exceeded() {
            return new PythonError("LimitExceeded", "this text takes too many steps to convert");
        }
    }
}
