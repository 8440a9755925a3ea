package org.egpo.data;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.databind.JsonNode;
import java.io.BufferedInputStream;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.function.BiConsumer;
import java.util.function.Consumer;
import java.util.zip.GZIPInputStream;
import java.util.zip.ZipException;
import org.jspecify.annotations.Nullable;

/** The objects of a JSON Lines file, a JSON array or a row of pretty-printed objects, gzip or not, one at a time with their line numbers. */
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
        String wide = skipByteOrderMark(in);
        if (wide != null) {
            onBad.accept(bad(
                    1, "the file is in " + wide + ", not UTF-8; save it as UTF-8 (iconv -f " + wide + " -t UTF-8)"));
            return;
        }
        long line = 1;
        try {
            in.mark(BUFFER);
            String start = new String(in.readNBytes(BUFFER), StandardCharsets.ISO_8859_1).stripLeading();
            in.reset();
            if (start.startsWith("[") || isPretty(start)) {
                readTree(in, start.startsWith("["));
                return;
            }
            // A character for each byte: what a line's bytes say is found out line by line.
            BufferedReader lines = new BufferedReader(new InputStreamReader(in, StandardCharsets.ISO_8859_1));
            for (String bytes = lines.readLine(); bytes != null; bytes = lines.readLine()) {
                readLine(bytes.getBytes(StandardCharsets.ISO_8859_1), line++);
            }
        } catch (java.io.EOFException | ZipException e) {
            onBad.accept(bad(line, "the compressed file is damaged or was cut off here"));
        }
    }

    /** Whether an object goes on in the second line: then lines are no records. */
    private static boolean isPretty(String start) {
        int end = start.indexOf('\n');
        return start.startsWith("{")
                && end > 0
                && start.substring(end).stripLeading().matches("(?s)[}\\]\"].*")
                && !isJson(start.substring(0, end));
    }

    private static boolean isJson(String line) {
        try {
            Json.READER.readValue(line);
            return true;
        } catch (JsonProcessingException e) {
            return false;
        }
    }

    /** Skips UTF-8's mark; the name of the encoding where the file is in another, by its mark or by the zeros beside its letters. */
    private static @Nullable String skipByteOrderMark(InputStream in) throws IOException {
        in.mark(4);
        byte[] b = Arrays.copyOf(in.readNBytes(4), 4);
        in.reset();
        if (b[0] == (byte) 0xEF && b[1] == (byte) 0xBB && b[2] == (byte) 0xBF) {
            in.skipNBytes(3);
        }
        boolean big = b[0] == (byte) 0xFE && b[1] == (byte) 0xFF || b[0] == 0 && b[1] != 0;
        boolean little = b[0] == (byte) 0xFF && b[1] == (byte) 0xFE || b[0] != 0 && b[1] == 0 && b[2] != 0;
        return big || little ? "UTF-16" : null;
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
            onBad.accept(bad(
                    line,
                    "the bytes are not UTF-8, but may be Latin-1 (ISO-8859-1); save the file as UTF-8"
                            + " (iconv -f ISO-8859-1 -t UTF-8)"));
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

    /** Objects that are spread over lines, in an array or one after the other. What is no JSON ends them: nobody knows where the next one would start. */
    private void readTree(InputStream in, boolean array) throws IOException {
        long line = 1;
        try (JsonParser json = Json.MAPPER.getFactory().createParser(in)) {
            if (array) {
                json.nextToken();
            }
            while (json.nextToken() != (array ? JsonToken.END_ARRAY : null)) {
                line = json.currentLocation().getLineNr();
                if (json.currentToken() == null) {
                    onBad.accept(bad(line, "the array is cut off; its closing ] is missing"));
                    return;
                }
                accept(json.readValueAsTree(), line);
            }
        } catch (JsonProcessingException e) {
            line = e.getLocation() == null ? line : e.getLocation().getLineNr();
            String rest = array ? "array" : "file";
            onBad.accept(
                    bad(line, "not valid JSON, and the rest of the " + rest + " is lost with it: " + Fields.reason(e)));
        }
    }
}
