package org.egpo.bfcl;

import java.util.LinkedHashMap;
import java.util.Map;
import org.egpo.call.ModelFormat;
import org.egpo.call.Resources;
import org.jspecify.annotations.Nullable;

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
        @Nullable Double inputPrice,
        @Nullable Double outputPrice) {
    private static final String UNKNOWN = "N/A";

    private static final Map<String, RegisteredModel> ALL = new LinkedHashMap<>();

    static {
        for (String line : Resources.lines(RegisteredModel.class, "models.txt")) {
            String[] m = line.split("\t", -1);
            ModelFormat format = ModelFormat.of(m[5]);
            boolean dots = m[6].equals("_");
            ALL.put(m[0], new RegisteredModel(m[0], m[1], m[2], m[3], m[4], format, dots, price(m[7]), price(m[8])));
        }
    }

    private static @Nullable Double price(String dollars) {
        return dollars.isEmpty() ? null : Double.valueOf(dollars);
    }

    /** Every model of the registry by the name of its folder. */
    public static Map<String, RegisteredModel> all() {
        return java.util.Collections.unmodifiableMap(ALL);
    }

    /** The model of a folder such as {@code Qwen_Qwen3-8B-FC}, registered or not. */
    public static RegisteredModel ofFolder(String folder) {
        RegisteredModel unknown =
                new RegisteredModel(folder, folder, UNKNOWN, UNKNOWN, UNKNOWN, ModelFormat.ANY, false, null, null);
        return ALL.getOrDefault(folder, unknown);
    }

    /** Whether the official registry has it. */
    public boolean isRegistered() {
        return ALL.containsKey(folder);
    }

    /** The same model read otherwise; null and false leave what is known. */
    RegisteredModel with(@Nullable ModelFormat other, boolean underscores) {
        ModelFormat read = other == null ? format : other;
        boolean dots = underscores || underscoreToDot;
        return new RegisteredModel(folder, name, link, organization, license, read, dots, inputPrice, outputPrice);
    }
}
