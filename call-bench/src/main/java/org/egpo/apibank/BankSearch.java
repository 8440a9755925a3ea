package org.egpo.apibank;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.regex.Pattern;
import java.util.stream.IntStream;
import org.egpo.call.PythonList;
import org.egpo.call.PythonObjects;
import org.egpo.call.PythonText;
import org.egpo.call.PythonUnicode;
import org.egpo.call.Resources;
import org.egpo.call.Value;

/** The ranking of the API {@code SearchEngine}: BM25 (Robertson) over stored words, negative weights replaced. */
public final class BankSearch {
    private static final double K1 = 1.5;
    private static final double B = 0.75;
    private static final double EPSILON = 0.25;

    /** A pattern and what it becomes. */
    private record Split(Pattern pattern, String text) {
        static Split of(Value rule) {
            String pattern = PythonText.str(PythonObjects.item(rule, 0));
            String text = PythonText.str(PythonObjects.item(rule, 1));
            return new Split(Pattern.compile(pattern, Pattern.UNICODE_CHARACTER_CLASS), text);
        }
    }

    /** What NLTK's word tokenizer does to one sentence, in order. */
    private static final List<Split> SPLITS =
            PythonObjects.items(Resources.json(BankSearch.class, "word-splits.json")).stream()
                    .map(Split::of)
                    .toList();

    private final List<Value> raw;
    private final List<Map<String, Integer>> documents = new ArrayList<>();
    private final List<Integer> lengths = new ArrayList<>();
    private final Map<String, Double> weights = new LinkedHashMap<>();
    private final double meanLength;

    /** @param database {@code raw_documents} and the words of each, {@code tokenized_documents} */
    BankSearch(Value database) {
        raw = PythonObjects.items(PythonObjects.at(database, "raw_documents"));
        Map<String, Integer> frequencies = new LinkedHashMap<>();
        for (Value tokens : PythonObjects.items(PythonObjects.at(database, "tokenized_documents"))) {
            List<Value> words = PythonObjects.items(tokens);
            Map<String, Integer> counts = new LinkedHashMap<>();
            words.forEach(w -> counts.merge(PythonText.str(w), 1, Integer::sum));
            counts.keySet().forEach(w -> frequencies.merge(w, 1, Integer::sum));
            documents.add(counts);
            lengths.add(words.size());
        }
        int n = documents.size();
        meanLength = (double) lengths.stream().mapToInt(Integer::intValue).sum() / n;
        frequencies.forEach((w, f) -> weights.put(w, Math.log(n - f + 0.5) - Math.log(f + 0.5)));
        double sum = 0;
        for (double weight : weights.values()) {
            sum += weight;
        }
        double least = EPSILON * (sum / weights.size());
        weights.replaceAll((w, weight) -> weight < 0 ? least : weight);
    }

    /** The words of a query, in lower case, taken for one sentence. */
    public static List<String> words(String query) {
        String s = PythonUnicode.strip(query.toLowerCase(Locale.ROOT));
        for (int i = 0; i < SPLITS.size(); i++) {
            Split split = SPLITS.get(i);
            s = split.pattern.matcher(i == 5 ? endSplit(s) : s).replaceAll(split.text);
        }
        s = PythonUnicode.strip(s);
        return s.isEmpty() ? List.of() : List.of(s.split("[\\s\\x1c-\\x1f\\x85\\p{Z}]+"));
    }

    /** Sets a point at the end apart, before quotes and closing brackets. */
    private static String endSplit(String s) {
        int end = s.length();
        while (end > 0 && (PythonUnicode.isSpace(s.charAt(end - 1)) || "])}>\"'»”’".indexOf(s.charAt(end - 1)) >= 0)) {
            end--;
        }
        boolean splits = end > 1 && s.charAt(end - 1) == '.' && s.charAt(end - 2) != '.';
        return splits ? s.substring(0, end - 1) + " . " + s.substring(end) : s;
    }

    /** BM25 of each document. */
    public double[] scores(List<String> words) {
        double[] scores = new double[documents.size()];
        for (String w : words) {
            for (int i = 0; i < scores.length; i++) {
                int f = documents.get(i).getOrDefault(w, 0);
                double length = 1 - B + B * lengths.get(i) / meanLength;
                scores[i] += weights.getOrDefault(w, 0.0) * (f * (K1 + 1) / (f + K1 * length));
            }
        }
        return scores;
    }

    /** The two best documents; equal ones in the order of the data (officially it depends on the processor). */
    public Value best(String query) {
        double[] scores = scores(words(query));
        return new PythonList(IntStream.range(0, scores.length)
                .boxed()
                .sorted(Comparator.comparingDouble(i -> -scores[i]))
                .limit(2)
                .map(raw::get)
                .toList());
    }
}
