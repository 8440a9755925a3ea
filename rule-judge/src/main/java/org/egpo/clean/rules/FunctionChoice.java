package org.egpo.clean.rules;

import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.egpo.call.ToolSpec;

/** How well words fit a tool: those of its name count most, then its description, then its parameters. */
record FunctionChoice(ToolSpec tool, List<Leaf> parameters, Map<String, Double> weights) {
    private static final double NAME = 3;
    private static final double DESCRIPTION = 1.5;
    private static final double PARAMETER = 1;
    private static final double PARAMETER_DOC = 0.7;

    static FunctionChoice of(ToolSpec tool) {
        Map<String, Double> weights = new HashMap<>();
        put(tool.name(), NAME, weights);
        put(tool.description(), DESCRIPTION, weights);
        List<Leaf> parameters = Leaf.parametersOf(tool);
        for (Leaf p : parameters) {
            put(p.path(), PARAMETER, weights);
            put(p.doc(), PARAMETER_DOC, weights);
        }
        return new FunctionChoice(tool, parameters, weights);
    }

    private static void put(String text, double weight, Map<String, Double> weights) {
        for (String root : Stems.roots(text)) {
            weights.merge(root, Units.of(root, true) == Units.NONE ? weight : PARAMETER_DOC, Math::max);
        }
    }

    double score(Collection<String> roots) {
        return roots.stream().mapToDouble(r -> weights.getOrDefault(r, 0.0)).sum();
    }

    boolean knows(Word word) {
        return weights.containsKey(word.root());
    }

    /** Whether the question has a value of its kind for each parameter that must be given. */
    boolean canBeFilled(QuestionText q) {
        return parameters.stream().filter(Leaf::required).allMatch(p -> !isOfAKind(p) || isThere(p, q));
    }

    /** Whether one of these can be told at all, so that a question that fills them is no accident. */
    boolean canBeTold() {
        return parameters.stream().anyMatch(p -> p.required() && isOfAKind(p));
    }

    private static boolean isOfAKind(Leaf p) {
        return p.wantsNumber() || !p.allowed().isEmpty() || p.isDay() || p.isTime();
    }

    private static boolean isThere(Leaf p, QuestionText q) {
        if (p.wantsNumber()) {
            return q.amounts.stream()
                    .anyMatch(a ->
                            !q.calendar.covers(q.words.get(a.from())) && (a.unit() == Units.NONE || a.isOf(p.unit())));
        }
        if (!p.allowed().isEmpty()) {
            return p.allowed().stream()
                    .anyMatch(v -> !q.find(QuestionText.wordsOf(v)).isEmpty());
        }
        return p.isDay() ? !q.calendar.days.isEmpty() || q.calendar.relative : !q.calendar.times.isEmpty();
    }
}
