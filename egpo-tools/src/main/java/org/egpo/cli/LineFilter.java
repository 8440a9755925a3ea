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
 * gives <code>{"problem": …}</code>, so that lines stay in step, and the same sentence on the error stream.
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
            out.write(answer(line.toByteArray(), answer));
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

    private byte[] answer(byte[] bytes, Answer answer) throws IOException {
        try {
            String text = StandardCharsets.UTF_8
                    .newDecoder()
                    .decode(ByteBuffer.wrap(bytes))
                    .toString();
            if (text.isBlank()) {
                return new byte[0];
            }
            JsonNode node = ValueJson.MAPPER.readTree(text);
            if (!node.isObject()) {
                throw new IllegalArgumentException("expected a JSON object");
            }
            return line(node, answer);
        } catch (CharacterCodingException e) {
            return problem("not UTF-8; convert the file");
        } catch (JsonProcessingException e) {
            return problem(
                    "not JSON (" + e.getOriginalMessage().lines().findFirst().orElse("") + ")");
        } catch (IllegalArgumentException e) {
            return problem(String.valueOf(e.getMessage()));
        }
    }

    private byte[] problem(String what) throws IOException {
        bad++;
        String sentence = "line " + number + ": " + what;
        errors.println("standard input, " + sentence);
        return line(ValueJson.MAPPER.nullNode(), (none, json) -> {
            json.writeStartObject();
            json.writeStringField("problem", sentence);
            json.writeEndObject();
        });
    }

    private static byte[] line(JsonNode asked, Answer answer) throws IOException {
        ByteArrayOutputStream buffer = new ByteArrayOutputStream();
        try (JsonGenerator json = ValueJson.MAPPER.getFactory().createGenerator(buffer)) {
            answer.write(asked, json);
        }
        buffer.write('\n');
        return buffer.toByteArray();
    }
}
