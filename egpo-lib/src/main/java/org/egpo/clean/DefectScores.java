package org.egpo.clean;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Predicate;
import org.egpo.call.FunctionCall;
import org.egpo.call.PythonObjects;
import org.egpo.call.Value;
import org.egpo.data.Answer;
import org.egpo.data.Example;

/**
 * How well cleaning found defects that were put in on purpose: the label of a raw record, {@code {"kind", "structural",
 * "right"}}, against what became of it. Only this class reads labels.
 *
 * @param kinds one row for each kind of defect, in order of their names; {@code clean} is not among them
 * @param clean records without a defect
 * @param falseDrops clean records that were not kept, or kept with another answer
 * @param kept records in the output
 * @param keptRight records in the output that are right
 */
public record DefectScores(List<Kind> kinds, int clean, int falseDrops, int kept, int keptRight) {
    /**
     * @param structural whether it shows without understanding the question
     * @param caught records that were not kept, or were corrected to the right answer
     */
    public record Kind(String name, boolean structural, int records, int caught) {
        public double recall() {
            return records == 0 ? 1 : (double) caught / records;
        }
    }

    /** One labelled record and what became of it. */
    public record Case(String kind, boolean structural, boolean caught, Example example, CleanRecord result) {
        /** Whether cleaning did the right thing. */
        public boolean isRight() {
            return isClean() != caught;
        }

        private boolean isClean() {
            return kind.equals("clean");
        }

        /** Whether its answer ended right, and it is no copy of another record. */
        private boolean isKeptRight() {
            boolean isCopy = !isClean() && example.answer().equals(right(example));
            return result.answer().equals(right(example)) && !isCopy;
        }
    }

    /**
     * @param raw labelled records
     * @param results of {@link Cleaner#clean(List)} on them, in the same order
     */
    public static DefectScores of(List<Example> raw, List<CleanRecord> results) {
        Map<String, Kind> kinds = new TreeMap<>();
        List<Case> all = cases(raw, results);
        all.stream()
                .filter(c -> !c.isClean())
                .forEach(c -> kinds.merge(
                        c.kind(),
                        new Kind(c.kind(), c.structural(), 1, c.caught() ? 1 : 0),
                        (a, b) -> new Kind(
                                a.name(), a.structural(), a.records() + b.records(), a.caught() + b.caught())));
        return new DefectScores(
                List.copyOf(kinds.values()),
                count(all, Case::isClean),
                count(all, c -> c.isClean() && c.caught()),
                count(all, c -> c.result().outcome().passes()),
                count(all, c -> c.result().outcome().passes() && c.isKeptRight()));
    }

    private static int count(List<Case> all, Predicate<Case> which) {
        return (int) all.stream().filter(which).count();
    }

    /** Every labelled record with what became of it; look here for what was wrongly kept or dropped. */
    public static List<Case> cases(List<Example> raw, List<CleanRecord> results) {
        List<Case> cases = new ArrayList<>();
        for (int i = 0; i < raw.size(); i++) {
            Value.MapValue label = label(raw.get(i));
            String kind = ((Value.Text) PythonObjects.at(label, "kind")).value();
            boolean structural = label.get("structural") instanceof Value.Bool b && b.value();
            CleanRecord r = results.get(i);
            boolean changed = !r.answer().equals(raw.get(i).answer());
            boolean caught = !r.outcome().passes()
                    || changed && kind.equals("clean") != r.answer().equals(right(raw.get(i)));
            cases.add(new Case(kind, structural, caught, raw.get(i), r));
        }
        return cases;
    }

    private static Value.MapValue label(Example e) {
        if (e.other().get("label") instanceof Value.MapValue m && m.get("kind") instanceof Value.Text) {
            return m;
        }
        throw new IllegalArgumentException("record " + e.id() + " has no label; only labelled raw sets can be scored.");
    }

    private static Answer right(Example e) {
        Value right = label(e).get("right");
        return Answer.of((right instanceof Value.ListValue l ? l.items() : List.<Value>of())
                .stream()
                        .map(v -> new FunctionCall(((Value.Text) PythonObjects.at(v, "name")).value(), (Value.MapValue)
                                PythonObjects.at(v, "arguments")))
                        .toList());
    }

    /** Share of defects caught. */
    public double recall() {
        return recall(kinds);
    }

    /** Share of structural defects caught. */
    public double structuralRecall() {
        return recall(kinds.stream().filter(Kind::structural).toList());
    }

    private static double recall(List<Kind> of) {
        int records = of.stream().mapToInt(Kind::records).sum();
        return records == 0 ? 1 : (double) of.stream().mapToInt(Kind::caught).sum() / records;
    }

    /** Share of clean records that were lost or changed. */
    public double falseDropRate() {
        return clean == 0 ? 0 : (double) falseDrops / clean;
    }

    /** Share of the output that is right. */
    public double precision() {
        return kept == 0 ? 1 : (double) keptRight / kept;
    }
}
