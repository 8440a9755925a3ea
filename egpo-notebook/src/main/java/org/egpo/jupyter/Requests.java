package org.egpo.jupyter;

import java.util.Map;
import java.util.function.LongSupplier;
import org.dflib.jjava.jupyter.channels.ShellHandler;
import org.dflib.jjava.jupyter.channels.ShellReplyEnvironment;
import org.dflib.jjava.jupyter.messages.Message;
import org.dflib.jjava.jupyter.messages.MessageType;
import org.dflib.jjava.jupyter.messages.reply.ErrorReply;
import org.dflib.jjava.jupyter.messages.request.ExecuteRequest;

/**
 * Jupyter sends the cells of Run All at once: after one that fails, those that wait already are answered as aborted, which
 * JJava does not do. And what waits is taken at once, where JJava sleeps a twentieth of a second after each message.
 */
public final class Requests {
    private static final ThreadLocal<Boolean> HANDLED = new ThreadLocal<>();
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
    @SuppressWarnings({"unchecked", "rawtypes"})
    public static void handle(ShellHandler<Object> handler, ShellReplyEnvironment environment, Message<Object> message)
            throws Exception {
        HANDLED.set(true);
        if (!(message.getContent() instanceof ExecuteRequest cell)) {
            handler.handle(environment, message);
        } else if (ABORTING.get()) {
            environment.setBusyDeferIdle();
            MessageType type = MessageType.EXECUTE_REPLY;
            environment.reply(new Message(environment.getContext(), type, Map.of("status", "aborted")));
        } else {
            ErrorReply before = Errors.last;
            handler.handle(environment, message);
            ABORTING.set(Errors.last != before && cell.shouldStopOnError());
        }
    }
}
