package org.egpo.notebook;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.egpo.testing.SharedVectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/**
 * The short form of {@code ./egpo kernel check} on a freshly installed kernel. Needs {@code .egpo/venv}; skipped with a message
 * where it is absent.
 */
@Timeout(value = 10, unit = TimeUnit.MINUTES)
class KernelCheckIT {
    private static final Path ROOT = SharedVectors.root();
    private static final Path PYTHON = ROOT.resolve(".egpo/venv/bin/python");

    @TempDir
    private Path folder;

    @Test
    void theInstalledKernelDoesWhatItIsHeldTo() throws Exception {
        assumeTrue(Files.isExecutable(PYTHON), "skipped: ./egpo setup makes .egpo/venv with Jupyter and JJava");
        String kernels = folder.resolve("kernels").toString();
        assertRuns(tool("kernel", "install", "--dir", kernels));
        assertRuns(List.of(
                PYTHON.toString(),
                ROOT.resolve("egpo-notebook/jupyter/check.py").toString(),
                "--short"));
    }

    @Test
    void anotherJJavaIsRefusedByName() throws Exception {
        assumeTrue(Files.isExecutable(PYTHON), "skipped: ./egpo setup makes .egpo/venv with Jupyter and JJava");
        Path other = ROOT.resolve(".egpo/venv/share/jupyter/kernels/java/jjava-launcher.jar");
        Process process = start(tool("kernel", "install", "--from", other.toString(), "--dir", folder.toString()));
        String output = new String(process.getInputStream().readAllBytes());
        assertEquals(1, process.waitFor(), output);
        assertTrue(
                output.contains("is another JJava than this project is made for: it has no org.dflib.jjava."), output);
    }

    private static List<String> tool(String... arguments) {
        String java = Path.of(System.getProperty("java.home"), "bin", "java").toString();
        String jar = ROOT.resolve("egpo-tools/target/egpo-tools.jar").toString();
        return Stream.concat(Stream.of(java, "-Degpo.root=" + ROOT, "-jar", jar), Stream.of(arguments))
                .toList();
    }

    private void assertRuns(List<String> command) throws IOException, InterruptedException {
        Process process = start(command);
        String output = new String(process.getInputStream().readAllBytes());
        assertEquals(0, process.waitFor(), output);
    }

    private Process start(List<String> command) throws IOException {
        ProcessBuilder builder = new ProcessBuilder(command).redirectErrorStream(true);
        builder.environment().put("JUPYTER_PATH", folder.toString());
        return builder.start();
    }
}
