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

    private record Seen(int record, Likeness likeness, boolean undecided) {}

    private final Map<Long, List<Seen>> byQuestion = new HashMap<>();
    private final Map<Long, List<Seen>> byAnswer = new HashMap<>();
    private final Map<Integer, Seen> records = new HashMap<>();
    private final Set<Long> heldOut = new HashSet<>();

    void holdOut(Example e) {
        heldOut.add(Likeness.question(e.conversation()));
    }

    void add(int record, Example example, CleanRecord cleaned) {
        Likeness l = Likeness.of(example, cleaned.answer());
        Seen seen = new Seen(record, l, cleaned.outcome() == Outcome.UNDECIDED);
        records.put(record, seen);
        byQuestion
                .computeIfAbsent(l.question() * 31 + l.tools(), k -> new ArrayList<>(1))
                .add(seen);
        byAnswer.computeIfAbsent(l.answer() * 31 + l.tools(), k -> new ArrayList<>(1))
                .add(seen);
    }

    /** A record as it ends when the others are looked at too. */
    CleanRecord check(int record, CleanRecord r) {
        Seen own = records.get(record);
        if (own == null) {
            return r;
        }
        Likeness l = own.likeness;
        if (heldOut.contains(l.question())) {
            return r.ending(Outcome.DROPPED, new Finding(Reason.LEAKED_QUESTION, "the held-out data asks the same"));
        }
        for (Seen other : byQuestion.getOrDefault(l.question() * 31 + l.tools(), List.of())) {
            boolean weaker = other.undecided && !own.undecided;
            boolean stronger = own.undecided && !other.undecided;
            if (other.likeness.answer() != l.answer() && !weaker) {
                return r.ending(
                        stronger || other.record < record ? Outcome.DROPPED : Outcome.UNDECIDED,
                        new Finding(Reason.CONTRADICTION, "record " + (other.record + 1) + " answers differently"));
            }
        }
        double near = r.answer().isCall() ? NEAR : NEAR_WITHOUT_CALL;
        for (Seen other : byAnswer.getOrDefault(l.answer() * 31 + l.tools(), List.of())) {
            if (other.record >= record) {
                break;
            }
            boolean same = other.likeness.question() == l.question();
            if (same || Likeness.overlap(other.likeness.words(), l.words()) >= near) {
                Reason reason = same ? Reason.DUPLICATE : Reason.NEAR_DUPLICATE;
                return r.ending(Outcome.DROPPED, new Finding(reason, "of record " + (other.record + 1)));
            }
        }
        return r;
    }
}
