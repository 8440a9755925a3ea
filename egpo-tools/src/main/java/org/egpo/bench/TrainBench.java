package org.egpo.bench;

import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.Callable;
import java.util.stream.IntStream;
import org.egpo.policy.CausalLm;
import org.egpo.policy.Compute;
import org.egpo.policy.Learner;
import org.egpo.policy.LearningBatch;
import org.egpo.policy.LossSettings;
import org.egpo.policy.OptimizerSettings;
import org.egpo.policy.SharedPrompts;
import org.egpo.policy.TokenBatch;
import org.egpo.train.ProcessMemory;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** Trained tokens per second of the whole policy-gradient step, optimiser included; one JSON line. */
@Command(name = "train", mixinStandardHelpOptions = true)
final class TrainBench implements Callable<Integer> {
    @Option(names = "--batch", defaultValue = "64")
    private int batch;

    @Option(names = "--micro", defaultValue = "16")
    private int micro;

    @Option(names = "--prompt", defaultValue = "128")
    private int prompt;

    @Option(names = "--response", defaultValue = "64")
    private int response;

    @Option(names = "--group", defaultValue = "1")
    private int group;

    @Option(names = "--rounds", defaultValue = "3")
    private int rounds;

    @Override
    public Integer call() {
        LearningBatch part = sequences();
        double sum = 0;
        try (CausalLm model = BenchModel.make(Compute.CPU);
                Learner learner = new Learner(model, OptimizerSettings.defaults())) {
            for (int i = 0; i <= rounds; i++) {
                long start = System.nanoTime();
                for (int done = 0; done < batch; done += micro) {
                    learner.accumulate(part, LossSettings.paper());
                }
                learner.step(1e-6);
                sum += i == 0 ? 0 : (System.nanoTime() - start) / 1e9;
            }
        }
        System.out.printf(
                Locale.ROOT,
                "{\"bench\":\"train\",\"batch\":%d,\"micro\":%d,\"group\":%d,\"length\":%d,\"tokens_per_second\":%.0f,\"peak_mb\":%d}%n",
                batch,
                micro,
                group,
                prompt + response,
                (double) batch * (prompt + response) * rounds / sum,
                ProcessMemory.peakMegabytes());
        return 0;
    }

    /** Sequences of a micro-batch; in groups the same sizes, with one prompt for each group. */
    private LearningBatch sequences() {
        List<long[]> prompts = BenchModel.sequences((micro + group - 1) / group, prompt);
        List<long[]> ofResponses =
                IntStream.range(0, micro).mapToObj(i -> prompts.get(i / group)).toList();
        int start = group > 1 ? 0 : prompt;
        return new LearningBatch(
                group > 1 ? SharedPrompts.of(ofResponses, 0) : null,
                TokenBatch.rightPadded(BenchModel.sequences(micro, start + response), 0),
                start,
                filled(1f / (batch * response)),
                filled(0.5f),
                filled(-8.3f),
                filled(-8.3f));
    }

    private float[][] filled(float value) {
        float[][] all = new float[micro][response];
        for (float[] row : all) {
            Arrays.fill(row, value);
        }
        return all;
    }
}
