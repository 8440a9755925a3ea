package org.egpo.conformance;

import java.util.List;

/** Reference vectors of the training mathematics: one suite for each file. */
final class RlSuites {
    private RlSuites() {}

    static List<VectorSuite> all() {
        return List.of(
                CaseFile.of("advantages_grpo", GroupAdvantageCheck::check),
                CaseFile.of("advantages_egpo", EgpoAdvantageCheck::check),
                CaseFile.of("policy_loss", PolicyLossCheck::check),
                CaseFile.of("kl_penalty", KlCheck::check),
                CaseFile.of("aggregation", AggregationCheck::check),
                CaseFile.of("distributions", DistributionCheck::check),
                CaseFile.of("sampling_filters", SamplingFilterCheck::check),
                CaseFile.of("adamw", AdamWCheck::check),
                new CaseFile("egpo_step", EgpoStepCheck::check));
    }
}
