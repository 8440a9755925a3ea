package org.egpo.bfcl.multiturn;

import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.egpo.bfcl.BfclData;
import org.egpo.testing.SharedVectors;

/** The project's own scenarios. */
public final class Mini {
    public static final Path FOLDER = SharedVectors.root().resolve("datasets/bfcl-mini");
    public static final BfclData DATA = BfclData.at(FOLDER);
    public static final MultiTurnEvaluator EVALUATOR = new MultiTurnEvaluator(DATA);

    private Mini() {}

    public static List<Scenario> scenarios() {
        return Stream.of("base", "miss_func", "miss_param", "long_context")
                .flatMap(c -> DATA.entries("multi_turn_" + c).values().stream())
                .map(EVALUATOR::scenario)
                .toList();
    }

    public static Scenario scenario(String id) {
        return EVALUATOR.scenario(DATA.entry(id));
    }

    /** The reference calls as a trajectory of one step a turn. */
    static List<List<List<String>>> reference(Scenario scenario) {
        return scenario.groundTruth().stream().map(List::of).toList();
    }
}
