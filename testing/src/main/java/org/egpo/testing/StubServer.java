package org.egpo.testing;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicInteger;

/** A server on loopback that speaks OpenAI's protocol, and misbehaves as a test wants. */
public final class StubServer implements AutoCloseable {
    public static final ObjectMapper JSON = new ObjectMapper();

    /** What the server does with a request. */
    public interface Answering {
        /** @param number of the request, from 0 */
        Answer to(JsonNode request, int number);
    }

    /** How one request is answered. */
    public interface Answer {
        void send(HttpExchange exchange, StubServer server) throws Exception;
    }

    private final HttpServer server;
    private final ExecutorService threads = Executors.newCachedThreadPool();
    private final CountDownLatch closing = new CountDownLatch(1);
    private final AtomicInteger count = new AtomicInteger();
    private final AtomicInteger underWay = new AtomicInteger();
    private final AtomicInteger mostUnderWay = new AtomicInteger();

    public final List<JsonNode> requests = new CopyOnWriteArrayList<>();
    public final List<String> authorizations = new CopyOnWriteArrayList<>();

    public StubServer(Answering answering) throws IOException {
        server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.createContext("/v1/", exchange -> {
            mostUnderWay.accumulateAndGet(underWay.incrementAndGet(), Math::max);
            try (exchange) {
                JsonNode request = JSON.readTree(exchange.getRequestBody().readAllBytes());
                requests.add(request);
                authorizations.add(String.valueOf(exchange.getRequestHeaders().getFirst("Authorization")));
                answering.to(request, count.getAndIncrement()).send(exchange, this);
            } catch (IOException e) {
                throw e;
            } catch (Exception e) {
                throw new IOException(e);
            } finally {
                underWay.decrementAndGet();
            }
        });
        server.setExecutor(threads);
        server.start();
    }

    public String url() {
        return "http://127.0.0.1:" + server.getAddress().getPort() + "/v1";
    }

    public int mostUnderWay() {
        return mostUnderWay.get();
    }

    @Override
    public void close() {
        closing.countDown();
        server.stop(0);
        threads.shutdownNow();
    }

    /** A right answer in the protocol. */
    public static Answer text(String content) {
        ObjectNode body = JSON.createObjectNode();
        body.putArray("choices")
                .addObject()
                .put("finish_reason", "stop")
                .putObject("message")
                .put("role", "assistant")
                .put("content", content);
        body.putObject("usage").put("prompt_tokens", 100).put("completion_tokens", 10);
        return raw(200, "application/json", body.toString());
    }

    public static Answer raw(int status, String type, String body) {
        return (exchange, server) -> write(exchange, status, type, body.getBytes(StandardCharsets.UTF_8));
    }

    public static Answer tooManyRequests(String retryAfter) {
        return (exchange, server) -> {
            exchange.getResponseHeaders().set("Retry-After", retryAfter);
            write(exchange, 429, "application/json", "{\"error\": {\"message\": \"slow down\"}}".getBytes());
        };
    }

    /** Headers and a first byte come, the rest never does. */
    public static Answer stalled() {
        return (exchange, server) -> {
            exchange.getResponseHeaders().set("Content-Type", "application/json");
            exchange.sendResponseHeaders(200, 0);
            exchange.getResponseBody().write('{');
            exchange.getResponseBody().flush();
            server.closing.await();
        };
    }

    /** The connection ends in the middle of the body. */
    public static Answer truncated() {
        return (exchange, server) -> {
            exchange.getResponseHeaders().set("Content-Type", "application/json");
            exchange.sendResponseHeaders(200, 1000);
            exchange.getResponseBody().write("{\"choices\": [".getBytes());
        };
    }

    private static void write(HttpExchange exchange, int status, String type, byte[] body) throws IOException {
        exchange.getResponseHeaders().set("Content-Type", type);
        exchange.sendResponseHeaders(status, body.length == 0 ? -1 : body.length);
        try (OutputStream out = exchange.getResponseBody()) {
            out.write(body);
        }
    }
}
