package org.egpo.notebook;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.File;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.egpo.testing.SharedVectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/**
 * The quickstart in a real browser ({@code src/test/browser/notebook.mjs}). Needs JupyterLab in {@code .egpo/venv}, node, npm
 * and Chromium; skipped with a message where one is absent.
 */
@Timeout(value = 10, unit = TimeUnit.MINUTES)
class BrowserIT {
    private static final Path ROOT = SharedVectors.root();
    private static final Path SCRIPTS = ROOT.resolve("egpo-tools/src/test/browser");

    @TempDir
    private Path folder;

    @Test
    void theQuickstartRunsInABrowser() throws Exception {
        String jupyter = jupyter();
        String node = need("node", "node");
        String chromium = need("Chromium", "chromium", "chromium-browser", "google-chrome");
        Path modules = playwright(need("npm", "npm"));
        Path notebooks = Files.createDirectories(folder.resolve("notebooks"));
        Files.copy(ROOT.resolve("notebooks/00-quickstart.ipynb"), notebooks.resolve("quickstart.ipynb"));
        Map<String, String> environment = environment();
        installKernel(environment);
        int port = freePort();
        Process server = start(
                environment,
                List.of(
                        jupyter,
                        "lab",
                        "--allow-root",
                        "--no-browser",
                        "--ip=127.0.0.1",
                        "--port=" + port,
                        "--IdentityProvider.token=egpo",
                        "--LabApp.expose_app_in_browser=True",
                        "--notebook-dir=" + notebooks));
        try {
            String base = "http://127.0.0.1:" + port;
            waitFor(base + "/api?token=egpo");
            String notebook = base + "/lab/tree/quickstart.ipynb?token=egpo";
            drive(modules, node, "notebook.mjs", notebook, chromium, "quickstart");
        } finally {
            server.descendants().forEach(ProcessHandle::destroy);
            server.destroy();
            server.waitFor();
        }
    }

    @Test
    void thePageOfTheQuickstartShowsTablesPlotsAndFormulas() throws Exception {
        String jupyter = jupyter();
        String node = need("node", "node");
        String chromium = need("Chromium", "chromium", "chromium-browser", "google-chrome");
        Path modules = playwright(need("npm", "npm"));
        Map<String, String> environment = environment();
        installKernel(environment);
        String pages = folder.resolve("pages").toString();
        List<String> command = List.of(
                java(),
                "-Degpo.root=" + ROOT,
                "-jar",
                jar(),
                "run",
                "--jupyter",
                jupyter,
                "--out",
                pages,
                "00-quickstart");
        String output = run(environment, command);
        assertTrue(output.contains("cells  ok"), output);
        drive(modules, node, "page.mjs", pages + "/00-quickstart.html", chromium, "quickstart-page");
    }

    private void drive(Path modules, String node, String script, String target, String chromium, String name)
            throws Exception {
        Path screenshot =
                Files.createDirectories(ROOT.resolve("egpo-tools/target")).resolve(name + ".png");
        ProcessBuilder driver = new ProcessBuilder(
                        node, SCRIPTS.resolve(script).toString(), target, chromium, screenshot.toString())
                .directory(modules.toFile())
                .redirectErrorStream(true)
                .redirectOutput(folder.resolve("browser.log").toFile());
        int status = driver.start().waitFor();
        assertEquals(0, status, () -> read(folder.resolve("browser.log")) + read(folder.resolve("server.log")));
    }

    private static String jupyter() {
        Path jupyter = ROOT.resolve(".egpo/venv/bin/jupyter");
        assumeTrue(Files.isExecutable(jupyter), "skipped: ./egpo setup makes .egpo/venv with JupyterLab");
        return jupyter.toString();
    }

    private static String java() {
        return Path.of(System.getProperty("java.home"), "bin", "java").toString();
    }

    private static String jar() {
        return ROOT.resolve("egpo-tools/target/egpo-tools.jar").toString();
    }

    private Map<String, String> environment() {
        String jupyter = folder.resolve("jupyter").toString();
        return Map.of(
                "JUPYTER_PATH", jupyter,
                "JUPYTER_DATA_DIR", jupyter,
                "JUPYTER_CONFIG_DIR", jupyter,
                "JUPYTER_RUNTIME_DIR", jupyter,
                "EGPO_QUICK", "1",
                "EGPO_DATASETS", ROOT.resolve("datasets").toString());
    }

    private void installKernel(Map<String, String> environment) throws Exception {
        String kernels = folder.resolve("jupyter/kernels").toString();
        run(environment, List.of(java(), "-Degpo.root=" + ROOT, "-jar", jar(), "kernel", "install", "--dir", kernels));
    }

    /** The folder that holds playwright-core; fetched once with npm. */
    private Path playwright(String npm) throws Exception {
        Path home = Files.createDirectories(ROOT.resolve(".egpo/browser"));
        if (!Files.isDirectory(home.resolve("node_modules/playwright-core"))) {
            Files.copy(
                    SCRIPTS.resolve("package.json"), home.resolve("package.json"), StandardCopyOption.REPLACE_EXISTING);
            Process install = new ProcessBuilder(npm, "install", "--no-audit", "--no-fund", "--ignore-scripts")
                    .directory(home.toFile())
                    .redirectErrorStream(true)
                    .redirectOutput(folder.resolve("npm.log").toFile())
                    .start();
            boolean ended = install.waitFor(2, TimeUnit.MINUTES);
            assumeTrue(ended && install.exitValue() == 0, "skipped: npm could not fetch playwright-core");
        }
        return home;
    }

    private static String need(String what, String... names) {
        Optional<String> found = Stream.of(System.getenv("PATH").split(File.pathSeparator))
                .flatMap(d -> Stream.of(names).map(n -> Path.of(d, n)))
                .filter(Files::isExecutable)
                .map(Path::toString)
                .findFirst();
        assumeTrue(found.isPresent(), "skipped: the browser test needs " + what);
        return found.get();
    }

    private Process start(Map<String, String> environment, List<String> command) throws IOException {
        ProcessBuilder builder = new ProcessBuilder(command)
                .redirectErrorStream(true)
                .redirectOutput(folder.resolve("server.log").toFile());
        builder.environment().putAll(environment);
        return builder.start();
    }

    private String run(Map<String, String> environment, List<String> command) throws Exception {
        ProcessBuilder builder = new ProcessBuilder(command).redirectErrorStream(true);
        builder.environment().putAll(environment);
        Process process = builder.start();
        String output = new String(process.getInputStream().readAllBytes());
        assertEquals(0, process.waitFor(), output);
        return output;
    }

    private static int freePort() throws IOException {
        try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            return socket.getLocalPort();
        }
    }

    private void waitFor(String url) throws InterruptedException {
        HttpClient client = HttpClient.newHttpClient();
        HttpRequest request = HttpRequest.newBuilder(URI.create(url))
                .timeout(Duration.ofSeconds(5))
                .build();
        for (int tries = 0; tries < 300; tries++) {
            try {
                if (client.send(request, HttpResponse.BodyHandlers.discarding()).statusCode() == 200) {
                    return;
                }
            } catch (IOException e) {
                // not up yet
            }
            TimeUnit.MILLISECONDS.sleep(100);
        }
        throw new IllegalStateException("the notebook server did not start: " + read(folder.resolve("server.log")));
    }

    private static String read(Path file) {
        try {
            return Files.exists(file) ? Files.readString(file) : "";
        } catch (IOException e) {
            return e.toString();
        }
    }
}
