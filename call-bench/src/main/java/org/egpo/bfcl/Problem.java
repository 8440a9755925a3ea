package org.egpo.bfcl;

import java.util.List;
import java.util.function.Supplier;

/** A failed check on its way to a {@link Verdict}: the official error type, and the sentences when somebody asks. */
record Problem(String type, Supplier<List<String>> sentences) {

    static Problem of(String type, Supplier<String> sentence) {
        return new Problem(type, () -> List.of(sentence.get()));
    }
}
