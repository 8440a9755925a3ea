package org.egpo.datasets;

import java.util.Locale;
import java.util.Optional;
import java.util.function.BiFunction;
import org.egpo.data.Example;

/** What can be wrong with a raw record. Structural kinds show without understanding the question. */
public enum Defect {
    /** Two arguments of one kind are exchanged, as in the paper's Figure 1. */
    SWAPPED_ARGUMENTS(false, (d, e) -> d.arguments.swapped(e)),
    /** A value of another type than the tool wants. */
    WRONG_TYPE(true, (d, e) -> d.arguments.wrongType(e)),
    MISSING_REQUIRED(true, (d, e) -> d.arguments.missingRequired(e)),
    /** An argument that the tool does not have. */
    INVENTED_PARAMETER(true, (d, e) -> d.arguments.inventedParameter(e)),
    /** Another offered tool is called. */
    WRONG_FUNCTION(false, RecordDefects::wrongFunction),
    /** A tool is called that is not offered. */
    UNKNOWN_FUNCTION(true, RecordDefects::unknownFunction),
    /** A value that the question does not give. */
    UNGROUNDED_VALUE(false, (d, e) -> d.arguments.ungrounded(e)),
    /** A number of the question with a digit more, less or changed. */
    WRONG_NUMBER(false, (d, e) -> d.arguments.wrongNumber(e)),
    WRONG_UNIT(false, (d, e) -> d.arguments.wrongUnit(e)),
    ENUM_VIOLATION(true, (d, e) -> d.arguments.enumViolation(e)),
    /** Objects flattened, or values wrapped where none should be. */
    WRONG_NESTING(true, (d, e) -> d.arguments.wrongNesting(e)),
    /** The answer is JSON that does not parse. */
    BROKEN_JSON(true, RecordDefects::brokenJson),
    /** The answer ends in the middle of a call. */
    TRUNCATED_CALL(true, RecordDefects::truncatedCall),
    /** The question ends early, the answer knows the rest. */
    TRUNCATED_QUESTION(false, RecordDefects::truncatedQuestion),
    /** One of several calls is missing. */
    TOO_FEW_CALLS(false, RecordDefects::tooFewCalls),
    /** One call too many. */
    TOO_MANY_CALLS(false, RecordDefects::tooManyCalls),
    /** A call although no tool can serve: the paper's first reason to drop. */
    ANSWER_TO_UNANSWERABLE(false, RecordDefects::answeredAnyway),
    /** No call although one is needed: the paper's second reason to drop. */
    NO_ANSWER(false, RecordDefects::noAnswer),
    /** The same record again. */
    DUPLICATE(true, (d, e) -> e),
    /** The same record again, spelled a little differently. */
    NEAR_DUPLICATE(true, RecordDefects::nearDuplicate),
    /** The question of an earlier record with another answer. */
    CONTRADICTORY_ANSWER(true, RecordDefects::contradictory);

    private final boolean structural;
    private final BiFunction<RecordDefects, Example, Example> way;

    Defect(boolean structural, BiFunction<RecordDefects, Example, Example> way) {
        this.structural = structural;
        this.way = way;
    }

    /** The example with the defect; empty where the defect does not apply to it. */
    Optional<Example> of(Example e, RecordDefects defects) {
        return Optional.of(e)
                .filter(x -> x.calls().isEmpty() == (this == ANSWER_TO_UNANSWERABLE))
                .map(x -> way.apply(defects, x))
                .filter(x -> this == DUPLICATE || !x.equals(e));
    }

    public boolean isStructural() {
        return structural;
    }

    /** Whether it is a second record beside a clean one. */
    boolean isCopy() {
        return this == DUPLICATE || this == NEAR_DUPLICATE || this == CONTRADICTORY_ANSWER;
    }

    @Override
    public String toString() {
        return name().toLowerCase(Locale.ROOT);
    }
}
