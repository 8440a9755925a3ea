package org.egpo.data;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.egpo.bfcl.BfclData;

/** Reads questions. */
public final class Questions {
    private Questions() {}

    /**
     * All questions of a file in any format that {@link Examples#read} knows, or of a folder of benchmark files
     * ({@code BFCL_v4_CATEGORY.json} with {@code possible_answer/}): there, of every category whose entries are single
     * questions with a reference, in the leaderboard's order; dialogues and {@code live_relevance} have none and are left out.
     *
     * @throws BadRecordException naming file, line and field of the first record that cannot be used
     */
    public static List<Question> read(Path path) throws IOException {
        List<Question> all = new ArrayList<>();
        if (!Files.isDirectory(path)) {
            Examples.read(path, e -> all.add(Question.of(e)), Examples::stop);
            return all;
        }
        BfclData data = BfclData.at(path);
        for (String category : data.categories()) {
            if (BfclFiles.isSingleQuestion(category)) {
                all.addAll(read(data.file(category)));
            }
        }
        return all;
    }
}
