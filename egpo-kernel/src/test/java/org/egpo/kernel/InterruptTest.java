package org.egpo.kernel;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeFalse;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.egpo.kernel.KernelClient.Result;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Interrupts end cells of every kind and leave all else as it was. */
@Timeout(120)
class InterruptTest {
    private static KernelClient kernel;

    @BeforeAll
    static void start() {
        kernel = KernelClient.start();
        kernel.run("int kept = 5; long counter = 0; int i = 0;\n"
                + "long fib(int n) { return n < 2 ? n : fib(n - 1) + fib(n - 2); }\n"
                + "class Work { static void forever() { do { } while (true); } }");
    }

    @AfterAll
    static void end() {
        kernel.close();
    }

    private static Result interrupted(String code) {
        return kernel.run("{ System.out.println(\"running\");\n" + code + " }", output -> {
            if (output.type().equals("stream") && output.text("text", "").startsWith("running")) {
                kernel.interrupt();
            }
        });
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "Thread.sleep(100_000);",
                "while (!Thread.currentThread().isInterrupted()) { } throw new InterruptedException();",
                "while (true) { }",
                "while (true) counter++;",
                "for (;;) { i = i + 1; if (i < 0) continue; }",
                "do { switch (i) { case 1: i = 2; default: i = 1; } } while (true);",
                "long r = fib(80);",
                "Work.forever();",
                "while (true) { try { Thread.sleep(10); } catch (InterruptedException e) { } }",
                "while (true) { try { fib(20); } catch (Throwable t) { } }",
                "java.util.stream.Stream.iterate(1, n -> n + 1).forEach(n -> counter += n);",
                "java.util.stream.IntStream.range(0, 8).parallel().forEach(n -> { while (true) counter++; });",
                "new Object() { synchronized void hold() throws Exception { wait(); } }.hold();"
            })
    void cellEndsAndStateStays(String code) {
        Result r = interrupted(code);
        assertEquals("error", r.status());
        assertEquals("Interrupted", r.reply().get("ename").getAsString(), () -> r.reply()
                .toString());
        assertTrue(r.traceback().contains("---->"), r.traceback());
        assertEquals("5", kernel.run("kept").value(), "state is kept");
        assertEquals(
                "ok",
                kernel.run("int sum = 0; for (int n = 0; n < 1000; n++) sum += n;")
                        .status());
    }

    @Test
    void finallyBlocksRun() {
        kernel.run("int closed = 0;");
        interrupted("try { while (true) { } } finally { for (int n = 0; n < 3; n++) closed++; }");
        assertEquals("3", kernel.run("closed").value());
    }

    @Test
    void valueThatTakesForEverToShowIsStopped() {
        Result r = kernel.run(
                "new Object() { public String toString() { System.out.println(\"running\"); while (true) { } } }",
                output -> {
                    if (output.type().equals("stream")) {
                        kernel.interrupt();
                    }
                });
        assertEquals("Interrupted", r.reply().get("ename").getAsString());
    }

    @Test
    void threadsOfAnInterruptedCellPrintNothingLater() {
        kernel.run("var stop = new java.util.concurrent.atomic.AtomicBoolean();");
        Result r = interrupted(
                "Thread t0 = new Thread(() -> { while (!stop.get()) { System.out.println(\"stale\"); Thread.onSpinWait(); } });"
                        + " t0.start();\n"
                        + "java.util.concurrent.locks.LockSupport.park();\n"
                        + "while (true) java.util.concurrent.locks.LockSupport.park();");
        assertEquals("Interrupted", r.reply().get("ename").getAsString());
        Result next = kernel.run(
                "String text = \"\"; for (int n = 0; n < 2000; n++) { text += n; Thread.onSpinWait(); } stop.set(true); System.out.println(\"mine\");");
        assertEquals("mine\n", next.stream("stdout"));
    }

    @Test
    void loopInsideALibraryIsAbandoned() {
        Result r = interrupted("BigInteger.valueOf(3).pow(300_000_000);");
        assertEquals("Interrupted", r.reply().get("ename").getAsString());
        assertTrue(r.reply().get("evalue").getAsString().startsWith("the cell did not stop within 5 s"), () -> r.reply()
                .toString());
        assertEquals("5", kernel.run("kept").value());
    }

    @Test
    void interruptWithoutACellIsHarmless() {
        kernel.interrupt();
        assertEquals("5", kernel.run("kept").value());
    }

    @Test
    void signalInterruptsTheCellToo() throws Exception {
        assumeFalse(
                ignoresInterruptSignal(),
                "started with the interrupt signal ignored, as shells start background jobs; processes pass that on");
        Result r = kernel.run("System.out.println(\"running\");\nwhile (true) { }", output -> {
            if (output.type().equals("stream")) {
                signal();
            }
        });
        assertEquals("Interrupted", r.reply().get("ename").getAsString());
        assertTrue(kernel.process().isAlive());
        assertFalse(kernel.run("kept").status().equals("error"));
    }

    /** Java leaves a signal ignored that was ignored when it started. */
    private static boolean ignoresInterruptSignal() throws IOException {
        Path status = Path.of("/proc/self/status");
        if (!Files.exists(status)) {
            return false;
        }
        return Files.readAllLines(status).stream()
                .filter(line -> line.startsWith("SigIgn:"))
                .anyMatch(line -> (Long.parseUnsignedLong(line.substring(7).strip(), 16) & 2) != 0);
    }

    private static void signal() {
        try {
            new ProcessBuilder("kill", "-INT", String.valueOf(kernel.process().pid()))
                    .inheritIO()
                    .start()
                    .waitFor();
        } catch (Exception e) {
            throw new IllegalStateException(e);
        }
    }
}
