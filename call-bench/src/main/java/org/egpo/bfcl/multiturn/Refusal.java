package org.egpo.bfcl.multiturn;

import java.util.function.Supplier;
import org.egpo.call.PythonDict;
import org.egpo.call.Value;

/** A simulated function ends here and answers with an error: caught where functions are called. */
public final class Refusal extends RuntimeException {
    private static final long serialVersionUID = 1L;

    final transient Value answer;

    /** @param answer what the function returns */
    public Refusal(Value answer) {
        super(null, null, false, false);
        this.answer = answer;
    }

    static void when(boolean refused, String error) {
        if (refused) {
            throw new Refusal(PythonDict.of("error", error));
        }
    }

    /** @param error is only put into words when needed, for what it spells may be large */
    static void when(boolean refused, Supplier<String> error) {
        if (refused) {
            throw new Refusal(PythonDict.of("error", error.get()));
        }
    }

    /** The same with a status that is false in front of the error. */
    static void when(boolean refused, String status, String error) {
        if (refused) {
            throw new Refusal(PythonDict.of(status, false, "error", error));
        }
    }
}
