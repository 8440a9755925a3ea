package org.egpo.kernel;

/** Ends the kernel when the Jupyter that started it is gone. */
final class ParentWatch {
    private static final long EXIT_MILLIS = 2000;

    private ParentWatch() {}

    static void start() {
        String parent = System.getenv("JPY_PARENT_PID");
        if (parent != null && parent.matches("\\d{2,18}")) {
            ProcessHandle.of(Long.parseLong(parent))
                    .ifPresent(process -> process.onExit().thenRun(() -> exit(0)));
        }
    }

    /** Exits, even when a shutdown hook of a cell hangs. */
    static void exit(int status) {
        Thread last = new Thread(
                () -> {
                    try {
                        Thread.sleep(EXIT_MILLIS);
                    } catch (InterruptedException e) {
                        Thread.currentThread().interrupt();
                    }
                    Runtime.getRuntime().halt(status);
                },
                "kernel-exit");
        last.setDaemon(true);
        last.start();
        System.exit(status);
    }
}
