package org.egpo.template;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/** {@code value.name}, {@code value[key]}, slices, and the methods of strings, maps and lists that change nothing. */
final class Members {
    private static final Set<String> OTHER_MAP_METHODS =
            Set.of("clear", "copy", "fromkeys", "pop", "popitem", "setdefault", "update");

    private Members() {}

    /** As Python: a method first, then an entry. */
    static @Nullable Object attribute(@Nullable Object value, String name) {
        defined(value);
        if (value instanceof Loop loop) {
            return loop.get(name);
        }
        if (value instanceof Namespace n) {
            return n.values().containsKey(name) ? n.values().get(name) : new Undefined(name);
        }
        if (value instanceof Map<?, ?> m) {
            TemplateFunction method = map(m, name);
            return method != null ? method : entry(m, name);
        }
        TemplateFunction method = value instanceof String s
                ? StringMethods.of(s, name)
                : value instanceof List<?> l ? list(l, name) : null;
        return method != null ? method : new Undefined(name);
    }

    /** As the filter {@code attr}: never an entry of a map. */
    static @Nullable Object methodOnly(Object value, String name) {
        if (value instanceof Map<?, ?> m) {
            TemplateFunction method = map(m, name);
            return method != null ? method : new Undefined(name);
        }
        return attribute(value, name);
    }

    static @Nullable Object item(@Nullable Object value, @Nullable Object key) {
        defined(value);
        if (key instanceof Long i && (value instanceof List || value instanceof String)) {
            List<?> all = value instanceof String s ? Operands.characters(s) : (List<?>) value;
            long at = i < 0 ? i + all.size() : i;
            return at >= 0 && at < all.size() ? Operands.normal(all.get((int) at)) : new Undefined("[" + i + "]");
        }
        if (value instanceof Map<?, ?> m && m.containsKey(key)) {
            return Operands.normal(m.get(key));
        }
        return key instanceof String name ? attribute(value, name) : new Undefined("[" + Operands.str(key) + "]");
    }

    private static void defined(@Nullable Object value) {
        if (value instanceof Undefined u) {
            throw new JinjaException("\"" + u.name() + "\" is undefined");
        }
    }

    private static @Nullable Object entry(Map<?, ?> m, String name) {
        return m.containsKey(name) ? Operands.normal(m.get(name)) : new Undefined(name);
    }

    private static @Nullable TemplateFunction map(Map<?, ?> m, String name) {
        if (OTHER_MAP_METHODS.contains(name)) {
            return refused("the method " + name + " of maps is not supported");
        }
        return switch (name) {
            case "items" -> (a, n) -> Collections.unmodifiableCollection(items(m));
            case "keys" -> (a, n) -> Collections.unmodifiableCollection(Operands.list(m));
            case "values" -> (a, n) -> Collections.unmodifiableCollection(Operands.list(m.values()));
            case "get" ->
                (a, n) -> m.containsKey(CallArguments.at(a, 0))
                        ? Operands.normal(m.get(a.get(0)))
                        : a.size() > 1 ? a.get(1) : null;
            default -> null;
        };
    }

    static List<Object> items(Map<?, ?> m) {
        List<Object> all = new ArrayList<>();
        m.forEach((k, v) -> all.add(new Tuple(Arrays.asList(Operands.normal(k), Operands.normal(v)))));
        return all;
    }

    private static @Nullable TemplateFunction list(List<?> l, String name) {
        return switch (name) {
            case "count" ->
                (a, n) -> l.stream()
                        .filter(x -> Operands.same(x, CallArguments.at(a, 0)))
                        .count();
            case "index" ->
                (a, n) -> IntStream.range(0, l.size())
                        .filter(i -> Operands.same(l.get(i), CallArguments.at(a, 0)))
                        .asLongStream()
                        .boxed()
                        .findFirst()
                        .orElseThrow(() -> new JinjaException("index: the list does not hold that value"));
            case "append", "extend", "insert", "pop", "remove", "reverse", "sort", "clear" ->
                refused("lists cannot be changed by " + name);
            default -> null;
        };
    }

    private static TemplateFunction refused(String why) {
        return (a, n) -> {
            throw new JinjaException(why);
        };
    }

    /** Bounds are Long or null. */
    static Object slice(@Nullable Object value, @Nullable Object from, @Nullable Object to, @Nullable Object by) {
        defined(value);
        List<?> all = value instanceof String s ? Operands.characters(s) : value instanceof List<?> l ? l : null;
        if (all == null) {
            throw new JinjaException(Operands.type(value) + " cannot be cut");
        }
        long step = by == null ? 1 : bound(by);
        if (step == 0) {
            throw new JinjaException("the step of a slice is 0");
        }
        int n = all.size();
        long low = step > 0 ? 0 : -1;
        long high = step > 0 ? n : n - 1L;
        long start = from == null ? (step > 0 ? low : high) : clamp(bound(from), n, low, high);
        long end = to == null ? (step > 0 ? high : low) : clamp(bound(to), n, low, high);
        List<Object> part = new ArrayList<>();
        for (long i = start; step > 0 ? i < end : i > end; i += step) {
            part.add(Operands.normal(all.get((int) i)));
        }
        return value instanceof String
                ? String.join("", part.stream().map(Object::toString).toList())
                : part;
    }

    private static long bound(Object value) {
        if (value instanceof Long i) {
            return Math.max(-Integer.MAX_VALUE, Math.min(Integer.MAX_VALUE, i));
        }
        throw new JinjaException("the bounds of a slice are whole numbers, not " + Operands.type(value));
    }

    private static long clamp(long i, int n, long low, long high) {
        return Math.max(low, Math.min(high, i < 0 ? i + n : i));
    }

    /** What {@code namespace()} makes: the only thing a template can change. */
    record Namespace(Map<String, Object> values) {}

    /** The variable {@code loop}. */
    record Loop(List<Object> items, int at) {
        Object get(String name) {
            return switch (name) {
                case "index" -> at + 1L;
                case "index0" -> (long) at;
                case "revindex" -> (long) items.size() - at;
                case "revindex0" -> (long) items.size() - at - 1;
                case "first" -> at == 0;
                case "last" -> at == items.size() - 1;
                case "length" -> (long) items.size();
                case "previtem" -> at > 0 ? items.get(at - 1) : new Undefined(name);
                case "nextitem" -> at + 1 < items.size() ? items.get(at + 1) : new Undefined(name);
                case "cycle" -> (TemplateFunction) (a, n) -> a.get(at % a.size());
                default -> throw new JinjaException("loop." + name + " is not supported");
            };
        }
    }
}
