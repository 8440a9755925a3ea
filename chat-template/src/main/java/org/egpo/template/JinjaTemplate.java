package org.egpo.template;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * A Jinja template as chat templates use it: with trim_blocks and lstrip_blocks, no HTML escaping, loop controls and the
 * {@code generation} block, and with Python's meaning of every operation. What is not supported is an error when the
 * template is read or rendered; nothing is passed over in silence. Steps, output and depth are bounded.
 */
public final class JinjaTemplate {
    private static final long LONGEST_RANGE = 100_000;

    private final Statement body;

    private JinjaTemplate(Statement body) {
        this.body = body;
    }

    /** @throws JinjaException with the line, where the template cannot be read */
    public static JinjaTemplate of(String template) {
        return new JinjaTemplate(new StatementParser(new Cursor(Lexer.tokens(template))).template());
    }

    /**
     * @param values null, Boolean, numbers, String, List, Map (the order of its keys is kept) and {@link Callable} by name
     * @throws JinjaException with the line, where rendering fails
     */
    public String render(Map<String, ?> values) {
        Map<String, Object> names = new LinkedHashMap<>();
        names.put("namespace", (Callable) JinjaTemplate::namespace);
        names.put("range", (Callable) JinjaTemplate::range);
        names.put("dict", (Callable) (a, n) -> {
            Arguments.only("dict", a, 0, n, n.keySet().toArray(String[]::new));
            return n;
        });
        values.forEach((k, v) -> names.put(k, Py.normal(v)));
        try {
            return Statement.text(body, new Scope(names));
        } catch (JinjaException e) {
            throw e;
        } catch (RuntimeException | StackOverflowError e) {
            throw new JinjaException("the template cannot be rendered with these values: " + e);
        }
    }

    private static Object namespace(List<Object> a, Map<String, Object> n) {
        Arguments.only("namespace", a, 0, n, n.keySet().toArray(String[]::new));
        return new Members.Namespace(new LinkedHashMap<>(n));
    }

    private static Object range(List<Object> a, Map<String, Object> n) {
        Arguments.only("range", a, 3, n);
        long[] given = a.stream().mapToLong(x -> Py.number(x).longValue()).toArray();
        if (given.length == 0 || given.length == 3 && given[2] == 0) {
            throw new JinjaException("range takes an end, or start, end and a step other than 0");
        }
        long start = given.length == 1 ? 0 : given[0];
        long end = given.length == 1 ? given[0] : given[1];
        long step = given.length == 3 ? given[2] : 1;
        List<Object> all = new ArrayList<>();
        for (long i = start; step > 0 ? i < end : i > end; i += step) {
            if (all.size() >= LONGEST_RANGE) {
                throw new JinjaException("range has more than " + LONGEST_RANGE + " numbers");
            }
            all.add(i);
        }
        return all;
    }
}
