package org.egpo.bfcl;

/** The official code raises here; caught at the checker's door and returned as a typed verdict. */
final class Raised extends RuntimeException {
    private static final long serialVersionUID = 1L;

    /** The Python exception's class name. */
    final String type;

    Raised(String type, String message) {
        super(message, null, false, false);
        this.type = type;
    }
}
