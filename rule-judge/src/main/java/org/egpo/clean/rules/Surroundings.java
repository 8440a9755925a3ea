package org.egpo.clean.rules;

import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;

/** The words around a value in the question, as far as they can belong to it: to the next value, clause or conjunction. */
final class Surroundings {
    private static final Pattern YEARS = Pattern.compile("\\d{4}(?:[-/]\\d{2,4})?");
    private static final int BEFORE = 6;
    private static final int BEHIND = 3;
    private static final double BEHIND_WEIGHT = 0.8;
    private static final Set<String> CONJUNCTIONS = WordLists.set("conjunctions");
    private static final Map<String, Double> CUES = WordLists.table("cues", Double::valueOf);
    private static final Set<String> EXCHANGES = WordLists.set("exchanges");
    private static final Set<String> MOVES = WordLists.set("moves");
    private static final Set<String> FOR = WordLists.set("for");
    private static final Set<String> PREPOSITIONS = WordLists.set("prepositions");

    private final QuestionText q;
    private final boolean[] value;

    Surroundings(QuestionText question, List<Grounding> groundings) {
        this.q = question;
        this.value = new boolean[question.words.size()];
        for (Grounding g : groundings) {
            for (int[] m : g.mentions()) {
                Arrays.fill(value, m[0], Math.min(m[1], value.length), true);
            }
        }
    }

    /** Whether it names a day or a time of day. */
    boolean isMoment(Leaf leaf) {
        return q.calendar.day(leaf.text()) != Calendar.Match.NOT_A_DATE
                || q.calendar.time(leaf.text()) != Calendar.Match.NOT_A_DATE
                || Calendar.isRelative(leaf.text())
                || YEARS.matcher(leaf.text()).matches();
    }

    /** Order of two days that are given by year, month and day; null when they are not. */
    Integer compareDays(String a, String b) {
        boolean iso = a.matches("\\d{4}-\\d\\d-\\d\\d.*") && b.matches("\\d{4}-\\d\\d-\\d\\d.*");
        return iso ? Integer.valueOf(Integer.signum(a.compareTo(b))) : null;
    }

    /** Roots of the words around a mention, each with a weight that falls with its distance. */
    Map<String, Double> words(int[] mention) {
        Map<String, Double> words = new HashMap<>();
        for (int d = 1; reaches(mention, -d); d++) {
            words.merge(q.words.get(mention[0] - d).root(), 1.0 / d, Math::max);
        }
        for (int d = 1; reaches(mention, d); d++) {
            words.merge(q.words.get(mention[1] + d - 1).root(), BEHIND_WEIGHT / d, Math::max);
        }
        return words;
    }

    /** Whether the word that many places before (negative) or behind a mention can belong to it, the nearer ones given. */
    private boolean reaches(int[] mention, int distance) {
        if (distance < 0) {
            int i = mention[0] + distance;
            return -distance <= BEFORE
                    && i >= 0
                    && !q.words.get(i + 1).afterStop()
                    && !value[i]
                    && !CONJUNCTIONS.contains(q.words.get(i).text());
        }
        int i = mention[1] + distance - 1;
        return distance <= BEHIND
                && i < q.words.size()
                && !q.words.get(i).afterStop()
                && !value[i]
                && !PREPOSITIONS.contains(q.words.get(i).text())
                && !CONJUNCTIONS.contains(q.words.get(i).text());
    }

    /** Below 0 where something begins, above where it ends; the nearest strong word decides; a stay begins with arriving. */
    double direction(int[] mention, boolean stay) {
        int before = mention[0] - 1;
        if (before >= 0 && q.words.get(before).text().equals("and") && betweenBefore(before)) {
            return 2.5;
        }
        boolean behindNumber = before >= 0
                && value[before]
                && q.words.get(before).isDigits()
                && !q.words.get(mention[0]).afterStop();
        double weak = behindNumber ? -2 : 0;
        boolean behindFor = false;
        for (int d = 1; reaches(mention, -d); d++) {
            String word = q.words.get(mention[0] - d).text();
            if (d == 1
                    && word.equals("of")
                    && mention[0] > 1
                    && q.words.get(mention[0] - 2).text().equals("place")) {
                return -3;
            }
            if (EXCHANGES.contains(word)) {
                boolean bare = word.startsWith("return") && d == 1;
                return behindFor || bare ? 3 : -3;
            }
            behindFor |= FOR.contains(word);
            double cue = CUES.getOrDefault(word, 0.0);
            cue = stay && MOVES.contains(Stems.root(word)) ? -cue : cue;
            if (Math.abs(cue) > 1) {
                return cue;
            }
            weak = weak == 0 ? cue : weak;
        }
        return weak;
    }

    private boolean betweenBefore(int and) {
        return q.words.subList(Math.max(0, and - BEFORE + 1), and).stream()
                .anyMatch(w -> w.text().equals("between"));
    }

    /** The unit behind the number that stands there, or null. */
    Units.Unit unit(int[] mention) {
        return q.amounts.stream()
                .filter(a -> a.from() == mention[0])
                .findFirst()
                .map(Amount::unit)
                .orElse(null);
    }
}
