package org.egpo.policy;

/** A model's files are not as they should be; the message is one sentence that names file and field or tensor. */
public final class ModelException extends RuntimeException {
    public ModelException(String message) {
        super(message);
    }

    public ModelException(String message, Throwable cause) {
        super(message, cause);
    }
}
