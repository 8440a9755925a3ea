package org.egpo.clean.rules;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** The words around a value in the question, as far as they can belong to it: to the next value, clause or conjunction. */
final class Surroundings {
    private static final int BEFORE = 6;
    private static final int BEHIND = 3;
    private static final double BEHIND_WEIGHT = 0.8;
    private static final Set<String> CONJUNCTIONS = Set.of("and", "or", "but", "then", "also");

    /** Which way a word before a value points: negative to where something begins, positive to where it ends. */
    private static final Map<String, Double> CUES = Map.ofEntries(
            Map.entry("from", -3.0),
            Map.entry("between", -2.5),
            Map.entry("since", -3.0),
            Map.entry("leave", -3.0),
            Map.entry("leaving", -3.0),
            Map.entry("start", -3.0),
            Map.entry("starts", -3.0),
            Map.entry("starting", -3.0),
            Map.entry("begin", -3.0),
            Map.entry("begins", -3.0),
            Map.entry("beginning", -3.0),
            Map.entry("depart", -3.0),
            Map.entry("departing", -3.0),
            Map.entry("departs", -3.0),
            Map.entry("arriving", 3.0),
            Map.entry("to", 3.0),
            Map.entry("into", 3.0),
            Map.entry("towards", 3.0),
            Map.entry("toward", 3.0),
            Map.entry("until", 3.0),
            Map.entry("till", 3.0),
            Map.entry("reach", 3.0),
            Map.entry("arrive", 3.0),
            Map.entry("end", 3.0),
            Map.entry("ends", 3.0),
            Map.entry("ending", 3.0),
            Map.entry("through", 3.0),
            Map.entry("onto", 3.0),
            Map.entry("now", 3.0),
            Map.entry("instead", -3.0),
            Map.entry("need", 2.0),
            Map.entry("want", 2.0),
            Map.entry("had", -2.0),
            Map.entry("for", 1.0),
            Map.entry("become", 3.0),
            Map.entry("becomes", 3.0),
            Map.entry("in", 1.0),
            Map.entry("than", 1.0),
            Map.entry("as", 1.0),
            Map.entry("by", 1.0),
            Map.entry("with", 0.5));

    /** What is given away stands right behind these, what comes for it behind {@link #FOR}. */
    private static final Set<String> EXCHANGES = Set.of(
            "replace",
            "replacing",
            "exchange",
            "exchanging",
            "swap",
            "swapping",
            "change",
            "trade",
            "substitute",
            "return",
            "returning");

    private static final Set<String> MOVES = Set.of("leav", "arriv", "depart", "reach");

    private static final Set<String> FOR = Set.of("with", "by", "for", "against", "in", "at", "to", "on", "into");

    private static final Set<String> PREPOSITIONS = Set.of(
            "of", "to", "from", "in", "on", "at", "by", "for", "with", "without", "until", "till", "into", "under",
            "over", "since", "between", "as", "than", "about", "per", "instead");

    private final QuestionText q;
    private final boolean[] value;

    Surroundings(QuestionText question, List<Grounding> groundings) {
        this.q = question;
        this.value = new boolean[question.words.size()];
        for (Grounding g : groundings) {
            for (int[] m : g.mentions()) {
                for (int i = m[0]; i < m[1] && i < value.length; i++) {
                    value[i] = true;
                }
            }
        }
    }

    boolean isDay(Leaf leaf) {
        return q.calendar.day(leaf.text()) != Calendar.Match.NOT_A_DATE || Calendar.isRelative(leaf.text());
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
            words.merge(Stems.root(q.words.get(mention[0] - d).text()), 1.0 / d, Math::max);
        }
        for (int d = 1; reaches(mention, d); d++) {
            words.merge(Stems.root(q.words.get(mention[1] + d - 1).text()), BEHIND_WEIGHT / d, Math::max);
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

    /**
     * Below 0 where something begins, above where it ends; the nearest strong word decides.
     *
     * @param stay whether it is about a stay, which begins with arriving and ends with leaving
     */
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
        for (int i = and - 1; i >= 0 && and - i < BEFORE; i--) {
            if (q.words.get(i).text().equals("between")) {
                return true;
            }
        }
        return false;
    }

    /** The unit behind the number that stands there, or null. */
    Units.Unit unit(int[] mention) {
        for (Amount a : q.amounts) {
            if (a.from() == mention[0]) {
                return a.unit();
            }
        }
        return null;
    }
}
