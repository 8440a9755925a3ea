package org.egpo.clean;

import java.util.Locale;

/** Why a record is wrong or was changed. */
public enum Reason {
    NO_TOOL_FITS("no tool can serve the question, yet the answer is a call"),
    DOES_NOT_PARSE("a call is needed, yet the answer does not parse as one"),
    NO_QUESTION("there is no question"),
    UNKNOWN_FUNCTION("the answer calls a function that is not on offer"),
    WRONG_FUNCTION("another function fits the question better"),
    MISSING_PARAMETER("a required parameter is missing"),
    UNKNOWN_PARAMETER("the function has no such parameter"),
    WRONG_TYPE("a value has the wrong type"),
    NOT_IN_ENUM("a value is none of those allowed"),
    BAD_FORMAT("a value has not the format that the schema asks for"),
    OUT_OF_RANGE("a value is outside the range that the schema allows"),
    BAD_SCHEMA("the schema of a tool cannot be used"),
    REPEATED_CALL("the answer makes the same call twice"),
    EMPTY_VALUE("a required text is empty or a placeholder"),
    UNGROUNDED_VALUE("a value does not come from the question"),
    SWAPPED_ARGUMENTS("two values stand in each other's place"),
    WRONG_UNIT("a value and its unit do not match the question"),
    MISSING_VALUE("a value of the question is missing from the answer"),
    MISSING_CALL("the question asks for more than the answer calls"),
    EXTRA_CALL("the answer calls more than the question asks for"),
    NEEDLESS_REFUSAL("a tool can serve the question, yet the answer calls none"),
    DUPLICATE("the same record came before"),
    NEAR_DUPLICATE("nearly the same question with the same answer came before"),
    CONTRADICTION("the same question has another answer elsewhere"),
    LEAKED_QUESTION("the question is part of the data held out"),
    NO_VERDICT("the judge gave no verdict that can be used"),
    OTHER("the judge gives a reason of its own");

    private final String sentence;

    Reason(String sentence) {
        this.sentence = sentence;
    }

    public String sentence() {
        return sentence;
    }

    /** The reason of that name in any case; {@link #OTHER} when there is none. */
    static Reason of(String name) {
        for (Reason r : values()) {
            if (r.toString().equalsIgnoreCase(name.strip())) {
                return r;
            }
        }
        return OTHER;
    }

    @Override
    public String toString() {
        return name().toLowerCase(Locale.ROOT);
    }
}
