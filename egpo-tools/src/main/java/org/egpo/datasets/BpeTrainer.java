package org.egpo.datasets;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.egpo.call.Resources;
import org.egpo.policy.ByteAlphabet;

/**
 * Learns a byte-level BPE vocabulary from texts and writes it as a {@code tokenizer.json} that Hugging Face tokenizers read.
 * The same texts always give the same file: the most frequent pair is merged first, ties in the order of their spelling.
 */
public final class BpeTrainer {
    /** The file without what is learnt, and with one special token as an example. */
    private final ObjectNode file = template();

    /** How Qwen2 and later cut texts into words: digits one by one, a word with the space before it. */
    private final Pattern word = Pattern.compile(
            file.at("/pre_tokenizer/pretokenizers/0/pattern/Regex").asText());

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
        Matcher m = word.matcher(rest);
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
        List<Pair> merges = new ArrayList<>();
        List<Word> all = new ArrayList<>();
        words.forEach((w, n) -> all.add(new Word(new ArrayList<>(List.of(w.split(""))), n)));
        while (vocabulary.size() + specialTokens.size() < size) {
            Pair best = mostFrequentPair(all).orElse(null);
            if (best == null) {
                break;
            }
            merges.add(best);
            vocabulary.putIfAbsent(best.first + best.second, vocabulary.size());
            all.forEach(w -> w.merge(best));
        }
        return file(vocabulary, merges);
    }

    private record Word(List<String> parts, int count) {
        private void merge(Pair pair) {
            for (int i = 0; i + 1 < parts.size(); i++) {
                if (parts.get(i).equals(pair.first) && parts.get(i + 1).equals(pair.second)) {
                    parts.set(i, pair.first + pair.second);
                    parts.remove(i + 1);
                }
            }
        }
    }

    private record Pair(String first, String second) {}

    /** Empty when no pair occurs twice: merging more would only learn words by heart. */
    private static Optional<Pair> mostFrequentPair(List<Word> words) {
        Map<Pair, Integer> counts = new HashMap<>();
        for (Word w : words) {
            for (int i = 0; i + 1 < w.parts.size(); i++) {
                counts.merge(new Pair(w.parts.get(i), w.parts.get(i + 1)), w.count, Integer::sum);
            }
        }
        Comparator<Pair> spelling = Comparator.comparing(Pair::first).thenComparing(Pair::second);
        return counts.entrySet().stream()
                .filter(e -> e.getValue() > 1)
                .max(Map.Entry.<Pair, Integer>comparingByValue()
                        .thenComparing(Map.Entry.comparingByKey(spelling.reversed())))
                .map(Map.Entry::getKey);
    }

    private String file(Map<String, Integer> vocabulary, List<Pair> merges) {
        ObjectNode whole = file.deepCopy();
        ArrayNode added = whole.withArray("added_tokens");
        ObjectNode token = (ObjectNode) added.remove(0);
        for (String special : specialTokens) {
            added.add(token.deepCopy()
                    .put("id", vocabulary.size() + added.size())
                    .put("content", special)
                    .put("special", special.startsWith("<|")));
        }
        ObjectNode vocab = whole.withObject("/model/vocab");
        vocabulary.forEach(vocab::put);
        ArrayNode list = whole.withArray("/model/merges");
        merges.forEach(m -> list.add(m.first + " " + m.second));
        return whole.toPrettyString() + "\n";
    }

    private static ObjectNode template() {
        try {
            return (ObjectNode) new JsonMapper().readTree(Resources.text(BpeTrainer.class, "tokenizer.json"));
        } catch (JsonProcessingException e) {
            throw new IllegalStateException(e);
        }
    }
}
