package org.egpo.kernel;

import com.google.gson.JsonObject;
import java.util.List;
import java.util.concurrent.CancellationException;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.LinkedBlockingQueue;
import org.zeromq.ZMQ;
import org.zeromq.ZMQException;

/** Asks the front end for a line of input, from a thread of its own. */
final class StdinChannel implements Runnable {
    private record Question(JupyterMessage cell, JsonObject content, CompletableFuture<String> answer) {}

    private static final Question END = new Question(null, null, null);
    private static final int PATIENCE_MILLIS = 100;

    private final Wire wire;
    private final ZMQ.Socket socket;
    private final LinkedBlockingQueue<Question> questions = new LinkedBlockingQueue<>();

    StdinChannel(Wire wire, ZMQ.Socket socket) {
        this.wire = wire;
        this.socket = socket;
        socket.setReceiveTimeOut(PATIENCE_MILLIS);
    }

    String ask(JupyterMessage cell, String prompt, boolean password) throws InterruptedException {
        JsonObject content = new JsonObject();
        content.addProperty("prompt", prompt);
        content.addProperty("password", password);
        Question question = new Question(cell, content, new CompletableFuture<>());
        questions.offer(question);
        try {
            return question.answer().get();
        } catch (ExecutionException e) {
            throw new KernelException("no input: " + e.getCause().getMessage());
        } catch (InterruptedException | CancellationException e) {
            question.answer().cancel(false);
            throw e;
        }
    }

    void close() {
        questions.offer(END);
    }

    @Override
    public void run() {
        try (socket) {
            for (Question q = questions.take(); q != END; q = questions.take()) {
                while (socket.recv(ZMQ.DONTWAIT) != null) {
                    // An answer to a question that was given up.
                }
                Channels.send(
                        socket,
                        wire.encode(
                                q.cell().identities(), "input_request", q.cell().header(), q.content()));
                awaitAnswer(q);
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        } catch (ZMQException e) {
            Log.warn("the input socket failed: " + e.getMessage());
        }
    }

    private void awaitAnswer(Question question) {
        while (!question.answer().isDone() && questions.peek() != END) {
            List<byte[]> frames = Channels.receive(socket);
            if (frames != null) {
                try {
                    JupyterMessage reply = wire.decode(frames);
                    if (reply.type().equals("input_reply")) {
                        question.answer().complete(reply.text("value", ""));
                    }
                } catch (KernelException e) {
                    Log.warn(e.getMessage());
                }
            }
        }
    }
}
