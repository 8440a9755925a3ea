package org.egpo.conformance;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.MappingIterator;
import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.function.Function;
import java.util.zip.GZIPInputStream;
import org.egpo.call.ValueJson;

/** Vectors as JSON Lines, one case a line, recognised by file name; plain or gzip'd. */
public final class LineSuite implements VectorSuite {

    /** Checks one case. */
    @FunctionalInterface
    public interface Check {
        Outcome check(JsonNode vector);
    }

    private final String file;
    private final Function<Verdicts, Check> checks;

    /**
     * @param file name without endings, such as {@code decode_python}
     * @param checks makes the check; may load data first
     */
    public LineSuite(String file, Function<Verdicts, Check> checks) {
        this.file = file;
        this.checks = checks;
    }

    /** A check that needs nothing but the case. */
    public static LineSuite of(String file, Check check) {
        return new LineSuite(file, verdicts -> check);
    }

    @Override
    public boolean accepts(Path path) {
        return Files.isRegularFile(path) && VectorSuite.stem(path).equals(file);
    }

    @Override
    public void run(Path path, Verdicts verdicts) throws IOException {
        Check check = checks.apply(verdicts);
        try (InputStream in = open(path);
                MappingIterator<JsonNode> lines =
                        ValueJson.MAPPER.readerFor(JsonNode.class).readValues(in)) {
            while (lines.hasNext()) {
                JsonNode vector = lines.next();
                verdicts.add(vector, outcome(check, vector));
            }
        }
    }

    /** An exception is a failed case, not the end of the run: no parser may throw. */
    private static Outcome outcome(Check check, JsonNode vector) {
        try {
            return check.check(vector);
        } catch (RuntimeException | StackOverflowError e) {
            StackTraceElement[] trace = e.getStackTrace();
            return Outcome.fail("no exception", e + (trace.length > 0 ? " at " + trace[0] : ""));
        }
    }

    /** The bytes of a file, unpacked when its name ends in {@code .gz}. */
    public static InputStream open(Path path) throws IOException {
        InputStream in = Files.newInputStream(path);
        return path.toString().endsWith(".gz") ? new GZIPInputStream(in, 1 << 16) : new BufferedInputStream(in);
    }
}
