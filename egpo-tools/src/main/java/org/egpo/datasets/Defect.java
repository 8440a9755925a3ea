package org.egpo.datasets;

import java.util.Locale;

/** What can be wrong with a raw record. Structural kinds show without understanding the question. */
public enum Defect {
    /** Two arguments of one kind are exchanged, as in the paper's Figure 1. */
    SWAPPED_ARGUMENTS(false),
    /** A value of another type than the tool wants. */
    WRONG_TYPE(true),
    MISSING_REQUIRED(true),
    /** An argument that the tool does not have. */
    INVENTED_PARAMETER(true),
    /** Another offered tool is called. */
    WRONG_FUNCTION(false),
    /** A tool is called that is not offered. */
    UNKNOWN_FUNCTION(true),
    /** A value that the question does not give. */
    UNGROUNDED_VALUE(false),
    /** A number of the question with a digit more, less or changed. */
    WRONG_NUMBER(false),
    WRONG_UNIT(false),
    ENUM_VIOLATION(true),
    /** Objects flattened, or values wrapped where none should be. */
    WRONG_NESTING(true),
    /** The answer is JSON that does not parse. */
    BROKEN_JSON(true),
    /** The answer ends in the middle of a call. */
    TRUNCATED_CALL(true),
    /** The question ends early, the answer knows the rest. */
    TRUNCATED_QUESTION(false),
    /** One of several calls is missing. */
    TOO_FEW_CALLS(false),
    /** One call too many. */
    TOO_MANY_CALLS(false),
    /** A call although no tool can serve: the paper's first reason to drop. */
    ANSWER_TO_UNANSWERABLE(false),
    /** No call although one is needed: the paper's second reason to drop. */
    NO_ANSWER(false),
    /** The same record again. */
    DUPLICATE(true),
    /** The same record again, spelled a little differently. */
    NEAR_DUPLICATE(true),
    /** The question of an earlier record with another answer. */
    CONTRADICTORY_ANSWER(true);

    private final boolean structural;

    Defect(boolean structural) {
        this.structural = structural;
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
