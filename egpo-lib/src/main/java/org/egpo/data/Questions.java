package org.egpo.data;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.egpo.bfcl.BadInputException;
import org.egpo.bfcl.BfclData;
import org.egpo.bfcl.Categories;
import org.egpo.bfcl.multiturn.FunctionDocuments;
import org.egpo.bfcl.multiturn.MultiTurnEvaluator;

/** Reads questions. */
public final class Questions {
    private Questions() {}

    /**
     * All questions of a file in any format that {@link Examples#read} knows, or of a folder of benchmark files
     * ({@code BFCL_v4_CATEGORY.json} with {@code possible_answer/}): there, of every category whose entries are single
     * questions with a reference, in the leaderboard's order; dialogues and {@code live_relevance} have none and are left out.
     *
     * @throws BadRecordException naming file, line and field of the first record that cannot be used
     * @throws BadInputException where a folder holds no such question
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
        if (all.isEmpty()) {
            throw new BadInputException(
                    path + ": holds no questions of one turn with a reference answer"
                            + " (BFCL_v4_simple_python.json and the like); scenarios of several turns are for --task multi-turn.");
        }
        return all;
    }

    /**
     * The multi-turn tests of a folder of benchmark files ({@code BFCL_v4_multi_turn_base.json} and its relatives with
     * {@code possible_answer/} and {@code multi_turn_func_doc/}), in the leaderboard's order.
     *
     * @param maxSteps see {@link Dialogue}
     * @param maxTokens see {@link Dialogue}
     * @throws BadInputException naming file and line of what cannot be used
     */
    public static List<Question> dialogues(Path folder, int maxSteps, int maxTokens) {
        BfclData data = BfclData.at(folder);
        MultiTurnEvaluator evaluator = new MultiTurnEvaluator(data);
        FunctionDocuments documents = FunctionDocuments.at(data.directory());
        List<Question> all = new ArrayList<>();
        for (String category : data.categories()) {
            if (Categories.isMultiTurn(category)) {
                data.entries(category)
                        .values()
                        .forEach(e -> all.add(
                                Question.of(e, Dialogue.of(evaluator.scenario(e), documents, maxSteps, maxTokens))));
            }
        }
        if (all.isEmpty()) {
            throw new BadInputException(
                    folder + ": holds no multi-turn tests (BFCL_v4_multi_turn_base.json and the like).");
        }
        return all;
    }
}
