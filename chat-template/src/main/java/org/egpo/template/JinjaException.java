package org.egpo.template;

/** A template that cannot be read or rendered; the message begins with the line. */
public final class JinjaException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    public JinjaException(String message) {
        super(message);
    }
}
