package org.egpo.apibank;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;

/** The ranking of the API {@code SearchEngine}: BM25 (Robertson) over stored words, negative weights replaced. */
public final class BankSearch {
    private static final double K1 = 1.5;
    private static final double B = 0.75;
    private static final double EPSILON = 0.25;
    private final List<Map<String, Integer>> documents = new ArrayList<>();
    private final List<Integer> lengths = new ArrayList<>();
    private final Map<String, Double> weights = new HashMap<>();
    private final double meanLength;

    /** @param tokenized a list of lists of words */
    BankSearch(JsonNode tokenized) {
        Map<String, Integer> frequencies = new HashMap<>();
        for (JsonNode document : tokenized) {
            Map<String, Integer> counts = new HashMap<>();
            document.forEach(w -> counts.merge(w.asText(), 1, Integer::sum));
            new HashSet<>(counts.keySet()).forEach(w -> frequencies.merge(w, 1, Integer::sum));
            documents.add(counts);
            lengths.add(document.size());
        }
        meanLength = lengths.stream().mapToInt(n -> n).average().orElse(0);
        int n = documents.size();
        frequencies.forEach((w, f) -> weights.put(w, Math.log(n - f + 0.5) - Math.log(f + 0.5)));
        double mean = weights.values().stream().mapToDouble(d -> d).average().orElse(0);
        weights.replaceAll((w, d) -> d < 0 ? EPSILON * mean : d);
    }

    /** The words of a query, as the NLTK word tokenizer splits one sentence. */
    public static List<String> words(String query) {
        String s = query.strip().toLowerCase(java.util.Locale.ROOT);
        s = s.replaceAll("([:,])(?=[^\\d]|$)", " $1 ").replaceAll("\\.\\.\\.", " ... ");
        s = s.replaceAll("[;@#$%&?!\\[\\](){}<>\"]|--", " $0 ").replaceAll("\\.\\s*$", " .");
        s = s.replaceAll("('s|'m|'d|'ll|'re|'ve|n't)(?=\\s|$)", " $1 ").replaceAll("'(?=\\s|$)", " ' ");
        return s.isBlank() ? List.of() : List.of(s.strip().split("\\s+"));
    }

    /** Numbers of the two best documents; equal ones in the order of the data. */
    List<Integer> best(String query) {
        List<String> words = words(query);
        double[] scores = new double[documents.size()];
        for (int i = 0; i < scores.length; i++) {
            for (String w : words) {
                int f = documents.get(i).getOrDefault(w, 0);
                double length = 1 - B + B * lengths.get(i) / meanLength;
                scores[i] += weights.getOrDefault(w, 0.0) * f * (K1 + 1) / (f + K1 * length);
            }
        }
        return IntStream.range(0, scores.length)
                .boxed()
                .sorted(Comparator.comparingDouble(i -> -scores[i]))
                .limit(2)
                .toList();
    }
}
