package org.egpo.jupyter;

import java.io.ByteArrayOutputStream;
import java.io.OutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.TimeUnit;
import org.dflib.jjava.jupyter.channels.JupyterSocket;
import org.dflib.jjava.jupyter.channels.ShellReplyEnvironment;
import org.dflib.jjava.jupyter.kernel.KernelConnectionProperties;
import org.dflib.jjava.jupyter.messages.Message;
import org.dflib.jjava.jupyter.messages.publish.PublishStream;
import org.dflib.jjava.jupyter.messages.publish.PublishStream.StreamType;

/**
 * What cells print: gathered for a twentieth of a second or 64 KB, sent in the order in which it was printed, and before any
 * other message of the cell. JJava sends a message for each line, and ZeroMQ drops what a slow reader does not take.
 */
public final class Output {
    private static final int CHUNK = 1 << 16;
    private static final long GATHER_MILLIS = 50;
    /** Bounds the memory that a reader takes who does not read: nothing is dropped before. */
    private static final long CELL_LIMIT = 50L << 20;

    private static final Object LOCK = new Object();
    private static final PrintStream OUT = stream(StreamType.OUT);
    private static final PrintStream ERR = stream(StreamType.ERR);
    private static final ByteArrayOutputStream WAITING = new ByteArrayOutputStream();
    private static StreamType waitingType;
    private static ShellReplyEnvironment cell;
    private static long printed;

    private Output() {}

    /** Everything printed from now on belongs to this cell, until the next one begins. */
    static void begin(ShellReplyEnvironment environment) {
        synchronized (LOCK) {
            drain();
            cell = environment;
            printed = 0;
        }
        System.setOut(OUT);
        System.setErr(ERR);
    }

    /** {@code IOPubChannel.bind}: ZeroMQ's queue of outputs is not cut at a thousand messages. */
    public static void keepAll(Object channel, KernelConnectionProperties connection)
            throws ReflectiveOperationException {
        channel.getClass().getMethod("setSndHWM", int.class).invoke(channel, 0);
    }

    /** {@code DefaultReplyEnvironment.publish}, {@code reply}: what was printed before goes first. */
    public static void send(JupyterSocket socket, Message<?> message) {
        synchronized (LOCK) {
            drain();
            sendNow(socket, message);
        }
    }

    /** An interrupt in the midst of sending would close the channel for good, so it waits. */
    private static void sendNow(JupyterSocket socket, Message<?> message) {
        boolean interrupted = Thread.interrupted();
        try {
            socket.sendMessage(message);
        } finally {
            if (interrupted) {
                Thread.currentThread().interrupt();
            }
        }
    }

    /** While nothing is being sent. */
    static void locked(Runnable work) {
        synchronized (LOCK) {
            work.run();
        }
    }

    static void sendLater() {
        while (true) {
            try {
                synchronized (LOCK) {
                    while (WAITING.size() == 0) {
                        LOCK.wait();
                    }
                }
                TimeUnit.MILLISECONDS.sleep(GATHER_MILLIS);
                locked(Output::drain);
            } catch (InterruptedException e) {
                return;
            }
        }
    }

    private static PrintStream stream(StreamType type) {
        return new PrintStream(
                new OutputStream() {
                    @Override
                    public void write(int b) {
                        write(new byte[] {(byte) b}, 0, 1);
                    }

                    @Override
                    public void write(byte[] bytes, int from, int length) {
                        print(type, bytes, from, length);
                    }
                },
                false,
                StandardCharsets.UTF_8);
    }

    private static void print(StreamType type, byte[] bytes, int from, int length) {
        synchronized (LOCK) {
            if (type != waitingType) {
                drain();
                WAITING.reset();
                waitingType = type;
            }
            if (printed <= CELL_LIMIT) {
                WAITING.write(bytes, from, length);
                printed += length;
                if (printed > CELL_LIMIT) {
                    WAITING.writeBytes("\n(this cell printed more than 50 MB: the rest is not shown)\n".getBytes());
                }
            }
            if (WAITING.size() >= CHUNK) {
                drain();
            }
            LOCK.notifyAll();
        }
    }

    private static void drain() {
        byte[] bytes = WAITING.toByteArray();
        int whole = wholeCharacters(bytes);
        if (whole == 0 || cell == null) {
            return;
        }
        WAITING.reset();
        WAITING.write(bytes, whole, bytes.length - whole);
        String text = new String(bytes, 0, whole, StandardCharsets.UTF_8);
        PublishStream content = new PublishStream(waitingType, text);
        sendNow(cell.getIopub(), new Message<>(cell.getContext(), PublishStream.MESSAGE_TYPE, content));
    }

    /** The bytes before a last UTF-8 character that is not all there yet. */
    private static int wholeCharacters(byte[] bytes) {
        int lead = bytes.length - 1;
        while (lead > 0 && lead > bytes.length - 4 && (bytes[lead] & 0xC0) == 0x80) {
            lead--;
        }
        if (lead < 0 || bytes[lead] >= 0) {
            return bytes.length;
        }
        int length = Math.max(1, Integer.numberOfLeadingZeros(~(bytes[lead] << 24)));
        return lead + length > bytes.length ? lead : bytes.length;
    }
}
