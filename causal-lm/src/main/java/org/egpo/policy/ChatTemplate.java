package org.egpo.policy;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.egpo.template.JinjaException;
import org.egpo.template.JinjaTemplate;
import org.jspecify.annotations.Nullable;

/**
 * A model's own way of writing a conversation as one text: the Jinja template that its tokenizer files carry. Any problem
 * while rendering is an error; a prompt is never wrong in silence.
 */
public final class ChatTemplate {
    private final JinjaTemplate template;
    private final String source;
    private final Map<String, String> tokens;

    private ChatTemplate(String template, String source, Map<String, String> tokens) {
        try {
            this.template = JinjaTemplate.of(template);
        } catch (JinjaException e) {
            throw new ModelException(source + ", " + e.getMessage(), e);
        }
        this.source = source;
        this.tokens = tokens;
    }

    /**
     * Reads a model's template: {@code chat_template.jinja}, else the field {@code chat_template} of
     * {@code tokenizer_config.json} (where there are several, the one named {@code default}).
     */
    public static ChatTemplate load(Path folder) {
        Path own = folder.resolve("chat_template.jinja");
        Path config = folder.resolve("tokenizer_config.json");
        try {
            JsonNode json = Files.exists(config)
                    ? new JsonMapper().readTree(config.toFile())
                    : new JsonMapper().createObjectNode();
            Map<String, String> tokens = tokens(json);
            if (Files.exists(own)) {
                return new ChatTemplate(Files.readString(own), own.toString(), tokens);
            }
            String text = template(json.path("chat_template"));
            if (text == null) {
                throw new ModelException(folder + " has no chat template: neither chat_template.jinja nor the field"
                        + " chat_template of tokenizer_config.json");
            }
            return new ChatTemplate(text, config.toString(), tokens);
        } catch (IOException e) {
            throw new ModelException(folder + ": the chat template could not be read: " + e.getMessage(), e);
        }
    }

    /** A template given as text. */
    public static ChatTemplate of(String template) {
        return new ChatTemplate(template, "the chat template", Map.of());
    }

    private static @Nullable String template(JsonNode node) {
        if (node.isTextual()) {
            return node.asText();
        }
        for (JsonNode named : node) {
            if (named.path("name").asText().equals("default")) {
                return named.path("template").asText();
            }
        }
        return null;
    }

    /** Tokens that templates name, such as {@code bos_token}; in some files they are objects with a content. */
    private static Map<String, String> tokens(JsonNode config) {
        Map<String, String> tokens = new HashMap<>();
        for (String name : List.of("bos_token", "eos_token", "pad_token", "unk_token")) {
            JsonNode t = config.path(name);
            if (t.isTextual() || t.path("content").isTextual()) {
                tokens.put(name, t.isTextual() ? t.asText() : t.path("content").asText());
            }
        }
        return tokens;
    }

    /**
     * Writes a conversation.
     *
     * @param messages each with {@code role} and {@code content}, and what else the template reads
     * @param tools function documents as the template wants them; empty for none
     * @param generationPrompt whether the text ends where the assistant is to go on
     * @throws ModelException with the template's message, line included, for anything that does not render
     */
    public String render(
            List<Map<String, Object>> messages, List<Map<String, Object>> tools, boolean generationPrompt) {
        try {
            return template.render(messages, tools, generationPrompt, tokens);
        } catch (JinjaException e) {
            throw new ModelException(source + ", " + e.getMessage(), e);
        }
    }
}
