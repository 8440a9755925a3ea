package org.egpo.datasets;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Random;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.IntStream;
import org.egpo.call.FunctionCall;
import org.egpo.call.PythonObjects;
import org.egpo.call.PythonText;
import org.egpo.call.Value;
import org.jspecify.annotations.Nullable;

/**
 * A sentence with slots: {@code {city}} is said as drawn, {@code {gift?wrapped|plain}} says a boolean, {@code {city#2}}
 * belongs to the second call; slots without a number belong to all calls.
 */
record Phrasing(String template) {
    private static final Pattern SLOT = Pattern.compile("\\{([a-z_0-9.]+)(?:#(\\d))?(?:\\?([^|}]*)\\|([^}]*))?}");
    private static final Pattern ON_RELATIVE_DAY = Pattern.compile("\\b[Oo]n (today|tomorrow|next|this)\\b");
    private static final Pattern BEFORE_VOWEL = Pattern.compile("\\b([Aa]) (?=(?!one\\b)[aeiouAEIO]|8|11\\b|18\\b)");

    /** Paths of the parameters that it mentions, {@code items.0.dish} among them. */
    Set<String> paths() {
        Set<String> paths = new LinkedHashSet<>();
        Matcher m = SLOT.matcher(template);
        while (m.find()) {
            paths.add(m.group(1));
        }
        return paths;
    }

    /** A sentence and the calls that it asks for. */
    record Said(String text, List<FunctionCall> calls) {}

    /**
     * @param taken what the question said before; gets what this sentence says
     */
    Said say(GeneratedTool tool, Random random, Set<String> taken) {
        Map<String, Slot.Drawn> drawn = draw(tool, random, taken);
        StringBuilder text = new StringBuilder();
        Matcher m = SLOT.matcher(template);
        while (m.find()) {
            Slot.Drawn d = Objects.requireNonNull(drawn.get(key(m)), template);
            boolean yes = m.group(3) != null && d.value().equals(Value.Bool.TRUE);
            String words = m.group(3) == null ? d.mention() : yes ? m.group(3) : m.group(4);
            m.appendReplacement(text, Matcher.quoteReplacement(words));
        }
        m.appendTail(text);
        return new Said(tidy(text.toString()), calls(tool, drawn));
    }

    private static String key(Matcher m) {
        return m.group(1) + "#" + (m.group(2) == null ? "1" : m.group(2));
    }

    private Map<String, Slot.Drawn> draw(GeneratedTool tool, Random random, Set<String> taken) {
        Map<String, Slot.Drawn> drawn = new LinkedHashMap<>();
        Matcher m = SLOT.matcher(template);
        while (m.find()) {
            String path = m.group(1).replaceAll("\\.\\d+\\.", ".");
            Slot slot = tool.slots().get(path);
            if (slot == null) {
                throw new IllegalArgumentException(tool.name() + " has no parameter " + path + ": " + template);
            }
            if (!drawn.containsKey(key(m))) {
                drawn.put(key(m), slot.draw(random, taken));
            }
        }
        putInOrder(tool, drawn);
        return drawn;
    }

    /** Nobody leaves before arriving: of two days or times of one call the earlier comes first. */
    private static void putInOrder(GeneratedTool tool, Map<String, Slot.Drawn> drawn) {
        List<String> ordered = new ArrayList<>();
        tool.slots().forEach((path, slot) -> {
            if ((slot.isDate() || slot.isTime()) && !path.startsWith("old") && !path.startsWith("new")) {
                ordered.add(path + "#1");
            }
        });
        List<Slot.Drawn> two =
                ordered.stream().map(drawn::get).filter(Objects::nonNull).toList();
        if (ordered.size() == 2
                && two.size() == 2
                && two.get(0).mention().compareTo(two.get(1).mention()) > 0) {
            drawn.put(ordered.get(0), two.get(1));
            drawn.put(ordered.get(1), two.get(0));
        }
    }

    private static List<FunctionCall> calls(GeneratedTool tool, Map<String, Slot.Drawn> drawn) {
        Set<String> numbers = new TreeSet<>(Set.of("1"));
        drawn.keySet().forEach(k -> numbers.add(k.substring(k.length() - 1)));
        List<FunctionCall> calls = new ArrayList<>();
        for (String n : numbers) {
            Map<String, Value> said = new HashMap<>();
            for (Map.Entry<String, Slot.Drawn> e : drawn.entrySet()) {
                String path = e.getKey().substring(0, e.getKey().length() - 2);
                String own = path + "#" + n;
                if (e.getKey().equals(own) || (e.getKey().endsWith("#1") && !drawn.containsKey(own))) {
                    said.put("." + path, e.getValue().value());
                }
            }
            Value arguments = value("", tool.spec().parameters(), said);
            calls.add(new FunctionCall(
                    tool.name(), arguments == null ? Value.MapValue.EMPTY : (Value.MapValue) arguments));
        }
        return calls;
    }

    /**
     * The value at a path, put together from what was said below it, in the order in which the tool lists its parameters; null where
     * nothing was said.
     *
     * @param said by path: {@code .customer.name}, {@code .items.0.dish}
     */
    private static @Nullable Value value(String path, Value.MapValue schema, Map<String, Value> said) {
        if (said.containsKey(path) || said.keySet().stream().noneMatch(p -> p.startsWith(path + "."))) {
            return said.get(path);
        }
        if (schema.get("items") instanceof Value.MapValue item) {
            return new Value.ListValue(IntStream.range(0, said.size())
                    .mapToObj(i -> value(path + "." + i, item, said))
                    .takeWhile(Objects::nonNull)
                    .toList());
        }
        Value.MapBuilder map = new Value.MapBuilder();
        ((Value.MapValue) PythonObjects.at(schema, "properties")).forEach((name, inner) -> {
            Value v = value(path + "." + PythonText.str(name), (Value.MapValue) inner, said);
            if (v != null) {
                map.put(name, v);
            }
        });
        return map.build();
    }

    private static String tidy(String text) {
        String s = ON_RELATIVE_DAY
                .matcher(text)
                .replaceAll(r -> r.group().charAt(0) == 'O'
                        ? Character.toUpperCase(r.group(1).charAt(0))
                                + r.group(1).substring(1)
                        : r.group(1));
        return BEFORE_VOWEL.matcher(s).replaceAll("$1n ");
    }

    /** A sentence of small talk: slots are named after words and stand for no argument. */
    String sayWithoutTool(Random random) {
        Set<String> taken = new HashSet<>();
        String s = SLOT.matcher(template).replaceAll(m -> {
            Slot slot = new Slot(m.group(1).replaceAll("\\d", ""));
            return Matcher.quoteReplacement(slot.draw(random, taken).mention());
        });
        return tidy(s);
    }

    @Override
    public String toString() {
        return template;
    }
}
