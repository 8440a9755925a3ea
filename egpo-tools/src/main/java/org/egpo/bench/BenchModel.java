package org.egpo.bench;

import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import java.util.stream.LongStream;
import org.egpo.policy.CausalLm;
import org.egpo.policy.Compute;
import org.egpo.policy.ModelConfig;
import org.egpo.policy.ModelConfig.Architecture;
import org.egpo.policy.ModelConfig.Rope;

/** The model that the rollout and training benchmarks run: random weights in the agreed sizes. */
final class BenchModel {
    private static final ModelConfig CONFIG = new ModelConfig(
            Architecture.QWEN3, 256, 6, 8, 4, 32, 768, 4096, 1e-6, new Rope(10_000, null), true, 4096, List.of());

    private BenchModel() {}

    static CausalLm make(Compute compute) {
        return CausalLm.random(CONFIG, 1, compute);
    }

    static List<long[]> sequences(int count, int length) {
        SplittableRandom random = new SplittableRandom(2);
        List<long[]> all = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            all.add(LongStream.generate(() -> random.nextLong(CONFIG.vocabulary()))
                    .limit(length)
                    .toArray());
        }
        return all;
    }
}
