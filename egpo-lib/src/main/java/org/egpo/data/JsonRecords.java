package org.egpo.data;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.databind.JsonNode;
import java.io.BufferedInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.function.BiConsumer;
import java.util.function.Consumer;
import java.util.zip.GZIPInputStream;
import java.util.zip.ZipException;

/** The objects of a JSON Lines file or a JSON array, gzip or not, one at a time with their line numbers. */
public final class JsonRecords {
    private static final int BUFFER = 1 << 16;
    private static final int GZIP_MAGIC = 0x8B1F;

    private final String file;
    private final BiConsumer<JsonNode, Source> onRecord;
    private final Consumer<BadRecordException> onBad;

    private JsonRecords(String file, BiConsumer<JsonNode, Source> onRecord, Consumer<BadRecordException> onBad) {
        this.file = file;
        this.onRecord = onRecord;
        this.onBad = onBad;
    }

    /**
     * @param onRecord gets each object with its place
     * @param onBad gets each unusable line; throw to stop there
     * @throws BadRecordException when there is no such file
     * @throws IOException when the file cannot be read
     */
    public static void read(Path path, BiConsumer<JsonNode, Source> onRecord, Consumer<BadRecordException> onBad)
            throws IOException {
        try (InputStream in = open(path)) {
            new JsonRecords(path.toString(), onRecord, onBad).read(in);
        }
    }

    private static InputStream open(Path path) throws IOException {
        InputStream in;
        try {
            in = new BufferedInputStream(Files.newInputStream(path), BUFFER);
        } catch (NoSuchFileException e) {
            throw new BadRecordException(new Source(path.toString(), 0), "there is no such file");
        }
        in.mark(2);
        int magic = in.read() | in.read() << 8;
        in.reset();
        return magic == GZIP_MAGIC ? new BufferedInputStream(new GZIPInputStream(in, BUFFER), BUFFER) : in;
    }

    private void read(InputStream in) throws IOException {
        skipByteOrderMark(in);
        long line = 1;
        try {
            in.mark(BUFFER);
            int first = in.read();
            int skipped = 1;
            while ((first == ' ' || first == '\n' || first == '\r' || first == '\t') && skipped++ < BUFFER) {
                first = in.read();
            }
            in.reset();
            if (first == '[') {
                readArray(in);
                return;
            }
            ByteArrayOutputStream bytes = new ByteArrayOutputStream();
            byte[] chunk = new byte[BUFFER];
            for (int n = in.read(chunk); n >= 0; n = in.read(chunk)) {
                int from = 0;
                for (int i = 0; i < n; i++) {
                    if (chunk[i] == '\n') {
                        bytes.write(chunk, from, i - from);
                        readLine(bytes.toByteArray(), line++);
                        bytes.reset();
                        from = i + 1;
                    }
                }
                bytes.write(chunk, from, n - from);
            }
            readLine(bytes.toByteArray(), line);
        } catch (java.io.EOFException | ZipException e) {
            onBad.accept(bad(line, "the compressed file is damaged or was cut off here"));
        }
    }

    private static void skipByteOrderMark(InputStream in) throws IOException {
        in.mark(3);
        if (in.read() != 0xEF || in.read() != 0xBB || in.read() != 0xBF) {
            in.reset();
        }
    }

    private BadRecordException bad(long line, String reason) {
        return new BadRecordException(new Source(file, line), reason);
    }

    private void readLine(byte[] bytes, long line) {
        String text;
        try {
            text = StandardCharsets.UTF_8
                    .newDecoder()
                    .decode(ByteBuffer.wrap(bytes))
                    .toString();
        } catch (CharacterCodingException e) {
            onBad.accept(bad(line, "the bytes are not UTF-8; save the file as UTF-8"));
            return;
        }
        if (text.isBlank()) {
            return;
        }
        JsonNode node;
        try {
            node = Json.READER.readValue(text);
        } catch (JsonProcessingException e) {
            onBad.accept(bad(line, "not valid JSON: " + Fields.reason(e)));
            return;
        }
        accept(node, line);
    }

    private void accept(JsonNode node, long line) {
        if (!node.isObject()) {
            onBad.accept(bad(line, "expected a JSON object, not " + Fields.kind(node)));
            return;
        }
        onRecord.accept(node, new Source(file, line));
    }

    /** What is no JSON ends an array: nobody knows where the next record would start. */
    private void readArray(InputStream in) throws IOException {
        long line = 1;
        try (JsonParser json = Json.MAPPER.getFactory().createParser(in)) {
            json.nextToken();
            while (json.nextToken() != JsonToken.END_ARRAY) {
                line = json.currentLocation().getLineNr();
                if (json.currentToken() == null) {
                    onBad.accept(bad(line, "the array is cut off; its closing ] is missing"));
                    return;
                }
                accept(json.readValueAsTree(), line);
            }
        } catch (JsonProcessingException e) {
            line = e.getLocation() == null ? line : e.getLocation().getLineNr();
            onBad.accept(bad(line, "not valid JSON, and the rest of the array is lost with it: " + Fields.reason(e)));
        }
    }
}
