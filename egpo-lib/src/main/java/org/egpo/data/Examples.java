package org.egpo.data;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;

/** Reads and writes files of examples. */
public final class Examples {
    private Examples() {}

    /**
     * All examples of a file, in order.
     *
     * @throws BadRecordException at the first line that cannot be used
     */
    public static List<Example> read(Path file) throws IOException {
        List<Example> all = new ArrayList<>();
        read(file, all::add, Examples::stop);
        return all;
    }

    /**
     * Streams a file in flat memory.
     *
     * @param onExample gets each example in order, with its {@link Example#source}
     * @param onBad gets each unusable line, the rest goes on; throw it to stop
     */
    public static void read(Path file, Consumer<Example> onExample, Consumer<BadRecordException> onBad)
            throws IOException {
        RecordFormat format = new EgpoFormat();
        JsonRecords.read(
                file,
                (node, source) -> {
                    Example e = parse(format, node, source, onBad);
                    if (e != null) {
                        onExample.accept(e);
                    }
                },
                onBad);
    }

    private static Example parse(
            RecordFormat format, JsonNode node, Source source, Consumer<BadRecordException> onBad) {
        try {
            return format.read(node, source);
        } catch (IllegalArgumentException e) {
            onBad.accept(new BadRecordException(source, e.getMessage()));
            return null;
        }
    }

    static void stop(BadRecordException e) {
        throw e;
    }

    /** Writes our own JSON Lines, compressed when the name ends in {@code .gz}. */
    public static void write(Path file, Iterable<Example> examples) throws IOException {
        try (ExampleWriter out = new ExampleWriter(file)) {
            for (Example e : examples) {
                out.write(e);
            }
            out.finish();
        }
    }

    /** One line of our own JSON Lines, without the line's end. */
    public static String line(Example example) {
        return EgpoFormat.line(example);
    }
}
