package org.egpo.kernel;

/** Ends the execution of a cell with an error to show. */
final class CellFailure extends Exception {
    private static final long serialVersionUID = 1;

    private final transient CellError error;

    CellFailure(CellError error) {
        super(error.value());
        this.error = error;
    }

    CellError error() {
        return error;
    }
}
