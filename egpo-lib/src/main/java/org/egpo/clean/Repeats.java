package org.egpo.clean;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.egpo.data.Example;

/**
 * Finds repetition among the records that passed both stages, after all of them were added in order: duplicates and near
 * duplicates (the first is kept), the same question with different answers (the one that is borne out better is kept, else the first,
 * undecided), and questions that are also in the data held out. A few numbers are held for each record.
 */
final class Repeats {
    /** Share of meaningful words in common from which questions with the same answer count as the same. */
    static final double NEAR = 0.8;

    /** The same without a call, where all answers are alike. */
    static final double NEAR_WITHOUT_CALL = 0.95;

    private final Map<Long, List<Integer>> byQuestion = new HashMap<>();
    private final Map<Long, List<Integer>> byAnswer = new HashMap<>();
    private final Map<Integer, Likeness> records = new HashMap<>();
    private final Set<Integer> undecided = new HashSet<>();
    private final Set<Long> heldOut = new HashSet<>();

    void holdOut(Example e) {
        heldOut.add(Likeness.question(e.conversation()));
    }

    void add(int record, Example example, CleanRecord cleaned) {
        Likeness l = Likeness.of(example, cleaned.answer());
        if (cleaned.outcome() == Outcome.UNDECIDED) {
            undecided.add(record);
        }
        records.put(record, l);
        byQuestion
                .computeIfAbsent(l.question() * 31 + l.tools(), k -> new ArrayList<>(1))
                .add(record);
        byAnswer.computeIfAbsent(l.answer() * 31 + l.tools(), k -> new ArrayList<>(1))
                .add(record);
    }

    /** A record as it ends when the others are looked at too. */
    CleanRecord check(int record, CleanRecord r) {
        Likeness l = records.get(record);
        if (l == null) {
            return r;
        }
        if (heldOut.contains(l.question())) {
            return r.ending(Outcome.DROPPED, new Finding(Reason.LEAKED_QUESTION, "the held-out data asks the same"));
        }
        for (int other : byQuestion.get(l.question() * 31 + l.tools())) {
            boolean weaker = undecided.contains(other) && !undecided.contains(record);
            boolean stronger = undecided.contains(record) && !undecided.contains(other);
            if (records.get(other).answer() != l.answer() && !weaker) {
                return r.ending(
                        stronger || other < record ? Outcome.DROPPED : Outcome.UNDECIDED,
                        new Finding(Reason.CONTRADICTION, "record " + (other + 1) + " answers differently"));
            }
        }
        Finding repeat = repeat(record, l, r.answer().isCall());
        return repeat == null ? r : r.ending(Outcome.DROPPED, repeat);
    }

    private Finding repeat(int record, Likeness l, boolean call) {
        double near = call ? NEAR : NEAR_WITHOUT_CALL;
        for (int other : byAnswer.get(l.answer() * 31 + l.tools())) {
            if (other >= record) {
                break;
            }
            Likeness o = records.get(other);
            if (o.question() == l.question()) {
                return new Finding(Reason.DUPLICATE, "of record " + (other + 1));
            }
            if (Likeness.overlap(o.words(), l.words()) >= near) {
                return new Finding(Reason.NEAR_DUPLICATE, "of record " + (other + 1));
            }
        }
        return null;
    }
}
