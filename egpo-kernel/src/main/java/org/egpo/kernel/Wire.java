package org.egpo.kernel;

import com.google.gson.Gson;
import com.google.gson.GsonBuilder;
import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import com.google.gson.JsonParseException;
import com.google.gson.JsonParser;
import io.github.spencerpark.jupyter.messages.HMACGenerator;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.UUID;

/** Messages ↔ signed frames, as in "The Wire Protocol" of Jupyter's messaging specification 5.3. */
final class Wire {
    static final String PROTOCOL_VERSION = "5.3";
    static final Gson GSON = new GsonBuilder()
            .disableHtmlEscaping()
            .serializeSpecialFloatingPointValues()
            .create();
    private static final byte[] DELIMITER = "<IDS|MSG>".getBytes(StandardCharsets.US_ASCII);
    private static final byte[] EMPTY = "{}".getBytes(StandardCharsets.US_ASCII);

    private final HMACGenerator signer;
    private final String session = UUID.randomUUID().toString();

    Wire(HMACGenerator signer) {
        this.signer = signer;
    }

    /** @throws KernelException when the frames are no message, or its signature is wrong */
    JupyterMessage decode(List<byte[]> frames) {
        int at = 0;
        while (at < frames.size() && !Arrays.equals(frames.get(at), DELIMITER)) {
            at++;
        }
        if (frames.size() < at + 6) {
            throw new KernelException(
                    "ignored a message of " + frames.size() + " frames: it lacks the delimiter or some of its parts");
        }
        byte[] header = frames.get(at + 2);
        byte[] parent = frames.get(at + 3);
        byte[] metadata = frames.get(at + 4);
        byte[] content = frames.get(at + 5);
        byte[] expected =
                signer.calculateSignature(header, parent, metadata, content).getBytes(StandardCharsets.US_ASCII);
        if (expected.length > 0 && !MessageDigest.isEqual(expected, frames.get(at + 1))) {
            throw new KernelException("ignored a message whose signature does not match the connection file's key");
        }
        JsonObject head = object(header, "header");
        JsonElement type = head.get("msg_type");
        if (type == null || !type.isJsonPrimitive()) {
            throw new KernelException("ignored a message whose header has no msg_type");
        }
        return new JupyterMessage(List.copyOf(frames.subList(0, at)), head, object(content, "content"));
    }

    private static JsonObject object(byte[] json, String part) {
        try {
            return JsonParser.parseString(new String(json, StandardCharsets.UTF_8))
                    .getAsJsonObject();
        } catch (JsonParseException | IllegalStateException e) {
            throw new KernelException("ignored a message whose " + part + " is not a JSON object");
        }
    }

    /**
     * @param identities routing frames, or the topic on the publishing socket
     * @param parent header of the message this one answers; null for none
     */
    List<byte[]> encode(List<byte[]> identities, String type, JsonObject parent, JsonElement content) {
        JsonObject header = new JsonObject();
        header.addProperty("msg_id", UUID.randomUUID().toString());
        header.addProperty("username", "kernel");
        header.addProperty("session", session);
        header.addProperty("date", Instant.now().truncatedTo(ChronoUnit.MICROS).toString());
        header.addProperty("msg_type", type);
        header.addProperty("version", PROTOCOL_VERSION);
        byte[] head = bytes(header);
        byte[] parentHead = parent == null ? EMPTY : bytes(parent);
        byte[] body = bytes(content);
        List<byte[]> frames = new ArrayList<>(identities);
        frames.add(DELIMITER);
        frames.add(signer.calculateSignature(head, parentHead, EMPTY, body).getBytes(StandardCharsets.US_ASCII));
        frames.add(head);
        frames.add(parentHead);
        frames.add(EMPTY);
        frames.add(body);
        return frames;
    }

    private static byte[] bytes(JsonElement json) {
        return GSON.toJson(json).getBytes(StandardCharsets.UTF_8);
    }
}
