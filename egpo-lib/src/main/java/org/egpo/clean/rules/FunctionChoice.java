package org.egpo.clean.rules;

import java.util.HashMap;
import java.util.Map;
import java.util.Set;
import org.egpo.data.ToolSpec;

/** How well the words of a question fit a tool: words of its name count most, then its description, then its parameters. */
final class FunctionChoice {
    private static final double NAME = 3;
    private static final double DESCRIPTION = 1.5;
    private static final double PARAMETER = 1;
    private static final double PARAMETER_DOC = 0.7;

    private FunctionChoice() {}

    static double score(ToolSpec tool, Set<String> questionRoots) {
        Map<String, Double> weights = weights(tool);
        double score = 0;
        for (String root : questionRoots) {
            score += weights.getOrDefault(root, 0.0);
        }
        return score;
    }

    private static Map<String, Double> weights(ToolSpec tool) {
        Map<String, Double> weights = new HashMap<>();
        put(tool.name(), NAME, weights);
        put(tool.description(), DESCRIPTION, weights);
        for (int i = 0; i < tool.properties().size(); i++) {
            if (tool.properties().key(i) instanceof org.egpo.call.Value.Text name) {
                put(name.value(), PARAMETER, weights);
            }
            if (tool.properties().value(i) instanceof org.egpo.call.Value.MapValue p
                    && p.get("description") instanceof org.egpo.call.Value.Text doc) {
                put(doc.value(), PARAMETER_DOC, weights);
            }
        }
        return weights;
    }

    private static void put(String text, double weight, Map<String, Double> weights) {
        for (String root : Stems.roots(text)) {
            weights.merge(root, weight, Math::max);
        }
    }
}
