package org.egpo.data;

import java.util.List;
import org.egpo.bfcl.BfclEntry;
import org.egpo.call.ToolSpec;
import org.egpo.call.Value;
import org.jspecify.annotations.Nullable;

/**
 * A question with all that belongs to it, on the whole way from file to advantage: what the policy reads, and what its
 * answers are measured by.
 *
 * @param example messages, tools and expected answer, as the data has them
 * @param reference function documents and allowed values, as the benchmark's checker takes them
 * @param dialogue what follows the example's messages where the question has several turns; else null
 */
public record Question(Example example, BfclEntry reference, @Nullable Dialogue dialogue) {
    /** A question of one turn. */
    public Question(Example example, BfclEntry reference) {
        this(example, reference, null);
    }

    /** A multi-turn test of the benchmark; its example holds the first turn. */
    static Question of(BfclEntry entry, Dialogue dialogue) {
        Example nothing = Example.of(entry.id(), "", List.of(), Answer.NO_CALL);
        return new Question(nothing, entry, dialogue)
                .after(dialogue.messages(0), dialogue.tools().get(0));
    }

    /** The question as it stands after further messages, with the tools that are offered now. */
    public Question after(List<Message> messages, List<ToolSpec> tools) {
        Example now = new Example(
                example.id(), messages, tools, example.answer(), example.metadata(), example.other(), example.source());
        return new Question(now, reference, dialogue);
    }

    /**
     * An example as a question. Where it was read from benchmark files and its answer was not changed since, every allowed
     * value counts; else its answer is the one that is right.
     */
    public static Question of(Example example) {
        String category = example.metadata(BfclFormat.CATEGORY);
        Value allowed = example.metadata().get(BfclFormat.POSSIBLE_ANSWER);
        boolean unchanged = allowed != null
                ? BfclFormat.firstAllowed(allowed, example.tools()).equals(example.answer())
                : String.valueOf(category).contains("irrelevance")
                        && !example.answer().isCall();
        String official = unchanged ? category : null;
        return new Question(
                example,
                BfclEntry.of(
                        BfclFiles.id(example),
                        official == null ? BfclFiles.category(example) : official,
                        BfclFiles.functions(example),
                        official != null && allowed != null ? allowed : BfclFiles.possibleAnswers(example)));
    }

    /** Its turns. @throws IllegalArgumentException where there is only one */
    public Dialogue asDialogue() {
        if (dialogue == null) {
            throw new IllegalArgumentException(
                    id() + " is a single question where dialogues are wanted; ask them in calls of their own");
        }
        return dialogue;
    }

    /** The benchmark's id where the question has one, else the id in its file. */
    public String id() {
        return reference.id();
    }

    /** The benchmark's category, such as {@code multiple}. */
    public String category() {
        return reference.category();
    }

    /** What the user asks: the last message of the user. */
    public String text() {
        return example.question();
    }

    /** The functions that are offered. */
    public List<ToolSpec> tools() {
        return example.tools();
    }

    /** The expected answer; of several allowed ones the first. */
    public Answer answer() {
        return example.answer();
    }

    /** The question as a line of a list. */
    @Override
    public String toString() {
        return id() + ": " + text();
    }
}
