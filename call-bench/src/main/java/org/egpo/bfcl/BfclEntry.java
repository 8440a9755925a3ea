package org.egpo.bfcl;

import java.util.List;
import java.util.Objects;
import java.util.function.BiFunction;
import org.egpo.call.PythonObjects;
import org.egpo.call.PythonText;
import org.egpo.call.Value;
import org.egpo.call.ValueJson;
import org.jspecify.annotations.Nullable;

/** One test of the benchmark. Documents are read and looked up when first asked for; safe for many threads. */
public final class BfclEntry {
    private final String id;
    private final String category;
    private final JsonLines.@Nullable Line line;
    private @Nullable Value functions;
    private final Value expected;
    private final boolean relevance;
    private final AnswerFormat format;
    private final CompiledEntry[] compiled = new CompiledEntry[2];

    BfclEntry(String id, String category, JsonLines.@Nullable Line line, @Nullable Value functions, Value expected) {
        this.id = id;
        this.category = category;
        this.line = line;
        this.functions = functions;
        this.expected = expected;
        this.relevance = Categories.isRelevance(category);
        this.format = AnswerFormat.of(relevance ? Language.PYTHON : Language.ofCategory(category));
    }

    /**
     * A test of one's own, outside of any data set.
     *
     * @param category decides language and comparison, such as {@code simple_java} or {@code parallel}
     * @param functions a list of function documents
     * @param expected the possible answer, None for relevance and irrelevance
     */
    public static BfclEntry of(String id, String category, Value functions, Value expected) {
        return new BfclEntry(id, Categories.v4Name(category), null, functions, expected);
    }

    public String id() {
        return id;
    }

    /** By its v4 name. */
    public String category() {
        return category;
    }

    /** Whether only it matters if something is called: relevance and irrelevance. */
    boolean isRelevance() {
        return relevance;
    }

    /** The format in which the test asks for calls; format sensitivity has others, see {@link AnswerFormat#ofId}. */
    AnswerFormat format() {
        return format;
    }

    /** The function documents without their descriptions; the whole entry is {@link #json}. */
    public Value functions() {
        if (functions == null) {
            Value read = Objects.requireNonNull(line)
                    .read(json -> JsonLines.standsAt(json, "function")
                            ? ValueJson.readPlain(json, "description")
                            : Value.of(List.of()));
            functions = read instanceof Value.MapValue ? Value.of(List.of(read)) : read;
        }
        return functions;
    }

    /**
     * The possible answer: a list of function → parameter → allowed values; for multi-turn tests a list of turns; None for
     * categories that have none.
     */
    public Value expected() {
        return expected;
    }

    /** The whole entry as it stands in the data, question and function documents; without an id for tests of one's own. */
    public String json() {
        return line == null ? "{\"id\":null}" : line.text();
    }

    /** The whole entry with other values of some fields. */
    public Value.MapValue json(BiFunction<String, Value, Value> change) {
        if (line == null) {
            return Value.MapValue.of("id", change.apply("id", Value.text(id)));
        }
        return PythonObjects.map(line.read(ValueJson::readPlain))
                .mapped((key, value) -> change.apply(PythonText.str(key), value));
    }

    /**
     * The entry ready to check answers.
     *
     * @param dotsToUnderscores the official {@code underscore_to_dot} flag
     */
    public CompiledEntry compile(boolean dotsToUnderscores) {
        int i = dotsToUnderscores ? 1 : 0;
        if (compiled[i] == null) {
            compiled[i] =
                    CompiledEntry.of(functions(), expected, Language.ofCategory(category), category, dotsToUnderscores);
        }
        return compiled[i];
    }
}
