package org.egpo.jupyter;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.function.LongSupplier;
import java.util.stream.Stream;
import org.dflib.jjava.jupyter.Extension;
import org.dflib.jjava.jupyter.channels.ShellHandler;
import org.dflib.jjava.jupyter.channels.ShellReplyEnvironment;
import org.dflib.jjava.jupyter.kernel.BaseKernel;
import org.dflib.jjava.jupyter.messages.Message;
import org.dflib.jjava.jupyter.messages.MessageType;
import org.dflib.jjava.jupyter.messages.request.ExecuteRequest;
import org.egpo.notebook.Values;

/** The kernel's process, from its start to its end, and the requests between; JJava finds it as its extension, too. */
public final class KernelMain implements Extension {
    static final ScheduledExecutorService TIMER = Executors.newScheduledThreadPool(3);
    private static final ThreadLocal<Boolean> HANDLED = new ThreadLocal<>();
    private static final ThreadLocal<Boolean> ABORTING = ThreadLocal.withInitial(() -> false);

    /** Makes JJava show tables, charts and arrays that are a cell's last value. */
    @Override
    public void install(BaseKernel kernel) {
        Values.uniform();
    }

    /**
     * Starts JJava with Jupyter's connection file and watches those without whom nobody talks to this kernel: Jupyter, and the
     * command that started Jupyter. A starter that has set no variable may end, the kernel goes on without it. An end shows in
     * the parent's number, too, where nobody collects dead processes.
     */
    public static void main(String[] arguments) {
        List<ProcessHandle> starters = Stream.of("JPY_PARENT_PID", "EGPO_PARENT_PID")
                .map(System::getenv)
                .filter(id -> id != null && id.matches("\\d{1,18}"))
                .flatMap(id -> ProcessHandle.of(Long.parseLong(id)).stream())
                .toList();
        ProcessHandle me = ProcessHandle.current();
        Optional<ProcessHandle> parent = me.parent().filter(starters::contains);
        Runnable watch = () -> {
            if (!starters.stream().allMatch(ProcessHandle::isAlive)
                    || parent.isPresent() && !me.parent().equals(parent)) {
                exit(1);
            }
        };
        TIMER.scheduleWithFixedDelay(watch, 500, 500, TimeUnit.MILLISECONDS);
        try {
            Class<?> jjava = Class.forName("org.dflib.jjava.distro.JJava");
            jjava.getMethod("main", String[].class).invoke(null, (Object) arguments);
        } catch (ReflectiveOperationException e) {
            e.printStackTrace();
            exit(1);
        }
        exit(0);
    }

    /** {@code BaseKernel.uninstallNotebookKernel}: Jupyter has asked for the end; a busy cell must not hold it up. */
    public static void end(Object kernel) {
        TIMER.schedule(() -> exit(0), 1, TimeUnit.SECONDS);
    }

    /** Exits within two seconds, even where a shutdown hook of a cell hangs. */
    private static void exit(int status) {
        TIMER.schedule(() -> Runtime.getRuntime().halt(status), 2, TimeUnit.SECONDS);
        System.exit(status);
    }

    /** {@code Loop.run}: looks for a message. @return milliseconds to sleep: none after one, where JJava sleeps for 50 */
    public static long turn(LongSupplier body) {
        HANDLED.set(false);
        long sleep = body.getAsLong();
        if (HANDLED.get()) {
            return 0;
        }
        ABORTING.set(false);
        return sleep / 5;
    }

    /** {@code ShellChannel.bind}: answers one; as aborted a cell of Run All that waits already when one before it fails. */
    @SuppressWarnings({"unchecked", "rawtypes"})
    public static void handle(
            ShellHandler<Object> handler, ShellReplyEnvironment environment, Message<Object> message) {
        HANDLED.set(true);
        if (!(message.getContent() instanceof ExecuteRequest cell)) {
            handler.handle(environment, message);
        } else if (ABORTING.get()) {
            environment.setBusyDeferIdle();
            MessageType type = MessageType.EXECUTE_REPLY;
            environment.reply(new Message(environment.getContext(), type, Map.of("status", "aborted")));
        } else {
            Object before = Errors.last;
            handler.handle(environment, message);
            ABORTING.set(Errors.last != before && cell.shouldStopOnError());
        }
    }
}
