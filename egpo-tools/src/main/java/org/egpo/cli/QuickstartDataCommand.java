package org.egpo.cli;

import com.fasterxml.jackson.databind.json.JsonMapper;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.function.Function;
import org.egpo.datasets.ToyQuestion;
import org.egpo.datasets.ToyQuestions;
import org.egpo.datasets.ToyRollouts;
import org.egpo.rollout.SavedRollouts;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** Writes {@code datasets/quickstart}: questions and answers in BFCL's layout, and eight responses for each question. */
@Command(
        name = "quickstart",
        mixinStandardHelpOptions = true,
        description = "Write the quickstart's questions, answers and responses (made by rule, not by a model).")
final class QuickstartDataCommand implements Callable<Integer> {
    @Option(names = "--out", paramLabel = "DIR", required = true, description = "Folder to write to.")
    private Path out;

    @Option(names = "--seed", paramLabel = "N", defaultValue = "2508", description = "Seed (${DEFAULT-VALUE}).")
    private long seed;

    @Option(names = "--samples", paramLabel = "S", defaultValue = "8", description = "Responses for each question (8).")
    private int samples;

    @Override
    public Integer call() throws IOException {
        List<ToyQuestion> questions = ToyQuestions.all();
        Files.createDirectories(out.resolve("possible_answer"));
        lines(out.resolve("BFCL_v4_simple_python.json"), questions, ToyQuestion::question);
        lines(out.resolve("possible_answer/BFCL_v4_simple_python.json"), questions, ToyQuestion::possibleAnswer);
        SavedRollouts.write(out.resolve("rollouts.jsonl.gz"), ToyRollouts.generate(questions, samples, seed));
        System.out.println(out + ": " + questions.size() + " questions, " + samples + " responses each");
        return 0;
    }

    private static void lines(Path file, List<ToyQuestion> questions, Function<ToyQuestion, Map<String, Object>> part)
            throws IOException {
        JsonMapper json = new JsonMapper();
        StringBuilder b = new StringBuilder();
        for (ToyQuestion q : questions) {
            b.append(json.writeValueAsString(part.apply(q))).append('\n');
        }
        Path temporary = file.resolveSibling(file.getFileName() + ".tmp");
        Files.writeString(temporary, b);
        Files.move(temporary, file, StandardCopyOption.REPLACE_EXISTING);
    }
}
