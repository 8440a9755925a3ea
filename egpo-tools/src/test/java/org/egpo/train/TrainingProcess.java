package org.egpo.train;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Predicate;
import java.util.stream.Stream;
import org.egpo.advantage.AdvantageSettings;
import org.egpo.advantage.Egpo;
import org.egpo.advantage.GroupAdvantages;
import org.egpo.data.Example;
import org.egpo.data.Question;
import org.egpo.data.Questions;
import org.egpo.data.Splits;
import org.egpo.datasets.Demonstrations;
import org.egpo.datasets.FunctionCallingData;
import org.egpo.datasets.TinyModel;
import org.egpo.policy.CausalLm;
import org.egpo.policy.LossSettings;
import org.egpo.policy.OptimizerSettings;
import org.egpo.reward.RewardFunction;
import org.egpo.reward.RewardKind;
import org.egpo.rollout.PromptStyle;

/** A small run, alone in a process that can be killed and whose memory is its own. */
final class TrainingProcess {
    /** A random model writes no calls, so it is rewarded for a letter; enough for every part of a run to do something. */
    private static final RewardFunction LIKES_E = RewardFunction.of((question, text) -> text.contains("e") ? 1 : 0);

    /** A model that has learnt something always writes that letter. */
    private static final RewardFunction LIKES_EVEN = RewardFunction.of((question, text) -> text.length() % 2);

    private TrainingProcess() {}

    /** Arguments: folder of the run, folder of the model, steps; folder of the scenarios where it plays. Says what it does. */
    public static void main(String[] args) throws IOException {
        if (args.length > 3) {
            // One of several turns, with missing functions and parameters.
            List<Question> all = Questions.dialogues(Path.of(args[3]), 3, 500).subList(44, 60);
            run(args, new Splits(all.subList(0, 8), all.subList(8, 10), all.subList(10, 12)), LIKES_EVEN, 24);
        } else {
            var data = FunctionCallingData.generate(1, 24, 6, 6);
            Splits splits =
                    new Splits(questions(data.get("train")), questions(data.get("dev")), questions(data.get("test")));
            run(args, splits, LIKES_E, 6);
        }
        System.out.println("finished");
    }

    private static void run(String[] args, Splits data, RewardFunction reward, int tokens) throws IOException {
        int steps = Integer.parseInt(args[2]);
        ReinforcementSettings training = new ReinforcementSettings(
                new AdvantageSettings(
                        AdvantageSettings.Algorithm.EGPO,
                        Egpo.paper(),
                        AdvantageSettings.EntropyOver.RESPONSE,
                        1,
                        AdvantageSettings.LearnFrom.ALL,
                        0.2),
                4,
                2,
                0,
                4,
                1,
                steps,
                tokens,
                LossSettings.paper(),
                Aggregation.TOKEN_MEAN,
                OptimizerSettings.defaults(),
                LearningRate.constant(1e-3),
                3,
                3);
        new ReinforcementRun(
                        new RunFolder(Path.of(args[0]), Path.of(args[1])),
                        new RunSettings(
                                training, PromptStyle.AUTO, RewardKind.STRICT, steps > 100 ? steps : 4, 6, 5, 2),
                        reward,
                        data,
                        new Saying())
                .run("egpo train");
    }

    private static List<Question> questions(List<Example> examples) {
        return examples.stream().map(Question::of).toList();
    }

    static void makeModel(Path folder) throws IOException {
        List<Example> examples = FunctionCallingData.generate(1, 24, 6, 6).get("train");
        TinyModel tiny = new TinyModel(folder);
        tiny.makeTokenizer(examples, new Demonstrations(1)::response, 400);
        try (CausalLm model = tiny.random(32, 1, 5)) {
            tiny.save(model);
        }
    }

    private static final class Saying implements ReinforcementTrainer.Listener {
        @Override
        public void done(StepMetrics metrics, List<GroupAdvantages> groups) {
            System.out.println("step " + metrics.step() + " memory " + ProcessMemory.residentMegabytes());
        }

        @Override
        public void at(int step, CausalLm model) {
            System.out.println("at " + step);
        }
    }

    /** Starts the process, kills it at the first line that says so, and gives its lines. */
    static List<String> start(Predicate<String> kill, Object... arguments) throws Exception {
        List<String> command = new ArrayList<>(List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-Xmx96m",
                "-Xms96m",
                "-XX:+UseSerialGC",
                "-XX:+AlwaysPreTouch",
                "-cp",
                System.getProperty("java.class.path"),
                TrainingProcess.class.getName()));
        Stream.of(arguments).map(Object::toString).forEach(command::add);
        Process process = new ProcessBuilder(command).redirectErrorStream(true).start();
        List<String> said = new ArrayList<>();
        try (BufferedReader lines =
                new BufferedReader(new InputStreamReader(process.getInputStream(), StandardCharsets.UTF_8))) {
            boolean killed = false;
            for (String line = lines.readLine(); line != null; line = lines.readLine()) {
                said.add(line);
                if (!killed && kill.test(line)) {
                    killed = true;
                    process.destroyForcibly();
                }
            }
        } catch (IOException | UncheckedIOException closedByTheKill) {
            said.add("killed");
        }
        process.waitFor();
        return said;
    }
}
