package org.egpo.policy;

import ai.djl.huggingface.tokenizers.Encoding;
import ai.djl.huggingface.tokenizers.HuggingFaceTokenizer;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Text to token ids and back, by a {@code tokenizer.json} in the Hugging Face layout. Never truncates, pads or adds tokens of
 * its own. Safe for many threads.
 */
public final class Tokenizer implements AutoCloseable {
    private final HuggingFaceTokenizer tokenizer;
    private final Map<Long, byte[]> bytes = new HashMap<>();
    private final Map<String, Long> ids = new HashMap<>();

    private Tokenizer(HuggingFaceTokenizer tokenizer, JsonNode file) {
        this.tokenizer = tokenizer;
        for (Map.Entry<String, JsonNode> e : file.path("model").path("vocab").properties()) {
            put(e.getKey(), e.getValue().asLong(), ByteAlphabet.bytes(e.getKey()));
        }
        for (JsonNode added : file.path("added_tokens")) {
            String content = added.path("content").asText();
            put(content, added.path("id").asLong(), content.getBytes(StandardCharsets.UTF_8));
        }
    }

    private void put(String token, long id, byte @Nullable [] content) {
        ids.put(token, id);
        bytes.put(id, content == null ? token.getBytes(StandardCharsets.UTF_8) : content);
    }

    /**
     * Reads {@code tokenizer.json} of a model's folder, or the same of a GGUF file.
     *
     * @throws ModelException where the file is missing or cannot be used, such as a SentencePiece vocabulary
     */
    public static Tokenizer load(Path model) {
        Path file = GgufModel.folder(model).resolve("tokenizer.json");
        if (!Files.isRegularFile(file)) {
            throw new ModelException(file + " does not exist; give a model's folder in the Hugging Face layout");
        }
        try {
            JsonNode json = new JsonMapper().readTree(file.toFile());
            if (!json.path("decoder").toString().contains("\"ByteLevel\"")) {
                throw new ModelException(
                        "only byte-level BPE is read, no SentencePiece or other vocabulary; its decoder is "
                                + json.path("decoder"));
            }
            HuggingFaceTokenizer tokenizer = HuggingFaceTokenizer.builder()
                    .optTokenizerPath(file)
                    .optAddSpecialTokens(false)
                    .optTruncation(false)
                    .optPadding(false)
                    .build();
            return new Tokenizer(tokenizer, json);
        } catch (IOException | RuntimeException e) {
            throw new ModelException(file + " cannot be used as a tokenizer: " + e.getMessage(), e);
        }
    }

    /** The ids of a text; special tokens written out in it become their ids. */
    public long[] encode(String text) {
        Encoding encoding = tokenizer.encode(text, false, false);
        return encoding.getIds();
    }

    /** The id of a token, such as {@code <think>} or {@code <|im_end|>}; -1 where the vocabulary has none. */
    public long id(String token) {
        return ids.getOrDefault(token, -1L);
    }

    /** The id of the token with exactly these bytes, such as those of {@code " call"}; -1 where there is none. */
    public long idOf(byte[] content) {
        Long special = ids.get(new String(content, StandardCharsets.UTF_8));
        if (special != null && Arrays.equals(bytes(special), content)) {
            return special;
        }
        return id(ByteAlphabet.text(content));
    }

    /** Whether there is a token of this id. */
    public boolean contains(long id) {
        return bytes.containsKey(id);
    }

    /** The text of ids, special tokens included. Bytes that are no UTF-8 become U+FFFD. */
    public String decode(long... tokens) {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        for (long t : tokens) {
            out.writeBytes(bytes(t));
        }
        return out.toString(StandardCharsets.UTF_8);
    }

    /**
     * The text of each token, so that all of them joined give the whole text: where a character's bytes are spread over
     * several tokens, it stands with the last of them.
     */
    public List<String> pieces(long... tokens) {
        return pieces(Arrays.stream(tokens).mapToObj(this::bytes).toList());
    }

    /** The same of tokens whose bytes are known. */
    public static List<String> pieces(List<byte[]> tokens) {
        List<String> pieces = new ArrayList<>();
        ByteArrayOutputStream open = new ByteArrayOutputStream();
        for (int i = 0; i < tokens.size(); i++) {
            open.writeBytes(tokens.get(i));
            byte[] all = open.toByteArray();
            int whole = i == tokens.size() - 1 ? all.length : completeLength(all);
            pieces.add(new String(all, 0, whole, StandardCharsets.UTF_8));
            open.reset();
            open.write(all, whole, all.length - whole);
        }
        return pieces;
    }

    /** The bytes of a token; empty where there is none of this id. */
    public byte[] bytes(long token) {
        return bytes.getOrDefault(token, new byte[0]).clone();
    }

    /** Number of tokens. */
    public int size() {
        return bytes.size();
    }

    @Override
    public void close() {
        tokenizer.close();
    }

    /** Length of UTF-8 without an incomplete character at the end. */
    private static int completeLength(byte[] b) {
        for (int back = 1; back <= Math.min(3, b.length); back++) {
            int x = b[b.length - back] & 0xFF;
            if (x >= 0xC0) {
                int needed = x >= 0xF0 ? 4 : x >= 0xE0 ? 3 : 2;
                return needed > back ? b.length - back : b.length;
            }
            if (x < 0x80) {
                return b.length;
            }
        }
        return b.length;
    }
}
