package org.egpo.jupyter;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.lang.reflect.Method;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.concurrent.CancellationException;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import javax.tools.ToolProvider;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What happens to a cell's code, without a kernel; with one, see {@code KernelCheckIT}. */
@Timeout(value = 1, unit = TimeUnit.MINUTES)
class CellCodeTest {
    /** JJava's own pattern of line magics. */
    private static final Pattern LINE_MAGIC = Pattern.compile("(?<=(?:^|=))\\s*%(?<args>\\w.*?)$", Pattern.MULTILINE);

    @TempDir
    private Path folder;

    @ParameterizedTest
    @ValueSource(
            strings = {
                "while (true) {}",
                "do { n++; } while (n != -1);",
                "for (;;) { switch ((int) n & 3) { case 0: continue; case 1: break; default: n++; } }",
                "while (true) { try { n++; } catch (Throwable e) { n--; } }",
                "Runnable r = () -> { while (true) {} }; r.run();",
                "down(Long.MAX_VALUE); while (true) { fall(40); }"
            })
    void aLoopEndsOnAnInterrupt(String loop) throws Exception {
        Method method = compile("static volatile long n; static void down(long i) {}"
                + " static long fall(int i) { return i < 2 ? i : fall(i - 1) + fall(i - 2); }"
                + " public static void run(Runnable started) throws Exception { started.run(); " + loop + " }");
        ExecutorService thread = Executors.newSingleThreadExecutor();
        try {
            Interrupts.asked = false;
            CountDownLatch started = new CountDownLatch(1);
            Runnable begun = started::countDown;
            Future<?> code = thread.submit(() -> Interrupts.invoke(method, null, new Object[] {begun}));
            started.await();
            Interrupts.stop(null);
            assertThrows(CancellationException.class, () -> Interrupts.get(code));
            assertThrows(ExecutionException.class, code::get, "the thread itself has ended");
        } finally {
            thread.shutdownNow();
            Interrupts.asked = false;
        }
    }

    @Test
    void anInterruptedCellHasTheSentenceOfItsOwnCode() throws Exception {
        Method method = compile("public static void run(Runnable started) { started.run();"
                + " try { Thread.sleep(600_000); } catch (InterruptedException e) {"
                + " throw new java.util.concurrent.CancellationException(\"a checkpoint was written\"); } }");
        ExecutorService thread = Executors.newSingleThreadExecutor();
        try {
            Interrupts.asked = false;
            CountDownLatch started = new CountDownLatch(1);
            Runnable begun = started::countDown;
            Future<?> code = thread.submit(() -> Interrupts.invoke(method, null, new Object[] {begun}));
            started.await();
            Interrupts.stop(null);
            ExecutionException e = assertThrows(ExecutionException.class, () -> Interrupts.get(code));
            assertEquals("a checkpoint was written", e.getCause().getCause().getMessage());
        } finally {
            thread.shutdownNow();
            Interrupts.asked = false;
        }
    }

    private Method compile(String members) throws Exception {
        Path source = Files.writeString(folder.resolve("Cell.java"), "public class Cell { " + members + " }");
        assertEquals(
                0,
                ToolProvider.getSystemJavaCompiler().run(null, null, null, "-d", folder.toString(), source.toString()));
        Map<String, byte[]> files = Map.of("Cell", Files.readAllBytes(folder.resolve("Cell.class")));
        ClassLoader loader = new ClassLoader(getClass().getClassLoader()) {
            @Override
            protected Class<?> findClass(String name) {
                byte[] woven = (byte[]) Interrupts.addChecks(files, name);
                return defineClass(name, woven, 0, woven.length);
            }
        };
        return loader.loadClass("Cell").getMethod("run", Runnable.class);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "var a = \"\"\"\n%abc\n=%d\n\"\"\";",
                "f(\"\"\"\n  %a \\\"\"\" %b\n  %c\"\"\", \"\"\"\n%d\"\"\")",
                "var open = \"\"\"\n%abc"
            })
    void aTextBlockIsNoMagic(String code) {
        assertEquals(code, replaced(code));
    }

    @Test
    void aMagicBesideATextBlockIsOne() {
        assertEquals(
                "M\nvar a = \"\"\"\n%b\"\"\";\nint c =M",
                replaced("%time x\nvar a = \"\"\"\n%b\"\"\";\nint c = %maven y"));
    }

    private static String replaced(String code) {
        StringBuffer out = new StringBuffer();
        Matcher magics = Cells.matcher(LINE_MAGIC, code);
        while (magics.find()) {
            magics.appendReplacement(out, "M");
        }
        return Cells.text(magics.appendTail(out));
    }
}
