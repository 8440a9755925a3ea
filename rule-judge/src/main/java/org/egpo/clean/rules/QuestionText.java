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
            "\\d{1,3}(?:,\\d{3})+(?:\\.\\d+)?|\\d+(?:\\.\\d+)?|°?\\p{L}[\\p{L}\\p{M}]*|[%$€£¥]|[.,;:!?()\\n—]|'(?=\\s)");

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
            if (!Stems.STOP.contains(w.text())) {
                roots.add(Stems.root(w.text()));
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
                sentence += ".?!;\n".indexOf(token.charAt(0)) >= 0 ? 1 : 0;
                continue;
            }
            String text = token.toLowerCase(Locale.ROOT).replace(",", "");
            words.add(new Word(
                    text,
                    Stems.stem(text),
                    m.start(),
                    m.end(),
                    Character.isUpperCase(token.charAt(0)),
                    stop,
                    sentence));
            stop = false;
        }
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
        if (w.isDigits()) {
            value = Double.parseDouble(w.text());
            to = i + 1;
            if (i > 0 && w.start() > 0 && raw.charAt(w.start() - 1) == '-' && startsNumber(w.start() - 1)) {
                value = -value;
            }
            double scale = to < words.size() ? NumberWords.scale(words.get(to).text()) : 0;
            if (scale > 0) {
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
        return to;
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
