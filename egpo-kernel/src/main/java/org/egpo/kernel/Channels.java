package org.egpo.kernel;

import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import io.github.spencerpark.jupyter.kernel.KernelConnectionProperties;
import java.security.GeneralSecurityException;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
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
        /** @param aborted whether a request sent before this one failed and said so by {@link Replier#abortQueued} */
        void handle(JupyterMessage request, Replier replier, boolean aborted);
    }

    /** Answers a request the way it came. */
    interface Replier {
        void reply(String type, JsonElement content);

        /** The requests that are waiting by now will be handled as aborted, those that come later will not. */
        void abortQueued();
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
        start("heartbeat", () -> loop(heartbeat, new ArrayDeque<>(), frames -> send(heartbeat, frames)));
        Deque<List<byte[]>> none = new ArrayDeque<>();
        start("control", () -> loop(control, none, frames -> answer(control, none, frames, handler)));
        Deque<List<byte[]>> queued = new ArrayDeque<>();
        start(
                "shell",
                () -> loop(shell, queued, frames -> {
                    publisher.awaitSubscriber();
                    answer(shell, queued, frames, handler);
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

    private void loop(ZMQ.Socket socket, Deque<List<byte[]>> queued, Receiver receiver) {
        try (socket) {
            while (!closing.get()) {
                List<byte[]> frames = queued.isEmpty() ? receive(socket, 0) : queued.peek();
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

    private void answer(ZMQ.Socket socket, Deque<List<byte[]>> queued, List<byte[]> frames, Handler handler) {
        boolean aborted = queued.poll() != null;
        try {
            JupyterMessage request = wire.decode(frames);
            handler.handle(request, new Answer(socket, request, queued), aborted);
        } catch (KernelException e) {
            Log.warn(e.getMessage());
        }
    }

    private final class Answer implements Replier {
        private final ZMQ.Socket socket;
        private final JupyterMessage request;
        private final Deque<List<byte[]>> queued;

        Answer(ZMQ.Socket socket, JupyterMessage request, Deque<List<byte[]>> queued) {
            this.socket = socket;
            this.request = request;
            this.queued = queued;
        }

        @Override
        public void reply(String type, JsonElement content) {
            send(socket, wire.encode(request.identities(), type, request.header(), content));
        }

        @Override
        public void abortQueued() {
            for (List<byte[]> f = receive(socket, ZMQ.DONTWAIT); f != null; f = receive(socket, ZMQ.DONTWAIT)) {
                queued.add(f);
            }
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
