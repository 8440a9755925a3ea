package org.egpo.call;

/** A decoder's way out; caught at its door and returned as {@link Decoded.Failure}. */
final class CallFailure extends RuntimeException {
    private static final long serialVersionUID = 1L;

    private final String errorType;
    private final int position;

    CallFailure(String errorType, String message, int position) {
        super(message, null, false, false);
        this.errorType = errorType;
        this.position = position;
    }

    Decoded.Failure toFailure() {
        return new Decoded.Failure(errorType, getMessage(), position);
    }
}
