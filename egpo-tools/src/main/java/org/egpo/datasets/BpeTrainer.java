package org.egpo.datasets;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.egpo.policy.ByteAlphabet;

/**
 * Learns a byte-level BPE vocabulary from texts and writes it as a {@code tokenizer.json} that Hugging Face tokenizers read.
 * The same texts always give the same file: the most frequent pair is merged first, ties in the order of their spelling.
 */
public final class BpeTrainer {
    /** How Qwen2 and later cut texts into words: digits one by one, a word with the space before it. */
    private static final String WORDS = "(?i:'s|'t|'re|'ve|'m|'ll|'d)|[^\\r\\n\\p{L}\\p{N}]?\\p{L}+|\\p{N}|"
            + " ?[^\\s\\p{L}\\p{N}]+[\\r\\n]*|\\s*[\\r\\n]+|\\s+(?!\\S)|\\s+";

    private final List<String> specialTokens;
    private final Map<String, Integer> words = new TreeMap<>();

    /** @param specialTokens tokens that are never split, such as {@code <think>}; they get the highest ids */
    public BpeTrainer(List<String> specialTokens) {
        this.specialTokens = List.copyOf(specialTokens);
    }

    /** Counts the words of a text; special tokens in it are left out. */
    public void add(String text) {
        String rest = text;
        for (String special : specialTokens) {
            rest = rest.replace(special, "\n");
        }
        Matcher m = Pattern.compile(WORDS).matcher(rest);
        while (m.find()) {
            words.merge(spelled(m.group()), 1, Integer::sum);
        }
    }

    private static String spelled(String word) {
        StringBuilder b = new StringBuilder();
        for (byte x : word.getBytes(StandardCharsets.UTF_8)) {
            b.append(ByteAlphabet.character(x));
        }
        return b.toString();
    }

    /**
     * Learns merges and returns the text of {@code tokenizer.json}.
     *
     * @param size of the whole vocabulary, special tokens included; at least 256 and theirs
     */
    public String train(int size) {
        if (size < 256 + specialTokens.size()) {
            throw new IllegalArgumentException("the vocabulary's size is " + size + "; it must be at least "
                    + (256 + specialTokens.size()) + ": 256 bytes and the special tokens");
        }
        Map<String, Integer> vocabulary = new LinkedHashMap<>();
        for (int b = 0; b < 256; b++) {
            vocabulary.put(String.valueOf(ByteAlphabet.character(b)), b);
        }
        List<String[]> merges = new ArrayList<>();
        List<Word> all = new ArrayList<>();
        words.forEach((w, n) -> all.add(new Word(new ArrayList<>(List.of(w.split(""))), n)));
        while (vocabulary.size() + specialTokens.size() < size) {
            String[] best = mostFrequentPair(all);
            if (best == null) {
                break;
            }
            merges.add(best);
            vocabulary.putIfAbsent(best[0] + best[1], vocabulary.size());
            all.forEach(w -> w.merge(best[0], best[1]));
        }
        return file(vocabulary, merges);
    }

    private record Word(List<String> parts, int count) {
        private void merge(String a, String b) {
            for (int i = 0; i + 1 < parts.size(); i++) {
                if (parts.get(i).equals(a) && parts.get(i + 1).equals(b)) {
                    parts.set(i, a + b);
                    parts.remove(i + 1);
                }
            }
        }
    }

    private record Pair(String first, String second) implements Comparable<Pair> {
        @Override
        public int compareTo(Pair o) {
            int c = first.compareTo(o.first);
            return c != 0 ? c : second.compareTo(o.second);
        }
    }

    /** Null when no pair occurs twice: merging more would only learn words by heart. */
    private static String[] mostFrequentPair(List<Word> words) {
        Map<Pair, Integer> counts = new HashMap<>();
        for (Word w : words) {
            for (int i = 0; i + 1 < w.parts.size(); i++) {
                counts.merge(new Pair(w.parts.get(i), w.parts.get(i + 1)), w.count, Integer::sum);
            }
        }
        Pair best = null;
        int most = 1;
        for (Map.Entry<Pair, Integer> e : counts.entrySet()) {
            int n = e.getValue();
            if (n > most || n == most && best != null && e.getKey().compareTo(best) < 0) {
                best = e.getKey();
                most = n;
            }
        }
        return best == null ? null : new String[] {best.first, best.second};
    }

    private String file(Map<String, Integer> vocabulary, List<String[]> merges) {
        JsonMapper mapper = new JsonMapper();
        ObjectNode file = mapper.createObjectNode();
        file.put("version", "1.0").putNull("truncation").putNull("padding");
        ArrayNode added = file.putArray("added_tokens");
        int id = vocabulary.size();
        for (String special : specialTokens) {
            added.addObject()
                    .put("id", id++)
                    .put("content", special)
                    .put("single_word", false)
                    .put("lstrip", false)
                    .put("rstrip", false)
                    .put("normalized", false)
                    .put("special", special.startsWith("<|"));
        }
        file.putNull("normalizer");
        ArrayNode steps =
                file.putObject("pre_tokenizer").put("type", "Sequence").putArray("pretokenizers");
        ObjectNode split = steps.addObject().put("type", "Split");
        split.putObject("pattern").put("Regex", WORDS);
        split.put("behavior", "Isolated").put("invert", false);
        byteLevel(steps.addObject());
        byteLevel(file.putObject("post_processor"));
        byteLevel(file.putObject("decoder"));
        ObjectNode model =
                file.putObject("model").put("type", "BPE").putNull("dropout").putNull("unk_token");
        model.put("continuing_subword_prefix", "").put("end_of_word_suffix", "");
        model.put("fuse_unk", false).put("byte_fallback", false).put("ignore_merges", false);
        ObjectNode vocab = model.putObject("vocab");
        vocabulary.forEach(vocab::put);
        ArrayNode list = model.putArray("merges");
        merges.forEach(m -> list.add(m[0] + " " + m[1]));
        try {
            return mapper.writerWithDefaultPrettyPrinter().writeValueAsString(file) + "\n";
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("a tree of strings and numbers can always be written", e);
        }
    }

    private static void byteLevel(ObjectNode node) {
        node.put("type", "ByteLevel");
        node.put("add_prefix_space", false).put("trim_offsets", false).put("use_regex", false);
    }
}
