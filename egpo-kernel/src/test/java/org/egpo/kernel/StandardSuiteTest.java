package org.egpo.kernel;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.File;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.egpo.testing.SharedVectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** The Jupyter project's own kernel suite, run on an installed kernelspec. */
@Timeout(300)
class StandardSuiteTest {
    @TempDir
    private Path jupyter;

    @Test
    void installedKernelPassesTheStandardSuite() throws Exception {
        Optional<String> python = List.of("/usr/bin/python3", "python3").stream()
                .filter(StandardSuiteTest::knowsTheSuite)
                .findFirst();
        assumeTrue(python.isPresent(), "skipped: needs python3-jupyter-kernel-test");
        spec().install(jupyter.resolve("kernels"));

        // The suite allows 0.1 s between two messages; on a machine with more work than cores that is luck.
        Run run = run(python.get());
        for (int again = 0; again < 2 && run.output().contains("_queue.Empty"); again++) {
            run = run(python.get());
        }
        assertEquals(0, run.status(), run.output());
        assertTrue(run.output().contains("Ran 12 tests"), run.output());
        assertTrue(run.output().contains("skipped=1"), "all but the pager: " + run.output());
    }

    private record Run(int status, String output) {}

    private Run run(String python) throws IOException, InterruptedException {
        Path suite = SharedVectors.root().resolve("egpo-kernel/src/test/python/test_kernel.py");
        ProcessBuilder builder = new ProcessBuilder(python, suite.toString()).redirectErrorStream(true);
        builder.environment().put("JUPYTER_PATH", jupyter.toString());
        builder.environment()
                .put("JUPYTER_RUNTIME_DIR", jupyter.resolve("runtime").toString());
        Process process = builder.start();
        String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        return new Run(process.waitFor(), output);
    }

    @Test
    void installingAgainChangesNothing() throws IOException {
        Path kernels = jupyter.resolve("kernels");
        assertTrue(spec().install(kernels));
        Path file = kernels.resolve("java/kernel.json");
        String first = Files.readString(file);
        assertEquals(false, spec().install(kernels));
        assertEquals(first, Files.readString(file));
        Files.writeString(file, "broken");
        assertTrue(spec().install(kernels), "a broken kernelspec is replaced");
        assertEquals(first, Files.readString(file));
        try (var left = Files.list(kernels)) {
            assertEquals(List.of(kernels.resolve("java")), left.toList(), "nothing half-written is left");
        }
    }

    private static KernelSpec spec() {
        List<Path> classPath = Arrays.stream(
                        System.getProperty("surefire.test.class.path", System.getProperty("java.class.path"))
                                .split(File.pathSeparator))
                .map(Path::of)
                .toList();
        return new KernelSpec(
                "Java (test)",
                EgpoKernel.class.getName(),
                classPath,
                KernelSpec.commonOptions("512m"),
                Map.of(),
                Map.of());
    }

    private static boolean knowsTheSuite(String python) {
        try {
            return new ProcessBuilder(python, "-c", "import jupyter_kernel_test")
                            .redirectErrorStream(true)
                            .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                            .start()
                            .waitFor()
                    == 0;
        } catch (IOException e) {
            return false;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return false;
        }
    }
}
