package org.egpo.cli;

import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import java.io.BufferedInputStream;
import java.io.BufferedOutputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.PrintWriter;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import org.egpo.call.ValueJson;

/**
 * A filter of JSON Lines: one object in, one object out, so that any language can use a command through a pipe. A bad line
 * is named on the error stream and skipped.
 */
final class LineFilter {

    /** Answers one line; throws {@link IllegalArgumentException} with a sentence for a bad one. */
    @FunctionalInterface
    interface Answer {
        void write(JsonNode line, JsonGenerator out) throws IOException;
    }

    private final PrintWriter errors;
    private int number;
    private int bad;

    LineFilter(PrintWriter errors) {
        this.errors = errors;
    }

    /** @return 0, or 1 when a line was bad */
    int run(InputStream input, OutputStream output, Answer answer) throws IOException {
        InputStream in = new BufferedInputStream(input, 1 << 16);
        OutputStream out = new BufferedOutputStream(output, 1 << 16);
        ByteArrayOutputStream line = new ByteArrayOutputStream();
        while (readLine(in, line)) {
            number++;
            answer(line.toByteArray(), out, answer);
            if (in.available() == 0) {
                out.flush();
            }
        }
        out.flush();
        errors.flush();
        return bad == 0 ? 0 : 1;
    }

    private static boolean readLine(InputStream in, ByteArrayOutputStream line) throws IOException {
        line.reset();
        int b;
        while ((b = in.read()) >= 0) {
            if (b == '\n') {
                return true;
            }
            line.write(b);
        }
        return line.size() > 0;
    }

    private void answer(byte[] bytes, OutputStream out, Answer answer) throws IOException {
        try {
            String text = StandardCharsets.UTF_8
                    .newDecoder()
                    .decode(ByteBuffer.wrap(bytes))
                    .toString();
            if (text.isBlank()) {
                return;
            }
            JsonNode node = ValueJson.MAPPER.readTree(text);
            if (!node.isObject()) {
                throw new IllegalArgumentException("expected a JSON object");
            }
            ByteArrayOutputStream buffer = new ByteArrayOutputStream();
            try (JsonGenerator json = ValueJson.MAPPER.getFactory().createGenerator(buffer)) {
                answer.write(node, json);
            }
            buffer.write('\n');
            buffer.writeTo(out);
        } catch (CharacterCodingException e) {
            complain("not UTF-8; convert the file");
        } catch (JsonProcessingException e) {
            complain("not JSON (" + e.getOriginalMessage().lines().findFirst().orElse("") + ")");
        } catch (IllegalArgumentException e) {
            complain(e.getMessage());
        }
    }

    private void complain(String what) {
        bad++;
        errors.println("standard input, line " + number + ": " + what + "; skipped");
    }
}
