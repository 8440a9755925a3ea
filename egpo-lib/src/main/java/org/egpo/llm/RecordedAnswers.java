package org.egpo.llm;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.HashMap;
import java.util.Map;
import org.egpo.data.BadRecordException;
import org.egpo.data.Examples;
import org.egpo.data.JsonRecords;
import org.egpo.data.Source;
import org.egpo.llm.LlmException.Kind;

/**
 * Answers recorded from a server, given again without one. A recording is JSON Lines: {@code request} (the hash),
 * {@code model}, {@code reply}. It holds no questions and no key.
 */
public final class RecordedAnswers implements LlmBackend {
    private final Map<String, LlmReply> replies = new HashMap<>();
    private String model = "recorded";

    private RecordedAnswers() {}

    /**
     * @throws BadRecordException naming file and line of what is no recorded answer
     */
    public static RecordedAnswers of(Path file) throws IOException {
        RecordedAnswers all = new RecordedAnswers();
        JsonRecords.read(file, all::add, Examples::stop);
        return all;
    }

    private void add(JsonNode line, Source source) {
        try {
            replies.put(
                    line.path("request").asText(),
                    ReplyJson.read(line.path("reply")).fromCache());
        } catch (LlmException e) {
            throw new BadRecordException(source, "not a recorded answer; record them again");
        }
        model = line.path("model").asText(model);
    }

    /** A backend that asks another and writes down what it answers, one line each, as it goes. */
    public static LlmBackend recording(LlmBackend inner, Path file) {
        return new LlmBackend() {
            @Override
            public String model() {
                return inner.model();
            }

            @Override
            public LlmReply chat(ChatRequest request) {
                LlmReply reply = inner.chat(request);
                ObjectNode line = ReplyJson.MAPPER.createObjectNode();
                line.put("request", hash(request)).put("model", inner.model());
                line.set("reply", ReplyJson.store(reply));
                append(file, line + "\n");
                return reply;
            }
        };
    }

    private static synchronized void append(Path file, String line) {
        try {
            Files.writeString(file, line, StandardCharsets.UTF_8, StandardOpenOption.CREATE, StandardOpenOption.APPEND);
        } catch (IOException e) {
            throw new UncheckedIOException(file + " cannot be written: " + e.getMessage(), e);
        }
    }

    /** The request alone: a recording serves whatever address it was made at. */
    private static String hash(ChatRequest request) {
        return ReplyJson.hash("chat", ReplyJson.body("", request));
    }

    @Override
    public String model() {
        return model;
    }

    @Override
    public LlmReply chat(ChatRequest request) {
        LlmReply reply = replies.get(hash(request));
        if (reply == null) {
            throw new LlmException(Kind.NOT_RECORDED, "the recording has no answer to this request");
        }
        return reply;
    }
}
