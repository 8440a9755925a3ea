package org.egpo.template;

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
class JinjaTemplateTest {
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
        String text = JinjaTemplate.of(TEMPLATE)
                .render(List.of(message("user", "Hi {{ x }} <b>\"ä\"")), List.of(tool), true, Map.of());
        assertEquals(
                "<|im_start|>system\n{\"name\": \"f\", \"parameters\": {\"type\": \"dict\"}, \"required\": [\"a\", \"b\"]}\n"
                        + "<|im_end|>\n<|im_start|>user\nHi {{ x }} <b>\"ä\"<|im_end|>\n<|im_start|>assistant\n",
                text);
    }

    @Test
    void withoutToolsAndPromptNothingIsAdded() {
        String text = JinjaTemplate.of(TEMPLATE).render(List.of(message("user", "a")), List.of(), false, Map.of());
        assertEquals("<|im_start|>user\na<|im_end|>\n", text);
    }

    @Test
    void problemsAreErrors() {
        JinjaException raised = assertThrows(JinjaException.class, () -> JinjaTemplate.of(TEMPLATE)
                .render(List.of(message("tool", "1"), message("user", "2")), List.of(), true, Map.of()));
        assertTrue(raised.getMessage().contains("a tool message must be the last"), raised.getMessage());
        assertThrows(JinjaException.class, () -> JinjaTemplate.of("{% if x %}")
                .render(List.of(), List.of(), true, Map.of()));
        assertThrows(JinjaException.class, () -> JinjaTemplate.of("{{ 1 | nonsense }}")
                .render(List.of(), List.of(), true, Map.of()));
    }

    /** Features of templates in use and whitespace at random, each with what Python's Jinja 3.1.6 gives for it. */
    @TestFactory
    Stream<DynamicTest> templatesAreRenderedAsPythonRendersThem() throws IOException {
        JsonNode cases;
        try (InputStream in = JinjaTemplateTest.class.getResourceAsStream("chat-templates.json")) {
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
            assertEquals(c.get("expected").asText(), JinjaTemplate.of(text).render(messages, tools, prompt, Map.of()));
        } else {
            assertThrows(JinjaException.class, () -> JinjaTemplate.of(text).render(messages, tools, prompt, Map.of()));
        }
    }

    @Test
    void messagesOfErrorsNameTheLine() {
        assertMessage("line 2: the filter \"nonsense\" is not supported", "a\n{{ 1 | nonsense }}");
        assertMessage("line 3: \"+\" cannot take a string and None", "{% if true %}\n\n{{ 'a' + none }}{% endif %}");
        assertMessage("line 1: the statement \"include\" is not supported", "{% include 'x' %}");
        assertMessage("line 2: a tag is not closed", "\n{{ 'a'");
        assertMessage("would be escaped, which is not supported", "{{ 'a' | safe + '<' }}");
        assertMessage("only places {} with a value each", "{{ '{0}'.format(1) }}");
        assertMessage("only places {} with a value each", "{{ '{}{}'.format(1) }}");
    }

    /** What Python's Jinja 3.1.6 gives. */
    @Test
    void formatsAndWhatIsNeverReached() {
        String template = "{{ '<{}-{}>'.format('a', 1) }}{% if false %}{{ x | unknown }}{{ x is unknown }}{% endif %}"
                + "{{ 'abcab'.removesuffix('ab') }}{{ 'a.a.'.removeprefix('a.') }}{{ 'axa'.removesuffix('.') }}";
        assertEquals("<a-1>abca.axa", JinjaTemplate.of(template).render(List.of(), List.of(), false, Map.of()));
    }

    private static void assertMessage(String part, String template) {
        JinjaException e = assertThrows(
                JinjaException.class, () -> JinjaTemplate.of(template).render(List.of(), List.of(), false, Map.of()));
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
            assertThrows(JinjaException.class, () -> JinjaTemplate.of(template)
                    .render(List.of(), List.of(), false, Map.of()));
        }
    }

    @Test
    void timesAreWrittenInEnglish() {
        LocalDateTime time = LocalDateTime.of(2024, 7, 6, 9, 5, 3);
        assertEquals(
                "06 Jul 2024, July, Sat 09:05:03 %", ChatFunctions.formatted(time, "%d %b %Y, %B, %a %H:%M:%S %%"));
        assertMessage("%Q is not supported", "{{ strftime_now('%Q') }}");
    }

    /** As Transformers has it: no tools are none, a name that nobody gives is undefined and false. */
    @Test
    void valuesOfTheCallerReachTheTemplate() {
        String template =
                "{{ bos_token }}{{ tools is none }}{{ enable_thinking is defined }}{% if other %}x{% endif %}";
        assertEquals(
                "<s>TrueFalse",
                JinjaTemplate.of(template).render(List.of(), List.of(), true, Map.of("bos_token", "<s>")));
        assertEquals(
                "TrueTrue",
                JinjaTemplate.of(template).render(List.of(), List.of(), true, Map.of("enable_thinking", false)));
    }

    /** The values of a caller do not hide the conversation. */
    @Test
    void theConversationWins() {
        String text = JinjaTemplate.of("{{ messages | length }}")
                .render(List.of(message("user", "a")), List.of(), true, Map.of("messages", List.of()));
        assertEquals("1", text);
    }

    /** Python: json.dumps({"z": 1, "a": [True, None, 1e16, "\u2028"]}, indent=2, sort_keys=True, ensure_ascii=False). */
    @Test
    void jsonIsPythons() {
        Map<String, Object> value = new LinkedHashMap<>();
        value.put("z", 1);
        value.put("a", java.util.Arrays.asList(true, null, 1e16, 0.1));
        assertEquals("{\"z\": 1, \"a\": [true, null, 1e+16, 0.1]}", JsonDump.of(value, null, false, false));
        assertEquals(
                "{\n  \"a\": [\n    true,\n    null,\n    1e+16,\n    0.1\n  ],\n  \"z\": 1\n}",
                JsonDump.of(value, "  ", true, false));
    }

    /** The values are Python's: floor division and modulo, repr of strings and floats, comparison by code points. */
    @Test
    void operationsArePythons() {
        assertRendered("-3 2 -2.0 0.5", "{{ -5 // 2 }} {{ -1 % 3 }} {{ -5.0 // 3 }} {{ 1 / 2 }}");
        assertRendered(
                "[1, 'it\\'s \"', 1e-05, True, None, (2,)]", "{{ [1, 'it\\'s \"', 0.00001, true, none, (2,)] }}");
        assertRendered("True False True", "{{ 1 == 1.0 }} {{ 'a' < 'B' }} {{ 2 in [1, 2.0] }}");
        assertRendered("c,ba", "{{ 'abc'[-1] }},{{ 'abc'[:2] | reverse | join }}");
    }

    /** What Python's Jinja 3.1.6 gives: generators are true though empty, have no places, and are read once; views have a length. */
    @Test
    void generatorsAndViewsAreNoLists() {
        Map<String, Object> all = Map.of(
                "m",
                List.of(message("user", "a"), message("tool", "b")),
                "one",
                Map.of("role", "user"),
                "empty",
                Map.of());
        for (String[] c : new String[][] {
            {"{{ 'yes' if m | selectattr('none_such') else 'no' }}", "yes"},
            {"{% set g = m | map(attribute='role') %}{{ g | first }}{{ g | join('+') }}{{ g | join('+') }}", "usertool"
            },
            {"{{ (m | map(attribute='role'))[0] }}!", "!"},
            {"{{ m | map(attribute='content') | reverse | join }}{{ (m | reverse)[0] }}!", "ba!"},
            {"{{ m | reverse | first == m | last }}", "True"},
            {"{{ one.keys() | length }}{{ one.keys()[0] }}!", "1!"},
            {"{{ one.items() | list | tojson }}{{ 'role' in one.keys() }}", "[[\"role\", \"user\"]]True"},
            {"{{ one.keys() and 1 }}{{ empty.keys() and 1 or 2 }}", "12"},
            {"{{ one.items() is sequence }}{{ one.items() is iterable }}", "FalseTrue"},
            {"{{ m | map('string') is sequence }}{{ m | select is iterable }}", "FalseTrue"},
            {"{{ 'system' in m | map(attribute='role') }}", "False"},
            {"{% for k, v in one | items %}{{ loop.length }}{{ k }}{{ v }}{% endfor %}", "1roleuser"},
            {"{{ [3, 1, 2] | min }}{{ [] | min }}!{{ '😀a' | reverse }}", "1!a😀"},
        }) {
            assertEquals(c[1], JinjaTemplate.of(c[0]).render(all), c[0]);
        }
        for (String refused : List.of(
                "{{ m | map(attribute='role') | tojson }}",
                "{{ m | rejectattr('role') | length }}",
                "{{ m | map(attribute='role') | last }}",
                "{{ m | map(attribute='role') + [] }}",
                "{{ one.values() | tojson }}",
                "{{ (one | items) | tojson }}",
                "{{ (m | select)[1:] }}")) {
            assertThrows(JinjaException.class, () -> JinjaTemplate.of(refused).render(all), refused);
        }
    }

    private static void assertRendered(String expected, String template) {
        assertEquals(expected, JinjaTemplate.of(template).render(Map.of()));
    }
}
