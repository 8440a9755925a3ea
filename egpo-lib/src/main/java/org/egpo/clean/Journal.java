package org.egpo.clean;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectReader;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.BufferedInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.channels.Channels;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.HashMap;
import java.util.Map;
import org.egpo.call.ValueJson;

/**
 * Every judgement as soon as it is made: JSON Lines, each written by one call of the operating system. A process that is
 * killed loses at most the line it was writing; the next start cuts that rest away and goes on. In memory stands only where
 * each record's line begins.
 */
final class Journal implements AutoCloseable {
    private static final int BLOCK = 1 << 16;
    private static final ObjectReader LINE = ValueJson.MAPPER.reader().without(JsonParser.Feature.AUTO_CLOSE_SOURCE);

    private final Path file;
    private final FileChannel channel;
    private final Map<Integer, Long> offsets = new HashMap<>();

    private Journal(Path file, FileChannel channel) {
        this.file = file;
        this.channel = channel;
    }

    /**
     * Opens the journal of a run, or starts it.
     *
     * @param input names the input by its content
     * @throws IllegalArgumentException when the file belongs to another run
     */
    static Journal open(Path file, String input, String judge) throws IOException {
        FileChannel channel =
                FileChannel.open(file, StandardOpenOption.CREATE, StandardOpenOption.READ, StandardOpenOption.WRITE);
        Journal journal = new Journal(file, channel);
        try {
            ObjectNode header =
                    ValueJson.MAPPER.createObjectNode().put("input", input).put("judge", judge);
            journal.load(header);
            if (channel.size() == 0) {
                journal.write(header.toString());
            }
            return journal;
        } catch (IOException | RuntimeException e) {
            channel.close();
            throw e;
        }
    }

    private void load(JsonNode header) throws IOException {
        long at = 0;
        long lineStart = 0;
        ByteArrayOutputStream line = new ByteArrayOutputStream();
        InputStream bytes = new BufferedInputStream(Channels.newInputStream(channel), BLOCK);
        for (int b = bytes.read(); b >= 0; b = bytes.read()) {
            at++;
            if (b != '\n') {
                line.write(b);
                continue;
            }
            index(line.toByteArray(), lineStart, header);
            lineStart = at;
            line.reset();
        }
        channel.truncate(lineStart);
        channel.position(lineStart);
    }

    private void index(byte[] line, long start, JsonNode header) throws IOException {
        JsonNode node = ValueJson.MAPPER.readTree(line);
        if (start > 0) {
            offsets.put(node.get("record").intValue(), start);
        } else if (!header.equals(node)) {
            throw new IllegalArgumentException(
                    file + " belongs to another input or another judge: delete it, or write to another --out.");
        }
    }

    synchronized boolean has(int record) {
        return offsets.containsKey(record);
    }

    synchronized int judged() {
        return offsets.size();
    }

    synchronized void append(int record, Judgement judgement) throws IOException {
        long start = channel.position();
        write(JudgementJson.line(record, judgement));
        offsets.put(record, start);
    }

    private void write(String line) throws IOException {
        ByteBuffer bytes = StandardCharsets.UTF_8.encode(line + "\n");
        while (bytes.hasRemaining()) {
            channel.write(bytes);
        }
    }

    /** What was written for that record. Nothing is appended behind it. */
    synchronized Judgement get(int record) throws IOException {
        Long start = offsets.get(record);
        if (start == null) {
            throw new IOException(file + " lacks record " + (record + 1) + ": the input was changed meanwhile");
        }
        channel.position(start);
        return JudgementJson.read(LINE.readTree(Channels.newInputStream(channel)));
    }

    @Override
    public void close() throws IOException {
        channel.close();
    }
}
