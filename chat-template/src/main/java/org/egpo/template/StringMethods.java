package org.egpo.template;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.function.Predicate;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** Python's methods of strings. */
final class StringMethods {
    private StringMethods() {}

    /** Null where there is no such method. */
    static @Nullable TemplateFunction of(String s, String name) {
        return switch (name) {
            case "strip" -> (a, n) -> strip(s, characters(a), true, true);
            case "lstrip" -> (a, n) -> strip(s, characters(a), true, false);
            case "rstrip" -> (a, n) -> strip(s, characters(a), false, true);
            case "upper" -> (a, n) -> s.toUpperCase(Locale.ROOT);
            case "lower" -> (a, n) -> s.toLowerCase(Locale.ROOT);
            case "title" -> (a, n) -> title(s);
            case "capitalize" -> (a, n) -> capitalize(s);
            case "startswith" -> (a, n) -> any(a, s::startsWith);
            case "endswith" -> (a, n) -> any(a, s::endsWith);
            case "replace" ->
                (a, n) -> {
                    CallArguments.only("replace", a, 2, n);
                    return replace(s, a);
                };
            case "split" ->
                (a, n) -> {
                    CallArguments.only("split", a, 2, n, "sep", "maxsplit");
                    Number most = Operands.number(CallArguments.of(a, n, 1, "maxsplit", -1L));
                    return split(s, CallArguments.of(a, n, 0, "sep", null), most.longValue());
                };
            case "join" -> (a, n) -> join(s, CallArguments.at(a, 0));
            case "find" ->
                (a, n) -> {
                    CallArguments.only("find", a, 1, n);
                    int at = s.indexOf(CallArguments.text(a, 0));
                    return (long) (at < 0 ? at : s.codePointCount(0, at));
                };
            case "count" ->
                (a, n) -> {
                    CallArguments.only("count", a, 1, n);
                    return (long) split(s, CallArguments.text(a, 0), -1).size() - 1;
                };
            case "format" -> (a, n) -> format(s, a, n);
            case "removeprefix" -> (a, n) -> s.replaceFirst("^" + Pattern.quote(CallArguments.text(a, 0)), "");
            case "removesuffix" -> (a, n) -> s.replaceFirst(Pattern.quote(CallArguments.text(a, 0)) + "\\z", "");
            case "isdigit" -> (a, n) -> !s.isEmpty() && s.codePoints().allMatch(Character::isDigit);
            default -> null;
        };
    }

    static String replace(String s, List<Object> arguments) {
        return s.replace(CallArguments.text(arguments, 0), CallArguments.text(arguments, 1));
    }

    /** What to take away from the ends; null where white space is meant. */
    static @Nullable String characters(List<Object> arguments) {
        return arguments.isEmpty() || arguments.get(0) == null ? null : CallArguments.text(arguments, 0);
    }

    private static boolean any(List<Object> a, Predicate<String> test) {
        if (a.size() != 1) {
            throw new JinjaException("startswith and endswith take one argument here");
        }
        return a.get(0) instanceof List<?> all
                ? all.stream().anyMatch(x -> x instanceof String p && test.test(p))
                : test.test(CallArguments.text(a, 0));
    }

    /** @param characters what to take away; null for white space */
    static String strip(String s, @Nullable String characters, boolean left, boolean right) {
        int from = 0;
        int to = s.length();
        while (left && from < to && strips(characters, s.codePointAt(from))) {
            from += Character.charCount(s.codePointAt(from));
        }
        while (right && to > from && strips(characters, s.codePointBefore(to))) {
            to -= Character.charCount(s.codePointBefore(to));
        }
        return s.substring(from, to);
    }

    private static boolean strips(@Nullable String characters, int c) {
        return characters == null ? isSpace(c) : characters.indexOf(c) >= 0;
    }

    private static boolean isSpace(int c) {
        return Character.isWhitespace(c) || Character.isSpaceChar(c) || c == 0x85;
    }

    static List<Object> split(String s, @Nullable Object separator, long most) {
        List<Object> parts = new ArrayList<>();
        if (separator == null) {
            String rest = strip(s, null, true, false);
            while (!rest.isEmpty()) {
                int end = 0;
                while (end < rest.length() && !isSpace(rest.codePointAt(end))) {
                    end++;
                }
                boolean last = most >= 0 && parts.size() == most;
                parts.add(last ? rest : rest.substring(0, end));
                rest = last ? "" : strip(rest.substring(end), null, true, false);
            }
            return parts;
        }
        if (!(separator instanceof String sep) || sep.isEmpty()) {
            throw new JinjaException("split takes a separator of at least one character");
        }
        int from = 0;
        for (int at = s.indexOf(sep); at >= 0 && (most < 0 || parts.size() < most); at = s.indexOf(sep, from)) {
            parts.add(s.substring(from, at));
            from = at + sep.length();
        }
        parts.add(s.substring(from));
        return parts;
    }

    static String join(String between, Object items) {
        return Operands.list(items).stream()
                .map(x -> CallArguments.text(x, "join takes strings"))
                .collect(Collectors.joining(between));
    }

    static String capitalize(String s) {
        int first = Math.min(1, s.length());
        return s.substring(0, first).toUpperCase(Locale.ROOT)
                + s.substring(first).toLowerCase(Locale.ROOT);
    }

    private static String title(String s) {
        return Pattern.compile("(?<!\\p{L})\\p{L}")
                .matcher(s.toLowerCase(Locale.ROOT))
                .replaceAll(
                        m -> Character.toString(Character.toTitleCase(m.group().codePointAt(0))));
    }

    /** Places without a name or a format alone: {@code '<{}>'.format(x)}. */
    private static String format(String s, List<Object> a, Map<String, Object> n) {
        String[] parts = s.split("\\{}", -1);
        if (!n.isEmpty()
                || parts.length - 1 > a.size()
                || String.join("", parts).matches("(?s).*[{}].*")) {
            throw new JinjaException("format: only places {} with a value each are supported");
        }
        StringBuilder text = new StringBuilder(parts[0]);
        for (int i = 1; i < parts.length; i++) {
            text.append(Operands.str(a.get(i - 1))).append(parts[i]);
        }
        return text.toString();
    }
}
