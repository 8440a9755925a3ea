package org.egpo.clean.rules;

import java.util.Comparator;
import java.util.Currency;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.IntStream;

/** Codes in a value for names in a question: currencies, countries and languages as Java knows them; initials. */
final class Codes {
    private static final Comparator<String> LONGEST_FIRST =
            Comparator.comparingInt(String::length).reversed().thenComparing(Comparator.naturalOrder());
    private static final Map<String, Set<String>> NAMES = new HashMap<>();
    private static final Map<String, String> SYMBOLS = Map.of("$", "USD", "€", "EUR", "£", "GBP", "¥", "JPY");
    private static final int SHORTEST_ADJECTIVE = 5;
    private static final int MIN_INITIALS = 2;
    private static final int MAX_INITIALS = 5;

    static {
        for (Currency c : Currency.getAvailableCurrencies()) {
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

    /** Where the question says what the code stands for, or null. */
    static int[] find(String value, QuestionText q) {
        for (String name : NAMES.getOrDefault(value.toLowerCase(Locale.ROOT), Set.of())) {
            List<String> words = QuestionText.wordsOf(name);
            List<Integer> at = q.find(words);
            if (!words.isEmpty() && !at.isEmpty()) {
                return new int[] {at.get(0), at.get(0) + words.size()};
            }
        }
        for (int i = 0; i < q.words.size(); i++) {
            if (value.equalsIgnoreCase(SYMBOLS.get(q.words.get(i).text()))) {
                return new int[] {i, i + 1};
            }
        }
        return initials(value, q);
    }

    /** {@code NYC} for New York City: capitals of consecutive words. */
    private static int[] initials(String value, QuestionText q) {
        int n = value.length();
        if (n < MIN_INITIALS || n > MAX_INITIALS || !value.equals(value.toUpperCase(Locale.ROOT))) {
            return null;
        }
        String wanted = value.toLowerCase(Locale.ROOT);
        return IntStream.rangeClosed(0, q.words.size() - n)
                .filter(i -> IntStream.range(0, n).allMatch(k -> {
                    Word word = q.words.get(i + k);
                    return word.capital() && word.text().charAt(0) == wanted.charAt(k);
                }))
                .mapToObj(i -> new int[] {i, i + n})
                .findFirst()
                .orElse(null);
    }
}
