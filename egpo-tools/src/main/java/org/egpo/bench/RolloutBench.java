package org.egpo.bench;

import java.util.List;
import java.util.Locale;
import java.util.concurrent.Callable;
import org.egpo.policy.CausalLm;
import org.egpo.policy.Compute;
import org.egpo.policy.Generator;
import org.egpo.policy.Sampling;
import org.egpo.train.ProcessMemory;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** New tokens per second, prompt included; one JSON line. */
@Command(name = "rollout", mixinStandardHelpOptions = true)
final class RolloutBench implements Callable<Integer> {
    @Option(names = "--batch", defaultValue = "64")
    private int batch;

    @Option(names = "--prompt", defaultValue = "128")
    private int prompt;

    @Option(names = "--new", defaultValue = "64")
    private int fresh;

    @Option(names = "--rounds", defaultValue = "5")
    private int rounds;

    @Option(names = "--samples", defaultValue = "1")
    private int samples;

    @Option(names = "--device", defaultValue = "${env:EGPO_DEVICE:-cpu}")
    private String device;

    @Option(names = "--precision", defaultValue = "${env:EGPO_PRECISION:-fp32}")
    private String precision;

    @Override
    public Integer call() {
        Compute compute = Compute.of(device, precision);
        List<long[]> prompts = BenchModel.sequences(batch, prompt);
        Sampling options = Sampling.temperature(1).withMaxTokens(fresh).withSeed(3);
        double best = Double.MAX_VALUE;
        double sum = 0;
        try (CausalLm model = BenchModel.make(compute)) {
            Generator generator = new Generator(model);
            generator.generate(prompts, samples, options);
            for (int i = 0; i < rounds; i++) {
                long start = System.nanoTime();
                generator.generate(prompts, samples, options.withSeed(i));
                double seconds = (System.nanoTime() - start) / 1e9;
                best = Math.min(best, seconds);
                sum += seconds;
            }
        }
        long tokens = (long) batch * samples * fresh;
        System.out.printf(
                Locale.ROOT,
                "{\"bench\":\"rollout\",\"compute\":\"%s\",\"batch\":%d,\"prompt\":%d,\"new\":%d,\"samples\":%d,\"tokens_per_second\":%.0f,"
                        + "\"best_tokens_per_second\":%.0f,\"peak_mb\":%d}%n",
                compute,
                batch,
                prompt,
                fresh,
                samples,
                tokens * rounds / sum,
                tokens / best,
                ProcessMemory.peakMegabytes());
        return 0;
    }
}
