package org.egpo.data;

/** A record, or a whole file, that cannot be used; the message is one sentence naming file, line and field. */
public final class BadRecordException extends IllegalArgumentException {
    private static final long serialVersionUID = 1L;

    private final transient Source source;
    private final String reason;

    public BadRecordException(Source source, String reason) {
        super(source + ": " + reason);
        this.source = source;
        this.reason = reason;
    }

    /** Where it stands. */
    public Source source() {
        return source;
    }

    /** The message without file and line. */
    public String reason() {
        return reason;
    }
}
