package org.egpo.clean.rules;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
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
    private static final Set<String> COMMON = roots(WordLists.list("common"));

    /** Words that speak of the same thing in everyday questions. */
    private static final Map<String, Set<String>> ALSO = WordLists.lines("also").stream()
            .collect(Collectors.toMap(l -> Stems.root(l.get(0)), l -> roots(l.subList(1, l.size()))));

    private FunctionChoice() {}

    static double score(ToolSpec tool, Set<String> questionRoots) {
        Map<String, Double> weights = weights(tool);
        return questionRoots.stream()
                .mapToDouble(root -> Stream.concat(Stream.of(root), ALSO.getOrDefault(root, Set.of()).stream())
                        .mapToDouble(r -> weights.getOrDefault(r, 0.0))
                        .max()
                        .orElse(0))
                .sum();
    }

    /** Words and values of the question that only fit the parameters: units, allowed values, days, times. */
    static double evidence(ToolSpec tool, QuestionText q) {
        double score = 0;
        for (Parameter p : parameters(tool)) {
            Units.Unit unit = Units.in(Stems.words(p.name() + " " + p.doc()));
            if (q.amounts.stream().anyMatch(a -> a.isOf(unit))) {
                score += UNIT;
            }
            score += allowed(p.schema(), q) ? ALLOWED : 0;
            Set<String> words = Set.copyOf(Stems.words(p.name()));
            boolean day = words.contains("date") || words.contains("day");
            boolean time = words.contains("time") || words.contains("hour");
            score += day && (!q.calendar.days.isEmpty() || q.calendar.relative) ? WHEN : 0;
            score += time && !q.calendar.times.isEmpty() ? WHEN : 0;
        }
        return score;
    }

    private static boolean allowed(Value.MapValue parameter, QuestionText q) {
        return parameter.get("enum") instanceof Value.ListValue l
                && l.items().stream()
                        .anyMatch(v -> v instanceof Value.Text t
                                && !q.find(QuestionText.wordsOf(t.value())).isEmpty());
    }

    private static Set<String> roots(List<String> words) {
        return words.stream().map(Stems::root).collect(Collectors.toSet());
    }

    private static Map<String, Double> weights(ToolSpec tool) {
        Map<String, Double> weights = new HashMap<>();
        put(tool.name(), NAME, weights);
        put(tool.description(), DESCRIPTION, weights);
        for (Parameter p : parameters(tool)) {
            put(p.name(), PARAMETER, weights);
            put(p.doc(), PARAMETER_DOC, weights);
        }
        return weights;
    }

    private record Parameter(String name, String doc, Value.MapValue schema) {}

    private static List<Parameter> parameters(ToolSpec tool) {
        List<Parameter> all = new ArrayList<>();
        for (int i = 0; i < tool.properties().size(); i++) {
            if (tool.properties().key(i) instanceof Value.Text name
                    && tool.properties().value(i) instanceof Value.MapValue schema) {
                String doc = schema.get("description") instanceof Value.Text t ? t.value() : "";
                all.add(new Parameter(name.value(), doc, schema));
            }
        }
        return all;
    }

    private static void put(String text, double weight, Map<String, Double> weights) {
        for (String root : Stems.roots(text)) {
            boolean common = COMMON.contains(root) || Units.of(root, true) != null;
            weights.merge(root, common ? Math.min(weight, PARAMETER) : weight, Math::max);
        }
    }
}
