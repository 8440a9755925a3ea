package org.egpo.conformance;

import com.fasterxml.jackson.databind.JsonNode;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Stream;

/** Every suite this installation has. A new kind of vectors is one more line in {@link #ALL}. */
public final class Suites {
    private static final List<VectorSuite> TRAINING = List.of(
            VectorFile.numbers("advantages_grpo", AdvantageChecks::grpo),
            VectorFile.numbers("advantages_egpo", AdvantageChecks::egpo),
            VectorFile.numbers("policy_loss", LossChecks::policy),
            VectorFile.numbers("kl_penalty", LossChecks::divergence),
            VectorFile.numbers("aggregation", LossChecks::aggregation),
            VectorFile.numbers("distributions", ProgramChecks::distributions),
            VectorFile.numbers("sampling_filters", ProgramChecks::filters),
            VectorFile.numbers("adamw", ProgramChecks::adamW),
            VectorFile.numbers("egpo_step", EgpoStepCheck::check),
            new ModelSuite());

    /** Whole runs of the two benchmarks that have them; ACEBench's name a language. */
    private static final List<VectorSuite> RUNS = List.of(VectorFile.with("runs", "", verdicts -> {
        Map<Boolean, Function<JsonNode, Comparison>> checks = new HashMap<>();
        return v -> checks.computeIfAbsent(
                        v.has("lang"), ace -> ace ? AceSuites.runs(verdicts) : BankSuites.runs(verdicts))
                .apply(v);
    }));

    private static final List<VectorSuite> ALL = Stream.of(
                    CallSuites.all(),
                    BfclSuites.all(),
                    MultiTurnSuites.all(),
                    AceSuites.all(),
                    BankSuites.all(),
                    RUNS,
                    TRAINING)
            .flatMap(List::stream)
            .toList();

    private Suites() {}

    public static Optional<VectorSuite> of(Path path) {
        return ALL.stream().filter(s -> s.accepts(path)).findFirst();
    }
}
