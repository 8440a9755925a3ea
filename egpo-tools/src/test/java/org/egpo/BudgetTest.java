package org.egpo;

import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.Stream;
import org.egpo.testing.SharedVectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The library stays thin: lines of main Java, by module. A budget is raised by an argument in the commit, never in passing. */
class BudgetTest {

    @ParameterizedTest
    @CsvSource({
        "egpo-lib, 11500",
        "causal-lm, 4080",
        "call-bench, 18680",
        "chat-template, 2520",
        "rule-judge, 1700",
        "egpo-notebook, 4500",
        "egpo-tools, 9950"
    })
    void aModuleKeepsToItsLines(String module, long budget) throws IOException {
        long lines = lines(SharedVectors.root().resolve(module).resolve("src/main/java"));
        assertTrue(lines <= budget, module + " has " + lines + " lines of main Java, " + budget + " are allowed");
    }

    @Test
    void allModulesTogetherKeepToTheirs() throws IOException {
        try (Stream<Path> modules = Files.list(SharedVectors.root())) {
            long lines = 0;
            for (Path module : modules.toList()) {
                Path main = module.resolve("src/main/java");
                if (Files.isDirectory(main) && !module.endsWith("testing")) {
                    lines += lines(main);
                }
            }
            assertTrue(lines <= 52_910, "all modules together have " + lines + " lines of main Java");
        }
    }

    private static long lines(Path main) throws IOException {
        long lines = 0;
        try (Stream<Path> files = Files.walk(main)) {
            for (Path file : files.filter(f -> f.toString().endsWith(".java")).toList()) {
                try (Stream<String> all = Files.lines(file)) {
                    lines += all.count();
                }
            }
        }
        return lines;
    }
}
