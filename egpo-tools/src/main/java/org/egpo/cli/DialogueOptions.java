package org.egpo.cli;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import org.egpo.data.Dialogue;
import org.egpo.data.Question;
import org.egpo.data.Questions;
import org.egpo.data.Splits;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** What the commands that play multi-turn scenarios share. */
final class DialogueOptions {
    @Option(names = "--task", paramLabel = "single-turn|multi-turn", defaultValue = "single-turn")
    private String task;

    @Option(names = "--max-steps", paramLabel = "N", defaultValue = "" + Dialogue.MAX_STEPS)
    private int maxSteps;

    @Option(names = "--max-context", paramLabel = "N", defaultValue = "" + Dialogue.MAX_TOKENS)
    private int maxContext;

    boolean isMultiTurn() {
        if (!List.of("single-turn", "multi-turn").contains(task)) {
            throw new IllegalArgumentException("task is '" + task + "'; it must be single-turn or multi-turn");
        }
        return task.equals("multi-turn");
    }

    /** @param data a folder of benchmark files, or train, dev or test of datasets/multi-turn */
    List<Question> questions(String data) throws IOException {
        boolean own = List.of("train", "dev", "test").contains(data);
        Path folder = own ? ProjectRoot.find().resolve("datasets/multi-turn/" + data) : Path.of(data);
        return Questions.dialogues(folder, maxSteps, maxContext);
    }

    /** @param folder with train, dev and test; null for datasets/multi-turn */
    Splits splits(@Nullable Path folder) throws IOException {
        String within = folder == null ? "" : folder + "/";
        return new Splits(questions(within + "train"), questions(within + "dev"), questions(within + "test"));
    }
}
