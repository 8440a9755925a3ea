package org.egpo.data;

import java.util.List;
import org.egpo.bfcl.Categories;
import org.egpo.call.Value;

/** Examples as the Berkeley Function Calling Leaderboard has its questions, so that the benchmark's scorer can judge responses. */
public final class BfclFiles {
    /** Where an example's metadata hold the benchmark's id. */
    public static final String ID = "bfcl_id";

    private BfclFiles() {}

    /** The benchmark's category for an example: how many tools are offered and how many calls expected. */
    public static String category(Example e) {
        if (e.calls().isEmpty()) {
            return "irrelevance";
        }
        boolean oneTool = e.tools().size() == 1;
        if (e.calls().size() == 1) {
            return oneTool ? "simple_python" : "multiple";
        }
        return oneTool ? "parallel" : "parallel_multiple";
    }

    /** Whether the entries of a category are single questions with a reference answer. */
    static boolean isSingleQuestion(String category) {
        return Categories.isSingleTurn(category)
                && !category.equals("format_sensitivity")
                && !category.equals("live_relevance");
    }

    /** The benchmark's id of an example where it has one, else its own. */
    public static String id(Example e) {
        return e.metadata().get(ID) instanceof Value.Text id ? id.value() : e.id();
    }

    /** The function documents of an example as the question files hold them. */
    public static Value functions(Example e) {
        return Value.of(e.tools().stream()
                .map(t -> Value.MapValue.of(
                        "name", t.name(), "description", t.description(), "parameters", t.parameters()))
                .toList());
    }

    /** The possible answer of an example: function → parameter → allowed values; None where no call is wanted. */
    public static Value possibleAnswers(Example e) {
        return e.calls().isEmpty()
                ? Value.None.NONE
                : Value.of(e.calls().stream()
                        .map(c -> Value.MapValue.of(c.name(), allowed(c.arguments())))
                        .toList());
    }

    private static Value.MapValue allowed(Value.MapValue arguments) {
        return arguments.mapped((name, value) -> Value.of(List.of(inner(value))));
    }

    private static Value inner(Value v) {
        if (v instanceof Value.MapValue m) {
            return allowed(m);
        }
        return v instanceof Value.ListValue l
                ? Value.of(l.items().stream()
                        .map(i -> i instanceof Value.MapValue m ? allowed(m) : i)
                        .toList())
                : v;
    }
}
