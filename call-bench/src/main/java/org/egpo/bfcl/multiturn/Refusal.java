package org.egpo.bfcl.multiturn;

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
}
