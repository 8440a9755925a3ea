package org.egpo.jupyter;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.ByteArrayOutputStream;
import java.io.OutputStream;
import java.io.PrintStream;
import java.nio.ByteBuffer;
import java.nio.CharBuffer;
import java.nio.charset.CodingErrorAction;
import java.util.concurrent.TimeUnit;
import org.dflib.jjava.jupyter.channels.JupyterSocket;
import org.dflib.jjava.jupyter.channels.ShellReplyEnvironment;
import org.dflib.jjava.jupyter.kernel.KernelConnectionProperties;
import org.dflib.jjava.jupyter.messages.Message;
import org.dflib.jjava.jupyter.messages.publish.PublishStream;
import org.dflib.jjava.jupyter.messages.publish.PublishStream.StreamType;
import org.jspecify.annotations.Nullable;

/**
 * What cells print: gathered for a twentieth of a second or 64 KB, sent in the order in which it was printed, and before any
 * other message of the cell. JJava sends a message for each line, and ZeroMQ drops what a slow reader does not take.
 */
public final class Output extends OutputStream {
    private static final int CHUNK = 1 << 16;
    private static final long GATHER_MILLIS = 50;
    private static final long CELL_LIMIT = 50L << 20; // bounds what a reader takes who does not read
    private static final byte[] CUT = "\n(this cell printed more than 50 MB: the rest is not shown)\n".getBytes(UTF_8);

    private static final PrintStream OUT = new PrintStream(new Output(StreamType.OUT), false, UTF_8);
    private static final PrintStream ERR = new PrintStream(new Output(StreamType.ERR), false, UTF_8);
    private static final ByteArrayOutputStream WAITING = new ByteArrayOutputStream();
    private static StreamType waitingType = StreamType.OUT;
    private static @Nullable ShellReplyEnvironment cell;
    private static long printed;

    private final StreamType type;

    private Output(StreamType type) {
        this.type = type;
    }

    /** Everything printed from now on belongs to this cell, until the next one begins. */
    static synchronized void begin(ShellReplyEnvironment environment) {
        drain();
        cell = environment;
        printed = 0;
        System.setOut(OUT);
        System.setErr(ERR);
    }

    /** {@code IOPubChannel.bind}: ZeroMQ's queue of outputs is not cut at a thousand messages. */
    public static void keepAll(Object channel, KernelConnectionProperties connection) throws Exception {
        channel.getClass().getMethod("setSndHWM", int.class).invoke(channel, 0);
    }

    /** {@code DefaultReplyEnvironment.publish}, {@code reply}: what was printed before goes first. */
    public static synchronized void send(JupyterSocket socket, Message<?> message) {
        drain();
        sendNow(socket, message);
    }

    /** An interrupt from before would close the channel for good, so it waits. */
    private static void sendNow(JupyterSocket socket, Message<?> message) {
        boolean interrupted = Thread.interrupted();
        socket.sendMessage(message);
        if (interrupted) {
            Thread.currentThread().interrupt();
        }
    }

    @Override
    public void write(int b) {
        write(new byte[] {(byte) b}, 0, 1);
    }

    @Override
    public void write(byte[] bytes, int from, int length) {
        synchronized (Output.class) {
            if (type != waitingType) {
                drain();
                WAITING.reset();
                waitingType = type;
            }
            if (printed > CELL_LIMIT) {
                return;
            }
            if (WAITING.size() < 4) { // a character that is not all there yet has at most 3 bytes
                KernelMain.TIMER.schedule(Output::drain, GATHER_MILLIS, TimeUnit.MILLISECONDS);
            }
            printed += length;
            WAITING.write(bytes, from, length);
            if (printed > CELL_LIMIT) {
                WAITING.writeBytes(CUT);
            }
            if (WAITING.size() >= CHUNK) {
                drain();
            }
        }
    }

    /** Sends all but a last character that is not all there yet. */
    private static synchronized void drain() {
        ShellReplyEnvironment to = cell;
        if (to == null || WAITING.size() == 0) {
            return;
        }
        ByteBuffer bytes = ByteBuffer.wrap(WAITING.toByteArray());
        CharBuffer text = CharBuffer.allocate(bytes.remaining());
        UTF_8.newDecoder().onMalformedInput(CodingErrorAction.REPLACE).decode(bytes, text, false);
        WAITING.reset();
        WAITING.write(bytes.array(), bytes.position(), bytes.remaining());
        if (text.position() > 0) {
            PublishStream content = new PublishStream(waitingType, text.flip().toString());
            sendNow(to.getIopub(), new Message<>(to.getContext(), PublishStream.MESSAGE_TYPE, content));
        }
    }
}
