package org.egpo.jupyter;

import java.util.List;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.dflib.jjava.jupyter.Extension;
import org.dflib.jjava.jupyter.kernel.BaseKernel;
import org.egpo.notebook.Values;

/**
 * Starts JJava and ends its process in time: when Jupyter has asked for it, and when the process that started it is gone.
 * The argument is Jupyter's connection file. JJava finds this by the service loader as well, as an extension.
 */
public final class KernelMain implements Extension {
    private static final ScheduledExecutorService TIMER = Executors.newScheduledThreadPool(3, work -> {
        Thread thread = new Thread(work, "timer");
        thread.setDaemon(true);
        return thread;
    });

    /** Makes JJava show tables, charts and arrays that are a cell's last value. */
    @Override
    public void install(BaseKernel kernel) {
        Values.uniform();
    }

    /**
     * Watches those without whom nobody talks to this kernel: Jupyter, and the command that started Jupyter. A starter that
     * has set no variable may end, the kernel goes on without it. An end shows in the parent's number, too, where nobody
     * collects dead processes.
     */
    public static void main(String[] arguments) throws Exception {
        List<ProcessHandle> starters = Stream.of("JPY_PARENT_PID", "EGPO_PARENT_PID")
                .map(System::getenv)
                .filter(id -> id != null && id.matches("\\d{1,18}"))
                .flatMap(id -> ProcessHandle.of(Long.parseLong(id)).stream())
                .toList();
        long parent = parent();
        boolean isChild = starters.stream().anyMatch(s -> s.pid() == parent);
        Runnable watch = () -> {
            if (!starters.stream().allMatch(ProcessHandle::isAlive) || isChild && parent() != parent) {
                exit(1);
            }
        };
        TIMER.scheduleWithFixedDelay(watch, 500, 500, TimeUnit.MILLISECONDS);
        try {
            Class.forName("org.dflib.jjava.distro.JJava")
                    .getMethod("main", String[].class)
                    .invoke(null, (Object) arguments);
        } catch (ReflectiveOperationException e) {
            e.printStackTrace();
            exit(1);
        }
        exit(0);
    }

    /** {@code BaseKernel.uninstallNotebookKernel}: Jupyter has asked for the end; a busy cell must not hold it up. */
    public static void end(Object kernel) {
        later(1000, () -> exit(0));
    }

    /** Runs short work once, after so many milliseconds. */
    static void later(long millis, Runnable work) {
        TIMER.schedule(work, millis, TimeUnit.MILLISECONDS);
    }

    private static long parent() {
        return ProcessHandle.current().parent().map(ProcessHandle::pid).orElse(0L);
    }

    /** Exits within two seconds, even where a shutdown hook of a cell hangs. */
    private static void exit(int status) {
        later(2000, () -> Runtime.getRuntime().halt(status));
        System.exit(status);
    }
}
