package org.egpo.policy;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The shape of a decoder model, as its {@code config.json} in the Hugging Face layout tells it.
 *
 * @param architecture which of the three families
 * @param hidden width of the residual stream
 * @param layers number of blocks
 * @param heads query heads
 * @param keyValueHeads key and value heads; divides {@code heads}
 * @param headSize width of one head; even
 * @param feedForward width inside the feed-forward part
 * @param vocabulary number of tokens
 * @param normEpsilon added to the mean square in RMSNorm
 * @param rope rotary positions
 * @param tied whether the output head is the embedding matrix
 * @param maxPositions longest sequence the model was made for
 * @param endTokens tokens that end a text; empty where the files name none
 */
public record ModelConfig(
        Architecture architecture,
        int hidden,
        int layers,
        int heads,
        int keyValueHeads,
        int headSize,
        int feedForward,
        int vocabulary,
        double normEpsilon,
        Rope rope,
        boolean tied,
        int maxPositions,
        List<Integer> endTokens) {

    /** Decoder families: they differ in biases and in norms on the heads. */
    public enum Architecture {
        /** Qwen2 and 2.5: biases on query, key and value. */
        QWEN2("Qwen2ForCausalLM", "qwen2", true, false),
        /** Qwen3: RMSNorm on each query and key head. */
        QWEN3("Qwen3ForCausalLM", "qwen3", false, true),
        /** Llama 3. */
        LLAMA("LlamaForCausalLM", "llama", false, false);

        /** The name in {@code architectures}. */
        final String className;

        final String modelType;
        final boolean attentionBias;
        final boolean headNorms;

        Architecture(String className, String modelType, boolean attentionBias, boolean headNorms) {
            this.className = className;
            this.modelType = modelType;
            this.attentionBias = attentionBias;
            this.headNorms = headNorms;
        }
    }

    /**
     * Rotary positions.
     *
     * @param theta base of the frequencies
     * @param scaling llama3 scaling, or null for none
     */
    public record Rope(double theta, @Nullable Llama3Scaling scaling) {

        /** {@code headSize / 2} of them, scaling included. */
        public float[] frequencies(int headSize) {
            float[] all = new float[headSize / 2];
            for (int i = 0; i < all.length; i++) {
                double frequency = Math.pow(theta, -2.0 * i / headSize);
                all[i] = (float) (scaling == null ? frequency : scaling.of(frequency));
            }
            return all;
        }
    }

    /** The stretching of low frequencies in Llama 3.1 and later. */
    public record Llama3Scaling(double factor, double lowFrequency, double highFrequency, int originalPositions) {

        private double of(double frequency) {
            double wavelength = 2 * Math.PI / frequency;
            if (wavelength < originalPositions / highFrequency) {
                return frequency;
            }
            if (wavelength > originalPositions / lowFrequency) {
                return frequency / factor;
            }
            double smooth = (originalPositions / wavelength - lowFrequency) / (highFrequency - lowFrequency);
            return (1 - smooth) * frequency / factor + smooth * frequency;
        }
    }

    public ModelConfig {
        positive("hidden_size", hidden);
        positive("num_hidden_layers", layers);
        positive("num_attention_heads", heads);
        positive("num_key_value_heads", keyValueHeads);
        positive("head_dim", headSize);
        positive("intermediate_size", feedForward);
        positive("vocab_size", vocabulary);
        if (heads % keyValueHeads != 0) {
            throw new ModelException("num_attention_heads is " + heads + " and num_key_value_heads " + keyValueHeads
                    + "; the first must be a multiple of the second");
        }
        if (headSize % 2 != 0) {
            throw new ModelException("head_dim is " + headSize + "; rotary positions need an even number");
        }
        endTokens = List.copyOf(endTokens);
    }

    private static void positive(String field, int value) {
        if (value < 1) {
            throw new ModelException(field + " is " + value + "; it must be at least 1");
        }
    }

    /**
     * Reads {@code config.json} of a model's folder, or the same of a GGUF file. End tokens are those of {@code generation_config.json} where it names any.
     *
     * @throws ModelException naming the field that is missing, wrong or not supported
     */
    public static ModelConfig read(Path model) {
        Path folder = GgufModel.folder(model);
        Path file = folder.resolve("config.json");
        if (!Files.isRegularFile(file)) {
            throw new ModelException(file + " does not exist; give a model's folder in the Hugging Face layout");
        }
        Path generation = folder.resolve("generation_config.json");
        try {
            JsonMapper mapper = new JsonMapper();
            JsonNode ends = Files.isRegularFile(generation) ? mapper.readTree(generation.toFile()) : mapper.nullNode();
            return new ConfigReader(mapper.readTree(file.toFile()), ends.path("eos_token_id")).config();
        } catch (IOException e) {
            throw new ModelException(
                    file + " or generation_config.json beside it is not valid JSON: " + e.getMessage(), e);
        } catch (ModelException e) {
            throw new ModelException(file + ": " + e.getMessage(), e);
        }
    }

    /** The config as Hugging Face writes it, for saving a model. */
    public String toJson(String dtype) {
        return ConfigReader.write(this, dtype);
    }

    /** Query heads that share one key and value head. */
    public int group() {
        return heads / keyValueHeads;
    }

    /** Number of weights. */
    public long parameters() {
        return TensorSpec.all(this).stream().mapToLong(TensorSpec::size).sum();
    }

    static List<Integer> integers(JsonNode node) {
        List<Integer> all = new ArrayList<>();
        for (JsonNode n : node.isArray() ? node : List.of(node)) {
            if (n.isInt()) {
                all.add(n.asInt());
            }
        }
        return all;
    }
}
