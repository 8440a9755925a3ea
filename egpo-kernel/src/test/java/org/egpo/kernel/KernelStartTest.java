package org.egpo.kernel;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.google.gson.JsonObject;
import io.github.spencerpark.jupyter.kernel.KernelConnectionProperties;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Starts, good and bad. */
@Timeout(180)
class KernelStartTest {
    @TempDir
    private Path folder;

    private record Ended(int status, String errors) {}

    private Ended start(String... arguments) throws Exception {
        List<String> command = new ArrayList<>(KernelClient.command(List.of()));
        command.addAll(List.of(arguments));
        Process process = new ProcessBuilder(command).start();
        String errors = new String(process.getErrorStream().readAllBytes(), StandardCharsets.UTF_8);
        return new Ended(process.waitFor(), errors);
    }

    private Ended startWith(String connectionFile) throws Exception {
        Path file = folder.resolve("connection.json");
        Files.writeString(file, connectionFile);
        return start(file.toString());
    }

    private static void assertSentence(Ended ended, String expected) {
        assertEquals(1, ended.status());
        assertEquals(1, ended.errors().lines().count(), ended.errors());
        assertTrue(ended.errors().contains(expected), ended.errors());
    }

    @Test
    void noConnectionFileIsOneSentence() throws Exception {
        assertSentence(start(), "expected one argument, the connection file");
        assertSentence(start(folder.resolve("none.json").toString()), "cannot read the connection file");
    }

    @Test
    void brokenConnectionFileNamesWhatIsWrong() throws Exception {
        assertSentence(startWith("{"), "is not JSON");
        assertSentence(startWith(""), "is empty");
        String good = KernelClient.connection().toJsonString();
        assertSentence(startWith(good.replace("\"tcp\"", "\"pigeon\"")), "transport = pigeon; expected tcp or ipc");
        assertSentence(startWith(good.replaceAll("\"shell_port\":\\d+", "\"shell_port\":0")), "shell_port = 0");
        assertSentence(startWith(good.replace("hmac-sha256", "rot13")), "signature_scheme = rot13");
    }

    @Test
    void portInUseIsOneSentence() throws Exception {
        KernelConnectionProperties connection = KernelClient.connection();
        try (ServerSocket taken = new ServerSocket(connection.getShellPort(), 1, InetAddress.getByName("127.0.0.1"))) {
            assertSentence(
                    startWith(connection.toJsonString()), "cannot listen on tcp://127.0.0.1:" + taken.getLocalPort());
        }
    }

    @Test
    void tenStartsInARowEachAnswerAndEnd() throws Exception {
        for (int i = 0; i < 10; i++) {
            try (KernelClient kernel = KernelClient.start()) {
                assertEquals(String.valueOf(i + 1), kernel.run(i + " + 1").value());
                assertTrue(kernel.shutdown());
                assertEquals("", kernel.errorText(), "nothing to complain about");
            }
        }
    }

    @Test
    void optionsOfIJavaAreTaken() throws Exception {
        Path jar = JarOfOneClass.write(folder, "a.B", "package a; public class B { public static final int C = 4; }");
        Path script = folder.resolve("start.jshell");
        Files.writeString(script, "int fromScript = 20;");
        Map<String, String> environment = Map.of(
                "IJAVA_CLASSPATH",
                jar.toString(),
                "IJAVA_STARTUP_SCRIPTS_PATH",
                script.toString(),
                "IJAVA_COMPILER_OPTS",
                "-Xlint:none",
                "IJAVA_TIMEOUT",
                "15000");
        try (KernelClient kernel = KernelClient.start(environment, List.of())) {
            assertEquals("24", kernel.run("a.B.C + fromScript").value());
            JsonObject reply = kernel.run("while (true) { }").reply();
            assertEquals("Interrupted", reply.get("ename").getAsString());
        }
    }
}
