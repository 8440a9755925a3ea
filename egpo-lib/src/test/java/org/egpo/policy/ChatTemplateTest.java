package org.egpo.policy;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** Expected texts are what Python's Jinja 3.1 gives for the same template with trim_blocks and lstrip_blocks. */
class ChatTemplateTest {
    private static final String TEMPLATE =
            """
            {%- if tools %}
                {{- '<|im_start|>system\\n' }}
                {%- for tool in tools %}
                    {{- tool | tojson }}
                    {{- '\\n' }}
                {%- endfor %}
                {{- '<|im_end|>\\n' }}
            {%- endif %}
            {%- for message in messages %}
                {%- if message.role == 'tool' and not loop.last %}
                    {{- raise_exception('a tool message must be the last') }}
                {%- endif %}
                {{- '<|im_start|>' + message.role + '\\n' + message.content + '<|im_end|>' + '\\n' }}
            {%- endfor %}
            {%- if add_generation_prompt %}
                {{- '<|im_start|>assistant\\n' }}
            {%- endif %}
            """;

    private static Map<String, Object> message(String role, String content) {
        return Map.of("role", role, "content", content);
    }

    @Test
    void conversationsAreWrittenAsPythonWritesThem() {
        Map<String, Object> tool = new LinkedHashMap<>();
        tool.put("name", "f");
        tool.put("parameters", Map.of("type", "dict"));
        tool.put("required", List.of("a", "b"));
        String text =
                ChatTemplate.of(TEMPLATE).render(List.of(message("user", "Hi {{ x }} <b>\"ä\"")), List.of(tool), true);
        assertEquals(
                "<|im_start|>system\n{\"name\": \"f\", \"parameters\": {\"type\": \"dict\"}, \"required\": [\"a\", \"b\"]}\n"
                        + "<|im_end|>\n<|im_start|>user\nHi {{ x }} <b>\"ä\"<|im_end|>\n<|im_start|>assistant\n",
                text);
    }

    @Test
    void withoutToolsAndPromptNothingIsAdded() {
        String text = ChatTemplate.of(TEMPLATE).render(List.of(message("user", "a")), List.of(), false);
        assertEquals("<|im_start|>user\na<|im_end|>\n", text);
    }

    @Test
    void problemsAreErrors() {
        ModelException raised = assertThrows(ModelException.class, () -> ChatTemplate.of(TEMPLATE)
                .render(List.of(message("tool", "1"), message("user", "2")), List.of(), true));
        assertTrue(raised.getMessage().contains("a tool message must be the last"), raised.getMessage());
        assertThrows(ModelException.class, () -> ChatTemplate.of("{% if x %}").render(List.of(), List.of(), true));
        assertThrows(ModelException.class, () -> ChatTemplate.of("{{ 1 | nonsense }}")
                .render(List.of(), List.of(), true));
    }
}
