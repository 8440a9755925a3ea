package org.egpo.datasets;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.function.Supplier;
import org.egpo.call.Value;

/** A source of values for one parameter: {@code city}, {@code int 5 100}, {@code enum low|high}, {@code list song 1 3}. */
final class Slot {
    /** A value and how the question says it. */
    record Drawn(Value value, String mention) {}

    private record Word(String value, List<String> otherWords) {}

    private static final Map<String, List<Word>> VOCABULARY = vocabulary();
    private static final String[] NUMBERS = {
        "two", "three", "four", "five", "six", "seven", "eight", "nine",
    };
    private static final int[] MINUTES = {5, 10, 15, 20, 25, 30, 35, 40, 45, 50, 60, 75, 90, 120};
    private static final Map<Integer, String> SPOKEN =
            Map.of(30, "half an hour", 60, "an hour", 120, "two hours", 15, "a quarter of an hour");
    private static final int[] DOSES = {50, 100, 150, 200, 250, 300, 400, 500, 600, 800};
    /** How often a value is said in other words than its own. */
    private static final double OTHER_WORDS = 0.1;

    private final String[] parts;

    Slot(String definition) {
        this.parts = definition.split(" ");
    }

    private static Map<String, List<Word>> vocabulary() {
        Map<String, List<Word>> all = new HashMap<>();
        JsonNode yaml = ToolCatalog.yaml("vocabulary");
        yaml.properties().forEach(e -> {
            List<Word> words = new ArrayList<>();
            for (String w : e.getValue().asText().split(", ")) {
                String[] sides = w.split("=");
                words.add(new Word(sides[0], sides.length == 1 ? List.of() : Arrays.asList(sides[1].split("/"))));
            }
            all.put(e.getKey(), List.copyOf(words));
        });
        return all;
    }

    /** Its first word: {@code city}, {@code int}; slots of one kind can be mistaken for each other. */
    String kind() {
        return parts[0];
    }

    boolean isDate() {
        return parts[0].equals("isodate");
    }

    boolean isTime() {
        return parts[0].equals("time");
    }

    /** The allowed values of an enum; empty for other slots. */
    List<String> choices() {
        return parts[0].equals("enum") ? Arrays.asList(parts[1].split("\\|")) : List.of();
    }

    /** The type of the items of a list; "" for other slots. */
    String itemType() {
        return parts[0].equals("list") ? "string" : parts[0].equals("ints") ? "integer" : "";
    }

    /**
     * @param taken values said before in the same question; they are not drawn again
     * @throws IllegalArgumentException for a slot that nobody defined
     */
    Drawn draw(Random random, Set<String> taken) {
        for (int attempt = 0; ; attempt++) {
            Drawn d = draw(random);
            if (attempt == 50 || parts[0].equals("bool") || taken.add(d.mention.toLowerCase(Locale.ROOT))) {
                return d;
            }
        }
    }

    private Drawn draw(Random random) {
        return switch (parts[0]) {
            case "int" -> number(between(random, 1));
            case "float" -> decimal(random);
            case "count" -> count(random);
            case "digit" -> number(1 + random.nextInt(9));
            case "year" -> number(2001 + random.nextInt(25));
            case "dose" -> number(DOSES[random.nextInt(DOSES.length)]);
            case "minutes" -> minutes(random);
            case "bool" -> new Drawn(Value.Bool.of(random.nextBoolean()), "");
            case "enum" -> text(choices().get(random.nextInt(choices().size())));
            case "list" -> several(between(random, 2), true, () -> word(random, parts[1]));
            case "ints" -> several(between(random, 3), false, () -> number(between(random, 1)));
            case "isodate" -> text(isoDate(random));
            case "date" -> date(random);
            case "time" -> text(String.format("%02d:%02d", 6 + random.nextInt(17), 5 * random.nextInt(12)));
            case "order" -> text(letter(random) + "-" + (1000 + random.nextInt(9000)));
            case "code" -> text("" + letter(random) + letter(random) + (100 + random.nextInt(900)));
            default -> word(random, parts[0]);
        };
    }

    private int between(Random random, int at) {
        int low = Integer.parseInt(parts[at]);
        int high = Integer.parseInt(parts[at + 1]);
        int n = low + random.nextInt(high - low + 1);
        return n > 1000 ? n / 50 * 50 : n;
    }

    private static Drawn number(int n) {
        return new Drawn(Value.integer(n), Integer.toString(n));
    }

    private static Drawn text(String s) {
        return new Drawn(Value.text(s), s);
    }

    private Drawn decimal(Random random) {
        int tenths = between(random, 1) * 10 + 1 + random.nextInt(9);
        return new Drawn(new Value.Real(tenths / 10.0), tenths / 10 + "." + tenths % 10);
    }

    private static Drawn count(Random random) {
        int n = random.nextInt(NUMBERS.length);
        boolean spelled = random.nextDouble() < OTHER_WORDS;
        return new Drawn(Value.integer(n + 2), spelled ? NUMBERS[n] : Integer.toString(n + 2));
    }

    private static Drawn minutes(Random random) {
        int n = MINUTES[random.nextInt(MINUTES.length)];
        String spoken = SPOKEN.getOrDefault(n, "");
        boolean said = !spoken.isEmpty() && random.nextDouble() < 3 * OTHER_WORDS;
        return new Drawn(Value.integer(n), said ? spoken : n + " minutes");
    }

    /** Several values that are said one after the other. */
    private static Drawn several(int size, boolean distinct, Supplier<Drawn> next) {
        List<Value> items = new ArrayList<>();
        List<String> mentions = new ArrayList<>();
        while (items.size() < size) {
            Drawn d = next.get();
            if (!distinct || !items.contains(d.value)) {
                items.add(d.value);
                mentions.add(d.mention);
            }
        }
        return new Drawn(new Value.ListValue(items), enumeration(mentions));
    }

    private static String enumeration(List<String> mentions) {
        int last = mentions.size() - 1;
        return last == 0
                ? mentions.get(0)
                : String.join(", ", mentions.subList(0, last)) + " and " + mentions.get(last);
    }

    private static Drawn word(Random random, String name) {
        List<Word> words = VOCABULARY.get(name);
        if (words == null) {
            throw new IllegalArgumentException("no slot is called \"" + name + "\"");
        }
        Word w = words.get(random.nextInt(words.size()));
        boolean other = !w.otherWords.isEmpty() && random.nextDouble() < OTHER_WORDS;
        return new Drawn(Value.text(w.value), other ? w.otherWords.get(random.nextInt(w.otherWords.size())) : w.value);
    }

    private static String isoDate(Random random) {
        return String.format(
                "20%02d-%02d-%02d", 25 + random.nextInt(3), 1 + random.nextInt(12), 1 + random.nextInt(28));
    }

    /** Mostly ISO; else as people say it, which then is the argument too. */
    private static Drawn date(Random random) {
        int kind = random.nextInt(10);
        if (kind < 6) {
            return text(isoDate(random));
        }
        if (kind < 8) {
            return text(1 + random.nextInt(28) + " " + word(random, "month").mention);
        }
        return word(random, kind == 8 ? "weekday" : "relative_day");
    }

    private static char letter(Random random) {
        return (char) ('A' + random.nextInt(26));
    }
}
