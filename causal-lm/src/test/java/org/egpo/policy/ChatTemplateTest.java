package org.egpo.policy;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.io.IOException;
import java.io.InputStream;
import java.time.LocalDateTime;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.api.Timeout;

/** Expected texts are what Python's Jinja 3.1 gives for the same template with trim_blocks and lstrip_blocks. */
class ChatTemplateTest {
    private static final JsonMapper JSON = new JsonMapper();

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

    /** Features of templates in use and whitespace at random, each with what Python's Jinja 3.1.6 gives for it. */
    @TestFactory
    Stream<DynamicTest> templatesAreRenderedAsPythonRendersThem() throws IOException {
        JsonNode cases;
        try (InputStream in = ChatTemplateTest.class.getResourceAsStream("chat-templates.json")) {
            cases = JSON.readTree(in);
        }
        return StreamSupport.stream(cases.spliterator(), false)
                .map(c -> DynamicTest.dynamicTest(c.get("name").asText(), () -> check(c)));
    }

    @SuppressWarnings("unchecked")
    private static void check(JsonNode c) {
        String text = c.get("template").asText();
        List<Map<String, Object>> messages = JSON.convertValue(c.get("messages"), List.class);
        List<Map<String, Object>> tools = JSON.convertValue(c.get("tools"), List.class);
        boolean prompt = c.get("generation_prompt").asBoolean();
        if (c.has("expected")) {
            assertEquals(c.get("expected").asText(), ChatTemplate.of(text).render(messages, tools, prompt));
        } else {
            assertThrows(ModelException.class, () -> ChatTemplate.of(text).render(messages, tools, prompt));
        }
    }

    @Test
    void messagesOfErrorsNameTheLine() {
        assertMessage("line 2: the filter \"nonsense\" is not supported", "a\n{{ 1 | nonsense }}");
        assertMessage("line 3: \"+\" cannot take a string and None", "{% if true %}\n\n{{ 'a' + none }}{% endif %}");
        assertMessage("line 1: the statement \"include\" is not supported", "{% include 'x' %}");
        assertMessage("line 2: a tag is not closed", "\n{{ 'a'");
    }

    private static void assertMessage(String part, String template) {
        ModelException e = assertThrows(
                ModelException.class, () -> ChatTemplate.of(template).render(List.of(), List.of(), false));
        assertTrue(e.getMessage().contains(part), e.getMessage());
    }

    @Test
    @Timeout(30)
    void hostileTemplatesEndInErrors() {
        for (String template : List.of(
                "{{ " + "(".repeat(100_000),
                "{{ " + "-".repeat(100_000) + "1 }}",
                "{% if true %}".repeat(100_000),
                "{% macro m() %}{{ m() }}{% endmacro %}{{ m() }}",
                "{% for a in range(99999) %}{% for b in range(99999) %}x{% endfor %}{% endfor %}",
                "{{ 'x' * 999999999 }}",
                "{{ range(999999999) }}")) {
            assertThrows(ModelException.class, () -> ChatTemplate.of(template).render(List.of(), List.of(), false));
        }
    }

    @Test
    void timesAreWrittenInEnglish() {
        LocalDateTime time = LocalDateTime.of(2024, 7, 6, 9, 5, 3);
        assertEquals("06 Jul 2024, July, Sat 09:05:03 %", ChatTemplate.now(time, "%d %b %Y, %B, %a %H:%M:%S %%"));
        assertMessage("%Q is not supported", "{{ strftime_now('%Q') }}");
    }
}
