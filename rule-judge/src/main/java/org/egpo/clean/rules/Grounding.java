package org.egpo.clean.rules;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.IntStream;
import org.egpo.clean.Finding;
import org.egpo.clean.Reason;

/**
 * Where a value comes from in the question.
 *
 * @param mentions places where it stands, each {@code {from, to}} in words; empty when it is there in other words only
 * @param support how far the question bears it out
 * @param problem what does not fit, or null when it is borne out
 */
record Grounding(Leaf leaf, List<int[]> mentions, Support support, Finding problem) {
    private static final double CLOSE = 5e-3;
    private static final double SAME = 1e-9;
    private static final int MOST_NUMBERS = 20;
    private static final Set<Double> FACTORS = Set.of(7.0, 12.0, 24.0, 60.0, 100.0, 1000.0, 3600.0, 10_000.0, 1e6);
    private static final Set<String> PERIODS = WordLists.set("periods");
    private static final Set<String> PLACES = WordLists.set("places");
    private static final Set<String> COMPARING = WordLists.set("comparing");
    private static final int SHORTEST_PREFIX = 4;
    private static final Pattern TRUTH = Pattern.compile("(?i)true|false");
    private static final Pattern NUMBER = Pattern.compile("[+-]?\\d{1,15}(\\.\\d{1,15})?");

    /** What the question says of a value. */
    enum Support {
        /** It says the value, or what the value stands for. */
        SAID,
        /** It says a part of it, or something it may follow from. */
        POSSIBLE,
        /** It says nothing of the kind. */
        UNSAID,
        /** It says something else in its place. */
        CONTRADICTED
    }

    static Grounding of(Leaf leaf, QuestionText q) {
        if (leaf.isText() && TRUTH.matcher(leaf.text()).matches()) {
            return said(leaf, List.of());
        }
        if (leaf.isText()) {
            return NUMBER.matcher(leaf.text()).matches()
                            && q.find(QuestionText.wordsOf(leaf.text())).isEmpty()
                    ? number(leaf, Double.parseDouble(leaf.text()), q)
                    : text(leaf, q);
        }
        return leaf.isNumber() ? number(leaf, leaf.number(), q) : said(leaf, List.of());
    }

    boolean isNumber() {
        return leaf.isNumber() ? !leaf.wantsText() : NUMBER.matcher(leaf.text()).matches();
    }

    private static Grounding said(Leaf leaf, List<int[]> mentions) {
        return new Grounding(leaf, mentions, Support.SAID, null);
    }

    private static Grounding not(Leaf leaf, Support support, Reason reason) {
        return new Grounding(leaf, List.of(), support, new Finding(reason, leaf.shown()));
    }

    private static Grounding number(Leaf leaf, double value, QuestionText q) {
        Units.Unit wanted = leaf.unit();
        List<int[]> mentions = new ArrayList<>();
        boolean wrongUnit = false;
        boolean near = false;
        for (Amount a : q.amounts) {
            if (a.isOf(wanted) && !a.unit().equals(wanted)) {
                double converted = a.unit().in(wanted, a.value());
                if (close(value, converted, CLOSE)) {
                    mentions.add(new int[] {a.from(), a.to()});
                } else {
                    wrongUnit |= close(value, a.value(), SAME);
                }
            } else if (a.says(value)) {
                mentions.add(new int[] {a.from(), a.to()});
            }
            near |= Math.abs(value - a.value()) == 1 && q.words.stream().anyMatch(w -> COMPARING.contains(w.text()));
        }
        if (mentions.isEmpty() && !wrongUnit) {
            mentions = sum(q, value, wanted);
        }
        if (!mentions.isEmpty()) {
            return said(leaf, mentions);
        }
        if (wrongUnit) {
            return not(leaf, Support.CONTRADICTED, Reason.WRONG_UNIT);
        }
        if (leaf.isDefault() || inCalendar(leaf, q, value) || isDocumented(leaf, value)) {
            return said(leaf, List.of());
        }
        boolean moment = q.calendar.relative
                && q.amounts.stream().noneMatch(Amount::sure)
                && leaf.words().stream().anyMatch(PERIODS::contains);
        // A constant or a place on the map.
        boolean fine = value * 1000 % 1 != 0
                && (leaf.words().stream().anyMatch(PLACES::contains)
                        || q.amounts.stream().allMatch(a -> a.value() % 1 == 0));
        return not(
                leaf,
                near || moment || fine || value == 0 || !q.isEnglish() || follows(q, value)
                        ? Support.POSSIBLE
                        : Support.UNSAID,
                Reason.UNGROUNDED_VALUE);
    }

    /** Whether it is what two numbers of the question give, or one of them in smaller or larger parts. */
    private static boolean follows(QuestionText q, double value) {
        double[] said = q.amounts.stream()
                .mapToDouble(Amount::value)
                .limit(MOST_NUMBERS)
                .toArray();
        return Arrays.stream(said).anyMatch(a -> FACTORS.contains(value / a) || FACTORS.contains(a / value));
    }

    private static boolean isDocumented(Leaf leaf, double value) {
        return new QuestionText(leaf.doc()).amounts.stream().anyMatch(a -> a.says(value));
    }

    static boolean close(double a, double b, double tolerance) {
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

    /** "An hour and twenty minutes" for 80 minutes: where they stand, or nothing. */
    private static List<int[]> sum(QuestionText q, double value, Units.Unit wanted) {
        List<Amount> parts = q.amounts.stream().filter(a -> a.isOf(wanted)).toList();
        double sum =
                parts.stream().mapToDouble(a -> a.unit().in(wanted, a.value())).sum();
        return sum > 0 && close(sum, value, SAME)
                ? parts.stream().map(a -> new int[] {a.from(), a.to()}).toList()
                : List.of();
    }

    private static Grounding text(Leaf leaf, QuestionText q) {
        String value = leaf.text();
        List<String> words = QuestionText.wordsOf(value);
        List<int[]> mentions = new ArrayList<>();
        if (!words.isEmpty()) {
            q.find(words).forEach(i -> mentions.add(new int[] {i, i + words.size()}));
        }
        if (!mentions.isEmpty() || leaf.isDefault() || words.isEmpty() || q.contains(value)) {
            return said(leaf, mentions);
        }
        Calendar.Match day = q.calendar.day(value);
        Calendar.Match time = day == Calendar.Match.SAME ? Calendar.Match.NOT_A_DATE : q.calendar.time(value);
        if (day != Calendar.Match.NOT_A_DATE || time != Calendar.Match.NOT_A_DATE) {
            boolean open = day == Calendar.Match.UNKNOWN && !q.calendar.days.isEmpty();
            boolean other = day == Calendar.Match.OTHER || time == Calendar.Match.OTHER || !leaf.isAboutTime() && !open;
            return day == Calendar.Match.SAME || !open && !other
                    ? said(leaf, List.of())
                    : not(leaf, other && q.isEnglish() ? Support.UNSAID : Support.POSSIBLE, Reason.UNGROUNDED_VALUE);
        }
        List<String> allowed = leaf.allowed();
        Units.Unit unit = words.size() == 1 ? Units.of(words.get(0), true) : null;
        if (unit != null) {
            int[] there = unitAt(q, unit);
            boolean another = q.words.stream()
                    .map(w -> Units.of(w.text(), false))
                    .anyMatch(u -> u != null
                            && u.dimension()
                                    .split("-")[0]
                                    .equals(unit.dimension().split("-")[0]));
            return there != null
                    ? said(leaf, List.of(there))
                    : not(leaf, another ? Support.CONTRADICTED : Support.POSSIBLE, Reason.WRONG_UNIT);
        }
        int[] at = Codes.find(value, q);
        if (at != null) {
            return said(leaf, List.of(at));
        }
        if (!allowed.isEmpty()) {
            return choice(leaf, allowed, q);
        }
        double share = share(words, q);
        boolean documented = !new QuestionText(leaf.doc()).find(words).isEmpty();
        boolean name = !value.strip().contains(" ");
        if (share >= (name ? 0.6 : 0.5) || documented) {
            return said(leaf, List.of());
        }
        boolean code = value.matches("[A-Z]{2,5}|#[0-9A-Fa-f]{3,8}") && !Codes.isCurrency(value);
        boolean possible = share > 0 && !name
                || code
                || Calendar.isRelative(value) && q.calendar.relative
                || leaf.words().contains("language")
                || !q.isEnglish()
                || words.stream().anyMatch(q::hasSimilar);
        return not(leaf, possible ? Support.POSSIBLE : Support.UNSAID, Reason.UNGROUNDED_VALUE);
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
            return said(leaf, List.of());
        }
        boolean other = q.isEnglish()
                && !q.hasWord("not")
                && !Calendar.isRelative(leaf.text())
                && allowed.stream().anyMatch(a -> !a.equals(leaf.text()) && named(a, q));
        return other && leaf.required()
                ? not(leaf, Support.CONTRADICTED, Reason.UNGROUNDED_VALUE)
                : leaf.required() ? said(leaf, List.of()) : not(leaf, Support.POSSIBLE, Reason.UNGROUNDED_VALUE);
    }

    private static boolean named(String value, QuestionText q) {
        return Stems.roots(value).stream()
                .anyMatch(root -> q.roots.contains(root)
                        || root.length() >= SHORTEST_PREFIX
                                && q.words.stream().anyMatch(w -> w.text().startsWith(root)));
    }

    /** Share of a value's meaningful words that the question has, in any order and form. */
    private static double share(List<String> words, QuestionText q) {
        boolean plain = Stems.STOP.containsAll(words);
        List<String> asked =
                words.stream().filter(w -> plain || !Stems.STOP.contains(w)).toList();
        long there = asked.stream()
                .filter(w -> q.hasWord(w) || q.roots.contains(Stems.root(w)) || isAmount(w, q))
                .count();
        return (double) there / asked.size();
    }

    private static boolean isAmount(String word, QuestionText q) {
        return Character.isDigit(word.charAt(0)) && q.amounts.stream().anyMatch(a -> a.says(Double.parseDouble(word)));
    }
}
