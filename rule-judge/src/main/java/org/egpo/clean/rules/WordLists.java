package org.egpo.clean.rules;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.function.Function;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/** The words in {@code words.txt}, by section. */
final class WordLists {
    private static final Map<String, List<List<String>>> SECTIONS = read();

    private WordLists() {}

    private static Map<String, List<List<String>>> read() {
        Map<String, List<List<String>>> sections = new HashMap<>();
        List<List<String>> section = new ArrayList<>();
        try (InputStream in = WordLists.class.getResourceAsStream("words.txt")) {
            for (String line : new String(in.readAllBytes(), StandardCharsets.UTF_8).split("\n")) {
                if (line.startsWith("[")) {
                    section = new ArrayList<>();
                    sections.put(line.substring(1, line.length() - 1), section);
                } else if (!line.isBlank() && !line.startsWith("#")) {
                    section.add(List.of(line.split(" ")));
                }
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return sections;
    }

    /** The lines of a section, each as its words. */
    static List<List<String>> lines(String section) {
        return Objects.requireNonNull(SECTIONS.get(section), section);
    }

    /** All words of a section, in order. */
    static List<String> list(String section) {
        return lines(section).stream().flatMap(List::stream).toList();
    }

    static Set<String> set(String section) {
        return Set.copyOf(list(section));
    }

    /** The regular expressions of a section. */
    static List<Pattern> patterns(String section) {
        String months = list("months").get(0);
        return list(section).stream()
                .map(p -> Pattern.compile(p.replace("MONTHS", months), Pattern.CASE_INSENSITIVE))
                .toList();
    }

    /** The only regular expression of a section. */
    static Pattern pattern(String section) {
        return patterns(section).get(0);
    }

    /** For each word of a table what it stands for: the first word of its line. */
    static <T> Map<String, T> table(String section, Function<String, T> meaning) {
        return lines(section).stream()
                .flatMap(line -> line.stream().skip(1).map(word -> Map.entry(word, meaning.apply(line.get(0)))))
                .collect(Collectors.toMap(Map.Entry::getKey, Map.Entry::getValue));
    }
}
