package org.egpo.apibank;

/** Why a call gets no verdict by comparison; carries no stack trace, for it is an outcome and no fault. */
final class BankError extends RuntimeException {
    private static final long serialVersionUID = 1;
    /** Inside the API, which tells it in its result. */
    static final String FAILED = "FAILED";

    final String verdict;

    BankError(String verdict, String message) {
        super(message, null, false, false);
        this.verdict = verdict;
    }

    static BankError failed(String message) {
        return new BankError(FAILED, message);
    }

    static BankError crash(String message) {
        return new BankError(BankVerdict.CRASH, message);
    }
}
