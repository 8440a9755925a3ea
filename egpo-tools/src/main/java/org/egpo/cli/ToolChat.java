package org.egpo.cli;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.databind.node.TextNode;
import java.io.UncheckedIOException;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.IntStream;
import org.egpo.call.FunctionCall;
import org.egpo.call.ToolSpec;
import org.egpo.call.ValueJson;
import org.egpo.data.Answer;
import org.egpo.data.JsonTree;
import org.egpo.data.Message;
import org.egpo.data.Question;
import org.egpo.llm.LlmReply;
import org.egpo.llm.OpenAiClient;
import org.egpo.policy.Sampling;
import org.egpo.rollout.Prompt;
import org.egpo.rollout.Response;
import org.egpo.rollout.RolloutBackend;

/**
 * A server that speaks OpenAI's protocol for chats with {@code tools}. What it reads is the conversation as JSON; calls that it sends
 * apart are written behind its text as {@code [f(a=1)]}, and sent back to it apart; what it wrote itself stays as it was. Its tokens are
 * not known.
 */
final class ToolChat implements RolloutBackend {
    /** What the benchmark calls types, and what servers do. */
    private static final Map<String, String> TYPES =
            Map.of("dict", "object", "float", "number", "tuple", "array", "list", "array", "any", "string");

    private final OpenAiClient client;

    /** What was said with calls apart. */
    private final Set<String> calling = ConcurrentHashMap.newKeySet();

    ToolChat(OpenAiClient client) {
        this.client = client;
    }

    @Override
    public Prompt prompt(Question question) {
        ObjectNode body = ValueJson.MAPPER.createObjectNode();
        ArrayNode messages = body.putArray("messages");
        Deque<String> open = new ArrayDeque<>();
        for (Message m : question.example().messages()) {
            ObjectNode one = messages.addObject();
            one.put("role", m.role());
            if (m.role().equals("tool")) {
                // What the model called in its text has no name of its own.
                one.put("tool_call_id", open.isEmpty() ? "call_" + messages.size() : open.removeFirst());
            }
            one.put("content", m.content());
            if (m.role().equals("assistant")) {
                open.clear();
                if (m.content() != null && calling.contains(m.content())) {
                    apart(one, m.content(), "call_" + messages.size() + "_", open);
                }
            }
        }
        ArrayNode tools = body.putArray("tools");
        for (ToolSpec t : question.tools()) {
            ObjectNode function = tools.addObject().put("type", "function").putObject("function");
            function.put("name", t.name()).put("description", t.description());
            function.set("parameters", typed(JsonTree.of(t.parameters())));
        }
        return new Prompt(question.id(), body.toString());
    }

    /** Sends calls that stand alone at the end of a text apart from it. */
    private static void apart(ObjectNode message, String content, String id, Deque<String> ids) {
        int at = content.startsWith("[") ? 0 : content.lastIndexOf("\n[") + 1;
        List<FunctionCall> calls = Answer.ofText(content.substring(at)).calls();
        if (calls.isEmpty()) {
            return;
        }
        message.put("content", content.substring(0, at).strip());
        ArrayNode all = message.putArray("tool_calls");
        for (FunctionCall c : calls) {
            ids.add(id + ids.size());
            all.addObject()
                    .put("id", ids.getLast())
                    .put("type", "function")
                    .putObject("function")
                    .put("name", c.name())
                    .put("arguments", JsonTree.of(c.arguments()).toString());
        }
    }

    private static JsonNode typed(JsonNode schema) {
        if (schema instanceof ObjectNode object) {
            object.properties()
                    .forEach(e -> e.setValue(
                            e.getKey().equals("type")
                                            && TYPES.containsKey(e.getValue().asText())
                                    ? TextNode.valueOf(TYPES.get(e.getValue().asText()))
                                    : typed(e.getValue())));
        }
        return schema;
    }

    @Override
    public List<List<Response>> sample(List<Prompt> prompts, int samples, Sampling sampling) {
        List<Response> all = IntStream.range(0, prompts.size() * samples)
                .parallel()
                .mapToObj(i -> ask(prompts.get(i / samples), sampling.withSeed(sampling.seed() + i)))
                .toList();
        return IntStream.range(0, prompts.size())
                .mapToObj(p -> all.subList(p * samples, (p + 1) * samples))
                .toList();
    }

    private Response ask(Prompt prompt, Sampling sampling) {
        try {
            ObjectNode body = (ObjectNode) ValueJson.MAPPER.readTree(prompt.text());
            body.put("temperature", sampling.temperature())
                    .put("max_tokens", sampling.maxTokens())
                    .put("seed", sampling.seed());
            LlmReply.Choice said = client.chat(body).choices().get(0);
            if (said.finishReason().equals("tool_calls")) {
                calling.add(said.text());
            }
            return Response.ofTexts(
                    List.of(said.text()),
                    new double[] {Double.NaN},
                    said.finishReason().equals("length"));
        } catch (JsonProcessingException e) {
            throw new UncheckedIOException(e);
        }
    }
}
