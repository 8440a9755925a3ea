package org.egpo.bfcl;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.LinkedHashMap;
import java.util.Map;
import org.egpo.call.ModelFormat;
import org.egpo.call.ValueJson;

/**
 * What the official registry (bfcl-eval 2026.3.23) says of a model. A model that is not in it goes by the name of its folder
 * and by {@link ModelFormat#ANY}.
 *
 * @param folder the name of its folders of results and scores
 * @param name as tables show it
 * @param link where the model is described; "N/A" when nobody knows, as organisation and license
 * @param underscoreToDot whether its interface forbids dots in names, so that documented names are compared with {@code _}
 * @param inputPrice US dollars for a million tokens, or null for models of one's own machine; as the output price
 */
public record RegisteredModel(
        String folder,
        String name,
        String link,
        String organization,
        String license,
        ModelFormat format,
        boolean underscoreToDot,
        Double inputPrice,
        Double outputPrice) {
    private static final String UNKNOWN = "N/A";

    /** Read when first asked for. */
    private static final class Registry {
        static final Map<String, RegisteredModel> ALL = new LinkedHashMap<>();

        static {
            try (InputStream in = RegisteredModel.class.getResourceAsStream("models.json")) {
                ValueJson.MAPPER.readTree(in).forEach(m -> {
                    RegisteredModel model = read(m);
                    ALL.put(model.folder, model);
                });
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }

        private static RegisteredModel read(JsonNode m) {
            JsonNode prices = m.path("prices");
            return new RegisteredModel(
                    m.path("model").textValue().replace('/', '_'),
                    m.path("name").textValue(),
                    m.path("link").textValue(),
                    m.path("organization").textValue(),
                    m.path("license").textValue(),
                    ModelFormat.of(m.path("format").textValue()),
                    m.path("underscore_to_dot").asBoolean(),
                    prices.isArray() ? prices.get(0).doubleValue() : null,
                    prices.isArray() ? prices.get(1).doubleValue() : null);
        }
    }

    /** Every model of the registry by the name of its folder. */
    public static Map<String, RegisteredModel> all() {
        return java.util.Collections.unmodifiableMap(Registry.ALL);
    }

    /** The model of a folder such as {@code Qwen_Qwen3-8B-FC}, registered or not. */
    public static RegisteredModel ofFolder(String folder) {
        RegisteredModel known = Registry.ALL.get(folder);
        return known != null
                ? known
                : new RegisteredModel(folder, folder, UNKNOWN, UNKNOWN, UNKNOWN, ModelFormat.ANY, false, null, null);
    }

    /** Whether the official registry has it. */
    public boolean isRegistered() {
        return Registry.ALL.containsKey(folder);
    }

    /** The same model read otherwise; null and false leave what is known. */
    RegisteredModel with(ModelFormat other, boolean underscores) {
        return new RegisteredModel(
                folder,
                name,
                link,
                organization,
                license,
                other == null ? format : other,
                underscores || underscoreToDot,
                inputPrice,
                outputPrice);
    }
}
