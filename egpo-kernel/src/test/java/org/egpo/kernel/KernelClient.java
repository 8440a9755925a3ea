package org.egpo.kernel;

import com.google.gson.JsonObject;
import io.github.spencerpark.jupyter.kernel.KernelConnectionProperties;
import java.io.File;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.ServerSocket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import java.util.stream.Collectors;
import org.zeromq.SocketType;
import org.zeromq.ZContext;
import org.zeromq.ZMQ;

/** A kernel in a process of its own, and a small front end that talks to it over the real sockets. */
final class KernelClient implements AutoCloseable {
    private static final int PATIENCE_MILLIS = 60_000;

    /** What one cell did: its reply and its outputs in order. */
    record Result(JsonObject reply, List<JupyterMessage> outputs) {
        String status() {
            return reply.get("status").getAsString();
        }

        String stream(String name) {
            return outputs.stream()
                    .filter(m -> m.type().equals("stream") && m.text("name", "").equals(name))
                    .map(m -> m.text("text", ""))
                    .collect(Collectors.joining());
        }

        /** The last value in a MIME type; null when nothing was shown. */
        String value(String mime) {
            for (JupyterMessage m : outputs) {
                if (m.type().equals("execute_result")
                        && m.content().getAsJsonObject("data").has(mime)) {
                    return m.content().getAsJsonObject("data").get(mime).getAsString();
                }
            }
            return null;
        }

        String value() {
            return value("text/plain");
        }

        /** The traceback without colours. */
        String traceback() {
            StringBuilder text = new StringBuilder();
            reply.getAsJsonArray("traceback")
                    .forEach(l -> text.append(l.getAsString()).append('\n'));
            return text.toString().replaceAll("\u001b\\[[0-9;]*m", "");
        }
    }

    private final Process process;
    private final Path folder;
    private final ZContext context = new ZContext();
    private final Wire wire;
    private final ZMQ.Socket shell;
    private final ZMQ.Socket control;
    private final ZMQ.Socket outputs;
    private final ZMQ.Socket stdin;
    private final KernelConnectionProperties connection;

    private KernelClient(Map<String, String> environment, List<String> options) throws Exception {
        folder = Files.createTempDirectory("kernel-test");
        connection = connection();
        Path file = folder.resolve("connection.json");
        Files.writeString(file, connection.toJsonString());
        List<String> command = new ArrayList<>(command(options));
        command.add(file.toString());
        ProcessBuilder builder = new ProcessBuilder(command);
        builder.environment().putAll(environment);
        builder.redirectOutput(folder.resolve("out.txt").toFile());
        builder.redirectError(folder.resolve("err.txt").toFile());
        process = builder.start();
        wire = new Wire(connection.createHMACGenerator());
        outputs = connect(SocketType.SUB, connection.getIopubPort());
        outputs.subscribe(new byte[0]);
        outputs.setRcvHWM(0);
        shell = connect(SocketType.DEALER, connection.getShellPort());
        control = connect(SocketType.DEALER, connection.getControlPort());
        stdin = connect(SocketType.DEALER, connection.getStdinPort());
    }

    static KernelClient start() {
        return start(Map.of(), List.of());
    }

    static KernelClient start(Map<String, String> environment, List<String> options) {
        try {
            return new KernelClient(environment, options);
        } catch (Exception e) {
            throw new IllegalStateException(e);
        }
    }

    static List<String> command(List<String> options) {
        List<String> command = new ArrayList<>();
        command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
        command.add("-cp");
        command.add(System.getProperty("surefire.test.class.path", System.getProperty("java.class.path")));
        command.add("-Djava.awt.headless=true");
        command.add("-Xmx512m");
        command.add("-XX:+UseSerialGC");
        command.addAll(options);
        command.add(EgpoKernel.class.getName());
        return command;
    }

    static KernelConnectionProperties connection() throws IOException {
        int[] ports = new int[5];
        ServerSocket[] holders = new ServerSocket[5];
        for (int i = 0; i < 5; i++) {
            holders[i] = new ServerSocket(0);
            ports[i] = holders[i].getLocalPort();
        }
        for (ServerSocket holder : holders) {
            holder.close();
        }
        return new KernelConnectionProperties(
                "127.0.0.1", ports[0], ports[1], ports[2], ports[3], ports[4], "tcp", "hmac-sha256", "a-test-key");
    }

    private ZMQ.Socket connect(SocketType type, int port) {
        ZMQ.Socket socket = context.createSocket(type);
        socket.setReceiveTimeOut(PATIENCE_MILLIS);
        socket.setIdentity("client".getBytes(StandardCharsets.US_ASCII));
        socket.connect("tcp://127.0.0.1:" + port);
        return socket;
    }

    Process process() {
        return process;
    }

    String errorText() {
        try {
            return Files.readString(folder.resolve("err.txt"));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    String send(String type, JsonObject content) {
        return send(shell, type, content);
    }

    String sendControl(String type) {
        return send(control, type, new JsonObject());
    }

    private String send(ZMQ.Socket socket, String type, JsonObject content) {
        List<byte[]> frames = wire.encode(List.of(), type, null, content);
        Channels.send(socket, frames);
        return wire.decode(frames).header().get("msg_id").getAsString();
    }

    void sendRaw(List<byte[]> frames) {
        Channels.send(shell, frames);
    }

    void answerInput(String value) {
        JupyterMessage question = receive(stdin);
        if (!question.type().equals("input_request")) {
            throw new IllegalStateException("unexpected " + question.type());
        }
        send(stdin, "input_reply", Requests.content("value", value));
    }

    JupyterMessage reply() {
        return receive(shell);
    }

    JupyterMessage controlReply() {
        return receive(control);
    }

    JupyterMessage output() {
        return receive(outputs);
    }

    private JupyterMessage receive(ZMQ.Socket socket) {
        List<byte[]> frames = Channels.receive(socket);
        if (frames == null) {
            throw new IllegalStateException(
                    "no answer in " + PATIENCE_MILLIS + " ms; alive: " + process.isAlive() + "; " + errorText());
        }
        return wire.decode(frames);
    }

    /** Sends a request and returns the content of its reply. */
    JsonObject ask(String type, JsonObject content) {
        send(type, content);
        return reply().content();
    }

    Result run(String code) {
        return run(code, output -> {});
    }

    /** Runs a cell; the watcher sees each output as it comes. */
    Result run(String code, Consumer<JupyterMessage> watcher) {
        JsonObject content = Requests.content("code", code);
        content.addProperty("allow_stdin", true);
        String id = send("execute_request", content);
        List<JupyterMessage> seen = new ArrayList<>();
        while (true) {
            List<byte[]> frames = Channels.receive(outputs);
            if (frames == null) {
                throw new IllegalStateException("no output in time; " + errorText());
            }
            JupyterMessage m = wire.decode(frames);
            if (!parent(frames).contains(id)) {
                continue;
            }
            if (m.type().equals("status") && m.text("execution_state", "").equals("idle")) {
                return new Result(reply().content(), seen);
            }
            seen.add(m);
            watcher.accept(m);
        }
    }

    private static String parent(List<byte[]> frames) {
        return new String(frames.get(frames.size() - 3), StandardCharsets.UTF_8);
    }

    void interrupt() {
        sendControl("interrupt_request");
        controlReply();
    }

    /** Asks the kernel to end; true when its process ends by itself. */
    boolean shutdown() throws InterruptedException {
        sendControl("shutdown_request");
        controlReply();
        return process.waitFor(10, TimeUnit.SECONDS);
    }

    @Override
    public void close() {
        process.destroyForcibly();
        context.close();
        for (String name : List.of("connection.json", "out.txt", "err.txt")) {
            new File(folder.toFile(), name).delete();
        }
        folder.toFile().delete();
    }
}
