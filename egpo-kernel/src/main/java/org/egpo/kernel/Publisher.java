package org.egpo.kernel;

import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import org.zeromq.ZMQ;
import org.zeromq.ZMQException;

/** Sends outputs to all front ends, in the order given, from a thread of its own. */
final class Publisher implements Runnable {
    private static final List<byte[]> END = List.of();

    private final Wire wire;
    private final ZMQ.Socket socket;
    private final LinkedBlockingQueue<List<byte[]>> queue = new LinkedBlockingQueue<>();
    private final AtomicLong backlog = new AtomicLong();
    private final CountDownLatch subscribed = new CountDownLatch(1);
    private final CountDownLatch closed = new CountDownLatch(1);

    Publisher(Wire wire, ZMQ.Socket socket) {
        this.wire = wire;
        this.socket = socket;
    }

    void publish(String type, JsonObject parent, JsonElement content) {
        byte[] topic = ("kernel." + type).getBytes(StandardCharsets.US_ASCII);
        List<byte[]> frames = wire.encode(List.of(topic), type, parent, content);
        backlog.addAndGet(size(frames));
        queue.offer(frames);
    }

    long backlog() {
        return backlog.get();
    }

    /** Front ends connect their sockets in any order; an output sent before they subscribe would be lost. */
    void awaitSubscriber() {
        try {
            if (subscribed.getCount() > 0 && !subscribed.await(1, TimeUnit.SECONDS)) {
                subscribed.countDown();
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    /** Returns when everything published so far is handed to the network. */
    void close() {
        queue.offer(END);
        try {
            closed.await(2, TimeUnit.SECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    @Override
    public void run() {
        try (socket) {
            while (true) {
                boolean waiting = subscribed.getCount() > 0;
                List<byte[]> frames = waiting ? queue.poll(2, TimeUnit.MILLISECONDS) : queue.take();
                noteSubscriptions();
                if (frames == END) {
                    return;
                }
                if (frames != null) {
                    Channels.send(socket, frames);
                    backlog.addAndGet(-size(frames));
                }
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        } catch (ZMQException e) {
            Log.warn("the output socket failed: " + e.getMessage());
        } finally {
            closed.countDown();
        }
    }

    private void noteSubscriptions() {
        byte[] note;
        while ((note = socket.recv(ZMQ.DONTWAIT)) != null) {
            if (note.length > 0 && note[0] == 1) {
                subscribed.countDown();
            }
        }
    }

    private static long size(List<byte[]> frames) {
        return frames.get(frames.size() - 1).length;
    }
}
