package org.egpo.data;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.function.Consumer;

/** From JSON records to examples; finds the format out when nobody named it. */
final class RecordReader {
    private final Path file;
    private final Consumer<Example> onExample;
    private final Consumer<BadRecordException> onBad;
    private RecordFormat reader;
    private BadRecordException unknown;

    RecordReader(Path file, DataFormat format, Consumer<Example> onExample, Consumer<BadRecordException> onBad)
            throws IOException {
        this.file = file;
        this.onExample = onExample;
        this.onBad = onBad;
        this.reader = format == null ? null : format.reader(file);
    }

    void accept(JsonNode record, Source source) {
        if (reader == null && !detect(record, source)) {
            return;
        }
        Example e;
        try {
            e = reader.read(record, source);
        } catch (IllegalArgumentException problem) {
            onBad.accept(new BadRecordException(source, problem.getMessage()));
            return;
        }
        onExample.accept(e);
    }

    private boolean detect(JsonNode record, Source source) {
        DataFormat format = DataFormat.detect(record);
        if (format == null) {
            BadRecordException e = new BadRecordException(source, DataFormat.undetected(record));
            unknown = unknown == null ? e : unknown;
            onBad.accept(e);
            return false;
        }
        try {
            reader = format.reader(file);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return true;
    }

    /** A file in which no record told its format is a mistake as a whole. */
    void end() {
        if (reader == null && unknown != null) {
            throw unknown;
        }
    }
}
