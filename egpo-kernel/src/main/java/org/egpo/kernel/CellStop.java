package org.egpo.kernel;

import java.lang.invoke.MethodHandle;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.MethodType;
import java.lang.invoke.MutableCallSite;
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

    private static final MethodHandle NOTHING = MethodHandles.empty(MethodType.methodType(void.class));

    /**
     * What {@link #check} does: nothing, until a cell is to stop. The compiler folds it away, so that loops in cells
     * run at full speed; a change makes the machine compile them anew.
     */
    private static final MutableCallSite SITE = new MutableCallSite(NOTHING);

    private static final MethodHandle CHECK = SITE.dynamicInvoker();
    private static final MethodHandle THROW = throwHandle();

    private CellStop() {
        super("the cell was interrupted", null, false, true);
    }

    private static MethodHandle throwHandle() {
        try {
            return MethodHandles.lookup().findStatic(CellStop.class, "throwIfMine", MethodType.methodType(void.class));
        } catch (ReflectiveOperationException e) {
            throw new ExceptionInInitializerError(e);
        }
    }

    /**
     * Called by the code of cells; returns at once unless its cell is to stop.
     *
     * @throws Throwable only {@link CellStop}
     */
    public static void check() throws Throwable {
        CHECK.invokeExact();
    }

    private static void look(boolean stopped) {
        MethodHandle target = stopped ? THROW : NOTHING;
        if (SITE.getTarget() != target) {
            SITE.setTarget(target);
            MutableCallSite.syncAll(new MutableCallSite[] {SITE});
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

    static synchronized void stop(Cell cell) {
        STOPPED.add(cell);
        look(true);
    }

    /** The cell has ended; threads of a cell that was abandoned stay marked. */
    static synchronized void ended(Cell cell) {
        if (!cell.abandoned()) {
            STOPPED.remove(cell);
        }
        STOPPED.removeIf(c -> c.abandoned() && !c.alive());
        look(!STOPPED.isEmpty());
    }
}
