package org.egpo.policy;

import com.fasterxml.jackson.databind.json.JsonMapper;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.FloatBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.ConcurrentHashMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.egpo.policy.ModelConfig.Architecture;
import org.egpo.policy.ModelConfig.Llama3Scaling;
import org.egpo.policy.ModelConfig.Rope;
import org.jspecify.annotations.Nullable;

/**
 * A GGUF file as a model in the Hugging Face layout: Llama, Qwen2 and Qwen3 with byte-level BPE. Weights are read from the file as
 * they are asked for; config, tokenizer and chat template are small and written out.
 */
public final class GgufModel implements TensorFile {
    /** The name under which a folder holds the file. */
    static final String FILE = "model.gguf";

    private static final JsonMapper JSON = new JsonMapper();
    private static final Map<Path, Path> FOLDERS = new ConcurrentHashMap<>();

    /** Hugging Face's names of tensors, those of a layer without its prefix, and GGUF's. */
    private static final Map<String, String> NAMES = DecoderSource.resource("gguf-tensors.txt")
            .lines()
            .map(l -> l.split(" "))
            .collect(Collectors.toMap(l -> l[0], l -> l[1]));

    private static final Pattern LAYER = Pattern.compile("model\\.layers\\.(\\d+)\\.(.+)");

    private final GgufFile file;
    private final ModelConfig config;

    private GgufModel(GgufFile file) {
        this.file = file;
        this.config = config(file);
    }

    static GgufModel open(Path file) {
        return new GgufModel(GgufFile.open(file));
    }

    /**
     * The folder that stands for a model: itself, or for a GGUF file, whatever its name, a temporary one with its config, tokenizer
     * and chat template and a link to it, which ends with this process.
     *
     * @throws ModelException naming what is not there, or the file and what it has that cannot be used
     */
    public static Path folder(Path model) {
        if (Files.isRegularFile(model)) {
            return FOLDERS.computeIfAbsent(model.toAbsolutePath().normalize(), GgufModel::unpacked);
        }
        if (!Files.exists(model)) {
            throw new ModelException(model + " does not exist; give a model's folder or a GGUF file"
                    + " (a model of the Hugging Face hub is downloaded first: hf download NAME --local-dir DIR)");
        }
        if (Files.isDirectory(model.resolve("snapshots")) && !Files.exists(model.resolve("config.json"))) {
            throw new ModelException(model + " is a folder of the hub's cache; give the one within its snapshots");
        }
        return model;
    }

    private static Path unpacked(Path gguf) {
        GgufModel model = open(gguf);
        try {
            Path folder = Files.createTempDirectory("egpo-gguf");
            folder.toFile().deleteOnExit();
            for (String name : List.of(FILE, "config.json", "tokenizer.json", "tokenizer_config.json")) {
                folder.resolve(name).toFile().deleteOnExit();
            }
            model.writeTexts(folder);
            Files.createSymbolicLink(folder.resolve(FILE), gguf);
            return folder;
        } catch (IOException | UnsupportedOperationException e) {
            throw new ModelException(gguf + " could not be opened: " + e, e);
        }
    }

    private void writeTexts(Path folder) throws IOException {
        Files.writeString(folder.resolve("config.json"), config.toJson("float32"));
        GgufTokenizer tokenizer = new GgufTokenizer(file);
        Files.writeString(folder.resolve("tokenizer.json"), JSON.writeValueAsString(tokenizer.tokenizer()));
        Files.writeString(
                folder.resolve("tokenizer_config.json"),
                JSON.writerWithDefaultPrettyPrinter().writeValueAsString(tokenizer.config()));
    }

    private static ModelConfig config(GgufFile file) {
        if (file.number("split.count", 1) > 1) {
            throw file.problem("is one of several parts; put them together with llama-gguf-split --merge first");
        }
        String name = file.text("general.architecture", "");
        Architecture architecture = Arrays.stream(Architecture.values())
                .filter(a -> a.modelType.equals(name))
                .findFirst()
                .orElseThrow(() -> file.problem("has the architecture \"" + name + "\"; supported are "
                        + Arrays.stream(Architecture.values())
                                .map(a -> a.modelType)
                                .toList()));
        for (String other : List.of("expert_count", "attention.sliding_window", "attention.causal_override")) {
            if (file.number(name + "." + other, 0) > 0) {
                throw file.problem("has " + name + "." + other + ", which is not supported");
            }
        }
        int hidden = file.whole(name + ".embedding_length");
        int heads = file.whole(name + ".attention.head_count");
        boolean hasHeadSize = file.value(name + ".attention.key_length") != null;
        int headSize = hasHeadSize ? file.whole(name + ".attention.key_length") : hidden / Math.max(1, heads);
        int rotated = (int) file.number(name + ".rope.dimension_count", headSize);
        if (rotated != headSize) {
            throw file.problem(
                    "turns " + rotated + " of a head's " + headSize + " numbers; only whole heads are supported");
        }
        GgufFile.Tensor embedding = file.tensors().get("token_embd.weight");
        if (embedding == null) {
            throw file.problem("has no tensor token_embd.weight");
        }
        return new ModelConfig(
                architecture,
                hidden,
                file.whole(name + ".block_count"),
                heads,
                (int) file.number(name + ".attention.head_count_kv", heads),
                headSize,
                file.whole(name + ".feed_forward_length"),
                embedding.shape().get(0),
                shortest((float) file.number(name + ".attention.layer_norm_rms_epsilon", 1e-6)),
                rope(file, name, headSize),
                !file.tensors().containsKey("output.weight"),
                file.whole(name + ".context_length"),
                GgufTokenizer.endTokens(file));
    }

    /** The number that was meant: 1e-5 is stored as 9.99999974737875e-06. */
    private static double shortest(float value) {
        return Double.parseDouble(Float.toString(value));
    }

    /** Llama 3's stretching is stored as its factors; they must be those of one of its published settings. */
    private static Rope rope(GgufFile file, String name, int headSize) {
        double theta = shortest((float) file.number(name + ".rope.freq_base", 10_000));
        String type = file.text(name + ".rope.scaling.type", "none");
        GgufFile.Tensor factors = file.tensors().get("rope_freqs.weight");
        if (!type.equals("none") || file.value(name + ".rope.scale_linear") != null) {
            throw file.problem("stretches its positions (" + name + ".rope.scaling.type is " + type
                    + "); only Llama 3's way is supported");
        }
        if (factors == null) {
            return new Rope(theta, null);
        }
        float[] stored = new float[headSize / 2];
        factors.blocks().read(file.bytes(factors, 0, factors.blocks().bytes(stored.length)), FloatBuffer.wrap(stored));
        float[] plain = new Rope(theta, null).frequencies(headSize);
        for (double factor : new double[] {8, 32}) {
            Rope rope = new Rope(theta, new Llama3Scaling(factor, 1, 4, 8192));
            float[] stretched = rope.frequencies(headSize);
            boolean same = true;
            for (int i = 0; i < stored.length; i++) {
                same &= Math.abs(plain[i] / stretched[i] / stored[i] - 1) < 1e-4;
            }
            if (same) {
                return rope;
            }
        }
        throw file.problem("stretches its positions by factors (rope_freqs.weight) that are not Llama 3's");
    }

    /** The name in the file. */
    private static String stored(String name) {
        int dot = name.lastIndexOf('.');
        Matcher layer = LAYER.matcher(name.substring(0, dot));
        return layer.matches()
                ? "blk." + layer.group(1) + "." + NAMES.get(layer.group(2)) + name.substring(dot)
                : NAMES.get(name.substring(0, dot)) + name.substring(dot);
    }

    @Override
    public @Nullable List<Integer> shape(String name) {
        GgufFile.Tensor tensor = file.tensors().get(stored(name));
        return tensor == null ? null : tensor.shape();
    }

    @Override
    public void read(String name, long from, FloatBuffer target) {
        GgufFile.Tensor tensor = Objects.requireNonNull(file.tensors().get(stored(name)), name);
        int columns = tensor.shape().size() == 1 ? 1 : tensor.columns();
        QuantizedBlocks blocks = tensor.blocks();
        if (config.architecture() != Architecture.LLAMA || !name.matches(".*[qk]_proj\\.weight")) {
            blocks.read(file.bytes(tensor, blocks.bytes(from * columns), blocks.bytes(target.remaining())), target);
            return;
        }
        ByteBuffer all = file.bytes(tensor, 0, blocks.bytes(tensor.size()));
        int width = (int) blocks.bytes(columns);
        for (long row = from; target.hasRemaining(); row++) {
            blocks.read(all.slice((int) turned(row) * width, width).order(all.order()), target);
        }
    }

    /** Llama's files turn pairs of neighbours where Hugging Face's turn the halves of a head. */
    private long turned(long row) {
        int size = config.headSize();
        long head = row / size;
        long within = row % size;
        return head * size + within % (size / 2) * 2 + within / (size / 2);
    }

    @Override
    public String toString() {
        return file.toString();
    }
}
