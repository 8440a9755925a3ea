package org.egpo.rollout;

import com.fasterxml.jackson.databind.json.JsonMapper;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.stream.Collectors;
import org.egpo.call.FunctionCall;
import org.egpo.call.PythonText;
import org.egpo.call.ToolSpec;
import org.egpo.call.Value;
import org.egpo.data.Answer;
import org.egpo.data.Example;
import org.egpo.data.JsonTree;
import org.egpo.data.Message;
import org.egpo.data.ToolJson;
import org.egpo.policy.ChatTemplate;
import org.egpo.policy.ModelException;
import org.jspecify.annotations.Nullable;

/**
 * Writes queries as prompts, by a model's own chat template. Messages reach it whole: earlier calls as {@code tool_calls} whose
 * arguments are objects, results with their {@code tool_call_id} and {@code name}. As Transformers does, fields that are null
 * are left out, and reasoning is given under each name that templates know.
 */
public final class Prompts {
    private static final JsonMapper PLAIN = new JsonMapper();
    private static final String IDS = "tool_call_ids";
    private static final List<String> REASONING = List.of("reasoning_content", "thinking", "reasoning");
    private static final Set<String> BOOKKEEPING = Set.of(IDS, "content_parts", "$outer");

    /** What the paper's prompt (Figure 8) asks for, in our words; the tools follow, one JSON object a line. */
    private static final String RULES =
            """
            You are an expert in composing functions. You get a question and functions, each as a line of JSON below. Decide \
            which calls answer the question. If no function fits, or a required parameter is not given, say so instead of calling.
            In every step first reason between <think> and </think>, then, in the same reply, write the calls as
            [function_1(parameter_1=value_1, parameter_2=value_2), function_2(parameter=value)]
            Values must have the types that the functions ask for. Write nothing else.

            """;

    private Prompts() {}

    /** A prompt in the style {@link PromptStyle#AUTO}. */
    public static Prompt of(ChatTemplate template, Example example) {
        return of(template, example, PromptStyle.AUTO);
    }

    /**
     * @throws ModelException with the template's message where it does not render, or where earlier calls would not be seen
     */
    public static Prompt of(ChatTemplate template, Example example, PromptStyle style) {
        List<Map<String, Object>> tools =
                example.tools().stream().map(Prompts::tool).toList();
        if (style == PromptStyle.RULES || style == PromptStyle.AUTO && !template.showsTools() && !tools.isEmpty()) {
            return new Prompt(example.id(), template.render(withRules(example, tools), List.of(), true));
        }
        boolean calls = example.messages().stream().anyMatch(m -> !m.calls().isEmpty());
        try {
            String text = template.render(messages(example, true), tools, true);
            if (calls && !showsCalls(template, text, example, tools)) {
                throw new ModelException("the chat template does not show the earlier calls of " + example.id()
                        + "; have them written as text (--prompt auto)");
            }
            return new Prompt(example.id(), text);
        } catch (ModelException e) {
            if (style == PromptStyle.TEMPLATE || !calls) {
                throw e;
            }
            return new Prompt(example.id(), template.render(texts(example), tools, true));
        }
    }

    /** Whether the calls make a difference to the prompt; a tool's name may stand in it for another reason. */
    private static boolean showsCalls(
            ChatTemplate template, String text, Example example, List<Map<String, Object>> tools) {
        try {
            return !template.render(messages(example, false), tools, true).equals(text);
        } catch (ModelException e) {
            return true;
        }
    }

    private static List<Map<String, Object>> messages(Example example, boolean withCalls) {
        boolean linked = example.messages().stream().anyMatch(m -> m.other().get("tool_call_id") != null);
        List<Map<String, Object>> all = new ArrayList<>();
        for (Message m : example.messages()) {
            Map<String, Object> message = message(m.role(), m.content());
            if (withCalls && !m.calls().isEmpty()) {
                message.put("tool_calls", plain(calls(m, linked ? "call_" + all.size() + "_" : null)));
            }
            all.add(withFields(message, m.other()));
        }
        return all;
    }

    /** @param own what ids begin with that the data do not give; null for none */
    private static Value calls(Message m, @Nullable String own) {
        List<Value> calls = new ArrayList<>();
        for (FunctionCall c : m.calls()) {
            String id = m.other().get(IDS) instanceof Value.ListValue ids
                    ? PythonText.str(ids.items().get(calls.size()))
                    : own == null ? null : own + calls.size();
            Value.MapBuilder call = new Value.MapBuilder();
            if (id != null) {
                call.put("id", Value.text(id));
            }
            Value function = Value.MapValue.of("name", c.name(), "arguments", c.arguments());
            calls.add(call.put("type", Value.text("function"))
                    .put("function", function)
                    .build());
        }
        return Value.of(calls);
    }

    /** Rules, tools and the record's own system text in one system message in front. */
    private static List<Map<String, Object>> withRules(Example example, List<Map<String, Object>> tools) {
        List<Map<String, Object>> all = new ArrayList<>(texts(example));
        List<String> system = new ArrayList<>();
        system.add(RULES
                + tools.stream()
                        .map(t -> PLAIN.valueToTree(t.get("function")).toString())
                        .collect(Collectors.joining("\n")));
        all.stream()
                .filter(m -> "system".equals(m.get("role")))
                .forEach(m -> system.add((String) m.getOrDefault("content", "")));
        all.removeIf(m -> "system".equals(m.get("role")));
        all.add(0, message("system", String.join("\n\n", system)));
        return all;
    }

    /** The messages with earlier calls written into their texts, as the rules want calls written. */
    private static List<Map<String, Object>> texts(Example example) {
        return example.messages().stream()
                .map(m -> {
                    String said = m.content() == null ? "" : m.content() + "\n";
                    String content = m.calls().isEmpty() ? m.content() : said + Answer.of(m.calls());
                    return withFields(message(m.role(), content), m.other());
                })
                .toList();
    }

    private static Map<String, Object> message(String role, @Nullable String content) {
        return withFields(new LinkedHashMap<>(), Value.MapValue.of("role", role, "content", content));
    }

    /** A tool as templates expect it: {@code {"type": "function", "function": {…}}}. */
    private static Map<String, Object> tool(ToolSpec t) {
        Map<String, Object> tool = withFields(new LinkedHashMap<>(), Value.MapValue.of("type", "function"));
        tool.put("function", withFields(new LinkedHashMap<>(), ToolJson.of(t)));
        return tool;
    }

    /** Adds further fields of a message or tool, without those that only say how it was written. */
    private static Map<String, Object> withFields(Map<String, Object> to, Value.MapValue more) {
        for (int i = 0; i < more.size(); i++) {
            String key = PythonText.str(more.key(i));
            if (!BOOKKEEPING.contains(key) && more.value(i) != Value.None.NONE) {
                to.putIfAbsent(key, plain(more.value(i)));
            }
        }
        REASONING.stream().map(to::get).filter(Objects::nonNull).findFirst().ifPresent(said -> {
            to.putIfAbsent("thinking", said);
            to.put("reasoning_content", said);
        });
        return to;
    }

    private static Object plain(Value value) {
        return PLAIN.convertValue(JsonTree.of(value), Object.class);
    }
}
