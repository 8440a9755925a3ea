package org.egpo.llm;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.egpo.data.Message;

/** The protocol's JSON: requests out, replies in. Replies are data; whatever shape they have, reading ends in a result. */
final class ReplyJson {
    static final ObjectMapper MAPPER = JsonMapper.builder().build();

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
        JsonNode root;
        try {
            root = MAPPER.readTree(body);
        } catch (java.io.IOException e) {
            throw malformed("the server's answer is not valid JSON");
        }
        if (root == null
                || !root.path("choices").isArray()
                || root.get("choices").isEmpty()) {
            throw malformed("the server's answer has no \"choices\"");
        }
        List<LlmReply.Choice> choices = new ArrayList<>();
        for (JsonNode c : root.get("choices")) {
            JsonNode text = c.has("message") ? c.get("message").path("content") : c.path("text");
            choices.add(new LlmReply.Choice(
                    text.isTextual() ? text.textValue() : "",
                    c.path("finish_reason").asText(""),
                    logprobs(c.path("logprobs"))));
        }
        JsonNode usage = root.path("usage");
        return new LlmReply(
                choices, new LlmReply.Usage(count(usage, "prompt_tokens"), count(usage, "completion_tokens")), false);
    }

    private static long count(JsonNode usage, String field) {
        return Math.max(0, usage.path(field).asLong(0));
    }

    private static LlmException malformed(String message) {
        return new LlmException(LlmException.Kind.MALFORMED, message);
    }

    /** Completions list tokens and numbers side by side. */
    private static List<TokenLogprob> logprobs(JsonNode all) {
        List<TokenLogprob> tokens = new ArrayList<>();
        for (int i = 0; i < all.path("tokens").size(); i++) {
            Map<String, Double> alternatives = new LinkedHashMap<>();
            for (Map.Entry<String, JsonNode> e :
                    all.path("top_logprobs").path(i).properties()) {
                alternatives.put(e.getKey(), e.getValue().asDouble());
            }
            tokens.add(new TokenLogprob(
                    all.get("tokens").get(i).asText(),
                    number(all.path("token_logprobs").path(i)),
                    alternatives));
        }
        return tokens;
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
                ObjectNode logprobs = choice.putObject("logprobs");
                c.logprobs().stream().map(TokenLogprob::token).forEach(logprobs.putArray("tokens")::add);
                ArrayNode numbers = logprobs.putArray("token_logprobs");
                for (TokenLogprob t : c.logprobs()) {
                    numbers.add(Double.isNaN(t.logprob()) ? null : (Double) t.logprob());
                }
                logprobs.set(
                        "top_logprobs",
                        MAPPER.valueToTree(c.logprobs().stream()
                                .map(TokenLogprob::alternatives)
                                .toList()));
            }
        }
        root.putObject("usage")
                .put("prompt_tokens", reply.usage().promptTokens())
                .put("completion_tokens", reply.usage().completionTokens());
        return root;
    }

    static byte[] bytes(JsonNode node) {
        try {
            return MAPPER.writeValueAsBytes(node);
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("writing to memory failed", e);
        }
    }
}
