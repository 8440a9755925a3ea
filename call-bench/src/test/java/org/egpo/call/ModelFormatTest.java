package org.egpo.call;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.egpo.bfcl.RegisteredModel;
import org.egpo.testing.SharedVectors;
import org.junit.jupiter.api.Test;

class ModelFormatTest {
    private static final Decoded CALL = CallDecoder.decode("[f(x=1)]");

    /** The examples of docs/formats.md decode as they say. */
    @Test
    void theTableOfFormatsIsTrue() throws IOException {
        Map<String, String> examples = new HashMap<>();
        Pattern row = Pattern.compile("\\| `([a-z-]+)` \\| `+ ?(.+?) ?`+(?:[,; ].*)? \\| .*");
        for (String line : Files.readAllLines(SharedVectors.root().resolve("docs/formats.md"))) {
            Matcher m = row.matcher(line);
            if (m.matches()) {
                examples.put(m.group(1), m.group(2).replace('⏎', '\n').replace("…", "Hm."));
            }
        }
        for (ModelFormat format : ModelFormat.values()) {
            String example =
                    switch (format) {
                        case ANY -> "[f(x=1)]";
                        case TOOL_CODE -> "```tool_code\n[f(x=1)]\n```";
                        case PHI -> "```python\n[f(x=1)]\n```";
                        case HAMMER -> "```\n[{\"name\": \"f\", \"arguments\": {\"x\": 1}}]\n```";
                        case XLAM, JSON_CALLS -> "[{\"name\": \"f\", \"arguments\": {\"x\": 1}}]";
                        default -> examples.get(format.toString());
                    };
            assertNotNull(example, format + " is missing");
            assertTrue(
                    Files.readString(SharedVectors.root().resolve("docs/formats.md"))
                            .contains("| `" + format + "` |"),
                    format.toString());
            boolean list = List.of(
                            "function-calling", "gemini", "call-list", "call-objects", "cohere", "name-arguments")
                    .contains(format.toString());
            Value result = list ? ((Decoded.Success) PythonJson.decode(example)).value() : Value.text(example);
            assertEquals(CALL, format.decode(result, CallFormat.PYTHON, false), format + ": " + example);
        }
    }

    @Test
    void everyRegisteredModelHasAFormat() {
        assertEquals(175, RegisteredModel.all().size());
        assertEquals(
                55,
                RegisteredModel.all().values().stream()
                        .filter(RegisteredModel::underscoreToDot)
                        .count());
        RegisteredModel qwen = RegisteredModel.ofFolder("Qwen_Qwen3-8B-FC");
        assertEquals(ModelFormat.HERMES, qwen.format());
        assertEquals("Qwen3-8B (FC)", qwen.name());
        assertEquals(ModelFormat.ANY, RegisteredModel.ofFolder("my-model").format());
        assertTrue(assertThrows(IllegalArgumentException.class, () -> ModelFormat.of("qwen"))
                .getMessage()
                .contains("hermes"));
    }

    /** Whatever a model says gives a value or a typed failure. */
    @Test
    void everyFormatIsTotal() {
        Random random = new Random(15);
        String[] pieces = {
            "<tool_call>",
            "</tool_call>",
            "\n",
            "{\"name\": \"f\", \"arguments\": {}}",
            "<|tool_call_start|>",
            "[",
            "]",
            "<|tool_call_end|>",
            "```",
            "python",
            "f(x=1)",
            ";",
            "<think>",
            "</think>",
            "'",
            "\"",
            "call:f{a:[1,{b:2}]}",
            "<start_function_call>",
            "<end_function_call>",
            "<escape>",
            "{",
            "}",
            ":",
            ",",
            "<function_call>",
            "null",
            "\ud800"
        };
        for (int i = 0; i < 20_000; i++) {
            StringBuilder text = new StringBuilder();
            for (int n = random.nextInt(9); n >= 0; n--) {
                text.append(pieces[random.nextInt(pieces.length)]);
            }
            for (ModelFormat format : ModelFormat.values()) {
                assertNotNull(format.decode(Value.text(text.toString()), CallFormat.PYTHON, false));
                assertNotNull(format.decodeExecute(Value.of(List.of(text.toString()))));
            }
        }
        for (String piece : pieces) {
            for (ModelFormat format : ModelFormat.values()) {
                assertNotNull(format.decode(Value.text(piece.repeat(20_000)), CallFormat.PYTHON, false));
            }
        }
    }
}
