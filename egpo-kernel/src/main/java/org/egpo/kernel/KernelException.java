package org.egpo.kernel;

/** Something the kernel was given is wrong; the message is one sentence that says what and what to do. */
final class KernelException extends RuntimeException {
    KernelException(String message) {
        super(message);
    }

    KernelException(String message, Throwable cause) {
        super(message, cause);
    }
}
