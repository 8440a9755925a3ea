package org.egpo.clean.rules;

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
    private static final Set<String> MOVES = WordLists.set("moves");
    private static final Set<String> PREPOSITIONS = WordLists.set("prepositions");

    private final QuestionText q;
    private final boolean[] value;

    Surroundings(QuestionText question, List<Grounding> groundings) {
        this.q = question;
        this.value = Grounding.mentioned(groundings, question);
    }

    /** Whether it names a day or a time of day. */
    boolean isMoment(Leaf leaf) {
        return q.calendar.day(leaf.text()) != Calendar.Match.NOT_A_DATE
                || q.calendar.time(leaf.text()) != Calendar.Match.NOT_A_DATE
                || Calendar.isRelative(leaf.text())
                || YEARS.matcher(leaf.text()).matches();
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
        boolean before = distance < 0;
        int i = before ? mention[0] + distance : mention[1] + distance - 1;
        if (distance < -BEFORE || distance > BEHIND || i < 0 || i >= value.length || value[i]) {
            return false;
        }
        String word = q.words.get(i).text();
        return !q.words.get(before ? i + 1 : i).afterStop()
                && !CONJUNCTIONS.contains(word)
                && (before || !PREPOSITIONS.contains(word));
    }

    /** Below 0 where something begins, above where it ends; the nearest strong word decides; a stay begins with arriving. */
    double direction(int[] mention, boolean stay) {
        int before = mention[0] - 1;
        boolean behindNumber = before >= 0
                && value[before]
                && q.words.get(before).isDigits()
                && !q.words.get(mention[0]).afterStop();
        double weak = behindNumber ? -2 : 0;
        for (int d = 1; reaches(mention, -d); d++) {
            Word word = q.words.get(mention[0] - d);
            double cue = CUES.getOrDefault(word.text(), 0.0) * (stay && MOVES.contains(word.root()) ? -1 : 1);
            if (Math.abs(cue) > 1) {
                return cue;
            }
            weak = weak == 0 ? cue : weak;
        }
        return weak;
    }

    /** The unit behind the number that stands there, or {@link Units#NONE}. */
    Units.Unit unit(int[] mention) {
        return q.amounts.stream()
                .filter(a -> a.from() == mention[0])
                .findFirst()
                .map(Amount::unit)
                .orElse(Units.NONE);
    }
}
