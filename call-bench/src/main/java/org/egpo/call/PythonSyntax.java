package org.egpo.call;

/** Reads Python expressions into syntax trees, with bounded length and depth. Reads only; never evaluates. */
public final class PythonSyntax {

    /** Why a text is no expression. */
    public static final class Failure extends Exception {
        private static final long serialVersionUID = 1L;
        private final String type;

        private Failure(String type, String message) {
            super(message, null, false, false);
            this.type = type;
        }

        /** The class name of the exception that CPython raises, or {@code LimitExceeded}. */
        public String type() {
            return type;
        }
    }

    private PythonSyntax() {}

    /**
     * A whole text as one expression, as {@code ast.parse(text, mode="eval")}.
     *
     * @throws Failure where the text is none
     */
    public static PythonExpression parse(String text) throws Failure {
        if (text.length() > CallDecoder.MAX_LENGTH) {
            throw new Failure("LimitExceeded", "the text has more than " + CallDecoder.MAX_LENGTH + " characters");
        }
        try {
            return PythonSource.parse(text);
        } catch (PythonError e) {
            throw new Failure(e.type, e.getMessage());
        } catch (StackOverflowError e) {
            throw new Failure("LimitExceeded", "the text is nested too deeply");
        }
    }
}
