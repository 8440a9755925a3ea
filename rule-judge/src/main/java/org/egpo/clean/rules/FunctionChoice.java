package org.egpo.clean.rules;

import java.util.HashMap;
import java.util.Map;
import java.util.Set;
import org.egpo.call.ToolSpec;
import org.egpo.call.Value;

/** How well the words of a question fit a tool: words of its name count most, then its description, then its parameters. */
final class FunctionChoice {
    private static final double NAME = 3;
    private static final double DESCRIPTION = 1.5;
    private static final double PARAMETER = 1;
    private static final double PARAMETER_DOC = 0.7;
    private static final double UNIT = 1.5;
    private static final double ALLOWED = 1.5;
    private static final double WHEN = 0.5;

    /** What many functions do, and so says little of any. */
    private static final Set<String> COMMON =
            roots("create make add set get find search book order send show list check"
                    + " calculate compute update delete remove start stop turn change report between without under over percent"
                    + " number time date day please");

    /** Words that speak of the same thing in everyday questions. */
    private static final Map<String, Set<String>> ALSO = Map.ofEntries(
            also("warm", "weather temperature climate"),
            also("hot", "weather temperature climate"),
            also("cold", "weather temperature climate"),
            also("rain", "weather forecast"),
            also("sunny", "weather forecast"),
            also("dim", "light brightness"),
            also("lamp", "light"),
            also("late", "status delay"),
            also("delayed", "status delay"),
            also("cost", "price"),
            also("expensive", "price"),
            also("movie", "film"),
            also("film", "movie"),
            also("buy", "purchase product"),
            also("smoke", "air pollutant"),
            also("pollution", "air"),
            also("drive", "route car"),
            also("translate", "translation"),
            also("yards", "length distance"),
            also("feet", "length distance"),
            also("kilograms", "weight mass"),
            also("pounds", "weight mass"),
            also("percent", "percent percentage"));

    private FunctionChoice() {}

    static double score(ToolSpec tool, Set<String> questionRoots) {
        Map<String, Double> weights = weights(tool);
        double score = 0;
        for (String root : questionRoots) {
            double best = weights.getOrDefault(root, 0.0);
            for (String other : ALSO.getOrDefault(root, Set.of())) {
                best = Math.max(best, weights.getOrDefault(other, 0.0));
            }
            score += best;
        }
        return score;
    }

    /** Words and values of the question that only fit the parameters: units, allowed values, days, times. */
    static double evidence(ToolSpec tool, QuestionText q) {
        double score = 0;
        for (int i = 0; i < tool.properties().size(); i++) {
            if (!(tool.properties().key(i) instanceof Value.Text name)
                    || !(tool.properties().value(i) instanceof Value.MapValue p)) {
                continue;
            }
            String doc = p.get("description") instanceof Value.Text t ? t.value() : "";
            Units.Unit unit = Units.in(Stems.words(name.value() + " " + doc));
            if (unit != null
                    && q.amounts.stream()
                            .anyMatch(a ->
                                    a.unit() != null && a.unit().dimension().equals(unit.dimension()))) {
                score += UNIT;
            }
            score += allowed(p, q) ? ALLOWED : 0;
            Set<String> words = Set.copyOf(Stems.words(name.value()));
            boolean day = words.contains("date") || words.contains("day");
            boolean time = words.contains("time") || words.contains("hour");
            score += day && (!q.calendar.days.isEmpty() || q.calendar.relative) ? WHEN : 0;
            score += time && !q.calendar.times.isEmpty() ? WHEN : 0;
        }
        return score;
    }

    private static boolean allowed(Value.MapValue parameter, QuestionText q) {
        if (parameter.get("enum") instanceof Value.ListValue l) {
            for (Value v : l.items()) {
                if (v instanceof Value.Text t
                        && !q.find(QuestionText.wordsOf(t.value())).isEmpty()) {
                    return true;
                }
            }
        }
        return false;
    }

    private static Set<String> roots(String words) {
        return java.util.Arrays.stream(words.split(" ")).map(Stems::root).collect(java.util.stream.Collectors.toSet());
    }

    private static Map.Entry<String, Set<String>> also(String word, String others) {
        return Map.entry(Stems.root(word), roots(others));
    }

    private static Map<String, Double> weights(ToolSpec tool) {
        Map<String, Double> weights = new HashMap<>();
        put(tool.name(), NAME, weights);
        put(tool.description(), DESCRIPTION, weights);
        for (int i = 0; i < tool.properties().size(); i++) {
            if (tool.properties().key(i) instanceof Value.Text name) {
                put(name.value(), PARAMETER, weights);
            }
            if (tool.properties().value(i) instanceof Value.MapValue p
                    && p.get("description") instanceof Value.Text doc) {
                put(doc.value(), PARAMETER_DOC, weights);
            }
        }
        return weights;
    }

    private static void put(String text, double weight, Map<String, Double> weights) {
        for (String root : Stems.roots(text)) {
            boolean common = COMMON.contains(root) || Units.of(root, true) != null;
            weights.merge(root, common ? Math.min(weight, PARAMETER) : weight, Math::max);
        }
    }
}
