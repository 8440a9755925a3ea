package org.egpo.jupyter;

import java.lang.reflect.Proxy;
import java.util.List;
import java.util.Map;
import java.util.function.LongSupplier;
import org.dflib.jjava.jupyter.channels.ShellHandler;
import org.dflib.jjava.jupyter.channels.ShellReplyEnvironment;
import org.dflib.jjava.jupyter.kernel.history.HistoryManager;
import org.dflib.jjava.jupyter.messages.Message;
import org.dflib.jjava.jupyter.messages.MessageType;
import org.dflib.jjava.jupyter.messages.request.ExecuteRequest;

/**
 * Jupyter sends the cells of Run All at once: after one that fails, those that wait already are answered as aborted, which
 * JJava does not do. And what waits is taken at once, where JJava sleeps a twentieth of a second after each message.
 */
public final class Requests {
    private static final ThreadLocal<Boolean> HANDLED = ThreadLocal.withInitial(() -> false);
    private static final ThreadLocal<Boolean> ABORTING = ThreadLocal.withInitial(() -> false);

    private Requests() {}

    /** {@code Loop.run}: looks for a message. @return milliseconds to sleep */
    public static long turn(LongSupplier body) {
        HANDLED.set(false);
        long sleep = body.getAsLong();
        if (HANDLED.get()) {
            return 0;
        }
        ABORTING.set(false);
        return sleep / 5;
    }

    /** {@code ShellChannel.bind}: answers one. */
    public static void handle(ShellHandler<Object> handler, ShellReplyEnvironment environment, Message<Object> message)
            throws Exception {
        HANDLED.set(true);
        if (!(message.getContent() instanceof ExecuteRequest request)) {
            handler.handle(environment, message);
        } else if (ABORTING.get()) {
            environment.setBusyDeferIdle();
            environment.reply(aborted(environment));
        } else {
            Errors.forget();
            handler.handle(environment, message);
            ABORTING.set(Errors.happened() && request.shouldStopOnError());
        }
    }

    @SuppressWarnings({"unchecked", "rawtypes"})
    private static Message<?> aborted(ShellReplyEnvironment environment) {
        return new Message(
                environment.getContext(), (MessageType) MessageType.EXECUTE_REPLY, Map.of("status", "aborted"));
    }

    /** {@code BaseKernel.getHistoryManager}: the cells that ran; without one JupyterLab calls the kernel's state unknown. */
    public static HistoryManager history(Object kernel) {
        Class<?>[] type = {HistoryManager.class};
        return (HistoryManager) Proxy.newProxyInstance(type[0].getClassLoader(), type, (proxy, method, wanted) -> {
            List<List<Object>> all = Cells.history();
            return switch (method.getName()) {
                case "lookupTail" -> last(all, (int) wanted[0]);
                case "lookupRange" ->
                    all.subList(Math.min((int) wanted[1], all.size()), Math.min((int) wanted[2], all.size()));
                default ->
                    last(
                            all.stream()
                                    .filter(cell ->
                                            ((String) cell.get(2)).contains(((String) wanted[0]).replace("*", "")))
                                    .toList(),
                            (int) wanted[1]);
            };
        });
    }

    private static <T> List<T> last(List<T> all, int most) {
        return all.subList(Math.max(0, all.size() - most), all.size());
    }
}
