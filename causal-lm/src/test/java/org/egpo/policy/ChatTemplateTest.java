package org.egpo.policy;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.egpo.testing.SharedVectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Where a model's folder keeps its template; the language itself is tested in the module chat-template. */
class ChatTemplateTest {
    private static final List<Map<String, Object>> HI = List.of(Map.of("role", "user", "content", "Hi"));

    @Test
    void aModelsOwnFileIsUsed() {
        Map<String, Object> tool = Map.of(
                "function",
                Map.of(
                        "name",
                        "f",
                        "description",
                        "Does it.",
                        "parameters",
                        Map.of("properties", Map.of("a", Map.of("type", "integer")), "required", List.of())));
        assertEquals(
                "<|im_start|>tools\nf(a?: integer) Does it.\n<|im_end|>\n<|im_start|>user\nHi<|im_end|>\n<|im_start|>assistant\n",
                ChatTemplate.load(SharedVectors.root().resolve("datasets/models/egpo-tiny"))
                        .render(HI, List.of(tool), true));
    }

    @Test
    void theConfigHoldsOneOrSeveralAndTheNamedTokens(@TempDir Path folder) throws IOException {
        Path config = folder.resolve("tokenizer_config.json");
        Files.writeString(
                config,
                "{\"chat_template\": \"{{ bos_token }}{{ eos_token }}\", \"bos_token\": \"<s>\","
                        + " \"eos_token\": {\"content\": \"</s>\"}}");
        assertEquals("<s></s>", ChatTemplate.load(folder).render(HI, List.of(), true));
        Files.writeString(
                config,
                "{\"chat_template\": [{\"name\": \"tool_use\", \"template\": \"no\"},"
                        + " {\"name\": \"default\", \"template\": \"yes\"}]}");
        assertEquals("yes", ChatTemplate.load(folder).render(HI, List.of(), true));
    }

    @Test
    void problemsNameTheFile(@TempDir Path folder) throws IOException {
        assertMessage(folder, "has no chat template: neither chat_template.jinja nor");
        Files.writeString(folder.resolve("chat_template.jinja"), "a\n{% if %}");
        assertMessage(folder, "chat_template.jinja, line 2: ");
        Files.writeString(folder.resolve("chat_template.jinja"), "\n{{ raise_exception('no system message') }}");
        assertMessage(folder, "chat_template.jinja, line 2: no system message");
    }

    private static void assertMessage(Path folder, String part) {
        ModelException e = assertThrows(
                ModelException.class, () -> ChatTemplate.load(folder).render(HI, List.of(), true));
        assertTrue(e.getMessage().contains(part), e.getMessage());
    }
}
