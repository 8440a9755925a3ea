package org.egpo.kernel;

import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.locks.LockSupport;

/**
 * All that one execution shows: its prints, gathered into few messages, and its other outputs, in order. A flood of
 * prints loses nothing: the printing thread waits while too much is on its way.
 */
final class CellOutput {
    private static final int MESSAGE_BYTES = 256 * 1024;
    private static final long BACKLOG_BYTES = 32L << 20;
    private static final int RUNS = 64;

    private static final class Run {
        private final String name;
        private final ByteArrayOutputStream bytes = new ByteArrayOutputStream(256);

        Run(String name) {
            this.name = name;
        }
    }

    private final JupyterMessage request;
    private final Channels channels;
    private final StreamFlusher flusher;
    private final boolean silent;
    private final List<Run> runs = new ArrayList<>();
    private int pending;
    private boolean detached;

    CellOutput(JupyterMessage request, Channels channels, StreamFlusher flusher) {
        this.request = request;
        this.channels = channels;
        this.flusher = flusher;
        this.silent = request.flag("silent", false);
    }

    JupyterMessage request() {
        return request;
    }

    /** Adds printed bytes; they are shown a moment later. */
    void print(String stream, byte[] bytes, int from, int length) {
        boolean first;
        synchronized (this) {
            if (detached || length == 0) {
                return;
            }
            first = pending == 0;
            run(stream).bytes.write(bytes, from, length);
            pending += length;
            if (pending >= MESSAGE_BYTES) {
                flushPrints(false);
            }
        }
        if (first) {
            flusher.soon(this);
        }
        while (channels.backlog() > BACKLOG_BYTES && !Thread.currentThread().isInterrupted()) {
            LockSupport.parkNanos(1_000_000);
        }
    }

    /** Prints alternate between the streams in their order; in a flood of alternations each stream keeps its own. */
    private Run run(String stream) {
        for (int i = runs.size() - 1; i >= 0; i--) {
            if (runs.get(i).name.equals(stream)) {
                return runs.get(i);
            }
            if (runs.size() < RUNS) {
                break;
            }
        }
        Run run = new Run(stream);
        runs.add(run);
        return run;
    }

    /** Shows an output after everything printed so far. */
    synchronized void publish(String type, JsonElement content) {
        if (!detached) {
            flushPrints(true);
            channels.publish(type, request.header(), content);
        }
    }

    synchronized void flush() {
        flushPrints(false);
    }

    /** Shows what is still held, at the cell's end. */
    synchronized void flushAll() {
        flushPrints(true);
    }

    /** Shows what is still held, then nothing more. */
    synchronized void detach() {
        flushPrints(true);
        detached = true;
    }

    private void flushPrints(boolean all) {
        List<Run> old = new ArrayList<>(runs);
        runs.clear();
        pending = 0;
        for (Run run : old) {
            byte[] bytes = run.bytes.toByteArray();
            int whole = all ? bytes.length : wholeCharacters(bytes);
            if (whole < bytes.length) {
                run(run.name).bytes.write(bytes, whole, bytes.length - whole);
            }
            if (whole > 0 && !silent) {
                JsonObject content = new JsonObject();
                content.addProperty("name", run.name);
                content.addProperty("text", new String(bytes, 0, whole, StandardCharsets.UTF_8));
                channels.publish("stream", request.header(), content);
            }
        }
    }

    /** Length without a UTF-8 character that is cut at the end. */
    private static int wholeCharacters(byte[] bytes) {
        int end = bytes.length;
        int start = end - 1;
        while (start >= 0 && end - start < 4 && (bytes[start] & 0xC0) == 0x80) {
            start--;
        }
        if (start < 0 || (bytes[start] & 0x80) == 0) {
            return end;
        }
        int lead = bytes[start] & 0xFF;
        int length = lead >= 0xF0 ? 4 : lead >= 0xE0 ? 3 : lead >= 0xC0 ? 2 : 1;
        return end - start < length ? start : end;
    }
}
