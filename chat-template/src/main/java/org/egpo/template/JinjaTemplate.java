package org.egpo.template;

import java.util.ArrayList;
import java.util.HashMap;
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
     * Renders the template.
     *
     * @param values null, Boolean, numbers, String, List, Map (the order of its keys is kept) and {@link TemplateFunction} by name
     * @throws JinjaException with the line, where rendering fails
     */
    public String render(Map<String, ?> values) {
        Map<String, Object> names = new LinkedHashMap<>();
        names.put("namespace", (TemplateFunction) (a, n) -> {
            CallArguments.only("namespace", a, 0, n, n.keySet().toArray(String[]::new));
            return new Members.Namespace(new LinkedHashMap<>(n));
        });
        names.put("range", (TemplateFunction) JinjaTemplate::range);
        names.put("dict", (TemplateFunction) (a, n) -> {
            CallArguments.only("dict", a, 0, n, n.keySet().toArray(String[]::new));
            return n;
        });
        values.forEach((k, v) -> names.put(k, Operands.normal(v)));
        try {
            return Statement.text(body, new Scope(names));
        } catch (JinjaException e) {
            throw e;
        } catch (RuntimeException | StackOverflowError e) {
            throw new JinjaException("the template cannot be rendered with these values: " + e);
        }
    }

    /**
     * Writes a conversation as Transformers' {@code apply_chat_template} does.
     *
     * @param messages each with {@code role} and {@code content}, and what else the template reads
     * @param tools function documents as the template wants them; empty for none
     * @param generationPrompt whether the text ends where the assistant is to go on
     * @param more other values that the template reads, such as {@code bos_token} or {@code enable_thinking}
     * @throws JinjaException with the template's message, line included, for anything that does not render
     */
    public String render(
            List<? extends Map<String, ?>> messages,
            List<? extends Map<String, ?>> tools,
            boolean generationPrompt,
            Map<String, ?> more) {
        Map<String, Object> values = new HashMap<>(ChatFunctions.all());
        values.putAll(more);
        values.put("messages", messages);
        values.put("add_generation_prompt", generationPrompt);
        // As Transformers does: what is not given is none, not undefined.
        values.put("tools", tools.isEmpty() ? null : tools);
        values.put("documents", null);
        return render(values);
    }

    private static Object range(List<Object> a, Map<String, Object> n) {
        CallArguments.only("range", a, 3, n);
        long[] given = a.stream().mapToLong(x -> Operands.number(x).longValue()).toArray();
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
