package org.egpo.clean.rules;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.function.Predicate;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/** A question taken apart: words, numbers with their units, dates, times of day. */
final class QuestionText {
    private static final Pattern TOKEN = WordLists.pattern("token");
    private static final Pattern COMPOSED = WordLists.pattern("composed");
    private static final Pattern NO_LETTER = Pattern.compile("[^\\p{L}\\p{M}\\p{N}]+");
    private static final Set<String> FOREIGN = WordLists.set("foreign");
    private static final int LATIN = 0x24F;

    final String raw;
    final List<Word> words;
    final List<Amount> amounts = new ArrayList<>();
    final Calendar calendar;
    final Set<String> roots;

    QuestionText(String raw) {
        this.raw = raw;
        words = tokens(raw);
        for (int i = 0; i < words.size(); ) {
            i = readAmount(i);
        }
        roots = words.stream().filter(w -> !w.isCommon()).map(Word::root).collect(Collectors.toSet());
        calendar = new Calendar(this);
    }

    private static List<Word> tokens(String raw) {
        List<Word> words = new ArrayList<>();
        boolean stop = true;
        int sentence = 0;
        for (Matcher m = TOKEN.matcher(raw); m.find(); stop = m.group("word") == null) {
            String token = m.group();
            if (m.group("word") != null) {
                String text = token.toLowerCase(Locale.ROOT).replace(",", "");
                boolean capital = Character.isUpperCase(token.charAt(0));
                words.add(new Word(text, Stems.root(text), m.start(), m.end(), capital, stop, sentence));
            } else if (m.group("end") != null) {
                sentence++;
            }
        }
        return words;
    }

    /** Whether the value stands there letter by letter, spaces and signs aside; also inside a longer word. */
    boolean contains(String value) {
        String letters = letters(value);
        return (letters.length() > 3 || letters.codePoints().anyMatch(c -> c > LATIN))
                && letters(raw).contains(letters);
    }

    private static String letters(String text) {
        return NO_LETTER.matcher(text.toLowerCase(Locale.ROOT)).replaceAll("");
    }

    private int readAmount(int i) {
        Word w = words.get(i);
        Units.Unit one = isAny(i, "a", "an") && i + 1 < words.size()
                ? Units.of(words.get(i + 1).text(), false)
                : Units.NONE;
        if (one.dimension().equals("time")) {
            amounts.add(new Amount(1, i, i + 1, one, false));
            return i + 1;
        }
        NumberWords.Read read = NumberWords.read(words, i);
        if (read.to() == i) {
            return i + 1;
        }
        String before = raw.substring(Math.max(0, w.start() - 2), w.start());
        double value = w.isDigits() && before.matches("[\\s(]?-") ? -read.value() : read.value();
        int to = read.to();
        int unit = to;
        while (value < 1 && isAny(unit, "of", "a", "an")) {
            unit++;
        }
        boolean sure = to - i > 1 || !NumberWords.DOUBTFUL.contains(w.text());
        amounts.add(new Amount(value, i, to, unitAt(unit), sure));
        if (w.isDigits() && to > i + 1) {
            // The million may be the parameter's unit.
            amounts.add(new Amount(Double.parseDouble(w.text()), i, i + 1, Units.NONE, false));
        }
        Matcher composed = COMPOSED.matcher(raw).region(w.start(), raw.length());
        if (composed.lookingAt()) {
            String power = composed.group("power");
            double all = power == null
                    ? Double.parseDouble(composed.group("first")) / Double.parseDouble(composed.group("parts"))
                    : Double.parseDouble(composed.group("first") + "e" + power);
            amounts.add(new Amount(all, i, i + 1, Units.NONE, false));
        }
        return to;
    }

    private boolean isAny(int i, String... texts) {
        return i < words.size() && List.of(texts).contains(words.get(i).text());
    }

    private Units.Unit unitAt(int at) {
        int i = isAny(at, "degree", "degrees") ? at + 1 : at;
        boolean none = i >= words.size() || words.get(i).afterStop() || isAny(i, "in");
        return none ? Units.NONE : Units.of(words.get(i).text(), true);
    }

    /** Where these words stand one after the other, each {@code {from, to}} in words; nowhere when there are none. */
    List<int[]> find(List<String> wanted) {
        int n = wanted.size();
        return IntStream.rangeClosed(0, n == 0 ? -1 : words.size() - n)
                .filter(i -> IntStream.range(0, n).allMatch(k -> sameWord(words.get(i + k), wanted.get(k))))
                .mapToObj(i -> new int[] {i, i + n})
                .toList();
    }

    /** Where words for such units stand. */
    List<int[]> units(Predicate<Units.Unit> which) {
        return IntStream.range(0, words.size())
                .filter(i -> which.test(Units.of(words.get(i).text(), false)))
                .mapToObj(i -> new int[] {i, i + 1})
                .toList();
    }

    static boolean sameWord(Word w, String wanted) {
        return w.text().equals(wanted) || w.root().equals(Stems.root(wanted));
    }

    /** Whether a word is spelled almost like that one: {@code woman} and {@code women}, {@code Philly} and {@code Philadelphia}. */
    static boolean isSimilar(String a, String b) {
        int least = Math.min(a.length(), b.length());
        int same = 0;
        while (same < least && a.charAt(same) == b.charAt(same)) {
            same++;
        }
        int end = 0;
        while (end < least - same && a.charAt(a.length() - 1 - end) == b.charAt(b.length() - 1 - end)) {
            end++;
        }
        return same >= 4 || least >= 4 && Math.max(a.length(), b.length()) - same - end <= 1;
    }

    /** Whether it is in the language that the rules know; short commands of names and numbers count too. */
    boolean isEnglish() {
        long common = words.stream().filter(Word::isCommon).count();
        long plain = words.stream()
                .filter(w -> w.text().chars().allMatch(c -> c >= 'a' && c <= 'z'))
                .count();
        long foreign = words.stream()
                .filter(w -> !w.capital() && FOREIGN.contains(w.text()))
                .count();
        return 10 * plain >= 9 * words.stream().filter(w -> !w.isDigits()).count() && common >= 2 * foreign;
    }

    /** The words of a value, cut as the question's are. */
    static List<String> wordsOf(String value) {
        return tokens(value).stream().map(Word::text).toList();
    }
}
