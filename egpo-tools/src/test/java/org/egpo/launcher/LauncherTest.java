package org.egpo.launcher;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.egpo.testing.SharedVectors;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** What a newcomer meets when something is missing: one clear sentence each, made with a small world of fake commands. */
@Timeout(value = 2, unit = TimeUnit.MINUTES)
class LauncherTest {
    /** Commands of the system that the launcher itself needs. */
    private static final List<String> TOOLS = List.of(
            "sh",
            "sed",
            "head",
            "grep",
            "cat",
            "find",
            "cksum",
            "sort",
            "mkdir",
            "rm",
            "mv",
            "dirname",
            "readlink",
            "id",
            "uname",
            "df",
            "awk",
            "printf",
            "env",
            "tr",
            "ls",
            "chmod",
            "touch",
            "expr",
            "basename");

    @TempDir
    private Path folder;

    private Path clone;
    private Path bin;

    private record Result(int status, String output) {}

    @BeforeEach
    void smallWorld() throws IOException {
        assumeTrue(Files.isExecutable(Path.of("/bin/sh")), "skipped: the launcher needs a POSIX shell");
        clone = Files.createDirectories(folder.resolve("clone"));
        Files.createDirectories(clone.resolve("egpo-lib/src/main"));
        Files.createDirectories(clone.resolve("notebooks"));
        Files.writeString(clone.resolve("pom.xml"), "<project/>");
        Files.writeString(clone.resolve("egpo-lib/pom.xml"), "<project/>");
        Files.copy(SharedVectors.root().resolve("egpo"), clone.resolve("egpo"));
        executable(clone.resolve("egpo"));
        bin = Files.createDirectories(folder.resolve("bin"));
        for (String tool : TOOLS) {
            Path real = Stream.of("/usr/bin", "/bin")
                    .map(d -> Path.of(d, tool))
                    .filter(Files::isExecutable)
                    .findFirst()
                    .orElse(null);
            if (real != null) {
                Files.createSymbolicLink(bin.resolve(tool), real);
            }
        }
    }

    private static void executable(Path file) throws IOException {
        Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rwxr-xr-x"));
    }

    private void command(String name, String script) throws IOException {
        Path file = bin.resolve(name);
        Files.writeString(file, "#!/bin/sh\n" + script + "\n");
        executable(file);
    }

    private void java(int major) throws IOException {
        command(
                "java",
                "case $1 in -version) echo 'openjdk version \"" + major + ".0.1\" 2025-01-01' >&2 ;;"
                        + " --list-modules) echo jdk.jshell@" + major + " ;; *) echo \"java: $*\" ;; esac");
    }

    private Result egpo(String... arguments) throws IOException, InterruptedException {
        List<String> command =
                new ArrayList<>(List.of("/bin/sh", clone.resolve("egpo").toString()));
        command.addAll(List.of(arguments));
        ProcessBuilder builder = new ProcessBuilder(command).redirectErrorStream(true);
        builder.environment().clear();
        builder.environment().putAll(Map.of("PATH", bin.toString(), "HOME", folder.toString()));
        Process process = builder.start();
        process.getOutputStream().close();
        String output = new String(process.getInputStream().readAllBytes());
        return new Result(process.waitFor(), output);
    }

    private void assertSays(Result result, String sentence) {
        assertEquals(1, result.status, result.output);
        assertTrue(result.output.contains(sentence), result.output);
        assertFalse(result.output.contains("syntax error") || result.output.contains("not found\n"), result.output);
    }

    @Test
    void noJava() throws Exception {
        assertSays(egpo("run"), "No Java was found: install a JDK 17 or later.");
    }

    @Test
    void tooOldJava() throws Exception {
        java(11);
        assertSays(egpo("run"), "is too old: JDK 17 or later is needed");
    }

    @Test
    void aRuntimeWithoutTheCompiler() throws Exception {
        command("java", "case $1 in -version) echo 'openjdk version \"17.0.1\"' >&2 ;; *) echo java.base ;; esac");
        assertSays(egpo("run"), "is a runtime only: a full JDK 17 or later is needed");
    }

    @Test
    void noMaven() throws Exception {
        java(17);
        assertSays(egpo("run"), "No Maven was found: install Apache Maven 3.8 or later");
    }

    @Test
    void noNetworkOnFirstUse() throws Exception {
        java(17);
        command("mvn", "echo '[ERROR] Could not transfer artifact x from central: Unknown host'; exit 1");
        assertSays(egpo("run"), "the first use needs the network (Maven Central)");
    }

    @Test
    void diskFullWhileBuilding() throws Exception {
        java(17);
        command("mvn", "echo '[ERROR] No space left on device'; exit 1");
        assertSays(egpo("run"), "the disk is full");
    }

    @Test
    void buildOutputNotWritable() throws Exception {
        java(17);
        Files.writeString(clone.resolve("target"), "a file where a folder should be");
        assertSays(egpo("run"), "target cannot be written");
    }

    @Test
    void noJupyterAndNoPython() throws Exception {
        built();
        assertSays(egpo("run"), "No python3 of version 3.9 or later");
    }

    @Test
    void noJupyterAndNoNetwork() throws Exception {
        built();
        command(
                "python3",
                "[ $1 = -c ] && exit 0; mkdir -p \"$3/bin\";"
                        + " printf '#!/bin/sh\\nexit 1\\n' >\"$3/bin/python\"; chmod +x \"$3/bin/python\"");
        assertSays(egpo("run"), "pip could not install Jupyter");
    }

    @Test
    void aPythonTooOldOrWithoutItsVenvModule() throws Exception {
        built();
        command("python3", "exit 1");
        assertSays(egpo("run"), "with its venv module was found");
    }

    @Test
    void outsideTheClone() throws Exception {
        Path elsewhere = Files.createDirectories(folder.resolve("elsewhere"));
        Files.copy(clone.resolve("egpo"), elsewhere.resolve("egpo"));
        clone = elsewhere;
        assertSays(egpo("run"), "is not a clone of EGPO Notebooks");
    }

    @Test
    void doctorNamesWhatIsMissingAndHowToMendIt() throws Exception {
        Result result = egpo("doctor");
        assertEquals(1, result.status);
        for (String what : List.of("java", "maven", "jupyter")) {
            assertTrue(result.output.contains("MISSING  " + what), result.output);
        }
        assertTrue(result.output.contains("sudo apt install maven"), result.output);
    }

    @Test
    void helpNeedsNothing() throws Exception {
        Result result = egpo("--help");
        assertEquals(0, result.status, result.output);
        assertTrue(result.output.contains("./egpo run [NOTEBOOK…]"), result.output);
    }

    @Test
    void aLinkToTheLauncherWorks() throws Exception {
        Path link = Files.createSymbolicLink(folder.resolve("link"), clone.resolve("egpo"));
        clone = Files.createDirectories(folder.resolve("other"));
        Files.createSymbolicLink(clone.resolve("egpo"), link);
        assertEquals(0, egpo("help").status);
    }

    /** A built library, so that the launcher goes on to look for Jupyter. */
    private void built() throws IOException {
        java(17);
        command("mvn", "mkdir -p egpo-tools/target; touch egpo-tools/target/egpo-tools.jar; exit 0");
    }
}
