package org.egpo.data;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.function.BiConsumer;
import java.util.function.Consumer;
import java.util.stream.StreamSupport;
import org.jspecify.annotations.Nullable;

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
     * Streams a file in flat memory; its format shows in its fields.
     *
     * @param onExample gets each example in order, with its {@link Example#source}
     * @param onBad gets each unusable line, the rest goes on; throw it to stop
     * @throws BadRecordException when the file is not there or of no known format
     */
    public static void read(Path file, Consumer<Example> onExample, Consumer<BadRecordException> onBad)
            throws IOException {
        read(file, null, onExample, onBad);
    }

    /**
     * Streams a file of JSON Lines, a JSON array (either may be compressed with gzip) or Parquet ({@code .parquet}).
     *
     * @param format null to go by the fields of the first record that tells
     */
    public static void read(
            Path file, @Nullable DataFormat format, Consumer<Example> onExample, Consumer<BadRecordException> onBad)
            throws IOException {
        RecordFormat[] reader = {format == null ? null : format.reader(file)};
        BadRecordException[] first = {null};
        BiConsumer<JsonNode, Source> onRecord = (record, source) -> {
            Example example;
            try {
                reader[0] = reader[0] == null ? DataFormat.of(record).reader(file) : reader[0];
                example = reader[0].read(record, source);
            } catch (BadRecordException ofAnotherFile) {
                throw ofAnotherFile;
            } catch (IllegalArgumentException problem) {
                BadRecordException bad = new BadRecordException(source, String.valueOf(problem.getMessage()));
                first[0] = first[0] == null ? bad : first[0];
                onBad.accept(bad);
                return;
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
            onExample.accept(example);
        };
        if (ParquetRecords.isParquet(file)) {
            ParquetRecords.read(file, onRecord);
        } else {
            JsonRecords.read(file, onRecord, onBad);
        }
        if (reader[0] == null && first[0] != null) {
            throw first[0]; // no record told the format: the file as a whole is a mistake
        }
    }

    /** For {@code onBad}: the first unusable line ends it. */
    public static void stop(BadRecordException e) {
        throw e;
    }

    /** Writes our own JSON Lines, compressed when the name ends in {@code .gz}. */
    public static void write(Path file, Iterable<Example> examples) throws IOException {
        WholeFile.writeLines(file, () -> StreamSupport.stream(examples.spliterator(), false)
                .map(Examples::line)
                .iterator());
    }

    /** One line of our own JSON Lines, without the line's end. */
    public static String line(Example example) {
        return EgpoFormat.line(example);
    }
}
