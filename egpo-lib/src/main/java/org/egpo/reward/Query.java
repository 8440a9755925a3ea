package org.egpo.reward;

import org.egpo.bfcl.BfclEntry;
import org.egpo.data.BfclFiles;
import org.egpo.data.Example;
import org.egpo.rollout.Prompt;

/**
 * A question to learn from.
 *
 * @param prompt as the policy reads it
 * @param reference the reference answer that rewards are measured by
 */
public record Query(Prompt prompt, BfclEntry reference) {

    /** The example as a question; its answer is the one allowed answer, as in the benchmark's files. */
    public static Query of(Prompt prompt, Example example) {
        return new Query(prompt, reference(example));
    }

    /** What the checker needs of an example. */
    public static BfclEntry reference(Example example) {
        return BfclEntry.of(
                BfclFiles.id(example),
                BfclFiles.category(example),
                BfclFiles.functions(example),
                BfclFiles.possibleAnswers(example));
    }
}
