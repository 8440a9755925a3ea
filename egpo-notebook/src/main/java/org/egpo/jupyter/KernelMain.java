package org.egpo.jupyter;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;

/**
 * Starts JJava and ends its process in time: when Jupyter has asked for it, and when the process that started it is gone.
 * The argument is Jupyter's connection file.
 */
public final class KernelMain {
    /** Process ids of those without whom nobody talks to this kernel: Jupyter, and the command that started Jupyter. */
    private static final List<String> STARTERS = List.of("JPY_PARENT_PID", "EGPO_PARENT_PID");

    private static final String JJAVA = "org.dflib.jjava.distro.JJava";

    private KernelMain() {}

    public static void main(String[] arguments) throws Exception {
        List<ProcessHandle> starters = new ArrayList<>();
        for (String name : STARTERS) {
            String id = System.getenv(name);
            if (id != null && id.matches("\\d{1,18}")) {
                ProcessHandle.of(Long.parseLong(id)).ifPresent(starters::add);
            }
        }
        long parent = parent();
        daemon("watch", () -> watch(starters, parent));
        daemon("output", Output::sendLater);
        int status = 1;
        try {
            Class.forName(JJAVA).getMethod("main", String[].class).invoke(null, (Object) arguments);
            status = 0;
        } finally {
            exit(status);
        }
    }

    /** {@code BaseKernel.uninstallNotebookKernel}: Jupyter has asked for the end; a busy cell must not hold it up. */
    public static void end(Object kernel) {
        daemon("end", () -> {
            sleep(1000);
            exit(0);
        });
    }

    /**
     * A starter that has set no variable may end, the kernel goes on without it; one that has is watched. Its end shows in
     * the parent's number, too, where nobody collects dead processes.
     */
    private static void watch(List<ProcessHandle> starters, long parent) {
        boolean isChild = starters.stream().anyMatch(s -> s.pid() == parent);
        while (starters.stream().allMatch(ProcessHandle::isAlive) && !(isChild && parent() != parent)) {
            sleep(500);
        }
        exit(1);
    }

    private static long parent() {
        return ProcessHandle.current().parent().map(ProcessHandle::pid).orElse(0L);
    }

    /** Exits within two seconds, even where a shutdown hook of a cell hangs. */
    private static void exit(int status) {
        daemon("exit", () -> {
            sleep(2000);
            Runtime.getRuntime().halt(status);
        });
        System.exit(status);
    }

    private static void sleep(long millis) {
        try {
            TimeUnit.MILLISECONDS.sleep(millis);
        } catch (InterruptedException e) {
            throw new IllegalStateException(e); // nobody interrupts these threads
        }
    }

    private static void daemon(String name, Runnable work) {
        Thread thread = new Thread(work, name);
        thread.setDaemon(true);
        thread.start();
    }
}
