package org.egpo.clean.rules;

import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;
import org.egpo.call.Value;
import org.egpo.clean.Finding;
import org.egpo.clean.Reason;

/**
 * Finds two values that stand in each other's place, as in the paper's figure 1: the words around each value in the
 * question are held against the names and descriptions of both parameters. Prepositions and verbs tell where something
 * begins and where it ends; parameters that are merely numbered take their values in the question's order.
 */
final class Roles {
    /** How much better two values must fit exchanged. */
    private static final double PAIRS = 3;

    private static final double OTHERS = 3.5;
    private static final double NAME = 3;
    private static final double DOC = 1.5;
    private static final double UNIT = 2;
    private static final int SHORTEST_PREFIX = 4;
    private static final Pattern EXAMPLES = Pattern.compile("\\([^()]*\\)");

    private static final Set<String> BEGINS = WordLists.set("begins");
    private static final Set<String> ENDS = WordLists.set("ends");
    private static final Set<String> DOC_BEGINS = WordLists.set("doc_begins");
    private static final Set<String> DOC_ENDS = WordLists.set("doc_ends");
    private static final Set<String> STAY = Set.of("check", "checkin", "checkout");
    private static final Set<String> LOW = WordLists.set("low");
    private static final Set<String> HIGH = WordLists.set("high");
    private static final List<Set<String>> NUMBERED = List.of(
            Set.of("a", "b"), Set.of("1", "2"), Set.of("x", "y"), Set.of("first", "second"), Set.of("one", "two"));

    private final Surroundings surroundings;

    Roles(QuestionText question, List<Grounding> all) {
        this.surroundings = new Surroundings(question, all);
    }

    /** The first pair of leaves of one call that fit better exchanged, or null. */
    Finding swapped(List<Grounding> all) {
        for (int i = 0; i < all.size(); i++) {
            for (int j = i + 1; j < all.size(); j++) {
                Grounding a = all.get(i);
                Grounding b = all.get(j);
                if (comparable(a, b) && better(a, b) || misplaced(a, b) || misplaced(b, a)) {
                    return new Finding(
                            Reason.SWAPPED_ARGUMENTS,
                            a.leaf().shown() + " and " + b.leaf().shown());
                }
            }
        }
        return null;
    }

    /** Whether a moment stands where none is asked for, and something else where one is. */
    private boolean misplaced(Grounding moment, Grounding other) {
        Leaf x = moment.leaf();
        Leaf y = other.leaf();
        return x.call() == y.call()
                && x.isText()
                && y.isText()
                && surroundings.isMoment(x)
                && !surroundings.isMoment(y)
                && !x.isAboutTime()
                && (y.isDay()
                        || y.isTime()
                        || y.words().contains("year")
                        || y.words().contains("season"));
    }

    private boolean comparable(Grounding a, Grounding b) {
        Leaf x = a.leaf();
        Leaf y = b.leaf();
        return x.call() == y.call()
                && areBeside(x, y)
                && a.mentions().size() == 1
                && b.mentions().size() == 1
                && (x.isText() && y.isText() && surroundings.isMoment(x) == surroundings.isMoment(y)
                        || x.isNumber() && y.isNumber())
                && apart(a.mentions().get(0), b.mentions().get(0))
                && !Value.pythonEquals(x.value(), y.value())
                && x.allowed().equals(y.allowed());
    }

    /** Neither value stands in the other's place. */
    private static boolean apart(int[] x, int[] y) {
        return x[1] <= y[0] || y[1] <= x[0];
    }

    /** Whether they are of a kind: with a word in common, or a beginning and an end. */
    private static boolean isPair(Leaf a, Leaf b) {
        return new Role(a).direction * new Role(b).direction < 0
                || a.words().stream().anyMatch(b.words()::contains);
    }

    /** Different parameters of one object, or the same one of two objects. */
    private static boolean areBeside(Leaf x, Leaf y) {
        String a = x.path();
        String b = y.path();
        int inA = a.lastIndexOf('.');
        int inB = b.lastIndexOf('.');
        boolean sameName = inA > 0 && inB > 0 && a.substring(inA).equals(b.substring(inB));
        return !a.equals(b) && (x.object() == y.object() || sameName);
    }

    private boolean better(Grounding a, Grounding b) {
        if (isNumbered(a.leaf(), b.leaf())) {
            return a.mentions().get(0)[0] > b.mentions().get(0)[0];
        }
        Role ofA = new Role(a.leaf());
        Role ofB = new Role(b.leaf());
        Set<String> common = new HashSet<>(ofA.all());
        common.retainAll(ofB.all());
        int[] x = a.mentions().get(0);
        int[] y = b.mentions().get(0);
        double exchangedDoc = (isExample(a, b) ? NAME : 0)
                + (isExample(b, a) ? NAME : 0)
                - (isExample(a, a) ? NAME : 0)
                - (isExample(b, b) ? NAME : 0);
        boolean pair = a.leaf().isNumber() || isPair(a.leaf(), b.leaf());
        double asIs = fit(ofA, x, common, pair) + fit(ofB, y, common, pair);
        double exchanged = fit(ofA, y, common, pair) + fit(ofB, x, common, pair);
        return exchanged + exchangedDoc - asIs - 2 * order(ofA, ofB, a.leaf(), b.leaf()) >= (pair ? PAIRS : OTHERS);
    }

    /** Whether a description names the value of a text. */
    private static boolean isExample(Grounding value, Grounding parameter) {
        if (!value.leaf().isText()) {
            return false;
        }
        List<String> roots = Stems.roots(value.leaf().text());
        return !roots.isEmpty() && new HashSet<>(Stems.roots(parameter.leaf().doc())).containsAll(roots);
    }

    /** A period begins before it ends and a least is below a most: 1 when the values keep that order, −1 when they break it. */
    private double order(Role a, Role b, Leaf x, Leaf y) {
        Role first = a.low ? a : b.low ? b : null;
        Role last = a.high ? a : b.high ? b : null;
        if (first == null && last == null || first == last) {
            return 0;
        }
        boolean aFirst = first == a || first == null && last == b;
        if (x.isNumber()) {
            boolean related = first != null && last != null || sharesName(a, b);
            return !related ? 0 : Math.signum(aFirst ? y.number() - x.number() : x.number() - y.number());
        }
        Integer order = first != null && last != null ? surroundings.compareDays(x.text(), y.text()) : null;
        return order == null ? 0 : aFirst ? -order : order;
    }

    private static boolean sharesName(Role a, Role b) {
        return a.name.stream().anyMatch(b.name::contains);
    }

    /** Whether the names differ in nothing but a number, {@code city_a} and {@code city_b}, the first one first. */
    private static boolean isNumbered(Leaf a, Leaf b) {
        Set<String> onlyA = new HashSet<>(a.words());
        Set<String> onlyB = new HashSet<>(b.words());
        onlyA.removeAll(b.words());
        onlyB.removeAll(a.words());
        Set<String> both = new HashSet<>(onlyA);
        both.addAll(onlyB);
        return onlyA.size() == 1
                && onlyB.size() == 1
                && NUMBERED.contains(both)
                && a.path().compareTo(b.path()) < 0;
    }

    /** What a parameter's name and description say of the place of its value. */
    private static final class Role {
        final Set<String> name;
        final Set<String> doc;
        final int direction;
        final Units.Unit unit;
        final boolean low;
        final boolean high;
        final boolean stay;

        Role(Leaf leaf) {
            low = leaf.words().stream().anyMatch(LOW::contains);
            stay = leaf.words().stream().anyMatch(STAY::contains);
            high = leaf.words().stream().anyMatch(HIGH::contains);
            name = new HashSet<>(Stems.roots(leaf.path()));
            String says = EXAMPLES.matcher(leaf.doc()).replaceAll(" ");
            doc = new HashSet<>(Stems.roots(says));
            int byName = direction(leaf.words(), BEGINS, ENDS);
            direction = byName != 0 ? byName : direction(Stems.words(says), DOC_BEGINS, DOC_ENDS);
            unit = leaf.isNumber() ? leaf.unit() : null;
        }

        /** −1 where something begins, 1 where it ends, 0 when it does not say. */
        private static int direction(List<String> words, Set<String> begins, Set<String> ends) {
            return Integer.signum(words.stream()
                    .mapToInt(w -> begins.contains(w) ? -1 : ends.contains(w) ? 1 : 0)
                    .sum());
        }

        Set<String> all() {
            Set<String> all = new HashSet<>(name);
            all.addAll(doc);
            return all;
        }

        double likes(String root, Set<String> common) {
            return common.contains(root) ? 0 : has(name, root) ? NAME : has(doc, root) ? DOC : 0;
        }

        private static boolean has(Set<String> roots, String root) {
            return roots.contains(root)
                    || root.length() >= SHORTEST_PREFIX && roots.stream().anyMatch(r -> r.startsWith(root));
        }
    }

    private double fit(Role role, int[] mention, Set<String> common, boolean pair) {
        double score = pair ? role.direction * surroundings.direction(mention, role.stay) : 0;
        for (Map.Entry<String, Double> w : surroundings.words(mention).entrySet()) {
            score += role.likes(w.getKey(), common) * w.getValue();
        }
        Units.Unit unit = surroundings.unit(mention);
        boolean told = unit != null && role.unit != null;
        return score + (!told ? 0 : unit.dimension().equals(role.unit.dimension()) ? UNIT : -UNIT);
    }
}
