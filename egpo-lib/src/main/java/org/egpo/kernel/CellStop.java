package org.egpo.kernel;

import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ForkJoinWorkerThread;

/**
 * Stops the threads of an interrupted cell. {@link StopChecks} compiles a call of {@link #check} into every loop and
 * every method written in a cell, since Java can no longer stop a thread from outside.
 */
public final class CellStop extends Error {
    private static final long serialVersionUID = 1;

    /** After the first throw, time for the {@code finally} blocks of the cell. */
    private static final long GRACE_NANOS = 250_000_000L;

    private static final Set<Cell> STOPPED = ConcurrentHashMap.newKeySet();

    /** Whether {@link #STOPPED} holds a cell: all that a loop reads. */
    private static volatile boolean anyStopped;

    private CellStop() {
        super("the cell was interrupted", null, false, true);
    }

    /** Called by the code of cells; returns at once unless its cell is to stop. */
    public static void check() {
        if (anyStopped) {
            throwIfMine();
        }
    }

    private static void throwIfMine() {
        Cell cell = Cell.ofThread();
        boolean helper = Thread.currentThread() instanceof ForkJoinWorkerThread;
        for (Cell stopped : STOPPED) {
            if ((stopped == cell || (helper && !stopped.abandoned())) && stopped.timeToThrow(GRACE_NANOS)) {
                throw new CellStop();
            }
        }
    }

    static void stop(Cell cell) {
        STOPPED.add(cell);
        anyStopped = true;
    }

    /** The cell has ended; threads of a cell that was abandoned stay marked. */
    static void ended(Cell cell) {
        if (!cell.abandoned()) {
            STOPPED.remove(cell);
        }
        STOPPED.removeIf(c -> c.abandoned() && !c.alive());
        anyStopped = !STOPPED.isEmpty();
    }
}
