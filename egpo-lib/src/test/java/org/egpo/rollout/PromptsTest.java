package org.egpo.rollout;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.egpo.data.Example;
import org.egpo.data.Examples;
import org.egpo.policy.ChatTemplate;
import org.egpo.policy.ModelException;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Prompts held to Transformers' {@code apply_chat_template}: small templates and dialogues of our own, in files as models have
 * them, recorded by {@code testing/chat-templates/record.py}.
 */
class PromptsTest {
    private static final String ROLES = "{% for m in messages %}[{{ m.role }}]{{ m.content }}{% endfor %}[assistant]";

    private static JsonNode recorded;
    private static List<Example> dialogues;

    @TempDir
    static Path folder;

    @BeforeAll
    static void read() throws IOException {
        try (InputStream in = PromptsTest.class.getResourceAsStream("chat-prompts.json")) {
            recorded = new JsonMapper().readTree(in);
        }
        List<String> lines = new ArrayList<>();
        recorded.get("records").forEach(r -> lines.add(r.toString()));
        dialogues = Examples.read(Files.write(folder.resolve("dialogues.jsonl"), lines));
    }

    static List<String> folders() throws IOException {
        if (recorded == null) {
            read();
        }
        List<String> names = new ArrayList<>();
        recorded.get("folders").fieldNames().forEachRemaining(names::add);
        return names;
    }

    @ParameterizedTest
    @MethodSource("folders")
    void aPromptIsThatOfTransformersOrRefused(String name) throws IOException {
        ChatTemplate template = template(recorded.get("folders").get(name));
        for (Example e : dialogues) {
            JsonNode expected = recorded.get("prompts").get(name).get(e.id());
            if (expected.isNull()) {
                assertThrows(ModelException.class, () -> prompt(template, e), name + ", " + e.id());
                continue;
            }
            String files = recorded.get("folders").get(name).toString();
            boolean callsAreSeen = e.messages().stream().allMatch(m -> m.calls().isEmpty())
                    || files.contains("m.tool_calls")
                    // That template leaves out messages with reasoning.
                    || files.contains("m | tojson") && !e.id().equals("reasoning in a field");
            if (callsAreSeen) {
                assertEquals(expected.asText(), prompt(template, e), name + ", " + e.id());
            } else {
                ModelException hidden = assertThrows(ModelException.class, () -> prompt(template, e));
                assertTrue(hidden.getMessage().contains("does not show the earlier calls of " + e.id()));
            }
        }
    }

    private static String prompt(ChatTemplate template, Example e) {
        return Prompts.of(template, e, PromptStyle.TEMPLATE).text();
    }

    private static ChatTemplate template(JsonNode files) throws IOException {
        Path model = Files.createTempDirectory(folder, "model");
        for (Map.Entry<String, JsonNode> file : files.properties()) {
            Path path = model.resolve(file.getKey());
            Files.createDirectories(path.getParent());
            Files.writeString(
                    path,
                    file.getValue().isTextual()
                            ? file.getValue().asText()
                            : file.getValue().toString());
        }
        return ChatTemplate.load(model);
    }

    @Test
    void aTemplateThatReadsNoToolsGetsRulesAndToolsInOneSystemMessage() {
        String strict = "{%- for m in messages %}{%- if m.role == 'system' and not loop.first %}"
                + "{{ raise_exception('System message must be at the beginning.') }}{%- endif %}"
                + "[{{ m.role }}]{{ m.content }}{% endfor %}[assistant]";
        for (Example e : dialogues) {
            if (e.tools().isEmpty()) {
                continue;
            }
            String text = Prompts.of(ChatTemplate.of(strict), e).text();
            assertTrue(text.startsWith("[system]You are an expert in composing functions."), text);
            assertEquals(1, text.split("\\[system\\]", -1).length - 1, text);
            e.tools().forEach(t -> assertTrue(text.contains("{\"name\":\"" + t.name() + "\",\"description\""), text));
            e.messages().stream()
                    .flatMap(m -> m.calls().stream())
                    .forEach(c -> assertTrue(text.contains(c.toString())));
        }
        Example own = dialogues.stream()
                .filter(e -> e.id().equals("system and question"))
                .findFirst()
                .orElseThrow();
        String text = Prompts.of(ChatTemplate.of(strict), own).text();
        assertTrue(text.endsWith("\n\nBe brief.[user]A table for four[assistant]"), text);
    }

    @Test
    void autoIsTheTemplateWhereItShowsToolsOrThereAreNone() {
        Example with = dialogues.get(0);
        Example without = dialogues.get(1);
        ChatTemplate shows = ChatTemplate.of("{{ tools | tojson }}" + ROLES);
        assertEquals(Prompts.of(shows, with, PromptStyle.TEMPLATE), Prompts.of(shows, with));
        ChatTemplate hides = ChatTemplate.of(ROLES);
        assertEquals("[user]Hi[assistant]", Prompts.of(hides, without).text());
        assertEquals("[user]Weather in Lisbon?[assistant]", prompt(hides, with));
        assertTrue(Prompts.of(shows, with, PromptStyle.RULES).text().contains("[function_1(parameter_1=value_1"));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '~',
            value = {
                "true ~ {{ tools | tojson }}",
                "true ~ {% for t in tools %}{{ t.function.name }}{% endfor %}",
                "true ~ {% if messages[0].role != 'system' %}{{ raise_exception('no system') }}{% endif %}{{ tools }}",
                "true ~ {% if tools is not none and messages[-1].role == 'user' %}{{ tools[0] | tojson }}{% endif %}",
                "true ~ {{ raise_exception('never renders') }}",
                "false ~ {{ messages[0].content }}",
                "false ~ {% if tools %}You have tools.{% endif %}{{ messages[0].content }}",
                "false ~ {% if messages[0].role != 'system' %}{{ raise_exception('no system') }}{% endif %}x",
                "false ~ {# tools #}{{ messages | tojson }}",
                "false ~ {% for t in tools %}{{ t.function.description }}{% endfor %}",
                "false ~ {{ tools | length }}"
            })
    void whetherATemplateShowsToolsIsTried(boolean shows, String template) {
        assertEquals(shows, ChatTemplate.of(template).showsTools());
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "true | <think>", "true | '<think>\n'", "true | '[assistant]<think>\n\n'", "true | '</think> <think> '",
                "false | ''", "false | think", "false | '<think>\n\n</think>\n\n'", "false | '<think> hm'",
                "false | 'say <think> [assistant]'", "false | '<thinking>'", "false | '</think>'"
            })
    void whetherAPromptOpensTheThinkingIsReadFromItsEnd(boolean opens, String text) {
        assertEquals(opens, new Prompt("q", text.replace("\\n", "\n")).opensThinking());
    }

    /** Earlier calls, results with ids and names, as met in the field. */
    @Test
    void callsOfThePastReachTheTemplate() throws IOException {
        ChatTemplate template = ChatTemplate.of(
                "{%- for m in messages %}[{{ m.role }}]{{ m.content or \"\" }}"
                        + "{% for c in m.tool_calls or [] %}<call>{{ c.function.name }}({{ c.function.arguments | tojson }})</call>{% endfor %}"
                        + "{% if m.role == \"tool\" %} (for {{ m.tool_call_id }}, {{ m.name }}){% endif %}\n{% endfor %}[assistant]");
        String record =
                "{'id': 'h1', 'messages': [{'role': 'system', 'content': 'Be brief.'}, {'role': 'user', 'content': 'Weather in"
                        + " Lisbon, then book a table'}, {'role': 'assistant', 'content': null, 'tool_calls': [{'id': 'call_9', 'type':"
                        + " 'function', 'function': {'name': 'get_weather', 'arguments': '{\\'city\\': \\'Lisbon\\'}'}}]}, {'role': 'tool',"
                        + " 'tool_call_id': 'call_9', 'name': 'get_weather', 'content': 'sunny'}, {'role': 'assistant', 'content': '21 degrees. For"
                        + " how many?'}, {'role': 'user', 'content': '4'}, {'role': 'assistant', 'content': null, 'tool_calls': [{'id': 'c2',"
                        + " 'type': 'function', 'function': {'name': 'book', 'arguments': '{\\'n\\': 4}'}}]}], 'tools': []}";
        Path file = Files.writeString(folder.resolve("history.jsonl"), record.replace('\'', '"'));
        assertEquals(
                "[system]Be brief.[user]Weather in Lisbon, then book a table[assistant]<call>get_weather({\"city\":"
                        + " \"Lisbon\"})</call>[tool]sunny (for call_9, get_weather)[assistant]21 degrees. For how many?[user]4[assistant]",
                Prompts.of(template, Examples.read(file).get(0)).text().replace("\n", ""));
    }

    /** Text formats of the rules where a template shows tools but no earlier calls. */
    @Test
    void callsThatATemplateDoesNotShowAreWrittenAsText() {
        ChatTemplate template = ChatTemplate.of("{{ tools | tojson }}" + ROLES);
        Example history = dialogues.stream()
                .filter(e -> e.id().equals("a call with words"))
                .findFirst()
                .orElseThrow();
        assertThrows(ModelException.class, () -> prompt(template, history));
        String text = Prompts.of(template, history).text();
        assertTrue(text.contains("[assistant]Let me look.\n[get_weather(city='Porto', days=3)][tool]rain"), text);
        assertFalse(text.contains("You are an expert"), text);
    }

    @Test
    void aBrokenTemplateBesideTheChosenOneIsRefusedWithItsName() throws IOException {
        Path model = Files.createTempDirectory(folder, "broken");
        Files.writeString(model.resolve("chat_template.jinja"), ROLES);
        Files.createDirectories(model.resolve("additional_chat_templates"));
        Files.writeString(model.resolve("additional_chat_templates/tool_use.jinja"), "{% if %}");
        ModelException e = assertThrows(ModelException.class, () -> ChatTemplate.load(model));
        assertTrue(e.getMessage().contains("tool_use.jinja, line 1"), e.getMessage());
        assertFalse(e.getMessage().contains("null"));
    }
}
