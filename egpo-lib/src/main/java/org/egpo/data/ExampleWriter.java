package org.egpo.data;

import java.io.IOException;
import java.nio.file.Path;
import java.util.function.Function;

/**
 * Writes examples one by one to a temporary file beside the target; {@link #finish} moves it into place, {@link #close}
 * without it throws the unfinished file away, so that a file is either whole or not there. Names ending in {@code .gz} are compressed.
 */
public final class ExampleWriter implements AutoCloseable {
    private final WholeFile out;
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
        this.out = new WholeFile(file);
    }

    public void write(Example example) throws IOException {
        out.line(line.apply(example));
    }

    /** The file is whole: puts it in its place. */
    public void finish() throws IOException {
        out.finish();
    }

    @Override
    public void close() throws IOException {
        out.close();
    }
}
