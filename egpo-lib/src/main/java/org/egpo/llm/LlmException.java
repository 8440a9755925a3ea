package org.egpo.llm;

import java.time.Duration;
import org.jspecify.annotations.Nullable;

/** A request that brought no usable answer; the message is one sentence and never holds the key. */
public final class LlmException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    /** What went wrong; the retried kinds may well work a moment later. */
    public enum Kind {
        /** Nobody answers at that address, or the connection broke before the answer was whole. */
        CONNECTION(true),
        /** No whole answer in the time allowed. */
        TIMEOUT(true),
        /** Status 429. */
        RATE_LIMITED(true),
        /** Status 5xx, 408 and 409. */
        SERVER_ERROR(true),
        /** Any other status that is not 200: asking again would bring the same. */
        REJECTED(false),
        /** Status 401 and 403. */
        UNAUTHORIZED(false),
        /** The answer is not declared as JSON. */
        WRONG_CONTENT_TYPE(true),
        /** The body is not the JSON that the protocol defines. */
        MALFORMED(true),
        /** The answer is larger than the limit. */
        TOO_LARGE(false),
        /** A replay has no answer to this request. */
        NOT_RECORDED(false),
        /** The thread was interrupted. */
        INTERRUPTED(false);

        private final boolean retried;

        Kind(boolean retried) {
            this.retried = retried;
        }

        public boolean isRetried() {
            return retried;
        }
    }

    private final Kind kind;
    private final int status;
    private final transient @Nullable Duration retryAfter;

    public LlmException(Kind kind, String message) {
        this(kind, message, 0, null);
    }

    LlmException(Kind kind, String message, int status, @Nullable Duration retryAfter) {
        super(message);
        this.kind = kind;
        this.status = status;
        this.retryAfter = retryAfter;
    }

    public Kind kind() {
        return kind;
    }

    /** HTTP status, or 0 when none came. */
    public int status() {
        return status;
    }

    /** How long the server asks us to wait, or null. */
    @Nullable
    Duration retryAfter() {
        return retryAfter;
    }
}
