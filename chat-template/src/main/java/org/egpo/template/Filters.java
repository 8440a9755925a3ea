package org.egpo.template;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.function.UnaryOperator;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/** The filters {@code value | name(arguments)}. */
final class Filters {
    /** What a filter does. */
    interface Filter {
        Object apply(Object value, List<Object> arguments, Map<String, Object> named);
    }

    private static final Pattern WORD = Pattern.compile("[^-\\s({\\[<]+", Pattern.UNICODE_CHARACTER_CLASS);

    private static final Map<String, Filter> ALL = Map.ofEntries(
            entry("tojson", Filters::json),
            entry("trim", (v, a, n) -> {
                Arguments.only("trim", a, 1, n);
                return StringMethods.strip(Py.str(v), a.isEmpty() ? null : Arguments.text(a, 0), true, true);
            }),
            entry("length", (v, a, n) -> Py.length(v)),
            entry("count", (v, a, n) -> Py.length(v)),
            entry("string", (v, a, n) -> Py.str(v)),
            entry("safe", (v, a, n) -> Py.str(v)),
            entry("upper", (v, a, n) -> Py.str(v).toUpperCase(Locale.ROOT)),
            entry("lower", (v, a, n) -> Py.str(v).toLowerCase(Locale.ROOT)),
            entry("capitalize", (v, a, n) -> StringMethods.capitalize(Py.str(v))),
            entry("title", (v, a, n) -> title(Py.str(v))),
            entry("format", (v, a, n) -> {
                Arguments.only("format", a, a.size(), n);
                return PercentFormat.of(Py.str(v), a);
            }),
            entry("attr", (v, a, n) -> {
                Arguments.only("attr", a, 1, n);
                return Members.methodOnly(v, Arguments.text(a, 0));
            }),
            entry("replace", (v, a, n) -> {
                Arguments.only("replace", a, 2, n);
                return Py.str(v).replace(Arguments.text(a, 0), Arguments.text(a, 1));
            }),
            entry("default", Filters::otherwise),
            entry("d", Filters::otherwise),
            entry("list", (v, a, n) -> Py.list(v)),
            entry("items", (v, a, n) -> {
                if (v instanceof Undefined) {
                    return List.of();
                }
                if (v instanceof Map<?, ?> m) {
                    return Members.items(m);
                }
                throw new JinjaException("items takes a map, not " + Py.type(v));
            }),
            entry("dictsort", (v, a, n) -> {
                Arguments.only("dictsort", a, 0, n);
                List<Object> all = Members.items((Map<?, ?>) v);
                all.sort((x, y) -> Py.compare(folded(((List<?>) x).get(0)), folded(((List<?>) y).get(0))));
                return all;
            }),
            entry("join", Filters::join),
            entry("first", (v, a, n) -> Members.item(Py.list(v), 0L)),
            entry("last", (v, a, n) -> Members.item(Py.list(v), -1L)),
            entry("reverse", (v, a, n) -> {
                List<Object> all = Py.list(v);
                Collections.reverse(all);
                return v instanceof String ? all.stream().map(Object::toString).collect(Collectors.joining()) : all;
            }),
            entry("sort", (v, a, n) -> {
                Arguments.only("sort", a, 0, n);
                List<Object> all = Py.list(v);
                all.sort((x, y) -> Py.compare(folded(x), folded(y)));
                return all;
            }),
            entry("int", (v, a, n) -> {
                Arguments.only("int", a, 0, n);
                return whole(v);
            }),
            entry(
                    "abs",
                    (v, a, n) -> Py.number(v) instanceof Long i
                            ? (Object) Math.abs(i)
                            : Math.abs(Py.number(v).doubleValue())),
            entry("map", Filters::map),
            entry("select", (v, a, n) -> select(v, a, n, true)),
            entry("reject", (v, a, n) -> select(v, a, n, false)),
            entry("selectattr", (v, a, n) -> selectByAttribute(v, a, n, true)),
            entry("rejectattr", (v, a, n) -> selectByAttribute(v, a, n, false)),
            entry("indent", Filters::indent));

    private Filters() {}

    private static Map.Entry<String, Filter> entry(String name, Filter what) {
        return Map.entry(name, what);
    }

    static Filter of(String name) {
        Filter filter = ALL.get(name);
        if (filter == null) {
            throw new JinjaException("the filter \"" + name + "\" is not supported");
        }
        return filter;
    }

    private static Object folded(Object v) {
        return v instanceof String s ? s.toLowerCase(Locale.ROOT) : v;
    }

    private static Object json(Object v, List<Object> a, Map<String, Object> n) {
        Arguments.only("tojson", a, 0, n, "indent", "ensure_ascii", "sort_keys");
        Object indent = n.get("indent");
        if (indent != null && !(indent instanceof Long)) {
            throw new JinjaException("tojson: indent must be a whole number");
        }
        String by = indent == null ? null : " ".repeat((int) Math.max(0, Math.min(64, (Long) indent)));
        return JsonText.of(v, by, Py.truth(n.get("sort_keys")), Py.truth(n.get("ensure_ascii")));
    }

    private static Object otherwise(Object v, List<Object> a, Map<String, Object> n) {
        Arguments.only("default", a, 2, n, "default_value", "boolean");
        boolean any = Py.truth(Arguments.of(a, n, 1, "boolean", false));
        boolean missing = v instanceof Undefined || any && !Py.truth(v);
        return missing ? Arguments.of(a, n, 0, "default_value", "") : v;
    }

    private static Object join(Object v, List<Object> a, Map<String, Object> n) {
        Arguments.only("join", a, 1, n, "d", "attribute");
        Object name = n.get("attribute");
        return Py.list(v).stream()
                .map(x -> Py.str(name == null ? x : attribute(x, name)))
                .collect(Collectors.joining(Py.str(Arguments.of(a, n, 0, "d", ""))));
    }

    private static Object attribute(Object v, Object path) {
        if (!(path instanceof String names)) {
            throw new JinjaException("an attribute is named by a string");
        }
        Object at = v;
        for (String name : names.split("\\.")) {
            at = name.matches("\\d{1,9}") ? Members.item(at, Long.parseLong(name)) : Members.item(at, name);
        }
        return at;
    }

    /**
     * By an attribute, or by a filter with its arguments. As in Python, nothing, None included, gives nothing; unlike there, what
     * this and the selecting filters give is a list, not a generator that would be true even where it is empty.
     */
    private static Object map(Object v, List<Object> a, Map<String, Object> n) {
        List<Object> all = new ArrayList<>();
        if (!Py.truth(v)) {
            return all;
        }
        if (a.isEmpty()) {
            Arguments.only("map", a, 0, n, "attribute");
            Py.list(v).forEach(x -> all.add(attribute(x, n.get("attribute"))));
        } else {
            Filter each = of(Arguments.text(a, 0));
            Py.list(v).forEach(x -> all.add(each.apply(x, a.subList(1, a.size()), n)));
        }
        return all;
    }

    private static Object select(Object v, List<Object> a, Map<String, Object> n, boolean keep) {
        Arguments.only("select", a, a.size(), n);
        return selected(v, x -> x, a, keep);
    }

    private static Object selectByAttribute(Object v, List<Object> a, Map<String, Object> n, boolean keep) {
        Arguments.only("selectattr", a, a.size(), n);
        Object name = Arguments.at(a, 0);
        return selected(v, x -> attribute(x, name), a.subList(1, a.size()), keep);
    }

    /** @param test a test's name and its arguments; nothing where truth is asked */
    private static Object selected(Object v, UnaryOperator<Object> of, List<Object> test, boolean keep) {
        List<Object> rest = test.isEmpty() ? List.of() : test.subList(1, test.size());
        Tests.Test asked = test.isEmpty() ? (x, r) -> Py.truth(x) : Tests.of(Arguments.text(test, 0));
        List<Object> all = new ArrayList<>();
        for (Object x : Py.truth(v) ? Py.list(v) : List.of()) {
            if (asked.holds(of.apply(x), rest) == keep) {
                all.add(x);
            }
        }
        return all;
    }

    /** Words begin behind spaces, hyphens and opening brackets; the method {@code title()} of strings has other rules. */
    private static String title(String s) {
        return WORD.matcher(s).replaceAll(m -> Matcher.quoteReplacement(StringMethods.capitalize(m.group())));
    }

    private static Object whole(Object v) {
        if (Py.isNumber(v)) {
            return Py.number(v).longValue();
        }
        try {
            if (v instanceof String s) {
                return Long.parseLong(s.strip());
            }
            throw new JinjaException("int cannot read " + Py.type(v));
        } catch (NumberFormatException e) {
            throw new JinjaException("int cannot read \"" + v + "\"");
        }
    }

    private static Object indent(Object v, List<Object> a, Map<String, Object> n) {
        Arguments.only("indent", a, 3, n, "width", "first", "blank");
        Object width = Arguments.of(a, n, 0, "width", 4L);
        String by = width instanceof String s ? s : " ".repeat((int) Math.min(1000, Math.max(0, (Long) width)));
        boolean blank = Py.truth(Arguments.of(a, n, 2, "blank", false));
        String[] lines = Py.str(v).split("\n", -1);
        StringBuilder b = new StringBuilder(Py.truth(Arguments.of(a, n, 1, "first", false)) ? by : "");
        for (int i = 0; i < lines.length; i++) {
            boolean indented = i > 0 && (blank || !lines[i].isEmpty());
            b.append(i > 0 ? "\n" : "").append(indented ? by : "").append(lines[i]);
        }
        return b.toString();
    }
}
