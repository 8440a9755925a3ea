package org.egpo.clean.rules;

import java.util.Comparator;
import java.util.Currency;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/** Codes in a value for names in a question: currencies, countries and languages as Java knows them; initials. */
final class Codes {
    private static final Comparator<String> LONGEST_FIRST =
            Comparator.comparingInt(String::length).reversed().thenComparing(Comparator.naturalOrder());
    private static final Map<String, Set<String>> NAMES = new HashMap<>();
    static final Set<String> CURRENCIES = new HashSet<>();
    private static final Map<String, String> SYMBOLS = Map.of("USD", "$", "EUR", "€", "GBP", "£", "JPY", "¥");
    private static final int SHORTEST_ADJECTIVE = 5;
    private static final int MIN_INITIALS = 2;
    private static final int MAX_INITIALS = 5;

    static {
        SYMBOLS.forEach(Codes::add);
        for (Currency c : Currency.getAvailableCurrencies()) {
            CURRENCIES.add(c.getCurrencyCode());
            String name = c.getDisplayName(Locale.ENGLISH).toLowerCase(Locale.ROOT);
            List<String> words = List.of(name.split("[^\\p{L}]+"));
            add(c.getCurrencyCode(), name);
            // People say "yen", "Swiss francs" and "Brazilian reais"; "dollar" alone is said of many.
            add(c.getCurrencyCode(), words.get(words.size() - 1));
            if (words.size() > 1 && words.get(0).length() >= SHORTEST_ADJECTIVE) {
                add(c.getCurrencyCode(), words.get(0));
            }
        }
        for (String c : Locale.getISOCountries()) {
            Locale country = new Locale("", c);
            add(c, country.getDisplayCountry(Locale.ENGLISH));
            add(country.getISO3Country(), country.getDisplayCountry(Locale.ENGLISH));
        }
        for (String l : Locale.getISOLanguages()) {
            add(l, new Locale(l).getDisplayLanguage(Locale.ENGLISH));
        }
    }

    private Codes() {}

    private static void add(String code, String name) {
        NAMES.computeIfAbsent(code.toLowerCase(Locale.ROOT), k -> new TreeSet<>(LONGEST_FIRST))
                .add(name.toLowerCase(Locale.ROOT));
    }

    /** Where the question says what the code stands for; empty when it does not. */
    static List<int[]> find(String value, QuestionText q) {
        Stream<int[]> named = NAMES.getOrDefault(value.toLowerCase(Locale.ROOT), Set.of()).stream()
                .flatMap(name -> q.find(QuestionText.wordsOf(name)).stream());
        Stream<int[]> initials = IntStream.range(0, q.words.size())
                .mapToObj(i -> new int[] {i, i + initials(value, i, q)})
                .filter(at -> at[1] > at[0]);
        return Stream.concat(named, initials).limit(1).toList();
    }

    /** {@code NYC} for New York City, or a value Los Angeles, CA for {@code LA}: capitals of consecutive words; how many, 0 when not there. */
    private static int initials(String value, int at, QuestionText q) {
        int n = value.length();
        if (MIN_INITIALS <= n && n <= MAX_INITIALS && value.equals(value.toUpperCase(Locale.ROOT))) {
            String said = q.words.stream()
                    .skip(at)
                    .limit(n)
                    .map(w -> q.raw.substring(w.start(), w.start() + 1))
                    .collect(Collectors.joining());
            return said.equals(value) ? n : 0;
        }
        Word word = q.words.get(at);
        String written = q.raw.substring(word.start(), word.end());
        String letters = QuestionText.wordsOf(value).stream()
                .map(w -> w.substring(0, 1).toUpperCase(Locale.ROOT))
                .collect(Collectors.joining());
        return written.length() >= MIN_INITIALS && letters.startsWith(written) ? 1 : 0;
    }
}
