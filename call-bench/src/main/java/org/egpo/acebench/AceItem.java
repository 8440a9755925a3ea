package org.egpo.acebench;

import java.util.List;
import java.util.Map;
import org.egpo.call.PythonObjects;
import org.egpo.call.PythonText;
import org.egpo.call.Value;

/**
 * One test.
 *
 * @param language {@code en} or {@code zh}
 * @param category such as {@code normal_atom_bool}
 * @param fields of the question: {@code question}, {@code function} and so on
 * @param expected the answer, {@code ground_truth} of its file
 * @param milestones an agent's calls on its way; None for other tests
 */
public record AceItem(
        String language, String category, String id, Map<String, Value> fields, Value expected, Value milestones) {
    /** A field of the question; an empty text where it has none. */
    Value field(String name) {
        return fields.getOrDefault(name, PythonObjects.EMPTY);
    }

    /** What the user says; of an agent's test what the simulated user wants. */
    public String question() {
        return PythonText.str(field("question"));
    }

    /** The services of an agent's test. */
    List<String> classes() {
        return PythonObjects.items(field("involved_classes")).stream()
                .map(PythonText::str)
                .toList();
    }

    public boolean isAgent() {
        return category.startsWith("agent");
    }

    /** Whether it is a turn of a dialogue that counts as a whole. */
    boolean isTurn() {
        return category.startsWith("normal_multi_turn");
    }

    /** What of the id is the same for all turns of a dialogue; else the whole id. */
    String dialogue() {
        return isTurn() ? id.substring(0, Math.max(0, id.lastIndexOf('_'))) : id;
    }
}
