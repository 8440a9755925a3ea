package org.egpo.llm;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.apache.commons.codec.digest.DigestUtils;
import org.egpo.call.Decoded;
import org.egpo.call.FunctionCall;
import org.egpo.call.PythonJson;
import org.egpo.call.Value;
import org.egpo.data.Message;

/** The protocol's JSON: requests out, replies in. Replies are data; whatever shape they have, reading ends in a result. */
final class ReplyJson {
    static final ObjectMapper MAPPER = JsonMapper.builder().build();

    /** How vLLM writes ids where it is asked for them. */
    private static final String ID = "token_id:";

    private ReplyJson() {}

    static ObjectNode body(String model, ChatRequest r) {
        ObjectNode body = MAPPER.createObjectNode();
        body.put("model", model);
        ArrayNode messages = body.putArray("messages");
        for (Message m : r.messages()) {
            messages.addObject().put("role", m.role()).put("content", m.content());
        }
        body.put("temperature", r.temperature())
                .put("max_tokens", r.maxTokens())
                .put("seed", r.seed());
        if (r.shape() != null) {
            ObjectNode format = body.putObject("response_format").put("type", "json_schema");
            format.putObject("json_schema")
                    .put("name", r.shape().name())
                    .put("strict", true)
                    .set("schema", r.shape().schema());
        }
        return body;
    }

    static ObjectNode body(String model, CompletionRequest r) {
        ObjectNode body = MAPPER.createObjectNode();
        body.put("model", model)
                .put("prompt", r.prompt())
                .put("n", r.choices())
                .put("temperature", r.temperature())
                .put("top_p", r.topP())
                .put("max_tokens", r.maxTokens())
                .put("seed", r.seed());
        if (r.logprobs() >= 0) {
            body.put("logprobs", r.logprobs());
        }
        if (!r.stop().isEmpty()) {
            r.stop().forEach(body.putArray("stop")::add);
        }
        if (r.topK() > 0) {
            body.put("top_k", r.topK());
        }
        if (r.verbatim()) {
            body.put("add_special_tokens", false).put("skip_special_tokens", false);
        }
        if (r.tokenIds()) {
            body.put("return_tokens_as_token_ids", true);
        }
        return body;
    }

    /**
     * @throws LlmException of kind MALFORMED
     */
    static LlmReply read(byte[] body) {
        try {
            return read(MAPPER.readTree(body));
        } catch (java.io.IOException e) {
            throw malformed("the server's answer is not valid JSON");
        }
    }

    /**
     * @throws LlmException of kind MALFORMED
     */
    static LlmReply read(JsonNode root) {
        JsonNode given = root.path("choices");
        if (!given.isArray() || given.isEmpty()) {
            throw malformed("the server's answer has no \"choices\"" + said(root));
        }
        List<LlmReply.Choice> choices = new ArrayList<>();
        for (JsonNode c : given) {
            JsonNode logprobs = c.path("logprobs");
            choices.add(new LlmReply.Choice(
                    c.has("message") ? answer(c.get("message")) : text(c.path("text")),
                    c.path("finish_reason").asText(""),
                    logprobs.has("content") ? listed(logprobs.get("content")) : sideBySide(logprobs)));
        }
        JsonNode usage = root.path("usage");
        return new LlmReply(
                choices, new LlmReply.Usage(count(usage, "prompt_tokens"), count(usage, "completion_tokens")), false);
    }

    /** The message as the model wrote it: thinking that a server sends apart stands between tags, without an end where nothing follows. */
    private static String answer(JsonNode message) {
        String thinking = message.path("reasoning_content")
                .asText(message.path("reasoning").asText(""));
        String rest = text(message.path("content")) + calls(message);
        return thinking.isBlank() ? rest : "<think>" + thinking + (rest.isEmpty() ? "" : "</think>\n" + rest);
    }

    /** Calls that a server sends apart, on a line of their own as {@code [f(a=1)]}; arguments that are no object as they stand. */
    private static String calls(JsonNode message) {
        if (!message.path("tool_calls").isArray() || message.get("tool_calls").isEmpty()) {
            return "";
        }
        return message.get("tool_calls")
                .valueStream()
                .map(c -> c.path("function"))
                .map(f -> PythonJson.decode(f.path("arguments").asText()) instanceof Decoded.Success s
                                && s.value() instanceof Value.MapValue arguments
                        ? "" + new FunctionCall(f.path("name").asText(), arguments)
                        : f.path("name").asText() + "(" + f.path("arguments").asText() + ")")
                .collect(Collectors.joining(", ", "\n[", "]"));
    }

    /** A text, or the texts among parts of several kinds. */
    private static String text(JsonNode content) {
        if (content.isTextual()) {
            return content.textValue();
        }
        return content.valueStream()
                .filter(part -> part.path("type").asText().equals("text"))
                .map(part -> part.path("text").asText())
                .collect(Collectors.joining());
    }

    /** What a server says went wrong, in any of the places where servers say it, behind a colon; "" where it says nothing. */
    static String said(JsonNode root) {
        for (String place :
                List.of("/error/message", "/error/detail", "/error", "/message", "/detail", "/0/error/message")) {
            JsonNode words = root.at(place);
            for (JsonNode w : words.isArray() ? words : List.of(words)) {
                String text = w.isTextual()
                        ? w.asText()
                        : w.path("msg").asText(w.path("message").asText(""));
                if (!text.isBlank()) {
                    return ": " + text.replaceAll("\\s+", " ").strip();
                }
            }
        }
        return "";
    }

    private static long count(JsonNode usage, String field) {
        return Math.max(0, usage.path(field).asLong(0));
    }

    private static LlmException malformed(String message) {
        return new LlmException(LlmException.Kind.MALFORMED, message);
    }

    /** The older completions: tokens and numbers side by side. */
    private static List<TokenLogprob> sideBySide(JsonNode all) {
        List<TokenLogprob> tokens = new ArrayList<>();
        for (int i = 0; i < all.path("tokens").size(); i++) {
            tokens.add(token(
                    all.get("tokens").get(i).asText(),
                    -1,
                    List.of(),
                    all.path("token_logprobs").path(i),
                    all.path("top_logprobs").path(i).valueStream()));
        }
        return tokens;
    }

    /** Chat completions and llama-server: an object for each token. */
    private static List<TokenLogprob> listed(JsonNode content) {
        return content.valueStream()
                .map(t -> token(
                        t.path("token").asText(),
                        t.path("id").asLong(-1),
                        t.path("bytes").valueStream().map(JsonNode::asInt).toList(),
                        t.path("logprob"),
                        t.path("top_logprobs").valueStream().map(a -> a.path("logprob"))))
                .toList();
    }

    private static TokenLogprob token(
            String text, long id, List<Integer> bytes, JsonNode logprob, Stream<JsonNode> top) {
        boolean isId = text.matches(ID + "\\d{1,9}");
        return new TokenLogprob(
                text,
                isId ? Long.parseLong(text.substring(ID.length())) : id,
                bytes,
                number(logprob),
                top.filter(JsonNode::isNumber).map(JsonNode::doubleValue).toList());
    }

    private static double number(JsonNode node) {
        return node.isNumber() ? node.doubleValue() : Double.NaN;
    }

    /** A reply as one object, for cache and recordings; {@link #read} reads it. */
    static ObjectNode store(LlmReply reply) {
        ObjectNode root = MAPPER.createObjectNode();
        ArrayNode choices = root.putArray("choices");
        for (LlmReply.Choice c : reply.choices()) {
            ObjectNode choice = choices.addObject().put("text", c.text()).put("finish_reason", c.finishReason());
            if (!c.logprobs().isEmpty()) {
                ArrayNode tokens = choice.putObject("logprobs").putArray("content");
                for (TokenLogprob t : c.logprobs()) {
                    ObjectNode one = tokens.addObject().put("token", t.token()).put("id", t.id());
                    t.bytes().forEach(one.putArray("bytes")::add);
                    one.put("logprob", Double.isNaN(t.logprob()) ? null : (Double) t.logprob());
                    ArrayNode top = one.putArray("top_logprobs");
                    t.top().forEach(p -> top.addObject().put("logprob", p));
                }
            }
        }
        root.putObject("usage")
                .put("prompt_tokens", reply.usage().promptTokens())
                .put("completion_tokens", reply.usage().completionTokens());
        return root;
    }

    /** The name of a request in cache and recordings: SHA-256 of its text. The key is no part of a request. */
    static String hash(String place, JsonNode body) {
        return DigestUtils.sha256Hex(place + "\n" + body);
    }

    static byte[] bytes(JsonNode node) {
        try {
            return MAPPER.writeValueAsBytes(node);
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("writing to memory failed", e);
        }
    }
}
