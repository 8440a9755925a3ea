package org.egpo.clean.rules;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.stream.IntStream;
import org.egpo.call.PythonText;
import org.egpo.clean.Finding;
import org.egpo.clean.Reason;

/**
 * Where a value comes from in the question.
 *
 * @param mentions places where it stands, each {@code {from, to}} in words; empty when it is there in other words only
 * @param problem why it does not come from the question, or null
 */
record Grounding(Leaf leaf, List<int[]> mentions, Finding problem) {
    private static final double ENOUGH_WORDS = 0.6;
    private static final double CLOSE = 5e-3;
    private static final double SAME = 1e-9;
    private static final int SHORTEST_PREFIX = 4;

    static Grounding of(Leaf leaf, QuestionText q) {
        if (leaf.isNumber()) {
            return number(leaf, q);
        }
        return leaf.isText() ? text(leaf, q) : found(leaf, List.of());
    }

    private static Grounding found(Leaf leaf, List<int[]> mentions) {
        return new Grounding(leaf, mentions, null);
    }

    private static Grounding missing(Leaf leaf, Reason reason) {
        return new Grounding(leaf, List.of(), new Finding(reason, leaf.shown()));
    }

    private static Grounding number(Leaf leaf, QuestionText q) {
        double value = leaf.number();
        Units.Unit wanted = leaf.unit();
        List<int[]> mentions = new ArrayList<>();
        boolean wrongUnit = false;
        for (Amount a : q.amounts) {
            if (a.isOf(wanted) && !a.unit().equals(wanted)) {
                double converted = a.unit().in(wanted, a.value());
                if (close(value, converted, CLOSE)) {
                    mentions.add(new int[] {a.from(), a.to()});
                } else {
                    wrongUnit |= close(value, a.value(), SAME);
                }
            } else if (close(value, a.value(), SAME)
                    || a.unit() != null && a.unit().name().equals("percent") && close(value, a.value() / 100, SAME)) {
                mentions.add(new int[] {a.from(), a.to()});
            }
        }
        if (!mentions.isEmpty()) {
            return found(leaf, mentions);
        }
        if (wrongUnit) {
            return missing(leaf, Reason.WRONG_UNIT);
        }
        boolean known = leaf.isDefault() || inCalendar(leaf, q, value) || sumsUp(q, value, wanted);
        return known ? found(leaf, List.of()) : missing(leaf, Reason.UNGROUNDED_VALUE);
    }

    private static boolean close(double a, double b, double tolerance) {
        return Math.abs(a - b) <= tolerance * Math.max(Math.abs(a), Math.abs(b));
    }

    /** Parts of a date or a time: hour, minute, year, month, day. */
    private static boolean inCalendar(Leaf leaf, QuestionText q, double value) {
        String about = (String.join(" ", leaf.words()) + " " + leaf.doc()).toLowerCase(Locale.ROOT);
        if (about.contains("hour") && q.calendar.isTime((int) (value * 60))) {
            return true;
        }
        boolean time = q.calendar.times.stream()
                .anyMatch(t -> about.contains("hour") && t.minutes() / 60 == (int) value
                        || about.contains("minute") && t.minutes() % 60 == (int) value);
        return time
                || q.calendar.days.stream().anyMatch(d -> value == d.year() || value == d.month() || value == d.day());
    }

    /** "An hour and twenty minutes" for 80 minutes. */
    static boolean sumsUp(QuestionText q, double value, Units.Unit wanted) {
        if (wanted == null) {
            return false;
        }
        double sum = q.amounts.stream()
                .filter(a -> a.isOf(wanted))
                .mapToDouble(a -> a.unit().in(wanted, a.value()))
                .sum();
        return sum > 0 && close(sum, value, SAME);
    }

    private static Grounding text(Leaf leaf, QuestionText q) {
        String value = leaf.text();
        List<String> words = QuestionText.wordsOf(value);
        List<int[]> mentions = new ArrayList<>();
        if (!words.isEmpty()) {
            q.find(words).forEach(i -> mentions.add(new int[] {i, i + words.size()}));
        }
        if (!mentions.isEmpty() || leaf.isDefault()) {
            return found(leaf, mentions);
        }
        Calendar.Match day = q.calendar.day(value);
        Calendar.Match time = day == Calendar.Match.SAME ? Calendar.Match.NOT_A_DATE : q.calendar.time(value);
        if (day != Calendar.Match.NOT_A_DATE || time != Calendar.Match.NOT_A_DATE) {
            boolean other = day == Calendar.Match.OTHER || time == Calendar.Match.OTHER;
            return other ? missing(leaf, Reason.UNGROUNDED_VALUE) : found(leaf, List.of());
        }
        List<String> allowed = leaf.allowed();
        Units.Unit unit = words.size() == 1 ? Units.of(words.get(0), true) : null;
        if (unit != null && isAboutUnits(leaf, allowed)) {
            int[] at = unitAt(q, unit);
            return at == null ? missing(leaf, Reason.WRONG_UNIT) : found(leaf, List.of(at));
        }
        int[] code = Codes.find(value, q);
        if (code != null) {
            return found(leaf, List.of(code));
        }
        if (!allowed.isEmpty()) {
            return choice(leaf, allowed, q);
        }
        return share(words, q) >= ENOUGH_WORDS ? found(leaf, List.of()) : missing(leaf, Reason.UNGROUNDED_VALUE);
    }

    private static boolean isAboutUnits(Leaf leaf, List<String> allowed) {
        if (leaf.words().contains("unit")
                || leaf.words().contains("units")
                || leaf.doc().toLowerCase(Locale.ROOT).contains("unit")) {
            return true;
        }
        return allowed.size() > 1 && allowed.stream().allMatch(a -> Units.of(a.toLowerCase(Locale.ROOT), true) != null);
    }

    private static int[] unitAt(QuestionText q, Units.Unit unit) {
        for (Amount a : q.amounts) {
            if (unit.equals(a.unit())) {
                return new int[] {a.to(), a.to() + 1};
            }
        }
        return IntStream.range(0, q.words.size())
                .filter(i -> unit.equals(Units.of(q.words.get(i).text(), false)))
                .mapToObj(i -> new int[] {i, i + 1})
                .findFirst()
                .orElse(null);
    }

    /** One of several allowed values: wrong when the question names another of them. */
    private static Grounding choice(Leaf leaf, List<String> allowed, QuestionText q) {
        if (named(leaf.text(), q)) {
            return found(leaf, List.of());
        }
        if (allowed.stream().anyMatch(other -> !other.equals(leaf.text()) && named(other, q))) {
            return missing(leaf, Reason.UNGROUNDED_VALUE);
        }
        return leaf.required() ? found(leaf, List.of()) : missing(leaf, Reason.UNGROUNDED_VALUE);
    }

    private static boolean named(String value, QuestionText q) {
        return Stems.roots(value).stream()
                .anyMatch(root -> q.roots.contains(root)
                        || root.length() >= SHORTEST_PREFIX
                                && q.words.stream().anyMatch(w -> w.text().startsWith(root)));
    }

    /** Share of a value's meaningful words that the question has, in any order and form. */
    private static double share(List<String> words, QuestionText q) {
        List<String> asked = words.stream()
                .filter(w -> words.size() == 1 || !Stems.STOP.contains(w))
                .toList();
        long there = asked.stream()
                .filter(w -> q.hasWord(w) || q.roots.contains(Stems.root(w)) || isAmount(w, q))
                .count();
        return asked.isEmpty() ? 1 : (double) there / asked.size();
    }

    private static boolean isAmount(String word, QuestionText q) {
        return Character.isDigit(word.charAt(0))
                && q.amounts.stream().anyMatch(a -> PythonText.number(a.value())
                        .equals(PythonText.number(Double.parseDouble(word))));
    }
}
