package org.egpo.policy;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** The tokenizer that a GGUF file holds, in the Hugging Face layout. Only byte-level BPE is read. */
final class GgufTokenizer {
    private static final String KEY = "tokenizer.ggml.";
    private static final JsonMapper JSON = new JsonMapper();
    /** Types of tokens, by llama.cpp's numbers. */
    private static final String CONTROL = "3";

    private static final String USER_DEFINED = "4";

    private final GgufFile file;
    private final List<String> tokens;
    /** How texts are cut into words before merging. */
    private final String cut;

    /** What is the same in each {@code tokenizer.json}, and the pre-tokenizers of each way to cut. */
    private final JsonNode known;

    GgufTokenizer(GgufFile file) throws IOException {
        this.file = file;
        this.known = JSON.readTree(DecoderSource.resource("gguf-tokenizer.json"));
        this.tokens = file.texts(KEY + "tokens");
        this.cut = file.text(KEY + "pre", "");
        String model = file.text(KEY + "model", "none");
        if (!model.equals("gpt2")) {
            throw file.problem(
                    "has a vocabulary of the kind \"" + model
                            + "\"; only byte-level BPE (gpt2) is read, no SentencePiece: use the model's folder in the Hugging Face layout");
        }
        if (!known.path("pretokenizers").has(cut)) {
            List<String> names = new ArrayList<>();
            known.path("pretokenizers").fieldNames().forEachRemaining(names::add);
            throw file.problem("cuts texts into words in a way that is called \"" + cut + "\" (" + KEY
                    + "pre); known are " + names);
        }
    }

    /** {@code tokenizer.json}. */
    ObjectNode tokenizer() {
        ObjectNode o = known.get("tokenizer").deepCopy();
        ArrayNode added = o.withArray("added_tokens");
        List<String> types = file.texts(KEY + "token_type");
        for (int id = 0; id < tokens.size(); id++) {
            String type = id < types.size() ? types.get(id) : "";
            if (type.equals(CONTROL) || type.equals(USER_DEFINED)) {
                added.addObject()
                        .put("id", id)
                        .put("content", tokens.get(id))
                        .put("single_word", false)
                        .put("lstrip", false)
                        .put("rstrip", false)
                        .put("normalized", false)
                        .put("special", type.equals(CONTROL));
            }
        }
        if (cut.contains("qwen")) {
            o.putObject("normalizer").put("type", "NFC");
        }
        o.withObject("/pre_tokenizer")
                .set("pretokenizers", known.path("pretokenizers").get(cut));
        ObjectNode model = o.withObject("/model").put("ignore_merges", cut.equals("llama-bpe"));
        ObjectNode vocabulary = model.withObject("/vocab");
        for (int id = 0; id < tokens.size(); id++) {
            if (vocabulary.has(tokens.get(id))) {
                throw file.problem("holds the token \"" + tokens.get(id) + "\" twice");
            }
            vocabulary.put(tokens.get(id), id);
        }
        file.texts(KEY + "merges").forEach(model.withArray("merges")::add);
        return o;
    }

    /** {@code tokenizer_config.json}: the chat templates, and the tokens that they name. */
    ObjectNode config() {
        ObjectNode o = JSON.createObjectNode();
        o.put("tokenizer_class", "PreTrainedTokenizerFast").put("clean_up_tokenization_spaces", false);
        Map.of("bos_token", "bos", "eos_token", "eos", "pad_token", "padding", "unk_token", "unknown")
                .forEach((name, key) -> {
                    double id = file.number(KEY + key + "_token_id", -1);
                    if (id >= 0 && id < tokens.size()) {
                        o.put(name, tokens.get((int) id));
                    }
                });
        String plain = file.text("tokenizer.chat_template", "");
        List<String> named = file.texts("tokenizer.chat_templates");
        if (named.isEmpty() && !plain.isEmpty()) {
            o.put("chat_template", plain);
        } else if (!named.isEmpty()) {
            ArrayNode all = o.putArray("chat_template");
            if (!plain.isEmpty()) {
                all.addObject().put("name", "default").put("template", plain);
            }
            named.forEach(name -> all.addObject()
                    .put("name", name)
                    .put("template", file.text("tokenizer.chat_template." + name, "")));
        }
        return o;
    }

    /** The end of a text, and of a turn where the file tells it. */
    static List<Integer> endTokens(GgufFile file) {
        Set<Integer> ends = new LinkedHashSet<>();
        for (String key : List.of("eos", "eot", "eom")) {
            double id = file.number(KEY + key + "_token_id", -1);
            if (id >= 0) {
                ends.add((int) id);
            }
        }
        return List.copyOf(ends);
    }
}
