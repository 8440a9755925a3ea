package org.egpo.data;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;

/**
 * The questions of a run.
 *
 * @param train to learn from
 * @param dev to choose by; empty for none
 * @param test to report on; empty for none
 */
public record Splits(List<Question> train, List<Question> dev, List<Question> test) {
    public Splits {
        train = List.copyOf(train);
        dev = List.copyOf(dev);
        test = List.copyOf(test);
    }

    /**
     * Reads {@code train.jsonl.gz}, {@code dev.jsonl.gz} and {@code test.jsonl.gz} of a folder.
     *
     * @throws BadRecordException naming file, line and field of the first record that cannot be used
     */
    public static Splits read(Path folder) throws IOException {
        return new Splits(
                Questions.read(folder.resolve("train.jsonl.gz")),
                Questions.read(folder.resolve("dev.jsonl.gz")),
                Questions.read(folder.resolve("test.jsonl.gz")));
    }
}
