package org.egpo.policy;

import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.core.util.DefaultPrettyPrinter;
import com.fasterxml.jackson.core.util.Separators;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.hubspot.jinjava.Jinjava;
import com.hubspot.jinjava.JinjavaConfig;
import com.hubspot.jinjava.LegacyOverrides;
import com.hubspot.jinjava.interpret.RenderResult;
import com.hubspot.jinjava.interpret.TemplateError;
import com.hubspot.jinjava.lib.fn.ELFunctionDefinition;
import java.io.IOException;
import java.io.Serializable;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDate;
import java.time.format.DateTimeFormatter;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A model's own way of writing a conversation as one text: the Jinja template that its tokenizer files carry. Any problem
 * while rendering is an error; a prompt is never wrong in silence.
 */
public final class ChatTemplate {
    private static final Pattern TAG = Pattern.compile("(?s)\\{[{%]-?(.*?)-?[%}]\\}");
    private static final Pattern LITERAL = Pattern.compile("'(?:[^'\\\\]|\\\\.)*'|\"(?:[^\"\\\\]|\\\\.)*\"");
    private static final Pattern FILTER = Pattern.compile("\\|\\s*([A-Za-z_]\\w*)");
    private static final Pattern TEST = Pattern.compile("\\bis\\s+(?:not\\s+)?([A-Za-z_]\\w*)");
    private static final Jinjava JINJA = jinja();

    private final String template;
    private final String source;
    private final Map<String, String> tokens;

    private ChatTemplate(String template, String source, Map<String, String> tokens) {
        checkFilters(template, source);
        this.template = template;
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

    private static String template(JsonNode node) {
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
        Map<String, Object> context = new HashMap<>(tokens);
        context.put("messages", messages);
        context.put("add_generation_prompt", generationPrompt);
        if (!tools.isEmpty()) {
            context.put("tools", tools);
        }
        RenderResult result = JINJA.renderForResult(template, context);
        if (result.hasErrors()) {
            var error = result.getErrors().get(0);
            throw new ModelException(source + ", line " + error.getLineno() + ": " + message(error));
        }
        return result.getOutput();
    }

    /** Jinjava passes over filters and tests that it does not know, which would give a wrong prompt. */
    private static void checkFilters(String template, String source) {
        Matcher tags = TAG.matcher(template);
        while (tags.find()) {
            String code = LITERAL.matcher(tags.group(1)).replaceAll("''");
            Matcher filters = FILTER.matcher(code);
            while (filters.find()) {
                if (JINJA.getGlobalContext().getFilter(filters.group(1)) == null) {
                    throw new ModelException(
                            source + " uses the filter \"" + filters.group(1) + "\", which is not supported");
                }
            }
            Matcher tests = TEST.matcher(code);
            while (tests.find()) {
                if (JINJA.getGlobalContext().getExpTest(tests.group(1)) == null) {
                    throw new ModelException(
                            source + " uses the test \"" + tests.group(1) + "\", which is not supported");
                }
            }
        }
    }

    /** What the template itself raised, where it did; else what went wrong in rendering it. */
    private static String message(TemplateError error) {
        for (Throwable t = error.getException(); t != null; t = t.getCause()) {
            if (t instanceof ModelException) {
                return t.getMessage();
            }
        }
        return error.getMessage();
    }

    private static Jinjava jinja() {
        Jinjava jinja = new Jinjava(JinjavaConfig.newBuilder()
                .withTrimBlocks(true)
                .withLstripBlocks(true)
                // Texts of messages are data: without this, a {{ … }} in them would be run as a template.
                .withNestedInterpretationEnabled(false)
                .withMaxRenderDepth(20)
                .withMaxOutputSize(64L << 20)
                .withObjectMapper(pythonJson())
                .withLegacyOverrides(LegacyOverrides.newBuilder()
                        .withParseWhitespaceControlStrictly(true)
                        .withUseTrimmingForNotesAndExpressions(true)
                        .withUseSnakeCasePropertyNaming(true)
                        .withKeepNullableLoopValues(true)
                        .withIterateOverMapKeys(true)
                        .build())
                .build());
        function(jinja, "raise_exception", "raise", String.class);
        function(jinja, "strftime_now", "now", String.class);
        return jinja;
    }

    private static void function(Jinjava jinja, String name, String method, Class<?>... parameters) {
        jinja.getGlobalContext()
                .registerFunction(new ELFunctionDefinition("", name, Functions.class, method, parameters));
    }

    /** {@code tojson} writes {@code ", "} and {@code ": "}, as Python does. */
    private static ObjectMapper pythonJson() {
        return JsonMapper.builder()
                .defaultPrettyPrinter(new OneLine())
                .enable(com.fasterxml.jackson.databind.SerializationFeature.INDENT_OUTPUT)
                .build();
    }

    private static final class OneLine extends DefaultPrettyPrinter {
        private static final long serialVersionUID = 1L;

        private OneLine() {
            super(Separators.createDefaultInstance()
                    .withObjectFieldValueSpacing(Separators.Spacing.AFTER)
                    .withObjectEntrySpacing(Separators.Spacing.AFTER)
                    .withArrayValueSpacing(Separators.Spacing.AFTER)
                    .withObjectEmptySeparator("")
                    .withArrayEmptySeparator(""));
            indentObjectsWith(new NopIndenter());
            indentArraysWith(new NopIndenter());
        }

        private OneLine(OneLine base) {
            super(base);
        }

        @Override
        public DefaultPrettyPrinter createInstance() {
            return new OneLine(this);
        }
    }

    private static final class NopIndenter implements DefaultPrettyPrinter.Indenter, Serializable {
        private static final long serialVersionUID = 1L;

        @Override
        public void writeIndentation(JsonGenerator g, int level) {}

        @Override
        public boolean isInline() {
            return true;
        }
    }

    /** What templates may call. */
    public static final class Functions {
        private Functions() {}

        /** Ends rendering with the template's own message. */
        public static String raise(String message) {
            throw new ModelException(message);
        }

        /** Today in a {@code strftime} format; the three directives that templates use. */
        public static String now(String format) {
            LocalDate today = LocalDate.now();
            return format.replace("%d", two(today.getDayOfMonth()))
                    .replace("%m", two(today.getMonthValue()))
                    .replace("%Y", Integer.toString(today.getYear()))
                    .replace(
                            "%b",
                            DateTimeFormatter.ofPattern("MMM", Locale.ENGLISH).format(today))
                    .replace(
                            "%B",
                            DateTimeFormatter.ofPattern("MMMM", Locale.ENGLISH).format(today));
        }

        private static String two(int number) {
            return String.format(Locale.ROOT, "%02d", number);
        }
    }
}
