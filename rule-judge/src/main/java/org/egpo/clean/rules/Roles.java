package org.egpo.clean.rules;

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
 * begins and where it ends; parameters that are merely numbered take their values in the question's order.
 */
final class Roles {
    /** How much better two values must fit exchanged. */
    private static final double PAIRS = 3.25;

    private static final double OTHERS = 4;
    private static final double NAME = 3;
    private static final double DOC = 1.5;
    private static final double UNIT = 2;
    private static final Set<String> BEGINS = WordLists.set("begins");
    private static final Set<String> ENDS = WordLists.set("ends");
    private static final Set<String> MOMENTS = Set.of("date", "day", "time", "hour", "year", "season");
    private static final Set<String> STAY = Set.of("check", "checkin", "checkout");
    private static final List<Set<String>> NUMBERED = List.of(
            Set.of("a", "b"), Set.of("1", "2"), Set.of("x", "y"), Set.of("first", "second"), Set.of("one", "two"));

    private final Surroundings surroundings;

    Roles(QuestionText question, List<Grounding> all) {
        this.surroundings = new Surroundings(question, all);
    }

    /** The first pair of leaves of one call that fit better exchanged, if any. */
    List<Finding> swapped(List<Grounding> all) {
        for (int i = 0; i < all.size(); i++) {
            for (int j = i + 1; j < all.size(); j++) {
                Grounding a = all.get(i);
                Grounding b = all.get(j);
                if (comparable(a, b) && better(a, b) || misplaced(a, b) || misplaced(b, a)) {
                    return List.of(new Finding(
                            Reason.SWAPPED_ARGUMENTS,
                            a.leaf().shown() + " and " + b.leaf().shown()));
                }
            }
        }
        return List.of();
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
                && y.words().stream().anyMatch(MOMENTS::contains);
    }

    private boolean comparable(Grounding a, Grounding b) {
        Leaf x = a.leaf();
        Leaf y = b.leaf();
        return x.call() == y.call()
                && (x.object() == y.object() || x.name().equals(y.name()))
                && !x.path().equals(y.path())
                && a.mentions().size() == 1
                && b.mentions().size() == 1
                && (x.isText() && y.isText() && surroundings.isMoment(x) == surroundings.isMoment(y)
                        || x.isNumber() && y.isNumber())
                && !Value.pythonEquals(x.value(), y.value())
                && x.allowed().equals(y.allowed());
    }

    private boolean better(Grounding a, Grounding b) {
        int[] x = a.mentions().get(0);
        int[] y = b.mentions().get(0);
        if (isNumbered(a.leaf(), b.leaf())) {
            return x[0] > y[0];
        }
        Role ofA = Role.of(a.leaf());
        Role ofB = Role.of(b.leaf());
        // Of a kind: numbers, or with a word in common, or a beginning and an end.
        boolean pair = a.leaf().isNumber()
                || ofA.direction * ofB.direction < 0
                || a.leaf().words().stream().anyMatch(b.leaf().words()::contains);
        double asIs = fit(ofA, ofB, x, pair) + fit(ofB, ofA, y, pair) + example(a, a) + example(b, b);
        double exchanged = fit(ofA, ofB, y, pair) + fit(ofB, ofA, x, pair) + example(a, b) + example(b, a);
        return exchanged - asIs >= (pair ? PAIRS : OTHERS);
    }

    /** What it is worth that a parameter's description names the value of a text. */
    private static double example(Grounding value, Grounding parameter) {
        List<String> roots = value.leaf().isText() ? Stems.roots(value.leaf().text()) : List.of();
        return !roots.isEmpty() && Stems.roots(parameter.leaf().doc()).containsAll(roots) ? NAME : 0;
    }

    /** Whether the names differ in nothing but a number, {@code city_a} and {@code city_b}, the first one first. */
    private static boolean isNumbered(Leaf a, Leaf b) {
        Set<String> both = new HashSet<>(a.words());
        both.addAll(b.words());
        both.removeIf(w -> a.words().contains(w) && b.words().contains(w));
        return a.words().size() == b.words().size()
                && NUMBERED.contains(both)
                && a.path().compareTo(b.path()) < 0;
    }

    /**
     * What a parameter's name and description say of the place of its value.
     *
     * @param direction −1 where something begins, 1 where it ends, 0 when it does not say
     */
    private record Role(Set<String> name, Set<String> doc, int direction, Units.Unit unit, boolean stay) {
        static Role of(Leaf leaf) {
            int direction = leaf.words().stream()
                    .mapToInt(w -> BEGINS.contains(w) ? -1 : ENDS.contains(w) ? 1 : 0)
                    .sum();
            return new Role(
                    Set.copyOf(Stems.roots(leaf.path())),
                    Set.copyOf(Stems.roots(leaf.doc())),
                    Integer.signum(direction),
                    leaf.isNumber() ? leaf.unit() : Units.NONE,
                    leaf.words().stream().anyMatch(STAY::contains));
        }
    }

    private double fit(Role role, Role other, int[] mention, boolean pair) {
        double score = pair ? role.direction * surroundings.direction(mention, role.stay) : 0;
        for (Map.Entry<String, Double> w : surroundings.words(mention).entrySet()) {
            String root = w.getKey();
            double weight = role.name.contains(root) ? NAME : role.doc.contains(root) ? DOC : 0;
            boolean others = other.name.contains(root) || other.doc.contains(root);
            score += others ? 0 : weight * w.getValue();
        }
        Units.Unit unit = surroundings.unit(mention);
        boolean told = unit != Units.NONE && role.unit != Units.NONE;
        return score + (!told ? 0 : unit.dimension().equals(role.unit.dimension()) ? UNIT : -UNIT);
    }
}
