package org.egpo.bench;

import com.sun.management.OperatingSystemMXBean;
import java.lang.management.ManagementFactory;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.Callable;
import org.egpo.data.Dialogue;
import org.egpo.data.Question;
import org.egpo.data.Questions;
import org.egpo.policy.Compute;
import org.egpo.policy.Sampling;
import org.egpo.rollout.Group;
import org.egpo.rollout.Policy;
import org.egpo.rollout.Prompt;
import org.egpo.rollout.Response;
import org.egpo.rollout.RolloutBackend;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** {@code egpo bench episodes}: episodes of several turns, with keys and values kept between steps and without. */
@Command(name = "episodes", mixinStandardHelpOptions = true)
final class EpisodesBench implements Callable<Integer> {
    @Option(names = "--model", required = true)
    private Path model;

    @Option(names = "--data", required = true)
    private Path data;

    @Option(names = "--scenarios", defaultValue = "8")
    private int scenarios;

    @Option(names = "--samples", defaultValue = "8")
    private int samples;

    @Option(names = "--rounds", defaultValue = "5")
    private int rounds;

    /** A policy whose cache is not used. */
    private record Anew(Policy policy) implements RolloutBackend {
        @Override
        public Prompt prompt(Question question) {
            return policy.prompt(question);
        }

        @Override
        public List<List<Response>> sample(List<Prompt> prompts, int samples, Sampling sampling) {
            return policy.sample(prompts, samples, sampling);
        }

        @Override
        public Response reading(String text) {
            return policy.reading(text);
        }

        @Override
        public int positions() {
            return policy.positions();
        }
    }

    @Override
    public Integer call() {
        List<Question> questions = Questions.dialogues(data, Dialogue.MAX_STEPS, Dialogue.MAX_TOKENS).stream()
                .limit(scenarios)
                .toList();
        try (Policy policy = Policy.load(model, Compute.CPU)) {
            for (int round = 0; round <= rounds; round++) {
                Sampling sampling = Sampling.temperature(0.7).withMaxTokens(100).withSeed(round);
                double kept = seconds(policy, questions, sampling, round, "kept");
                double anew = seconds(new Anew(policy), questions, sampling, round, "anew");
                if (round > 0) {
                    System.out.printf(Locale.ROOT, "{\"kept_against_anew\":%.2f}%n", anew / kept);
                }
            }
        }
        return 0;
    }

    private double seconds(
            RolloutBackend backend, List<Question> questions, Sampling sampling, int round, String name) {
        OperatingSystemMXBean machine = ManagementFactory.getPlatformMXBean(OperatingSystemMXBean.class);
        long start = machine.getProcessCpuTime();
        List<Response> episodes = backend.rollouts(questions, samples, sampling).stream()
                .map(Group::responses)
                .flatMap(List::stream)
                .toList();
        double seconds = (machine.getProcessCpuTime() - start) / 1e9;
        long written = episodes.stream().mapToLong(EpisodesBench::written).sum();
        if (round > 0) {
            System.out.printf(
                    Locale.ROOT,
                    "{\"keys_and_values\":\"%s\",\"round\":%d,\"episodes\":%d,\"tokens_written\":%d,"
                            + "\"episodes_per_second\":%.1f,\"tokens_per_second\":%.0f}%n",
                    name,
                    round,
                    episodes.size(),
                    written,
                    episodes.size() / seconds,
                    written / seconds);
        }
        return seconds;
    }

    private static long written(Response episode) {
        long count = 0;
        for (boolean own : episode.written()) {
            count += own ? 1 : 0;
        }
        return count;
    }
}
