package org.egpo.bfcl;

import com.fasterxml.jackson.core.JsonGenerator;
import java.io.IOException;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.SplittableRandom;
import org.egpo.call.Value;
import org.egpo.call.ValueJson;

/**
 * Result files made from the allowed answers of a data set by seeded rules: each answer is written out correctly or damaged
 * in one of a few ways, in a given share of the cases. They show what scoring does; no model is behind them.
 */
public final class BfclMiniResults {
    /** Name → share of damaged answers. */
    public static final Map<String, Double> MIXES = mixes();

    private BfclMiniResults() {}

    private static Map<String, Double> mixes() {
        Map<String, Double> mixes = new LinkedHashMap<>();
        mixes.put("nearly-right", 0.1);
        mixes.put("half-right", 0.5);
        mixes.put("mostly-wrong", 0.85);
        return mixes;
    }

    /**
     * Writes {@code MIX/GROUP/BFCL_v4_CATEGORY_result.json} for every mix and category. The same data and seed give the
     * same bytes.
     *
     * @param data agentic categories and format sensitivity are not used
     */
    public static void write(BfclData data, Path folder, long seed) throws IOException {
        for (Map.Entry<String, Double> mix : MIXES.entrySet()) {
            for (String category : data.categories()) {
                if (!Categories.isAgentic(category) && !category.equals("format_sensitivity")) {
                    Path file = folder.resolve(mix.getKey())
                            .resolve(Categories.group(category))
                            .resolve("BFCL_v4_" + category + "_result.json");
                    Files.createDirectories(file.getParent());
                    Files.writeString(file, results(data, category, mix.getValue(), seed));
                }
            }
        }
    }

    private static String results(BfclData data, String category, double damaged, long seed) throws IOException {
        SplittableRandom random = new SplittableRandom(seed ^ ((long) category.hashCode() << 20));
        StringBuilder out = new StringBuilder();
        for (BfclEntry entry : data.entries(category).values()) {
            // Drawn in any case, so that the mixes damage the same answers in the same way, only more or fewer of them.
            boolean damage = random.nextDouble() < damaged;
            SplittableRandom own = random.split();
            out.append(line(entry.id(), answer(entry, damage, own))).append('\n');
        }
        return out.toString();
    }

    private static Value answer(BfclEntry entry, boolean damage, SplittableRandom random) {
        if (Categories.isMultiTurn(entry.category())) {
            return TrajectoryText.of(entry, damage, random);
        }
        return Value.text(
                Categories.isRelevance(entry.category())
                        ? relevanceAnswer(entry, damage, random)
                        : new AnswerText(entry)
                                .text(damage ? AnswerText.Damage.draw(random) : AnswerText.Damage.NONE, random));
    }

    private static String relevanceAnswer(BfclEntry entry, boolean damage, SplittableRandom random) {
        boolean call = entry.category().contains("irrelevance") == damage;
        if (call) {
            return AnswerText.someCall(entry);
        }
        String[] refusals = {
            "None of the functions at hand can do this.",
            "I am afraid there is no function for that.",
            "That cannot be answered with the given functions."
        };
        return refusals[random.nextInt(refusals.length)];
    }

    private static String line(String id, Value answer) throws IOException {
        StringWriter out = new StringWriter();
        try (JsonGenerator json = JsonLines.FACTORY.createGenerator(out)) {
            json.writeStartObject();
            json.writeStringField("id", id);
            json.writeFieldName("result");
            ValueJson.writePlain(answer, json);
            json.writeEndObject();
        }
        return out.toString();
    }
}
