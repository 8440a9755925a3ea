package org.egpo.clean.rules;

import java.util.ArrayList;
import java.util.List;
import org.egpo.clean.Finding;
import org.egpo.data.Example;

/** Whether the answer covers the question: nothing of it left over, and the functions that fit it best. */
final class Coverage {
    private final Example example;
    private final QuestionText question;
    private final List<Grounding> groundings;

    Coverage(Example example, QuestionText question, List<Grounding> groundings) {
        this.example = example;
        this.question = question;
        this.groundings = groundings;
    }

    List<Finding> findings() {
        return new ArrayList<>();
    }

    Finding needlessRefusal() {
        return null;
    }
}
