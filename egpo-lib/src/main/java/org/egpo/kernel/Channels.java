package org.egpo.kernel;

import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import io.github.spencerpark.jupyter.kernel.KernelConnectionProperties;
import java.security.GeneralSecurityException;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicBoolean;
import org.zeromq.SocketType;
import org.zeromq.ZMQ;
import org.zeromq.ZMQException;

/**
 * The kernel's five sockets, each owned by one thread that blocks until something arrives: no polling. User threads
 * never touch a socket (an interrupted thread would close it): what they publish goes through {@link Publisher}, what
 * they read through {@link StdinChannel}.
 */
final class Channels {
    /** Answers one request; runs on the thread of the channel the request came by. */
    interface Handler {
        void handle(JupyterMessage request, Replier replier);

        /** No request is waiting on the shell channel any more. */
        void idle();
    }

    /** Sends the reply to a request back the way it came. */
    interface Replier {
        void reply(String type, JsonElement content);
    }

    private final KernelConnectionProperties connection;
    private final Wire wire;
    private final ZMQ.Context context = ZMQ.context(1);
    private final List<Thread> threads = new ArrayList<>();
    private final AtomicBoolean closing = new AtomicBoolean();
    private Publisher publisher;
    private StdinChannel stdin;

    Channels(KernelConnectionProperties connection) {
        this.connection = connection;
        try {
            this.wire = new Wire(connection.createHMACGenerator());
        } catch (GeneralSecurityException e) {
            throw new KernelException(
                    "this Java cannot sign messages with " + connection.getSignatureScheme() + ": " + e.getMessage());
        }
    }

    /**
     * Binds all sockets and starts answering.
     *
     * @throws KernelException naming the socket whose port is taken
     */
    void open(Handler handler) {
        // The publishing socket is bound first, so that subscribers are there before the first request.
        publisher = new Publisher(wire, bind("iopub", SocketType.XPUB, connection.getIopubPort()));
        stdin = new StdinChannel(wire, bind("stdin", SocketType.ROUTER, connection.getStdinPort()));
        ZMQ.Socket heartbeat = bind("heartbeat", SocketType.ROUTER, connection.getHbPort());
        ZMQ.Socket control = bind("control", SocketType.ROUTER, connection.getControlPort());
        ZMQ.Socket shell = bind("shell", SocketType.ROUTER, connection.getShellPort());
        start("publisher", publisher);
        start("stdin", stdin);
        start("heartbeat", () -> loop(heartbeat, () -> {}, frames -> send(heartbeat, frames)));
        start("control", () -> loop(control, () -> {}, frames -> answer(control, frames, handler)));
        start(
                "shell",
                () -> loop(shell, handler::idle, frames -> {
                    publisher.awaitSubscriber();
                    answer(shell, frames, handler);
                }));
    }

    void publish(String type, JsonObject parent, JsonElement content) {
        publisher.publish(type, parent, content);
    }

    /** Bytes waiting to be sent to the front end. */
    long backlog() {
        return publisher.backlog();
    }

    /** Asks the front end for a line of text; blocks, and can be interrupted. */
    String input(JupyterMessage cell, String prompt, boolean password) throws InterruptedException {
        return stdin.ask(cell, prompt, password);
    }

    /** Sends what is left and frees the ports. Must not be called on a channel's own thread. */
    void close() {
        if (closing.compareAndSet(false, true)) {
            publisher.close();
            stdin.close();
            context.term();
        }
    }

    void join() throws InterruptedException {
        for (Thread thread : threads) {
            thread.join();
        }
    }

    private ZMQ.Socket bind(String name, SocketType type, int port) {
        ZMQ.Socket socket = context.socket(type);
        socket.setLinger(1000);
        socket.setSndHWM(0);
        if (type == SocketType.ROUTER) {
            // A front end that connects again under its old name takes its place.
            socket.setRouterHandover(true);
        }
        String address = connection.getTransport().equals("ipc")
                ? "ipc://" + connection.getIp() + "-" + port
                : "tcp://" + connection.getIp() + ":" + port;
        try {
            socket.bind(address);
        } catch (ZMQException e) {
            throw new KernelException("cannot listen on " + address + " (" + name + "): " + e.getMessage()
                    + "; start the kernel again with a fresh connection file");
        }
        return socket;
    }

    private void start(String name, Runnable body) {
        Thread thread = new Thread(body, "kernel-" + name);
        thread.setDaemon(true);
        threads.add(thread);
        thread.start();
    }

    private interface Receiver {
        void accept(List<byte[]> frames);
    }

    private void loop(ZMQ.Socket socket, Runnable idle, Receiver receiver) {
        try (socket) {
            while (!closing.get()) {
                List<byte[]> frames = receive(socket, ZMQ.DONTWAIT);
                if (frames == null) {
                    idle.run();
                    frames = receive(socket);
                }
                if (frames != null) {
                    receiver.accept(frames);
                }
            }
        } catch (ZMQException e) {
            if (!closing.get()) {
                Log.warn("a socket failed: " + e.getMessage());
            }
        }
    }

    private void answer(ZMQ.Socket socket, List<byte[]> frames, Handler handler) {
        try {
            JupyterMessage request = wire.decode(frames);
            handler.handle(
                    request,
                    (type, content) ->
                            send(socket, wire.encode(request.identities(), type, request.header(), content)));
        } catch (KernelException e) {
            Log.warn(e.getMessage());
        }
    }

    static List<byte[]> receive(ZMQ.Socket socket) {
        return receive(socket, 0);
    }

    private static List<byte[]> receive(ZMQ.Socket socket, int flags) {
        List<byte[]> frames = new ArrayList<>();
        do {
            byte[] frame = socket.recv(flags);
            if (frame == null) {
                return null;
            }
            frames.add(frame);
        } while (socket.hasReceiveMore());
        return frames;
    }

    static void send(ZMQ.Socket socket, List<byte[]> frames) {
        int last = frames.size() - 1;
        for (int i = 0; i < last; i++) {
            socket.sendMore(frames.get(i));
        }
        socket.send(frames.get(last));
    }
}
