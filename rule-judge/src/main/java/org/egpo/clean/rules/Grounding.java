package org.egpo.clean.rules;

import java.util.Arrays;
import java.util.List;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.egpo.clean.Finding;
import org.egpo.clean.Reason;
import org.jspecify.annotations.Nullable;

/**
 * Where a value comes from in the question.
 *
 * @param mentions places where it stands, each {@code {from, to}} in words; empty when it is there in other words only
 * @param support how far the question bears it out
 * @param problem what does not fit, or null when it is borne out
 */
record Grounding(Leaf leaf, List<int[]> mentions, Support support, @Nullable Finding problem) {
    private static final double CLOSE = 5e-3;
    private static final double SAME = 1e-9;
    private static final Set<Double> FACTORS = Set.of(7.0, 12.0, 24.0, 60.0, 100.0, 1000.0, 3600.0, 10_000.0, 1e6);
    private static final Set<String> COMPARING = WordLists.set("comparing");
    private static final Set<String> OUTSIDE = WordLists.set("outside");
    private static final Pattern CLAIMLESS = WordLists.pattern("claimless");
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

    /** @param whole the question with what a system message tells; what is said there stands nowhere in the question */
    static Grounding of(Leaf leaf, QuestionText q, QuestionText whole) {
        Grounding asked = of(leaf, q);
        return asked.problem == null || of(leaf, whole).problem != null ? asked : said(leaf, List.of());
    }

    private static Grounding of(Leaf leaf, QuestionText q) {
        boolean spelled = leaf.isText()
                && NUMBER.matcher(leaf.text()).matches()
                && q.find(QuestionText.wordsOf(leaf.text())).isEmpty();
        if (leaf.isNumber() || spelled) {
            return number(leaf, leaf.number(), q);
        }
        return leaf.isText() && !CLAIMLESS.matcher(leaf.text()).matches() ? text(leaf, q) : said(leaf, List.of());
    }

    /** The words of the question that are values. */
    static boolean[] mentioned(List<Grounding> groundings, QuestionText q) {
        boolean[] mentioned = new boolean[q.words.size()];
        groundings.stream()
                .flatMap(g -> g.mentions.stream())
                .forEach(m -> Arrays.fill(mentioned, m[0], Math.min(m[1], mentioned.length), true));
        return mentioned;
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
        List<int[]> mentions = places(q.amounts.stream()
                .filter(a -> a.isOf(wanted) && !a.unit().equals(wanted)
                        ? close(value, a.unit().in(wanted, a.value()), CLOSE)
                        : a.says(value)));
        if (mentions.isEmpty()) {
            mentions = sum(q, value, wanted);
        }
        if (!mentions.isEmpty()
                || leaf.isDefault()
                || leaf.words().contains("hour") && q.calendar.isTime((int) (value * 60))
                || q.calendar.days.stream().anyMatch(d -> value == d.year() || value == d.month() || value == d.day())
                || new QuestionText(leaf.doc()).amounts.stream().anyMatch(a -> a.says(value))) {
            return said(leaf, mentions);
        }
        boolean near = q.amounts.stream().anyMatch(a -> Math.abs(value - a.value()) == 1) && compares(q);
        boolean constant = value * 1000 % 1 != 0 && q.amounts.stream().allMatch(a -> a.value() % 1 == 0);
        return not(
                leaf,
                near || constant || value == 0 || !q.isEnglish() || follows(q, value)
                        ? Support.POSSIBLE
                        : Support.UNSAID,
                Reason.UNGROUNDED_VALUE);
    }

    private static boolean compares(QuestionText q) {
        return q.words.stream().anyMatch(w -> COMPARING.contains(w.text()));
    }

    private static List<int[]> places(Stream<Amount> amounts) {
        return amounts.map(a -> new int[] {a.from(), a.to()}).toList();
    }

    /** Whether it is a number of the question in smaller or larger parts. */
    private static boolean follows(QuestionText q, double value) {
        return q.amounts.stream()
                .anyMatch(a -> FACTORS.contains(value / a.value()) || FACTORS.contains(a.value() / value));
    }

    static boolean close(double a, double b, double tolerance) {
        return Math.abs(a - b) <= tolerance * Math.max(Math.abs(a), Math.abs(b));
    }

    /** "An hour and twenty minutes" for 80 minutes: where they stand, or nothing. */
    private static List<int[]> sum(QuestionText q, double value, Units.Unit wanted) {
        List<Amount> parts = q.amounts.stream().filter(a -> a.isOf(wanted)).toList();
        double sum =
                parts.stream().mapToDouble(a -> a.unit().in(wanted, a.value())).sum();
        return sum > 0 && close(sum, value, SAME) ? places(parts.stream()) : List.of();
    }

    private static Grounding text(Leaf leaf, QuestionText q) {
        String value = leaf.text();
        List<String> words = QuestionText.wordsOf(value);
        List<int[]> mentions = q.find(words);
        if (!mentions.isEmpty() || leaf.isDefault() || words.isEmpty() || q.contains(value)) {
            return said(leaf, mentions);
        }
        Calendar.Match day = q.calendar.day(value);
        Calendar.Match time = day == Calendar.Match.SAME ? Calendar.Match.NOT_A_DATE : q.calendar.time(value);
        if (day == Calendar.Match.OTHER || time == Calendar.Match.OTHER) {
            boolean about = time == Calendar.Match.OTHER && compares(q);
            return not(leaf, q.isEnglish() && !about ? Support.UNSAID : Support.POSSIBLE, Reason.UNGROUNDED_VALUE);
        }
        if (day != Calendar.Match.NOT_A_DATE || time != Calendar.Match.NOT_A_DATE) {
            return said(leaf, List.of());
        }
        Units.Unit unit = words.size() == 1 ? Units.of(words.get(0), true) : Units.NONE;
        if (unit != Units.NONE) {
            List<int[]> there = q.units(unit::equals);
            String kind = unit.dimension().split("-")[0];
            boolean another =
                    !q.units(u -> u.dimension().split("-")[0].equals(kind)).isEmpty();
            return !there.isEmpty()
                    ? said(leaf, there.subList(0, 1))
                    : not(leaf, another ? Support.CONTRADICTED : Support.POSSIBLE, Reason.WRONG_UNIT);
        }
        List<int[]> code = Codes.find(value, q);
        if (!code.isEmpty()) {
            return said(leaf, code);
        }
        List<String> allowed = leaf.allowed();
        if (!allowed.isEmpty()) {
            // Wrong when the question names another of them.
            boolean other = q.isEnglish() && allowed.stream().anyMatch(a -> named(a, q));
            boolean open = !leaf.required() || other;
            return named(value, q) || !open
                    ? said(leaf, List.of())
                    : not(leaf, leaf.required() ? Support.CONTRADICTED : Support.POSSIBLE, Reason.UNGROUNDED_VALUE);
        }
        // In any order and form, or as an example of the parameter's description.
        List<String> asked = words.stream().filter(w -> !Stems.STOP.contains(w)).toList();
        long there = asked.stream()
                .filter(w ->
                        q.words.stream().anyMatch(o -> QuestionText.sameWord(o, w)) || q.roots.contains(Stems.root(w)))
                .count();
        if (2 * there >= Math.max(1, asked.size())
                || !new QuestionText(leaf.doc()).find(words).isEmpty()) {
            return said(leaf, List.of());
        }
        boolean coded = value.matches("[A-Z]{2,5}|#[0-9A-Fa-f]{3,8}") && !Codes.CURRENCIES.contains(value);
        boolean possible = coded
                || leaf.words().stream().anyMatch(OUTSIDE::contains)
                || !q.isEnglish()
                || q.words.stream().anyMatch(w -> words.stream().anyMatch(s -> QuestionText.isSimilar(w.text(), s)));
        return not(leaf, possible ? Support.POSSIBLE : Support.UNSAID, Reason.UNGROUNDED_VALUE);
    }

    private static boolean named(String value, QuestionText q) {
        return Stems.roots(value).stream().anyMatch(q.roots::contains);
    }
}
