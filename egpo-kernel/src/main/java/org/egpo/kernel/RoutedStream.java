package org.egpo.kernel;

import java.io.OutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.ForkJoinWorkerThread;

/** {@code System.out} or {@code System.err} of a kernel: what a thread prints goes to the cell it belongs to. */
final class RoutedStream extends OutputStream {
    private static volatile CellOutput latest;

    private final String name;
    private final PrintStream outside;

    private RoutedStream(String name, PrintStream outside) {
        this.name = name;
        this.outside = outside;
    }

    /** Replaces the process's streams. */
    static void install() {
        System.setOut(new PrintStream(new RoutedStream("stdout", System.out), true, StandardCharsets.UTF_8));
        System.setErr(new PrintStream(new RoutedStream("stderr", System.err), true, StandardCharsets.UTF_8));
    }

    /** The cell that runs now, or ran last. */
    static void latest(CellOutput output) {
        latest = output;
    }

    /**
     * Where the calling thread's outputs go: threads of an interrupted cell keep their own (which shows nothing any
     * more); pool threads outlive the cell that made them and print where the work is.
     */
    static CellOutput target() {
        Cell cell = Cell.ofThread();
        if (cell == null || Thread.currentThread() instanceof ForkJoinWorkerThread || !cell.interrupted()) {
            return latest;
        }
        return cell.output();
    }

    @Override
    public void write(int b) {
        write(new byte[] {(byte) b}, 0, 1);
    }

    @Override
    public void write(byte[] bytes, int from, int length) {
        CellOutput target = target();
        if (target == null) {
            outside.write(bytes, from, length);
        } else {
            target.print(name, bytes, from, length);
        }
    }

    @Override
    public void flush() {
        // Lines are gathered; see StreamFlusher.
        if (latest == null) {
            outside.flush();
        }
    }
}
