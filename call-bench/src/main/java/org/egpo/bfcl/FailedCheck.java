package org.egpo.bfcl;

import java.util.List;
import java.util.function.Supplier;

/** A failed check on its way to a {@link AnswerVerdict}: the official error type, and the sentences when somebody asks. */
record FailedCheck(String type, Supplier<List<String>> sentences) {

    static FailedCheck of(String type, Supplier<String> sentence) {
        return new FailedCheck(type, () -> List.of(sentence.get()));
    }
}
