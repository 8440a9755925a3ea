package org.egpo.bfcl;

import java.util.Map;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * The judgement of one answer.
 *
 * @param strict the verdict of the strict rules, or null when they were not asked for
 * @param undecodable whether the text could not be read as calls at all
 * @param details the fields of the official score file that follow {@code valid}, in order; the test itself stands for its text
 */
public record CaseReport(
        BfclEntry entry,
        ModelResult result,
        AnswerVerdict verdict,
        @Nullable AnswerVerdict strict,
        boolean undecodable,
        Supplier<Map<String, Object>> details) {
    public String id() {
        return result.id();
    }

    public boolean isValid() {
        return verdict.isValid();
    }
}
