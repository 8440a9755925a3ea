package org.egpo.policy;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.egpo.testing.SharedVectors;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Which tokens end a response: those of {@code generation_config.json} where it names any, else those of {@code config.json}. */
class EndTokensTest {
    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            nullValues = "none",
            value = {
                "7          | none                                | [7]",
                "[7, 8]     | none                                | [7, 8]",
                "null       | none                                | []",
                "7          | {\"eos_token_id\": [7, 9]}          | [7, 9]",
                "7          | {\"eos_token_id\": 9}               | [9]",
                "7          | {\"eos_token_id\": null}            | [7]",
                "7          | {\"eos_token_id\": []}              | [7]",
                "7          | {\"temperature\": 0.6}              | [7]",
                "null       | {\"eos_token_id\": [9]}             | [9]",
                "[7]        | {\"eos_token_id\": [0]}             | [0]",
                "7          | {\"eos_token_id\": 0}               | [0]",
                "0          | {}                                  | [0]"
            })
    void endTokens(String config, String generation, String expected, @TempDir Path folder) throws IOException {
        String tiny = Files.readString(SharedVectors.root().resolve("datasets/models/egpo-tiny/config.json"));
        Files.writeString(
                folder.resolve("config.json"),
                tiny.replaceFirst("\"eos_token_id\" *: *\\d+", "\"eos_token_id\": " + config));
        if (generation != null) {
            Files.writeString(folder.resolve("generation_config.json"), generation);
        }
        assertEquals(expected, ModelConfig.read(folder).endTokens().toString());
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '~',
            value = {
                "{% for m in messages %}{{ m.content }}<|im_end|>{% endfor %} ~ <|im_end|>",
                "{% for m in messages %}{{ m.content }} <|endoftext|> {% endfor %} ~ <|endoftext|>",
                "{% for m in messages %}{{ m.content }} {{ eos_token }}{% endfor %} ~ ''",
                "{% for m in messages %}{{ m.content }}</s>{% endfor %} ~ ''",
                "{% for m in messages %}{{ m.content }}{% endfor %} ~ ''",
                "{{ messages[0].content }}<|im_end|> ~ ''",
                "{% for m in messages %}{% if m.role == 'assistant' %}{{ m.content }}<|im_end|>{% endif %}{% endfor %}tail ~ <|im_end|>",
                "{{ raise_exception('no') }} ~ ''",
                "{% for m in messages %}{{ m.content }}END{% endfor %} ~ ''",
                "{% for m in messages %}<think></think>{{ m.content }}<|im_end|>{% endfor %} ~ <|im_end|>"
            })
    void theEndOfATurnIsWhatTheTemplateWrites(String template, String token) {
        try (Tokenizer tokenizer = Tokenizer.load(SharedVectors.root().resolve("datasets/models/egpo-tiny"))) {
            long end = ChatTemplate.of(template).endOfTurn(tokenizer);
            assertEquals(token, end < 0 ? "" : tokenizer.decode(end));
        }
    }
}
