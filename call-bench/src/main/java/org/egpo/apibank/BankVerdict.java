package org.egpo.apibank;

/** The verdicts on a call: {@link #CORRECT}, an error class of the official scripts, or one of the others here. */
public final class BankVerdict {
    public static final String CORRECT = "correct";
    public static final String NO_API_CALL = "NO_API_CALL";
    public static final String KEY_ERROR = "KEY_ERROR";
    public static final String INCORRECT = "INCORRECT";
    /** The official script ends here; counted as not correct. */
    public static final String CRASH = "crash";
    /** The answer depends on an embedding model or the network and was not recorded; counted as not correct. */
    public static final String UNJUDGEABLE = "UNJUDGEABLE";

    private BankVerdict() {}
}
