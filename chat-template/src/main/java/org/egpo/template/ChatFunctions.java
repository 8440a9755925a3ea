package org.egpo.template;

import java.time.LocalDateTime;
import java.time.format.DateTimeFormatter;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** What Transformers lets a chat template call: {@code raise_exception(text)} and {@code strftime_now(format)}. */
final class ChatFunctions {
    /** Directives of strftime, each with Java's pattern. */
    private static final Map<Character, String> DIRECTIVES = Stream.of(
                    "d dd|m MM|Y yyyy|y yy|b MMM|B MMMM|a EEE|A EEEE|H HH|I hh|M mm|S ss|p a|j DDD|% '%'".split("\\|"))
            .collect(Collectors.toMap(d -> d.charAt(0), d -> d.substring(2)));

    private ChatFunctions() {}

    static Map<String, TemplateFunction> all() {
        return Map.of(
                "raise_exception",
                (a, n) -> {
                    throw new JinjaException(a.isEmpty() ? "the template raised an error" : String.valueOf(a.get(0)));
                },
                "strftime_now",
                (a, n) -> formatted(LocalDateTime.now(), CallArguments.text(a, 0)));
    }

    /** A time in a {@code strftime} format, in English. */
    static String formatted(LocalDateTime time, String format) {
        StringBuilder out = new StringBuilder();
        for (int i = 0; i < format.length(); i++) {
            char c = format.charAt(i);
            if (c != '%') {
                out.append(c);
                continue;
            }
            char directive = ++i < format.length() ? format.charAt(i) : ' ';
            String pattern = DIRECTIVES.get(directive);
            if (pattern == null) {
                throw new JinjaException("strftime_now: %" + directive + " is not supported");
            }
            out.append(DateTimeFormatter.ofPattern(pattern, Locale.ENGLISH).format(time));
        }
        return out.toString();
    }
}
