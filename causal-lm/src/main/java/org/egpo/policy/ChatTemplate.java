package org.egpo.policy;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.egpo.template.JinjaException;
import org.egpo.template.JinjaTemplate;
import org.jspecify.annotations.Nullable;

/**
 * A model's own way of writing a conversation as one text: the Jinja templates that its tokenizer files carry. Where there are
 * several, one is chosen as Transformers chooses it: with tools the one named {@code tool_use}, else {@code default}. Any problem
 * while rendering is an error; a prompt is never wrong in silence.
 */
public final class ChatTemplate {
    private static final String DEFAULT = "default";
    private static final String TOOL_USE = "tool_use";

    /** A name that no template holds by itself. */
    private static final String PROBE = "probe_of_tools";

    private static final String LAST_WORDS = "assistant speaks";

    /** A template and where it was read. */
    private record Named(JinjaTemplate template, String source) {
        private static Named of(String template, String source) {
            try {
                return new Named(JinjaTemplate.of(template), source);
            } catch (JinjaException e) {
                throw new ModelException(source + ", " + e.getMessage(), e);
            }
        }

        private String render(
                List<Map<String, Object>> messages,
                List<Map<String, Object>> tools,
                boolean generationPrompt,
                Map<String, String> tokens) {
            try {
                return template.render(messages, tools, generationPrompt, tokens);
            } catch (JinjaException e) {
                throw new ModelException(source + ", " + e.getMessage(), e);
            }
        }
    }

    private static final Named UNUSED = Named.of("", "");

    private final @Nullable Named plain;
    private final @Nullable Named withTools;
    private final Map<String, String> tokens;

    private ChatTemplate(@Nullable Named plain, @Nullable Named withTools, Map<String, String> tokens) {
        this.plain = plain;
        this.withTools = withTools;
        this.tokens = tokens;
    }

    /**
     * Reads a model's templates: {@code chat_template.jinja} and {@code additional_chat_templates/NAME.jinja}, else the field
     * {@code chat_template} of {@code tokenizer_config.json}, one text or a list of named ones; or those of a GGUF file.
     */
    public static ChatTemplate load(Path model) {
        Path folder = GgufModel.folder(model);
        Path config = folder.resolve("tokenizer_config.json");
        try {
            JsonNode json = Files.exists(config)
                    ? new JsonMapper().readTree(config.toFile())
                    : new JsonMapper().createObjectNode();
            Map<String, Named> all = files(folder);
            if (all.isEmpty()) {
                JsonNode field = json.path("chat_template");
                if (field.isTextual()) {
                    put(all, DEFAULT, field.asText(), config.toString());
                }
                for (JsonNode named : field) {
                    String name = named.path("name").asText();
                    put(all, name, named.path("template").asText(), config + ", the template " + name);
                }
            }
            if (all.isEmpty()) {
                throw new ModelException(folder + " has no chat template: neither chat_template.jinja nor the field"
                        + " chat_template of tokenizer_config.json");
            }
            return new ChatTemplate(all.get(DEFAULT), all.get(TOOL_USE), tokens(json));
        } catch (IOException e) {
            throw new ModelException(folder + ": the chat template could not be read: " + e.getMessage(), e);
        }
    }

    private static Map<String, Named> files(Path folder) throws IOException {
        Map<String, Named> all = new HashMap<>();
        Path own = folder.resolve("chat_template.jinja");
        if (Files.exists(own)) {
            put(all, DEFAULT, Files.readString(own), own.toString());
        }
        Path more = folder.resolve("additional_chat_templates");
        if (Files.isDirectory(more)) {
            try (Stream<Path> files = Files.list(more)) {
                for (Path file : files.toList()) {
                    String name = file.getFileName().toString();
                    if (name.endsWith(".jinja")) {
                        put(all, name.replaceFirst("\\.jinja$", ""), Files.readString(file), file.toString());
                    }
                }
            }
        }
        return all;
    }

    /** Templates for other ends, such as {@code rag}, are not read. */
    private static void put(Map<String, Named> all, String name, String text, String source) {
        boolean used = name.equals(DEFAULT) || name.equals(TOOL_USE);
        all.put(name, used ? Named.of(text, source) : UNUSED);
    }

    /** A template given as text. */
    public static ChatTemplate of(String template) {
        return new ChatTemplate(Named.of(template, "the chat template"), null, Map.of());
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
        Named chosen = tools.isEmpty() || withTools == null ? plain : withTools;
        if (chosen == null) {
            throw new ModelException(
                    "the model has several chat templates and none of them is named default; name one so");
        }
        return chosen.render(messages, tools, generationPrompt, tokens);
    }

    /**
     * Whether a prompt shows the tools that are given: many templates (Gemma's, SmolLM2's, Llama 3's first) never read them. Found
     * out by writing a small conversation with a tool.
     */
    public boolean showsTools() {
        Map<String, Object> function = Map.of(
                "name",
                PROBE,
                "description",
                "",
                "parameters",
                Map.of("type", "object", "properties", Map.of(), "required", List.of()));
        Map<String, Object> tool = Map.of("type", "function", "function", function);
        for (List<Map<String, Object>> messages : List.of(turns("user"), turns("system", "user"))) {
            try {
                return render(messages, List.of(tool), true).contains(PROBE);
            } catch (ModelException e) {
                // Some want the system message in front.
            }
        }
        // It raises for any tool, so it reads them; what it says is said for the prompt itself.
        return true;
    }

    /**
     * The token that ends the assistant's turn, such as {@code <|im_end|>}: what the template writes behind its last words.
     *
     * @return its id, or -1 where the template does not tell
     */
    public long endOfTurn(Tokenizer tokenizer) {
        try {
            String text = render(turns("user", "assistant"), List.of(), false);
            int end = text.lastIndexOf(LAST_WORDS);
            long[] after = tokenizer.encode(
                    end < 0 ? "" : text.substring(end + LAST_WORDS.length()).strip());
            String token = after.length == 0 ? "" : tokenizer.decode(after[0]);
            return token.length() > 2 && token.startsWith("<") && token.endsWith(">") ? after[0] : -1;
        } catch (ModelException e) {
            return -1;
        }
    }

    /** Messages in the given roles, in which each says who speaks. */
    private static List<Map<String, Object>> turns(String... roles) {
        return Stream.of(roles)
                .map(role -> Map.<String, Object>of("role", role, "content", role + " speaks"))
                .toList();
    }
}
