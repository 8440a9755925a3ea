package org.egpo.conformance;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.StreamSupport;
import org.egpo.call.ValueJson;

/** Vectors as one JSON object with a list of {@code cases}, recognised by file name; plain or gzip'd. */
final class CaseFile implements VectorSuite {

    /** Checks one case; may tell several verdicts. */
    @FunctionalInterface
    interface Check {
        void check(JsonNode vector, Verdicts verdicts);
    }

    /** Checks one case that needs to know where the vectors lie. */
    @FunctionalInterface
    interface PlacedCheck {
        void check(JsonNode vector, Path file, Verdicts verdicts);
    }

    /** The lists a file may have; the others hold cases of a special kind. */
    private static final List<String> LISTS = List.of("cases", "full_cases", "special_cases");

    private final String file;
    private final PlacedCheck check;

    /** @param file name without endings, such as {@code adamw} */
    CaseFile(String file, PlacedCheck check) {
        this.file = file;
        this.check = check;
    }

    static CaseFile of(String file, Check check) {
        return new CaseFile(file, (vector, path, verdicts) -> check.check(vector, verdicts));
    }

    @Override
    public boolean accepts(Path path) {
        return Files.isRegularFile(path) && VectorSuite.stem(path).equals(file);
    }

    @Override
    public void run(Path path, Verdicts verdicts) throws IOException {
        JsonNode all;
        try (InputStream in = LineSuite.open(path)) {
            all = ValueJson.MAPPER.readTree(in);
        }
        for (String list : LISTS) {
            StreamSupport.stream(all.path(list).spliterator(), false).forEach(c -> one(c, path, verdicts));
        }
    }

    /** An exception is a failed case, not the end of the run. */
    private void one(JsonNode vector, Path path, Verdicts verdicts) {
        try {
            check.check(vector, path, verdicts);
        } catch (RuntimeException e) {
            verdicts.fail(vector.path("name").asText(), "no exception", e.toString());
        }
    }
}
