package org.egpo.template;

import java.util.ArrayList;
import java.util.Collections;
import java.util.Iterator;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.function.BiFunction;
import java.util.function.UnaryOperator;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** The filters {@code value | name(arguments)}. */
final class JinjaFilters {
    /** What a filter does. */
    interface Filter {
        @Nullable
        Object apply(@Nullable Object value, List<Object> arguments, Map<String, Object> named);
    }

    private static final Pattern WORD = Pattern.compile("[^-\\s({\\[<]+", Pattern.UNICODE_CHARACTER_CLASS);

    private static final Map<String, Filter> ALL = Map.ofEntries(
            Map.entry("tojson", JinjaFilters::json),
            entry("trim", 1, (v, a) -> StringMethods.strip(Operands.str(v), StringMethods.characters(a), true, true)),
            entry("length", 0, (v, a) -> Operands.length(v)),
            entry("count", 0, (v, a) -> Operands.length(v)),
            entry("string", 0, (v, a) -> Operands.str(v)),
            entry("safe", 0, (v, a) -> Operands.str(v)),
            entry("upper", 0, (v, a) -> Operands.str(v).toUpperCase(Locale.ROOT)),
            entry("lower", 0, (v, a) -> Operands.str(v).toLowerCase(Locale.ROOT)),
            entry("capitalize", 0, (v, a) -> StringMethods.capitalize(Operands.str(v))),
            entry("title", 0, (v, a) -> title(Operands.str(v))),
            entry("format", Integer.MAX_VALUE, (v, a) -> PercentFormat.of(Operands.str(v), a)),
            entry("attr", 1, (v, a) -> Members.methodOnly(v, CallArguments.text(a, 0))),
            entry("replace", 2, (v, a) -> StringMethods.replace(Operands.str(v), a)),
            Map.entry("default", JinjaFilters::otherwise),
            Map.entry("d", JinjaFilters::otherwise),
            entry("list", 0, (v, a) -> Operands.list(v)),
            entry("items", 0, (v, a) -> Operands.iterate(v instanceof Undefined ? v : Members.items(map("items", v)))),
            entry("dictsort", 0, (v, a) -> sorted(Members.items(map("dictsort", v)), x -> ((List<?>) x).get(0))),
            Map.entry("join", JinjaFilters::join),
            entry("first", 0, (v, a) -> first(Operands.iterate(v))),
            entry("min", 0, (v, a) -> first(sorted(Operands.list(v), x -> x).iterator())),
            entry("last", 0, (v, a) -> Members.item(Operands.list(v), Operands.length(v) - 1)),
            entry("reverse", 0, (v, a) -> reversed(v)),
            entry("sort", 0, (v, a) -> sorted(Operands.list(v), x -> x)),
            entry("int", 0, (v, a) -> whole(v)),
            entry(
                    "abs",
                    0,
                    (v, a) -> Operands.number(v) instanceof Long i
                            ? (Object) Math.abs(i)
                            : Math.abs(Operands.number(v).doubleValue())),
            Map.entry("map", JinjaFilters::map),
            entry("select", Integer.MAX_VALUE, (v, a) -> selected(v, x -> x, a, true)),
            entry("reject", Integer.MAX_VALUE, (v, a) -> selected(v, x -> x, a, false)),
            entry("selectattr", Integer.MAX_VALUE, (v, a) -> selectedByAttribute(v, a, true)),
            entry("rejectattr", Integer.MAX_VALUE, (v, a) -> selectedByAttribute(v, a, false)),
            Map.entry("indent", JinjaFilters::indent));

    private JinjaFilters() {}

    /** A filter that takes no named argument, and no more than so many others. */
    private static Map.Entry<String, Filter> entry(
            String name, int most, BiFunction<Object, List<Object>, Object> what) {
        return Map.entry(name, (v, a, n) -> {
            CallArguments.only(name, a, most, n);
            return what.apply(v, a);
        });
    }

    private static Map<?, ?> map(String filter, Object v) {
        if (v instanceof Map<?, ?> m) {
            return m;
        }
        throw new JinjaException(filter + " takes a map, not " + Operands.type(v));
    }

    private static @Nullable Object first(Iterator<?> all) {
        return all.hasNext() ? Operands.normal(all.next()) : new Undefined("first");
    }

    /** A list becomes a generator, a generator a list. */
    private static Object reversed(Object v) {
        if (v instanceof String s) {
            return new StringBuilder(s).reverse().toString();
        }
        List<Object> all = Operands.list(v);
        Collections.reverse(all);
        return v instanceof Iterator ? all : all.iterator();
    }

    /** Strings without regard to case. */
    private static List<Object> sorted(List<Object> all, UnaryOperator<Object> by) {
        all.sort((x, y) -> Operands.compare(folded(by.apply(x)), folded(by.apply(y))));
        return all;
    }

    /** As in Python's Jinja, what is not known raises only where it is reached. */
    static Filter of(String name) {
        return ALL.getOrDefault(name, (v, a, n) -> {
            throw new JinjaException("the filter \"" + name + "\" is not supported");
        });
    }

    private static Object folded(Object v) {
        return v instanceof String s ? s.toLowerCase(Locale.ROOT) : v;
    }

    private static Object json(@Nullable Object v, List<Object> a, Map<String, Object> n) {
        CallArguments.only("tojson", a, 0, n, "indent", "ensure_ascii", "sort_keys");
        Object indent = n.get("indent");
        if (indent != null && !(indent instanceof Long)) {
            throw new JinjaException("tojson: indent must be a whole number");
        }
        String by = indent == null ? null : " ".repeat((int) Math.max(0, Math.min(64, (Long) indent)));
        return JsonDump.of(v, by, Operands.truth(n.get("sort_keys")), Operands.truth(n.get("ensure_ascii")));
    }

    private static @Nullable Object otherwise(@Nullable Object v, List<Object> a, Map<String, Object> n) {
        CallArguments.only("default", a, 2, n, "default_value", "boolean");
        boolean any = Operands.truth(CallArguments.of(a, n, 1, "boolean", false));
        boolean missing = v instanceof Undefined || any && !Operands.truth(v);
        return missing ? CallArguments.of(a, n, 0, "default_value", "") : v;
    }

    private static Object join(@Nullable Object v, List<Object> a, Map<String, Object> n) {
        CallArguments.only("join", a, 1, n, "d", "attribute");
        Object name = n.get("attribute");
        return Operands.list(v).stream()
                .map(x -> Operands.str(name == null ? x : attribute(x, name)))
                .collect(Collectors.joining(Operands.str(CallArguments.of(a, n, 0, "d", ""))));
    }

    private static @Nullable Object attribute(Object v, @Nullable Object path) {
        String names = CallArguments.text(path, "an attribute is named by a string");
        Object at = v;
        for (String name : names.split("\\.")) {
            at = name.matches("\\d{1,9}") ? Members.item(at, Long.parseLong(name)) : Members.item(at, name);
        }
        return at;
    }

    /** By an attribute, or by a filter with its arguments. As in Python, nothing, None included, gives nothing. */
    private static Iterator<Object> map(@Nullable Object v, List<Object> a, Map<String, Object> n) {
        List<Object> all = new ArrayList<>();
        if (!Operands.truth(v)) {
            return all.iterator();
        }
        if (a.isEmpty()) {
            CallArguments.only("map", a, 0, n, "attribute");
            Operands.list(v).forEach(x -> all.add(attribute(x, n.get("attribute"))));
        } else {
            Filter each = of(CallArguments.text(a, 0));
            Operands.list(v).forEach(x -> all.add(each.apply(x, a.subList(1, a.size()), n)));
        }
        return all.iterator();
    }

    private static Object selectedByAttribute(Object v, List<Object> a, boolean keep) {
        Object name = CallArguments.at(a, 0);
        return selected(v, x -> attribute(x, name), a.subList(1, a.size()), keep);
    }

    /** @param test a test's name and its arguments; nothing where truth is asked */
    private static Object selected(Object v, UnaryOperator<Object> of, List<Object> test, boolean keep) {
        List<Object> rest = test.isEmpty() ? List.of() : test.subList(1, test.size());
        JinjaTests.Test asked =
                test.isEmpty() ? (x, r) -> Operands.truth(x) : JinjaTests.of(CallArguments.text(test, 0));
        List<Object> all = new ArrayList<>();
        for (Object x : Operands.truth(v) ? Operands.list(v) : List.of()) {
            if (asked.holds(of.apply(x), rest) == keep) {
                all.add(x);
            }
        }
        return all.iterator();
    }

    /** Words begin behind spaces, hyphens and opening brackets; the method {@code title()} of strings has other rules. */
    private static String title(String s) {
        return WORD.matcher(s).replaceAll(m -> Matcher.quoteReplacement(StringMethods.capitalize(m.group())));
    }

    private static Object whole(Object v) {
        if (Operands.isNumber(v)) {
            return Operands.number(v).longValue();
        }
        try {
            return Long.parseLong(
                    CallArguments.text(v, "int reads a number or a string").strip());
        } catch (NumberFormatException e) {
            throw new JinjaException("int cannot read \"" + v + "\"");
        }
    }

    private static Object indent(@Nullable Object v, List<Object> a, Map<String, Object> n) {
        CallArguments.only("indent", a, 3, n, "width", "first", "blank");
        Object width = CallArguments.of(a, n, 0, "width", 4L);
        String by = width instanceof String s
                ? s
                : " ".repeat((int) Math.min(1000, Math.max(0, width instanceof Long spaces ? spaces : 4)));
        boolean blank = Operands.truth(CallArguments.of(a, n, 2, "blank", false));
        String[] lines = Operands.str(v).split("\n", -1);
        StringBuilder b = new StringBuilder(Operands.truth(CallArguments.of(a, n, 1, "first", false)) ? by : "");
        for (int i = 0; i < lines.length; i++) {
            boolean indented = i > 0 && (blank || !lines[i].isEmpty());
            b.append(i > 0 ? "\n" : "").append(indented ? by : "").append(lines[i]);
        }
        return b.toString();
    }
}
