package org.egpo.data;

import java.io.BufferedWriter;
import java.io.IOException;
import java.io.OutputStream;
import java.io.OutputStreamWriter;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.function.Function;
import java.util.zip.GZIPOutputStream;

/**
 * Writes examples one by one to a temporary file beside the target; {@link #finish} moves it into place, {@link #close}
 * without it throws the unfinished file away, so that a file is either whole or not there. Names ending in {@code .gz} are compressed.
 */
public final class ExampleWriter implements AutoCloseable {
    private final Path file;
    private final Path temporary;
    private final BufferedWriter out;
    private final Function<Example, String> line;

    /** Opens a file of our own JSON Lines. */
    public ExampleWriter(Path file) throws IOException {
        this(file, DataFormat.EGPO);
    }

    /**
     * Opens a file of another format.
     *
     * @throws IllegalArgumentException for formats that are only read
     */
    public ExampleWriter(Path file, DataFormat format) throws IOException {
        this.line = switch (format) {
            case EGPO -> EgpoFormat::line;
            case OPENAI -> OpenAiFormat::line;
            case VERL -> VerlFormat::line;
            default ->
                throw new IllegalArgumentException(
                        "files of the format " + format + " are only read; write egpo, openai or verl");
        };
        this.file = file;
        Path folder = file.toAbsolutePath().getParent();
        Files.createDirectories(folder);
        this.temporary = folder.resolve(file.getFileName() + ".tmp");
        OutputStream bytes = Files.newOutputStream(temporary);
        boolean gzip = file.getFileName().toString().endsWith(".gz");
        this.out = new BufferedWriter(
                new OutputStreamWriter(gzip ? new GZIPOutputStream(bytes) : bytes, StandardCharsets.UTF_8));
    }

    public void write(Example example) throws IOException {
        out.write(line.apply(example));
        out.write('\n');
    }

    /** The file is whole: puts it in its place. */
    public void finish() throws IOException {
        out.close();
        Files.move(temporary, file, StandardCopyOption.REPLACE_EXISTING);
    }

    @Override
    public void close() throws IOException {
        out.close();
        Files.deleteIfExists(temporary);
    }
}
