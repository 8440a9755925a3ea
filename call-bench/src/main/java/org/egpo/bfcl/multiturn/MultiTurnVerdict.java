package org.egpo.bfcl.multiturn;

import java.util.List;
import java.util.stream.Stream;
import org.egpo.bfcl.AnswerVerdict;
import org.egpo.call.Value;
import org.jspecify.annotations.Nullable;

/**
 * What the multi-turn checker says of a trajectory.
 *
 * @param errorType the official {@code error_type}; null when right, or when the official code would raise
 * @param raises the class name of the Python exception that the official code would raise, else null
 * @param message the official message; empty when right
 * @param turn the turn that failed, counted from 0; −1 when none did
 * @param attributes the official names of the attributes that differ
 * @param differences what is different, attribute by attribute or file by file, or the results that are missing
 * @param states model's and reference's state of the class whose states differ, else null
 * @param turns the results up to the turn that failed
 */
public record MultiTurnVerdict(
        @Nullable String errorType,
        @Nullable String raises,
        String message,
        int turn,
        List<String> attributes,
        List<Difference> differences,
        @Nullable States states,
        List<TurnResults> turns) {
    /** The public attributes of a class in two simulations. */
    record States(Environment model, Environment reference) {}

    /**
     * What one turn's calls gave.
     *
     * @param model the results of each step of the model
     * @param groundTruth the results of the reference calls
     */
    public record TurnResults(List<List<String>> model, List<String> groundTruth) {}

    static MultiTurnVerdict valid(List<TurnResults> turns) {
        return new MultiTurnVerdict(null, null, "", -1, List.of(), List.of(), null, turns);
    }

    public boolean isValid() {
        return errorType == null && raises == null;
    }

    /** Message and differences, one sentence each; empty when right. */
    public List<String> reasons() {
        if (isValid()) {
            return List.of();
        }
        return Stream.concat(Stream.of(message), differences.stream().map(Difference::toString))
                .toList();
    }

    /** The same for tables of scores. */
    public AnswerVerdict verdict() {
        return raises != null
                ? AnswerVerdict.raised(raises, message)
                : new AnswerVerdict(errorType, null, () -> reasons().stream()
                        .map(Value::text)
                        .toList());
    }
}
