package org.egpo.train;

import java.util.Arrays;
import java.util.Locale;
import java.util.Map;
import java.util.function.Function;

/** Values of settings as text, read as what they should be. */
record SettingsText(Map<String, String> values) {

    double real(String name) {
        return parsed(name, Double::valueOf, "a number");
    }

    int whole(String name) {
        return parsed(name, Integer::valueOf, "a whole number");
    }

    long number(String name) {
        return parsed(name, Long::valueOf, "a whole number");
    }

    <E extends Enum<E>> E choice(String name, Class<E> kind) {
        String names = String.join(
                ", ",
                Arrays.stream(kind.getEnumConstants())
                        .map(e -> e.name().toLowerCase(Locale.ROOT))
                        .toList());
        return parsed(name, v -> Enum.valueOf(kind, v.toUpperCase(Locale.ROOT)), "one of " + names);
    }

    private <T> T parsed(String name, Function<String, T> parse, String wanted) {
        try {
            return parse.apply(values.get(name).strip());
        } catch (IllegalArgumentException e) {
            throw new IllegalArgumentException(name + " is '" + values.get(name) + "'; it must be " + wanted, e);
        }
    }
}
