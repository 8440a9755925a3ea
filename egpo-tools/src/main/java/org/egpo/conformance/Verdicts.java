package org.egpo.conformance;

import com.fasterxml.jackson.databind.JsonNode;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.stream.Stream;
import org.egpo.policy.TrainingFormulas;
import org.jspecify.annotations.Nullable;

/** Counts what passed and keeps the first failures; knows where the benchmark data lies. */
public final class Verdicts implements AutoCloseable {

    /** One case that did not come out as the vectors say. */
    public record Failed(String id, String expected, String got) {}

    private final Path vectors;
    private final @Nullable Path data;
    private final int keep;
    private final @Nullable Path answers;
    private final List<String> fields;
    private final List<Failed> failures = new ArrayList<>();
    private int passed;
    private int failed;
    private @Nullable TrainingFormulas formulas;

    /**
     * @param vectors the folder given to the command
     * @param data the benchmark data given by the user, or null to look beside the vectors
     * @param keep how many failures to keep in words
     * @param answers somebody else's answers to the file that is checked, or null to ask this installation
     * @param fields of those answers that are compared; empty for all
     */
    public Verdicts(Path vectors, @Nullable Path data, int keep, @Nullable Path answers, List<String> fields) {
        this.vectors = vectors.toAbsolutePath().normalize();
        this.data = data;
        this.keep = keep;
        this.answers = answers;
        this.fields = fields;
    }

    Path vectors() {
        return vectors;
    }

    @Nullable
    Path answers() {
        return answers;
    }

    List<String> fields() {
        return fields;
    }

    /** The program that trains, loaded when it is first asked for. */
    TrainingFormulas formulas() {
        formulas = formulas == null ? new TrainingFormulas() : formulas;
        return formulas;
    }

    @Override
    public void close() {
        if (formulas != null) {
            formulas.close();
        }
    }

    public void add(JsonNode vector, Comparison outcome) {
        add(vector.path("id").asText(vector.path("name").asText("?")), outcome);
    }

    public void add(String id, Comparison outcome) {
        if (outcome.passed()) {
            passed++;
        } else {
            failed++;
            if (failures.size() < keep) {
                failures.add(new Failed(id, outcome.expected(), outcome.got()));
            }
        }
    }

    public int passed() {
        return passed;
    }

    public int failed() {
        return failed;
    }

    public List<Failed> failures() {
        return failures;
    }

    /**
     * The folder with the data of a benchmark such as {@code bfcl}: below or equal to {@code --data}, the environment
     * variable {@code EGPO_BFCL_DIR}, or {@code data/bfcl} near the vectors.
     *
     * @throws IllegalStateException when there is none, with what to do
     */
    public Path data(String benchmark) {
        String variable = "EGPO_" + benchmark.toUpperCase(Locale.ROOT) + "_DIR";
        String set = System.getenv(variable);
        Path name = Path.of("data", benchmark);
        return Stream.of(
                        data == null ? null : data.resolve(benchmark),
                        data,
                        set == null ? null : Path.of(set),
                        vectors.resolveSibling(name),
                        vectors.resolve("../..").resolve(name).normalize(),
                        Path.of("..", "shared").resolve(name))
                .filter(p -> p != null && Files.isDirectory(p))
                .findFirst()
                .orElseThrow(() -> new IllegalStateException("these vectors need the data of " + benchmark
                        + ": give its folder with --data or in " + variable));
    }
}
