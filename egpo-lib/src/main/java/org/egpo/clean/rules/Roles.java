package org.egpo.clean.rules;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.egpo.call.Value;
import org.egpo.clean.Finding;
import org.egpo.clean.Reason;

/**
 * Finds two values that stand in each other's place, as in the paper's figure 1: the words around each value in the
 * question are held against the names and descriptions of both parameters. Prepositions and verbs tell where something
 * begins and where it ends.
 */
final class Roles {
    private static final double MARGIN = 2;
    private static final double NAME = 2;
    private static final double DOC = 1;
    private static final int BEFORE = 4;
    private static final int BEHIND = 3;

    /** Which way a word points: positive towards where something ends, negative to where it begins. */
    private static final Map<String, Double> CUES = Map.ofEntries(
            Map.entry("from", -3.0),
            Map.entry("between", -2.5),
            Map.entry("since", -2.0),
            Map.entry("leave", -3.0),
            Map.entry("leaving", -3.0),
            Map.entry("start", -3.0),
            Map.entry("starting", -3.0),
            Map.entry("depart", -3.0),
            Map.entry("departing", -3.0),
            Map.entry("to", 3.0),
            Map.entry("into", 3.0),
            Map.entry("towards", 3.0),
            Map.entry("toward", 3.0),
            Map.entry("until", 3.0),
            Map.entry("till", 3.0),
            Map.entry("reach", 3.0),
            Map.entry("arrive", 3.0),
            Map.entry("arriving", 3.0),
            Map.entry("in", 1.0),
            Map.entry("than", 1.0),
            Map.entry("as", 1.0),
            Map.entry("onto", 3.0));

    private static final Set<String> BEGINS = Set.of(
            "from",
            "source",
            "origin",
            "base",
            "start",
            "begin",
            "first",
            "sender",
            "departure",
            "depart",
            "pickup",
            "min",
            "minimum",
            "lower",
            "old",
            "current",
            "initial",
            "input",
            "leaves",
            "leave",
            "gives",
            "sends",
            "starts",
            "begins");
    private static final Set<String> ENDS = Set.of(
            "to",
            "target",
            "destination",
            "end",
            "last",
            "recipient",
            "receiver",
            "arrival",
            "dropoff",
            "max",
            "maximum",
            "upper",
            "new",
            "final",
            "output",
            "goal",
            "receives",
            "gets",
            "takes",
            "ends",
            "wanted",
            "arrives");

    private final QuestionText q;

    Roles(QuestionText q) {
        this.q = q;
    }

    /** The first pair of leaves of one call that fit better exchanged, or null. */
    Finding swapped(List<Grounding> all) {
        for (int i = 0; i < all.size(); i++) {
            for (int j = i + 1; j < all.size(); j++) {
                Grounding a = all.get(i);
                Grounding b = all.get(j);
                if (comparable(a, b) && better(a, b)) {
                    return new Finding(
                            Reason.SWAPPED_ARGUMENTS,
                            a.leaf().shown() + " and " + b.leaf().shown());
                }
            }
        }
        return null;
    }

    private static boolean comparable(Grounding a, Grounding b) {
        Leaf x = a.leaf();
        Leaf y = b.leaf();
        return x.call() == y.call()
                && !x.path().equals(y.path())
                && !a.mentions().isEmpty()
                && !b.mentions().isEmpty()
                && (x.isText() && y.isText() || x.isNumber() && y.isNumber())
                && !Value.pythonEquals(x.value(), y.value())
                && x.allowed().equals(y.allowed());
    }

    private boolean better(Grounding a, Grounding b) {
        Set<String> nameA = roots(a.leaf().path());
        Set<String> nameB = roots(b.leaf().path());
        Set<String> docA = roots(a.leaf().doc());
        Set<String> docB = roots(b.leaf().doc());
        Set<String> saidOfBoth = new HashSet<>(union(nameA, docA));
        saidOfBoth.retainAll(union(nameB, docB));
        Role ofA = new Role(nameA, docA, saidOfBoth, direction(a.leaf()));
        Role ofB = new Role(nameB, docB, saidOfBoth, direction(b.leaf()));
        double asIs = best(ofA, a.mentions()) + best(ofB, b.mentions());
        double exchanged = best(ofA, b.mentions()) + best(ofB, a.mentions());
        return exchanged - asIs >= MARGIN;
    }

    private record Role(Set<String> name, Set<String> doc, Set<String> common, int direction) {}

    private static Set<String> roots(String text) {
        return new HashSet<>(Stems.roots(text));
    }

    private static Set<String> union(Set<String> a, Set<String> b) {
        Set<String> all = new HashSet<>(a);
        all.addAll(b);
        return all;
    }

    /** −1 where something begins, 1 where it ends, 0 when the parameter does not say. */
    private static int direction(Leaf leaf) {
        int byName = direction(leaf.words());
        return byName != 0 ? byName : direction(Stems.words(leaf.doc()));
    }

    private static int direction(List<String> words) {
        int d = 0;
        for (String w : words) {
            d += BEGINS.contains(w) ? -1 : ENDS.contains(w) ? 1 : 0;
        }
        return Integer.signum(d);
    }

    private double best(Role role, List<int[]> mentions) {
        double best = Double.NEGATIVE_INFINITY;
        for (int[] m : mentions) {
            best = Math.max(best, score(role, m));
        }
        return best;
    }

    private double score(Role role, int[] mention) {
        double score = role.direction() * cue(mention);
        List<Word> around = new ArrayList<>();
        for (int i = mention[0];
                i > 0 && mention[0] - i < BEFORE && !q.words.get(i).afterStop();
                i--) {
            around.add(q.words.get(i - 1));
        }
        for (int i = mention[1];
                i < q.words.size() && i - mention[1] < BEHIND && !q.words.get(i).afterStop();
                i++) {
            around.add(q.words.get(i));
        }
        for (Word w : around) {
            String root = Stems.root(w.text());
            if (!role.common().contains(root)) {
                score += role.name().contains(root) ? NAME : role.doc().contains(root) ? DOC : 0;
            }
        }
        return score;
    }

    /** What the words before a mention say of its direction; the nearest strong word decides. */
    private double cue(int[] mention) {
        double weak = mention[0] > 0 && q.words.get(mention[0] - 1).isDigits() ? -2 : 0;
        for (int i = mention[0];
                i > 0 && mention[0] - i < BEFORE && !q.words.get(i).afterStop();
                i--) {
            Word w = q.words.get(i - 1);
            if (w.text().equals("and") && i == mention[0]) {
                return betweenBefore(i) ? 2.5 : weak;
            }
            Double cue = CUES.get(w.text());
            if (cue != null && Math.abs(cue) > 1) {
                return cue;
            }
            weak = cue != null && weak == 0 ? cue : weak;
        }
        return weak;
    }

    private boolean betweenBefore(int and) {
        for (int i = and - 1; i >= 0 && and - i < 6; i--) {
            if (q.words.get(i).text().equals("between")) {
                return true;
            }
        }
        return false;
    }
}
