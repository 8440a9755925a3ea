package org.egpo.policy;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.Arrays;
import java.util.stream.Collectors;
import org.egpo.policy.ModelConfig.Architecture;
import org.egpo.policy.ModelConfig.Llama3Scaling;
import org.egpo.policy.ModelConfig.Rope;
import org.jspecify.annotations.Nullable;

/** Between {@code config.json} and {@link ModelConfig}; what we cannot run is refused, never guessed. */
final class ConfigReader {
    private final JsonNode json;
    private final JsonNode endTokens;

    /** @param endTokens of the file that wins over the config; null or missing where it names none */
    ConfigReader(JsonNode json, JsonNode endTokens) {
        this.json = json;
        this.endTokens = endTokens;
    }

    ModelConfig config() {
        Architecture architecture = architecture();
        refuseWhatWeCannotRun(architecture);
        int hidden = integer("hidden_size");
        int heads = integer("num_attention_heads");
        return new ModelConfig(
                architecture,
                hidden,
                integer("num_hidden_layers"),
                heads,
                json.hasNonNull("num_key_value_heads") ? integer("num_key_value_heads") : heads,
                json.hasNonNull("head_dim") ? integer("head_dim") : hidden / Math.max(heads, 1),
                integer("intermediate_size"),
                integer("vocab_size"),
                number(json, "rms_norm_eps", 1e-6),
                rope(),
                json.path("tie_word_embeddings").asBoolean(false),
                json.path("max_position_embeddings").asInt(2048),
                ModelConfig.integers(
                        endTokens.isInt() || !endTokens.isEmpty() ? endTokens : json.path("eos_token_id")));
    }

    private Architecture architecture() {
        String name = json.path("architectures")
                .path(0)
                .asText(json.path("model_type").asText(""));
        return Arrays.stream(Architecture.values())
                .filter(a -> a.className.equals(name) || a.modelType.equals(name))
                .findFirst()
                .orElseThrow(
                        () -> new ModelException("the architecture \"" + name + "\" is not supported; supported are "
                                + Arrays.stream(Architecture.values())
                                        .map(a -> a.className)
                                        .collect(Collectors.joining(", "))));
    }

    private void refuseWhatWeCannotRun(Architecture architecture) {
        String activation = json.path("hidden_act").asText("silu");
        if (!activation.equals("silu")) {
            throw new ModelException("hidden_act is \"" + activation + "\"; only \"silu\" is supported");
        }
        if (json.path("use_sliding_window").asBoolean(false)) {
            throw new ModelException("use_sliding_window is true; sliding windows are not supported");
        }
        if (json.path("mlp_bias").asBoolean(false)) {
            throw new ModelException("mlp_bias is true; biases in the feed-forward part are not supported");
        }
        if (architecture != Architecture.QWEN2 && json.path("attention_bias").asBoolean(false)) {
            throw new ModelException("attention_bias is true; it is supported for Qwen2 only");
        }
    }

    private Rope rope() {
        JsonNode parameters = json.path("rope_parameters");
        JsonNode scaling = json.hasNonNull("rope_scaling") ? json.get("rope_scaling") : parameters;
        double theta = number(parameters, "rope_theta", number(json, "rope_theta", 10_000));
        String type = scaling.path("rope_type").asText(scaling.path("type").asText("default"));
        return switch (type) {
            case "default" -> new Rope(theta, null);
            case "llama3" ->
                new Rope(
                        theta,
                        new Llama3Scaling(
                                number(scaling, "factor", Double.NaN),
                                number(scaling, "low_freq_factor", Double.NaN),
                                number(scaling, "high_freq_factor", Double.NaN),
                                (int) number(scaling, "original_max_position_embeddings", Double.NaN)));
            default ->
                throw new ModelException(
                        "the rope type \"" + type + "\" is not supported; supported are default, llama3");
        };
    }

    private int integer(String field) {
        JsonNode n = json.path(field);
        if (!n.canConvertToInt() || !n.isNumber()) {
            throw new ModelException(
                    "the field " + field + (n.isMissingNode() ? " is missing" : " is " + n + ", not a whole number"));
        }
        return n.asInt();
    }

    private static double number(JsonNode node, String field, double otherwise) {
        JsonNode n = node.path(field);
        if (!n.isNumber()) {
            if (Double.isNaN(otherwise)) {
                throw new ModelException("the field " + field + " is missing");
            }
            return otherwise;
        }
        return n.asDouble();
    }

    static String write(ModelConfig c, String dtype) {
        JsonMapper mapper = new JsonMapper();
        ObjectNode o = mapper.createObjectNode();
        o.putArray("architectures").add(c.architecture().className);
        o.put("model_type", c.architecture().modelType);
        o.put("hidden_size", c.hidden());
        o.put("intermediate_size", c.feedForward());
        o.put("num_hidden_layers", c.layers());
        o.put("num_attention_heads", c.heads());
        o.put("num_key_value_heads", c.keyValueHeads());
        o.put("head_dim", c.headSize());
        o.put("vocab_size", c.vocabulary());
        o.put("hidden_act", "silu");
        o.put("rms_norm_eps", c.normEpsilon());
        o.put("rope_theta", c.rope().theta());
        writeScaling(o, c.rope().scaling());
        o.put("max_position_embeddings", c.maxPositions());
        o.put("tie_word_embeddings", c.tied());
        o.put("attention_bias", c.architecture().attentionBias);
        if (c.endTokens().size() == 1) {
            o.put("eos_token_id", c.endTokens().get(0));
        } else if (!c.endTokens().isEmpty()) {
            c.endTokens().forEach(o.putArray("eos_token_id")::add);
        }
        o.put("torch_dtype", dtype);
        o.put("use_cache", true);
        try {
            return mapper.writerWithDefaultPrettyPrinter().writeValueAsString(o) + "\n";
        } catch (JsonProcessingException e) {
            throw new ModelException("the config could not be written", e);
        }
    }

    private static void writeScaling(ObjectNode o, @Nullable Llama3Scaling s) {
        if (s == null) {
            return;
        }
        o.putObject("rope_scaling")
                .put("rope_type", "llama3")
                .put("factor", s.factor())
                .put("low_freq_factor", s.lowFrequency())
                .put("high_freq_factor", s.highFrequency())
                .put("original_max_position_embeddings", s.originalPositions());
    }
}
