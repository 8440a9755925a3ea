package org.egpo.policy;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/** The model's program: {@code decoder.py} and {@code learning.py} with the sizes of one model filled in. */
final class DecoderSource {
    private static final Pattern ONLY = Pattern.compile("\\s*# only: (\\w+)$");

    private DecoderSource() {}

    /** @param packing whether sampling lays the weights out anew, see {@link Packing} */
    static String of(ModelConfig c, boolean packing) {
        return fill(resource("decoder.py") + resource("learning.py"), c, packing);
    }

    /** The same with the methods that {@link TrainingFormulas} calls. */
    static String withProbes(ModelConfig c) {
        return fill(resource("decoder.py") + resource("learning.py") + resource("probes.py"), c, false);
    }

    private static String fill(String template, ModelConfig c, boolean packing) {
        Map<String, String> sizes = new LinkedHashMap<>();
        sizes.put("half_head", "" + c.headSize() / 2);
        int layersEnd = 2 + c.layers() * TensorSpec.perLayer(c);
        sizes.put("layers_end", "" + layersEnd);
        sizes.put("head_index", "" + (c.tied() ? 0 : layersEnd));
        sizes.put("head", "" + c.headSize());
        sizes.put("hidden", "" + c.hidden());
        sizes.put("epsilon", "" + c.normEpsilon());
        sizes.put("all_heads", "" + (c.heads() + 2 * c.keyValueHeads()));
        sizes.put("heads", "" + c.heads());
        sizes.put("kv_heads", "" + c.keyValueHeads());
        sizes.put("group", "" + c.group());
        sizes.put("feed_forward", "" + c.feedForward());
        sizes.put("layers", "" + c.layers());
        sizes.put("per_layer", "" + TensorSpec.perLayer(c));
        sizes.put("query_size", "" + c.heads() * c.headSize());
        sizes.put("vocabulary", "" + c.vocabulary());
        Set<String> features = new HashSet<>();
        features.add(packing ? "packing" : "no_packing");
        features.add(c.architecture().attentionBias ? "attention_bias" : "no_attention_bias");
        if (c.architecture().headNorms) {
            features.add("head_norms");
        }
        return fill(template, sizes, features);
    }

    private static String fill(String template, Map<String, String> sizes, Set<String> features) {
        String text = template.lines()
                .filter(l -> {
                    var only = ONLY.matcher(l);
                    return !only.find() || features.contains(only.group(1));
                })
                .map(l -> ONLY.matcher(l).replaceAll(""))
                .filter(l -> !l.strip().startsWith("#") && !l.isBlank())
                .collect(Collectors.joining("\n", "", "\n"));
        for (Map.Entry<String, String> size : sizes.entrySet()) {
            text = text.replace("${" + size.getKey() + "}", size.getValue());
        }
        return text;
    }

    /** A text file beside this class. */
    static String resource(String name) {
        try (InputStream in = DecoderSource.class.getResourceAsStream(name)) {
            return new String(in.readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
