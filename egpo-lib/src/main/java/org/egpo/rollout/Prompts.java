package org.egpo.rollout;

import com.fasterxml.jackson.databind.json.JsonMapper;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.egpo.call.ToolSpec;
import org.egpo.data.Example;
import org.egpo.data.JsonTree;
import org.egpo.data.Message;
import org.egpo.policy.ChatTemplate;

/** Writes queries as prompts, by a model's own chat template. */
public final class Prompts {
    private static final JsonMapper PLAIN = new JsonMapper();

    private Prompts() {}

    /** The example's own messages, as they are. */
    public static Prompt of(ChatTemplate template, Example example) {
        return new Prompt(example.id(), template.render(messages(example), tools(example), true));
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
            function.put("parameters", PLAIN.convertValue(JsonTree.of(t.parameters()), Object.class));
            Map<String, Object> tool = new LinkedHashMap<>();
            tool.put("type", "function");
            tool.put("function", function);
            all.add(tool);
        }
        return all;
    }
}
