package org.egpo.data;

import java.io.BufferedWriter;
import java.io.IOException;
import java.io.OutputStream;
import java.io.OutputStreamWriter;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.zip.GZIPOutputStream;

/**
 * A text file that is written whole or not at all: aside first, then moved to its place. Compressed where its name ends in
 * {@code .gz}. Missing folders are made.
 */
public final class WholeFile implements AutoCloseable {
    private final Path file;
    private final Path temporary;
    private final BufferedWriter out;

    public WholeFile(Path file) throws IOException {
        this.file = file;
        Files.createDirectories(file.toAbsolutePath().getParent());
        this.temporary = file.resolveSibling(file.getFileName() + ".tmp");
        OutputStream bytes = Files.newOutputStream(temporary);
        boolean gzip = file.getFileName().toString().endsWith(".gz");
        this.out = new BufferedWriter(
                new OutputStreamWriter(gzip ? new GZIPOutputStream(bytes) : bytes, StandardCharsets.UTF_8));
    }

    /** Writes a text at once. */
    public static void write(Path file, CharSequence text) throws IOException {
        try (WholeFile whole = new WholeFile(file)) {
            whole.out.append(text);
            whole.finish();
        }
    }

    /** Writes texts as lines at once. */
    public static void writeLines(Path file, Iterable<String> lines) throws IOException {
        try (WholeFile whole = new WholeFile(file)) {
            for (String line : lines) {
                whole.line(line);
            }
            whole.finish();
        }
    }

    /** Writes a text and the end of its line. */
    public void line(String text) throws IOException {
        out.write(text);
        out.write('\n');
    }

    /** All is written: puts the file in its place. */
    public void finish() throws IOException {
        out.close();
        Files.move(temporary, file, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
    }

    /** What was not finished leaves nothing behind. */
    @Override
    public void close() throws IOException {
        out.close();
        Files.deleteIfExists(temporary);
    }
}
