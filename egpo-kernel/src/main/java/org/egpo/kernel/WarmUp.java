package org.egpo.kernel;

import com.google.gson.JsonObject;
import io.github.spencerpark.jupyter.kernel.KernelConnectionProperties;
import java.io.IOException;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.util.List;
import org.zeromq.SocketType;
import org.zeromq.ZContext;
import org.zeromq.ZMQ;

/** Starts a kernel and runs a few cells on it over its sockets, so that an archive of loaded classes can be recorded. */
final class WarmUp {
    private static final List<String> CELLS = List.of(
            "int x = 1; String s = \"a\" + x; System.out.println(s); System.err.println(s);",
            "import java.util.stream.*; record P(int a, String b) {}\nint f(int n) { return n < 2 ? n : f(n - 1); }",
            "IntStream.range(0, 3).mapToObj(i -> new P(i, \"\" + i)).map(P::toString).toList()",
            "for (int i = 0; i < 2; i++) { f(i); }\nnew int[] {1}",
            "throw new IllegalStateException(\"a\", new RuntimeException(\"b\"));",
            "undefined(1)",
            "display(\"<b>a</b>\", \"text/html\");");

    private WarmUp() {}

    static void run() throws IOException, GeneralSecurityException {
        KernelConnectionProperties connection = freePorts();
        Path file = Files.createTempFile("connection", ".json");
        Files.writeString(file, connection.toJsonString());
        Requests requests = EgpoKernel.start(file);
        Files.delete(file);
        Wire wire = new Wire(connection.createHMACGenerator());
        try (ZContext context = new ZContext()) {
            ZMQ.Socket outputs = context.createSocket(SocketType.SUB);
            outputs.subscribe(new byte[0]);
            outputs.connect("tcp://127.0.0.1:" + connection.getIopubPort());
            ZMQ.Socket shell = context.createSocket(SocketType.DEALER);
            shell.setReceiveTimeOut(60_000);
            shell.connect("tcp://127.0.0.1:" + connection.getShellPort());
            ask(wire, shell, "kernel_info_request", new JsonObject());
            ask(wire, shell, "complete_request", Requests.content("code", "System.out.pri"));
            for (String cell : CELLS) {
                ask(wire, shell, "execute_request", Requests.content("code", cell));
            }
            ask(wire, shell, "shutdown_request", new JsonObject());
        }
        requests.close();
    }

    private static void ask(Wire wire, ZMQ.Socket shell, String type, JsonObject content) {
        Channels.send(shell, wire.encode(List.of(), type, null, content));
        List<byte[]> reply = Channels.receive(shell);
        if (reply != null) {
            wire.decode(reply);
        }
    }

    private static KernelConnectionProperties freePorts() throws IOException {
        int[] ports = new int[5];
        ServerSocket[] holders = new ServerSocket[ports.length];
        for (int i = 0; i < ports.length; i++) {
            holders[i] = new ServerSocket(0);
            ports[i] = holders[i].getLocalPort();
        }
        for (ServerSocket holder : holders) {
            holder.close();
        }
        return new KernelConnectionProperties(
                "127.0.0.1", ports[0], ports[1], ports[2], ports[3], ports[4], "tcp", "hmac-sha256", "warm-up");
    }
}
