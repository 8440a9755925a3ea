package org.egpo.clean.rules;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.regex.MatchResult;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.IntStream;

/** A question taken apart: words, numbers with their units, dates, times of day. */
final class QuestionText {
    private static final Pattern TOKEN = Pattern.compile(
            "\\d{1,3}(?:,\\d{3})+(?!\\d)(?:\\.\\d+)?|\\d+(?:\\.\\d+)?|°?\\p{IsLatin}[\\p{IsLatin}\\p{M}]*"
                    + "|[\\p{L}&&\\P{IsLatin}][\\p{L}\\p{M}&&\\P{IsLatin}]*|[%$€£¥]|[.,;:!?()\\n—。，！？]|'(?=\\s)");

    /** Powers of ten and fractions of whole numbers. */
    private static final Pattern COMPOSED = Pattern.compile(
            "(\\d{1,15}(?:\\.\\d{1,15})?)\\s?(?:(?:[x×*]\\s?10\\s?\\^\\s?\\(?|[eE])([+-]?\\d{1,3})|/(\\d{1,6})(?![/\\d]))");

    private static final Pattern NO_LETTER = Pattern.compile("[^\\p{L}\\p{M}\\p{N}]+");
    private static final Set<String> FOREIGN = WordLists.set("foreign");
    private static final Set<String> TITLES = Set.of("dr", "mr", "mrs", "ms", "prof", "st");
    private static final int LATIN = 0x24F;

    final String raw;
    final List<Word> words = new ArrayList<>();
    final List<Amount> amounts = new ArrayList<>();
    final Calendar calendar;
    final Set<String> roots = new HashSet<>();

    QuestionText(String raw) {
        this.raw = raw;
        split();
        for (int i = 0; i < words.size(); ) {
            i = readAmount(i);
        }
        for (Word w : words) {
            if (!w.isCommon()) {
                roots.add(w.root());
            }
        }
        calendar = new Calendar(this);
    }

    private void split() {
        Matcher m = TOKEN.matcher(raw);
        boolean stop = true;
        int sentence = 0;
        while (m.find()) {
            String token = m.group();
            if (!isWord(token)) {
                stop = true;
                boolean title = token.equals(".")
                        && !words.isEmpty()
                        && TITLES.contains(words.get(words.size() - 1).text());
                if (title) {
                    continue;
                }
                boolean free = m.end() == raw.length() || !Character.isLetterOrDigit(raw.charAt(m.end()));
                sentence += free && ".?!".contains(token) || "。！？".contains(token) ? 1 : 0;
                continue;
            }
            String text = token.toLowerCase(Locale.ROOT).replace(",", "");
            words.add(new Word(
                    text,
                    Stems.stem(text),
                    Stems.root(text),
                    m.start(),
                    m.end(),
                    Character.isUpperCase(token.charAt(0)),
                    stop,
                    sentence));
            stop = false;
        }
    }

    /** Whether the value stands there letter by letter, spaces and signs aside; also inside a longer word. */
    boolean contains(String value) {
        String letters = letters(value);
        return letters.length() > 3 && letters(raw).contains(letters)
                || letters.codePoints().anyMatch(c -> c > LATIN) && letters(raw).contains(letters);
    }

    private static String letters(String text) {
        return NO_LETTER.matcher(text.toLowerCase(Locale.ROOT)).replaceAll("");
    }

    private int readAmount(int i) {
        Word w = words.get(i);
        boolean article = w.text().equals("a") || w.text().equals("an");
        Units.Unit one =
                article && i + 1 < words.size() ? Units.of(words.get(i + 1).text(), false) : null;
        if (one != null && one.dimension().equals("time")) {
            amounts.add(new Amount(1, i, i + 1, one, false));
            return i + 1;
        }
        double value;
        int to;
        boolean sure = true;
        List<Amount> also = new ArrayList<>();
        if (w.isDigits()) {
            value = Double.parseDouble(w.text());
            to = i + 1;
            if (i > 0 && w.start() > 0 && raw.charAt(w.start() - 1) == '-' && startsNumber(w.start() - 1)) {
                value = -value;
            }
            Matcher composed = COMPOSED.matcher(raw).region(w.start(), raw.length());
            if (composed.lookingAt()) {
                double first = Double.parseDouble(composed.group(1));
                double all = composed.group(2) == null
                        ? first / Double.parseDouble(composed.group(3))
                        : Double.parseDouble(composed.group(1) + "e" + composed.group(2));
                also.add(new Amount(all, i, to, null, false));
            }
            double scale = to < words.size() ? NumberWords.scale(words.get(to).text()) : 0;
            if (scale > 0) {
                // The million may be the parameter's unit.
                also.add(new Amount(value, i, to, null, false));
                value *= scale;
                to++;
            }
        } else {
            NumberWords.Read read = NumberWords.read(words, i);
            if (read == null) {
                return i + 1;
            }
            value = read.value();
            to = read.to();
            sure = to - i > 1 || !NumberWords.isDoubtful(w.text());
        }
        int unit = to;
        if (value == 0.5 || value == 0.25 || value == 0.75) {
            while (unit < words.size()
                    && List.of("of", "a", "an").contains(words.get(unit).text())) {
                unit++;
            }
        }
        amounts.add(new Amount(value, i, to, unitAt(unit), sure));
        if (words.get(to - 1).text().equals("k")) {
            // 300K may be a temperature.
            amounts.add(new Amount(value / 1000, i, to, unitAt(to - 1), false));
        }
        amounts.addAll(also);
        return to;
    }

    boolean isPartOfADay(Amount a) {
        return isPartOfADay(words.get(a.from()));
    }

    boolean isPartOfADay(Word first) {
        return calendar.days.stream().anyMatch(d -> first.isIn(d.start(), d.end()))
                || calendar.times.stream().anyMatch(t -> first.isIn(t.start(), t.end()));
    }

    private boolean startsNumber(int minus) {
        return minus == 0 || Character.isWhitespace(raw.charAt(minus - 1)) || raw.charAt(minus - 1) == '(';
    }

    private Units.Unit unitAt(int to) {
        if (to < words.size() && !words.get(to).afterStop()) {
            Word next = words.get(to);
            if (next.text().equals("%")) {
                return Units.of("percent", true);
            }
            if (next.text().equals("degrees") || next.text().equals("degree")) {
                return to + 1 < words.size() ? Units.of(words.get(to + 1).text(), true) : null;
            }
            return next.text().equals("in") || next.text().equals("a") ? null : Units.of(next.text(), true);
        }
        return null;
    }

    /** Where these words stand one after the other: indexes of the first, in order. */
    List<Integer> find(List<String> wanted) {
        return IntStream.rangeClosed(0, words.size() - wanted.size())
                .filter(i -> IntStream.range(0, wanted.size()).allMatch(k -> sameWord(words.get(i + k), wanted.get(k))))
                .boxed()
                .toList();
    }

    static boolean sameWord(Word w, String wanted) {
        return w.text().equals(wanted) || w.stem().equals(Stems.stem(wanted));
    }

    boolean hasWord(String wanted) {
        return words.stream().anyMatch(w -> sameWord(w, wanted));
    }

    /** Whether a word is spelled almost like that one: {@code woman} and {@code women}, {@code Philly} and {@code Philadelphia}. */
    boolean hasSimilar(String wanted) {
        return words.stream().anyMatch(w -> isSimilar(w.text(), wanted));
    }

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
        long plain = words.stream().filter(w -> w.text().matches("[a-z]+")).count();
        long foreign = words.stream()
                .filter(w -> !w.capital() && FOREIGN.contains(w.text()))
                .count();
        return 10 * plain >= 9 * words.stream().filter(w -> !w.isDigits()).count() && common >= 2 * foreign;
    }

    /** The words of a value, cut as the question's are. */
    static List<String> wordsOf(String value) {
        return TOKEN.matcher(value)
                .results()
                .map(MatchResult::group)
                .filter(QuestionText::isWord)
                .map(t -> t.toLowerCase(Locale.ROOT).replace(",", ""))
                .toList();
    }

    private static boolean isWord(String token) {
        return Character.isLetterOrDigit(token.charAt(0)) || "%$€£¥°".indexOf(token.charAt(0)) >= 0;
    }
}
