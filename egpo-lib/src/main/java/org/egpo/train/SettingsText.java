package org.egpo.train;

import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.function.Function;
import org.egpo.data.RecordCopy;

/**
 * Settings as text: a record's components by their names, words joined by underscores, those of records inside it as its own.
 * Numbers and choices can be set; what is true or false belongs to the algorithm.
 */
final class SettingsText {
    /** What a component of a record inside is called among all settings. */
    private static final Map<String, String> NAMES =
            Map.of("form", "bonus", "peak", "learning_rate", "shape", "schedule");

    private SettingsText() {}

    /** Name → value as written, in the order of the components. */
    static Map<String, String> values(Record settings) {
        Map<String, String> all = new LinkedHashMap<>();
        RecordCopy.values(settings).forEach((component, value) -> {
            if (value instanceof Record inner) {
                all.putAll(values(inner));
            } else if (!(value instanceof Boolean)) {
                String text = String.valueOf(value);
                all.put(
                        name(component),
                        value instanceof Enum
                                ? text.toLowerCase(Locale.ROOT)
                                : text.endsWith(".0") ? text.substring(0, text.length() - 2) : text);
            }
        });
        return all;
    }

    /**
     * The settings with some of them changed.
     *
     * @throws IllegalArgumentException naming field, value, what is allowed and why
     */
    static <R extends Record> R with(R settings, Map<String, String> changes) {
        Map<String, String> known = values(settings);
        for (String name : changes.keySet()) {
            if (!known.containsKey(name)) {
                throw new IllegalArgumentException(
                        name + " is not a setting; the settings are " + String.join(", ", known.keySet()));
            }
        }
        return changed(settings, changes);
    }

    private static <R extends Record> R changed(R settings, Map<String, String> changes) {
        return RecordCopy.of(settings, (component, value) -> {
            String name = name(component.getName());
            String change = changes.get(name);
            return value instanceof Record inner
                    ? changed(inner, changes)
                    : change == null ? value : parsed(name, change.strip(), component.getType());
        });
    }

    private static String name(String component) {
        String words = component.replaceAll("([A-Z])", "_$1").toLowerCase(Locale.ROOT);
        return NAMES.getOrDefault(words, words);
    }

    private static Object parsed(String name, String value, Class<?> type) {
        if (type.isEnum()) {
            String choices = String.join(
                    ", ",
                    Arrays.stream(type.getEnumConstants())
                            .map(c -> c.toString().toLowerCase(Locale.ROOT))
                            .toList());
            return parsed(name, value, v -> choice(type, v), "one of " + choices);
        }
        return type == double.class
                ? parsed(name, value, Double::valueOf, "a number")
                : parsed(name, value, type == int.class ? Integer::valueOf : Long::valueOf, "a whole number");
    }

    private static Object choice(Class<?> type, String value) {
        return Arrays.stream(type.getEnumConstants())
                .filter(c -> c.toString().equalsIgnoreCase(value))
                .findFirst()
                .orElseThrow(IllegalArgumentException::new);
    }

    private static Object parsed(String name, String value, Function<String, Object> parse, String wanted) {
        try {
            return parse.apply(value);
        } catch (IllegalArgumentException e) {
            throw new IllegalArgumentException(name + " is '" + value + "'; it must be " + wanted, e);
        }
    }
}
