package org.egpo.bfcl;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.egpo.call.ModelFormat;
import org.egpo.call.PythonArithmetic;
import org.egpo.call.PythonObjects;
import org.egpo.call.PythonText;
import org.egpo.call.Resources;
import org.egpo.call.Value;

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
            for (Value m : PythonObjects.items(Resources.json(RegisteredModel.class, "models.json"))) {
                List<String> texts = Stream.of("model", "name", "link", "organization", "license", "format")
                        .map(field -> PythonText.str(PythonObjects.at(m, field)))
                        .toList();
                String folder = texts.get(0).replace('/', '_');
                ALL.put(
                        folder,
                        new RegisteredModel(
                                folder,
                                texts.get(1),
                                texts.get(2),
                                texts.get(3),
                                texts.get(4),
                                ModelFormat.of(texts.get(5)),
                                Value.Bool.TRUE.equals(PythonObjects.map(m).get("underscore_to_dot")),
                                price(m, 0),
                                price(m, 1)));
            }
        }

        private static Double price(Value model, int i) {
            Value prices = PythonObjects.map(model).get("prices");
            return prices instanceof Value.ListValue
                    ? (Double) PythonArithmetic.real(PythonObjects.item(prices, i))
                    : null;
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
