package org.egpo.rollout;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.egpo.call.PythonText;
import org.egpo.call.ToolSpec;
import org.egpo.call.Value;
import org.egpo.data.Example;
import org.egpo.data.Message;
import org.egpo.policy.ChatTemplate;

/** Writes queries as prompts, by a model's own chat template. */
public final class Prompts {
    /**
     * What the paper's prompt (Figure 8) asks for, in our words: reasoning between think tags, then a list of calls, types
     * right, and a refusal where the functions cannot serve.
     */
    public static final String PAPER_RULES =
            """
            You are an expert in composing functions. You get a question and a list of functions. Decide which calls answer \
            the question. If no function fits, or a required parameter is not given, say so instead of calling.
            In every step first reason between <think> and </think>, then, in the same reply, write the calls as
            [function_1(parameter_1=value_1, parameter_2=value_2), function_2(parameter=value)]
            Values must have the types that the functions ask for. Write nothing else.""";

    private Prompts() {}

    /** The example's own messages, as they are. */
    public static Prompt of(ChatTemplate template, Example example) {
        return new Prompt(example.id(), template.render(messages(example), tools(example), true));
    }

    /** The same behind a system message with {@link #PAPER_RULES}, for models that have not learnt the format yet. */
    public static Prompt withRules(ChatTemplate template, Example example) {
        List<Map<String, Object>> all = new ArrayList<>();
        all.add(Map.of("role", "system", "content", PAPER_RULES));
        all.addAll(messages(example));
        return new Prompt(example.id(), template.render(all, tools(example), true));
    }

    private static List<Map<String, Object>> messages(Example example) {
        List<Map<String, Object>> all = new ArrayList<>();
        for (Message m : example.messages()) {
            Map<String, Object> message = new LinkedHashMap<>();
            message.put("role", m.role());
            message.put("content", m.content() == null ? "" : m.content());
            all.add(message);
        }
        return all;
    }

    /** Tools as templates expect them: {@code {"type": "function", "function": {…}}}. */
    private static List<Map<String, Object>> tools(Example example) {
        List<Map<String, Object>> all = new ArrayList<>();
        for (ToolSpec t : example.tools()) {
            Map<String, Object> function = new LinkedHashMap<>();
            function.put("name", t.name());
            function.put("description", t.description());
            function.put("parameters", plain(t.parameters()));
            Map<String, Object> tool = new LinkedHashMap<>();
            tool.put("type", "function");
            tool.put("function", function);
            all.add(tool);
        }
        return all;
    }

    /** A value as maps, lists, texts and numbers, which templates understand. */
    private static Object plain(Value value) {
        if (value instanceof Value.MapValue m) {
            Map<String, Object> map = new LinkedHashMap<>();
            for (int i = 0; i < m.size(); i++) {
                String key = m.key(i) instanceof Value.Text t ? t.value() : PythonText.str(m.key(i));
                map.put(key, plain(m.value(i)));
            }
            return map;
        }
        if (value instanceof Value.ListValue l) {
            return l.items().stream().map(Prompts::plain).toList();
        }
        if (value instanceof Value.Text t) {
            return t.value();
        }
        if (value instanceof Value.Int i) {
            return i.value();
        }
        if (value instanceof Value.Real r) {
            return r.value();
        }
        if (value instanceof Value.Bool b) {
            return b.value();
        }
        return value instanceof Value.None ? "null" : PythonText.str(value);
    }
}
