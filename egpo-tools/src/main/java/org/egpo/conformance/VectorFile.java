package org.egpo.conformance;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.MappingIterator;
import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.function.BiFunction;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.zip.GZIPInputStream;
import org.egpo.call.ValueJson;

/**
 * Vectors in one file, recognised by its name: JSON Lines with one case a line, or one JSON object with lists of cases; plain
 * or gzip'd.
 */
public final class VectorFile implements VectorSuite {
    /** The lists that one object may have; the later ones hold cases of a special kind. */
    private static final List<String> LISTS = List.of("cases", "full_cases", "special_cases");

    /** Checks one case; may tell several verdicts. */
    @FunctionalInterface
    public interface Check {
        void check(JsonNode vector, Verdicts verdicts);
    }

    private final String file;
    private final List<String> verdictFields;
    private final Function<Verdicts, Check> checks;

    private VectorFile(String file, String verdictFields, Function<Verdicts, Check> checks) {
        this.file = file;
        this.verdictFields = verdictFields.isEmpty() ? List.of() : List.of(verdictFields.split(" "));
        this.checks = checks;
    }

    /** A file of numbers, each compared within a tolerance. */
    static VectorFile numbers(String file, Consumer<NumberCase> check) {
        return new VectorFile(file, "", verdicts -> (vector, told) -> check.accept(new NumberCase(vector, told)));
    }

    /** A check that needs nothing but the case. */
    static VectorFile of(String file, String verdictFields, Function<JsonNode, Comparison> check) {
        return with(file, verdictFields, verdicts -> check);
    }

    /** A check that needs data, which are loaded once. */
    static <D> VectorFile of(
            String file, String verdictFields, Function<Verdicts, D> data, BiFunction<JsonNode, D, Comparison> check) {
        return with(file, verdictFields, verdicts -> {
            D loaded = data.apply(verdicts);
            return v -> check.apply(v, loaded);
        });
    }

    /**
     * @param file name without endings, such as {@code decode_python}
     * @param verdictFields the fields that say what comes out, with blanks between; all others are what goes in
     * @param checks makes the check; may load data first
     */
    static VectorFile with(
            String file, String verdictFields, Function<Verdicts, Function<JsonNode, Comparison>> checks) {
        return new VectorFile(file, verdictFields, verdicts -> {
            Function<JsonNode, Comparison> check = checks.apply(verdicts);
            return (vector, told) -> told.add(vector, check.apply(vector));
        });
    }

    @Override
    public boolean accepts(Path path) {
        return Files.isRegularFile(path) && VectorSuite.stem(path).equals(file);
    }

    @Override
    public void run(Path path, Verdicts verdicts) throws IOException {
        Check check = verdicts.answers() == null ? checks.apply(verdicts) : foreign(verdicts.answers(), verdicts);
        try (MappingIterator<JsonNode> documents = read(path)) {
            while (documents.hasNext()) {
                JsonNode document = documents.next();
                if (!document.has(LISTS.get(0))) {
                    one(check, document, verdicts);
                }
                LISTS.forEach(list -> document.path(list).forEach(c -> one(check, c, verdicts)));
            }
        }
    }

    private Check foreign(Path given, Verdicts verdicts) throws IOException {
        List<String> fields = verdicts.fields().isEmpty() ? verdictFields : verdicts.fields();
        if (verdictFields.isEmpty() || !verdictFields.containsAll(fields)) {
            throw new IllegalStateException("the fields that can be compared are " + verdictFields + ", not " + fields);
        }
        ForeignAnswers answers = new ForeignAnswers(given, fields);
        return (vector, told) -> told.add(vector, answers.check(vector));
    }

    /** An exception is a failed case, not the end of the run: no parser may throw. */
    private static void one(Check check, JsonNode vector, Verdicts verdicts) {
        try {
            check.check(vector, verdicts);
        } catch (RuntimeException | StackOverflowError e) {
            StackTraceElement[] trace = e.getStackTrace();
            verdicts.add(vector, Comparison.fail("no exception", e + (trace.length > 0 ? " at " + trace[0] : "")));
        }
    }

    /** The JSON documents of a file, unpacked when its name ends in {@code .gz}. */
    public static MappingIterator<JsonNode> read(Path path) throws IOException {
        InputStream in = Files.newInputStream(path);
        return ValueJson.MAPPER
                .readerFor(JsonNode.class)
                .readValues(
                        path.toString().endsWith(".gz")
                                ? new GZIPInputStream(in, 1 << 16)
                                : new BufferedInputStream(in));
    }
}
