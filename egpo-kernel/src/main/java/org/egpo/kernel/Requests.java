package org.egpo.kernel;

import com.google.gson.JsonArray;
import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import io.github.spencerpark.jupyter.kernel.display.DisplayData;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.TimeUnit;

/** Answers the requests of the shell and control channels. */
final class Requests implements Channels.Handler {
    private final EgpoKernel kernel;
    private final Channels channels;
    private final StreamFlusher flusher;
    private final History history = new History();
    private final CountDownLatch shutdown = new CountDownLatch(1);
    private final long timeoutMillis = timeout(System.getenv("IJAVA_TIMEOUT"));
    private final CodeRequests code;
    private volatile Cell running;
    private int executions;

    Requests(EgpoKernel kernel, Channels channels, StreamFlusher flusher) {
        this.kernel = kernel;
        this.channels = channels;
        this.flusher = flusher;
        this.code = new CodeRequests(kernel);
    }

    /** Blocks until a front end asks the kernel to end. */
    void join() throws InterruptedException {
        shutdown.await();
        close();
    }

    /** Sends what is left and frees the ports. */
    void close() {
        channels.close();
    }

    /** Interrupts the running cell, if any. */
    void interrupt() {
        Cell cell = running;
        if (cell != null) {
            cell.interrupt();
        }
    }

    @Override
    public void handle(JupyterMessage request, Channels.Replier replier, boolean aborted) {
        status(request, "busy");
        try {
            answer(request, replier, aborted);
        } catch (RuntimeException | StackOverflowError e) {
            Log.warn("a " + request.type() + " failed: " + e);
            if (request.type().endsWith("_request")) {
                replier.reply(replyType(request), error(e.getClass().getSimpleName(), String.valueOf(e.getMessage())));
            }
        } finally {
            status(request, "idle");
        }
        if (request.type().equals("shutdown_request")) {
            shutdown.countDown();
        }
    }

    private void answer(JupyterMessage request, Channels.Replier replier, boolean aborted) {
        switch (request.type()) {
            case "execute_request" -> {
                JsonObject reply = aborted ? content("status", "aborted") : execute(request);
                // Cells sent together, as by "run all", do not run on after one of them failed.
                if (reply.get("status").getAsString().equals("error") && request.flag("stop_on_error", true)) {
                    replier.abortQueued();
                }
                replier.reply("execute_reply", reply);
            }
            case "kernel_info_request" -> replier.reply("kernel_info_reply", info());
            case "complete_request" -> replier.reply("complete_reply", code.complete(request));
            case "inspect_request" -> replier.reply("inspect_reply", code.inspect(request));
            case "is_complete_request" -> replier.reply("is_complete_reply", code.isComplete(request));
            case "history_request" -> replier.reply("history_reply", history.reply(request));
            case "comm_info_request" -> replier.reply("comm_info_reply", comms());
            case "comm_open" ->
                channels.publish("comm_close", request.header(), content("comm_id", request.text("comm_id", "")));
            case "comm_msg", "comm_close", "input_reply" -> {
                // No comm is ever open here.
            }
            case "interrupt_request" -> {
                interrupt();
                replier.reply("interrupt_reply", content("status", "ok"));
            }
            case "shutdown_request" ->
                replier.reply("shutdown_reply", content("restart", request.flag("restart", false)));
            default -> unknown(request, replier);
        }
    }

    private static void unknown(JupyterMessage request, Channels.Replier replier) {
        Log.warn("there is no answer to a message of type " + request.type());
        if (request.type().endsWith("_request")) {
            replier.reply(replyType(request), error("UnknownRequest", request.type() + " is not supported"));
        }
    }

    private static String replyType(JupyterMessage request) {
        return request.type().replaceAll("_request$", "_reply");
    }

    private void status(JupyterMessage request, String state) {
        channels.publish("status", request.header(), content("execution_state", state));
    }

    private static JsonObject comms() {
        JsonObject content = content("status", "ok");
        content.add("comms", new JsonObject());
        return content;
    }

    private JsonObject info() {
        JsonObject content = new JsonObject();
        content.addProperty("status", "ok");
        content.addProperty("protocol_version", Wire.PROTOCOL_VERSION);
        content.addProperty("implementation", "egpo");
        String version = EgpoKernel.class.getPackage().getImplementationVersion();
        content.addProperty("implementation_version", version == null ? "0.0.0" : version);
        content.add("language_info", Wire.GSON.toJsonTree(kernel.getLanguageInfo()));
        content.addProperty("banner", kernel.getBanner());
        content.addProperty("debugger", false);
        content.add("help_links", Wire.GSON.toJsonTree(kernel.getHelpLinks()));
        return content;
    }

    private JsonObject execute(JupyterMessage request) {
        String text = request.text("code", "");
        boolean silent = request.flag("silent", false);
        boolean kept = !silent && request.flag("store_history", true);
        int count = kept ? ++executions : Math.max(executions, 1);
        CellOutput output = new CellOutput(request, channels, flusher);
        Cell cell = new Cell(output);
        if (!silent) {
            JsonObject input = content("code", text);
            input.addProperty("execution_count", count);
            output.publish("execute_input", input);
        }
        CellEnvironment environment = new CellEnvironment(output, channels);
        kernel.io().attach(environment, request.flag("allow_stdin", false));
        RoutedStream.latest(output);
        running = cell;
        ScheduledFuture<?> alarm = timeoutMillis > 0
                ? Alarms.SERVICE.schedule(cell::interrupt, timeoutMillis, TimeUnit.MILLISECONDS)
                : null;
        JsonObject reply;
        String shown = "";
        try {
            DisplayData result = kernel.runner().run(cell, CellSource.cell(count, text));
            if (result != null && !silent) {
                JsonObject content = Wire.GSON.toJsonTree(result).getAsJsonObject();
                content.addProperty("execution_count", count);
                output.publish("execute_result", content);
                JsonElement plain = content.getAsJsonObject("data").get("text/plain");
                shown = plain == null ? "" : plain.getAsString();
            }
            reply = ok();
        } catch (CellFailure e) {
            reply = failed(output, e.error(), silent);
        } catch (KernelException e) {
            reply = failed(output, new CellError("KernelError", e.getMessage(), List.of(e.getMessage())), silent);
        } finally {
            if (alarm != null) {
                alarm.cancel(false);
            }
            running = null;
            cell.end();
        }
        if (kept) {
            history.add(count, text, shown);
        }
        reply.addProperty("execution_count", count);
        return reply;
    }

    private static JsonObject ok() {
        JsonObject reply = content("status", "ok");
        reply.add("payload", new JsonArray());
        reply.add("user_expressions", new JsonObject());
        return reply;
    }

    private static JsonObject failed(CellOutput output, CellError error, boolean silent) {
        JsonObject content = new JsonObject();
        content.addProperty("ename", error.name());
        content.addProperty("evalue", error.value());
        content.add("traceback", Wire.GSON.toJsonTree(error.traceback()));
        if (!silent) {
            output.publish("error", content);
        }
        JsonObject reply = content.deepCopy();
        reply.addProperty("status", "error");
        return reply;
    }

    private static JsonObject error(String name, String value) {
        JsonObject content = content("status", "error");
        content.addProperty("ename", name);
        content.addProperty("evalue", value);
        content.add("traceback", new JsonArray());
        return content;
    }

    static JsonObject content(String field, Object value) {
        JsonObject content = new JsonObject();
        content.add(field, Wire.GSON.toJsonTree(value));
        return content;
    }

    private static long timeout(String millis) {
        try {
            return millis == null || millis.isBlank() ? -1 : Long.parseLong(millis.strip());
        } catch (NumberFormatException e) {
            Log.warn("IJAVA_TIMEOUT is \"" + millis + "\"; expected milliseconds. Cells run without a limit.");
            return -1;
        }
    }

    private static final class Alarms {
        static final ScheduledExecutorService SERVICE = Executors.newSingleThreadScheduledExecutor(body -> {
            Thread thread = new Thread(body, "kernel-alarm");
            thread.setDaemon(true);
            return thread;
        });
    }
}
