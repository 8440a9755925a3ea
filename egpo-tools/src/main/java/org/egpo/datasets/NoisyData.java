package org.egpo.datasets;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.stream.Collectors;
import org.egpo.call.PythonObjects;
import org.egpo.call.Value;
import org.egpo.data.Example;

/**
 * A raw set as it comes from elsewhere: about 60 % clean records, the others with one defect each. What is wrong stands in
 * the field {@code label} apart from the record, for those who judge the cleaning; no stage may read it.
 */
public final class NoisyData {
    public static final int SIZE = 4000;
    private static final double CLEAN = 0.6;
    private static final double REFUSED_IN_WORDS = 0.25;

    private final Random random;
    private final QuestionGenerator questions;
    private final RecordDefects defects;
    private final List<Placed> clean = new ArrayList<>();

    /** A record and its place in the file, 0 to 1. */
    private record Placed(Example example, double place) {}

    private NoisyData(long seed, boolean otherPhrasings) {
        ToolCatalog catalog = new ToolCatalog();
        this.random = new Random(seed);
        this.questions = new QuestionGenerator(catalog, random, false, otherPhrasings, new HashSet<>());
        Map<String, GeneratedTool> tools =
                catalog.tools().stream().collect(Collectors.toMap(GeneratedTool::name, t -> t));
        this.defects = new RecordDefects(tools, random);
    }

    /**
     * @param size number of records
     * @param otherPhrasings the second set of phrasings instead of the first
     */
    public static List<Example> generate(long seed, int size, boolean otherPhrasings) {
        return new NoisyData(seed, otherPhrasings).generate(size);
    }

    private List<Example> generate(int size) {
        List<Placed> all = new ArrayList<>();
        int cleanOnes = (int) Math.round(size * CLEAN);
        for (int i = 0; i < cleanOnes; i++) {
            clean.add(new Placed(cleanOne(), random.nextDouble()));
        }
        all.addAll(clean);
        Defect[] kinds = Defect.values();
        for (int i = 0; all.size() < size; i++) {
            all.add(damaged(kinds[i % kinds.length]));
        }
        all.sort(Comparator.comparingDouble(Placed::place));
        List<Example> examples = new ArrayList<>(size);
        for (Placed p : all) {
            examples.add(p.example.withId("raw_" + examples.size()));
        }
        return examples;
    }

    private Example next() {
        return questions.next("raw");
    }

    private Example cleanOne() {
        Example e = next();
        boolean words = e.calls().isEmpty() && random.nextDouble() < REFUSED_IN_WORDS;
        return labelled(words ? e.withAnswer(defects.refusal()) : e, e, "clean", false);
    }

    private Placed damaged(Defect defect) {
        while (true) {
            Placed original = defect.isCopy() ? clean.get(random.nextInt(clean.size())) : null;
            Example right = original == null ? next() : original.example;
            Optional<Example> wrong = defect.of(right, defects);
            if (wrong.isEmpty()) {
                continue;
            }
            double place = random.nextDouble();
            if (original != null) {
                place = original.place + place * (1 - original.place);
            }
            return new Placed(labelled(wrong.get(), right, defect.toString(), defect.isStructural()), place);
        }
    }

    /** Only the label knows: metadata that would tell goes there. */
    private static Example labelled(Example e, Example right, String kind, boolean structural) {
        String category = right.metadata("category");
        if (category == null && right.other().get("label") instanceof Value.MapValue before) {
            category = ((Value.Text) PythonObjects.at(before, "category")).value();
        }
        List<Value.MapValue> calls = right.calls().stream()
                .map(c -> Value.MapValue.of("name", c.name(), "arguments", c.arguments()))
                .toList();
        Value.MapValue label =
                Value.MapValue.of("kind", kind, "structural", structural, "category", category, "right", calls);
        return new Example(
                e.id(),
                e.messages(),
                e.tools(),
                e.answer(),
                Value.MapValue.EMPTY,
                Value.MapValue.of("label", label),
                null);
    }
}
