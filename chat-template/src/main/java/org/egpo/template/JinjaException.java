package org.egpo.template;

/** A template that cannot be read or rendered; the message begins with the line. */
public final class JinjaException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    public JinjaException(String message) {
        super(message);
    }

    /** With the line in front where there is none yet: the innermost line is told. */
    JinjaException at(int line) {
        String message = String.valueOf(getMessage());
        return message.startsWith("line ") ? this : new JinjaException("line " + line + ": " + message);
    }
}
