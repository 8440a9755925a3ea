package org.egpo.policy;

import java.util.ArrayList;
import java.util.List;
import org.egpo.policy.ModelConfig.Architecture;

/**
 * A tensor that a model of some shape has, under its Hugging Face name.
 *
 * @param name such as {@code model.layers.0.self_attn.q_proj.weight}
 * @param shape rows first
 */
record TensorSpec(String name, List<Integer> shape) {

    static TensorSpec of(String name, Integer... shape) {
        return new TensorSpec(name, List.of(shape));
    }

    long size() {
        return shape.stream().mapToLong(Integer::longValue).reduce(1, (a, b) -> a * b);
    }

    /** Every tensor of the model. */
    static List<TensorSpec> all(ModelConfig c) {
        List<TensorSpec> all = new ArrayList<>();
        packed(c).forEach(all::addAll);
        return all;
    }

    /**
     * The weights as the program wants them: each item is one array made of the named tensors, one below the other. Order:
     * embedding, last norm, then for each layer: norm, query+key+value, output, norm, gate+up, down, and what the family
     * adds; the output head last unless it is the embedding.
     */
    static List<List<TensorSpec>> packed(ModelConfig c) {
        List<List<TensorSpec>> all = new ArrayList<>();
        all.add(List.of(of("model.embed_tokens.weight", c.vocabulary(), c.hidden())));
        all.add(List.of(of("model.norm.weight", c.hidden())));
        for (int i = 0; i < c.layers(); i++) {
            layer(c, "model.layers." + i + ".", all);
        }
        if (!c.tied()) {
            all.add(List.of(of("lm_head.weight", c.vocabulary(), c.hidden())));
        }
        return all;
    }

    private static void layer(ModelConfig c, String prefix, List<List<TensorSpec>> all) {
        String attention = prefix + "self_attn.";
        int query = c.heads() * c.headSize();
        int key = c.keyValueHeads() * c.headSize();
        all.add(List.of(of(prefix + "input_layernorm.weight", c.hidden())));
        all.add(List.of(
                of(attention + "q_proj.weight", query, c.hidden()),
                of(attention + "k_proj.weight", key, c.hidden()),
                of(attention + "v_proj.weight", key, c.hidden())));
        all.add(List.of(of(attention + "o_proj.weight", c.hidden(), query)));
        all.add(List.of(of(prefix + "post_attention_layernorm.weight", c.hidden())));
        all.add(List.of(
                of(prefix + "mlp.gate_proj.weight", c.feedForward(), c.hidden()),
                of(prefix + "mlp.up_proj.weight", c.feedForward(), c.hidden())));
        all.add(List.of(of(prefix + "mlp.down_proj.weight", c.hidden(), c.feedForward())));
        if (c.architecture() == Architecture.QWEN2) {
            all.add(List.of(
                    of(attention + "q_proj.bias", query),
                    of(attention + "k_proj.bias", key),
                    of(attention + "v_proj.bias", key)));
        }
        if (c.architecture() == Architecture.QWEN3) {
            all.add(List.of(of(attention + "q_norm.weight", c.headSize())));
            all.add(List.of(of(attention + "k_norm.weight", c.headSize())));
        }
    }

    /** Arrays for one layer. */
    static int perLayer(ModelConfig c) {
        List<List<TensorSpec>> one = new ArrayList<>();
        layer(c, "", one);
        return one.size();
    }
}
