package org.egpo.kernel;

/** One execution of a cell: what its threads belong to. Threads that a cell starts inherit it. */
final class Cell {
    private static final InheritableThreadLocal<Cell> OF_THREAD = new InheritableThreadLocal<>();

    private final CellOutput output;
    private volatile Thread thread;
    private volatile boolean interrupted;
    private volatile boolean abandoned;
    private boolean ended;
    private volatile long firstThrow;

    Cell(CellOutput output) {
        this.output = output;
    }

    /** The cell the calling thread belongs to; null for the kernel's own threads. */
    static Cell ofThread() {
        return OF_THREAD.get();
    }

    /** The calling thread runs this cell from now on. */
    void enter() {
        OF_THREAD.set(this);
        thread = Thread.currentThread();
    }

    CellOutput output() {
        return output;
    }

    /** Asks the cell to stop; does nothing once it has ended, so that no later cell on its thread is hit. */
    synchronized void interrupt() {
        if (ended) {
            return;
        }
        interrupted = true;
        CellStop.stop(this);
        Thread t = thread;
        if (t != null) {
            t.interrupt();
        }
    }

    /** The cell has its result: what it still holds is shown, threads of an interrupted one fall silent. */
    synchronized void end() {
        ended = true;
        CellStop.ended(this);
        if (interrupted) {
            output.detach();
        } else {
            output.flushAll();
        }
    }

    boolean interrupted() {
        return interrupted;
    }

    /** Gives up on a thread that does not end: it goes on without output. */
    void abandon() {
        abandoned = true;
        output.detach();
    }

    boolean abandoned() {
        return abandoned;
    }

    boolean alive() {
        Thread t = thread;
        return t != null && t.isAlive();
    }

    /** True at first, then again after a pause: a cell that catches everything ends all the same. */
    boolean timeToThrow(long graceNanos) {
        long now = System.nanoTime();
        if (firstThrow == 0) {
            firstThrow = now;
            return true;
        }
        return now - firstThrow > graceNanos;
    }
}
