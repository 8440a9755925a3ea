package org.egpo.clean;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Random;
import java.util.Set;
import org.egpo.clean.rules.RuleJudge;
import org.egpo.data.Example;
import org.egpo.data.Examples;
import org.egpo.datasets.NoisyData;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** A run in a process of its own, killed without warning at random points and started again. */
@Timeout(300)
class KilledTest {
    private static final int KILLS = 4;

    /** The process that is killed; says how far it is, and notes every review before it is journalled. */
    static final class Run {
        private static final class Noting implements Judge {
            private final RuleJudge rules = new RuleJudge();

            @Override
            public String name() {
                return rules.name();
            }

            @Override
            public boolean mayChangeItsMind() {
                return rules.mayChangeItsMind();
            }

            @Override
            public Review review(Example example, int attempt) {
                System.out.println("reviewed " + example.id());
                return rules.review(example, attempt);
            }
        }

        public static void main(String[] args) throws IOException {
            Cleaner.with(new Noting()).resuming(true).clean(Path.of(args[0]), Path.of(args[1]));
            System.out.println("finished");
        }
    }

    @Test
    void killedAtRandomPointsItEndsAsIfItHadNeverStopped(@TempDir Path folder) throws Exception {
        Path in = folder.resolve("raw.jsonl");
        Examples.write(in, NoisyData.generate(5, 1500, false));
        Path expected = folder.resolve("expected.jsonl");
        CleanReport report = Cleaner.with(new RuleJudge()).clean(in, expected);
        Path out = folder.resolve("out.jsonl");
        Random random = new Random(42);
        for (int i = 0; i < KILLS; i++) {
            Set<Integer> journalled = journalled(out);
            List<String> reviewed = start(in, out, 1 + random.nextInt(300));
            assertTrue(reviewed.stream().noneMatch(id -> journalled.contains(number(id))), "judged twice");
            assertTrue(Files.notExists(out));
        }
        Set<Integer> journalled = journalled(out);
        List<String> rest = start(in, out, Integer.MAX_VALUE);
        assertTrue(rest.stream().noneMatch(id -> journalled.contains(number(id))), "judged twice");
        assertTrue(journalled.size() >= KILLS && journalled.size() < report.records());
        assertEquals(Files.readString(expected), Files.readString(out));
        assertEquals(Files.readString(Cleaner.rejected(expected)), Files.readString(Cleaner.rejected(out)));
        assertEquals(report, Cleaner.with(new RuleJudge()).resuming(true).clean(in, out));
    }

    private static int number(String id) {
        return Integer.parseInt(id.substring(id.lastIndexOf('_') + 1));
    }

    /** Records of whole lines in the journal. */
    private static Set<Integer> journalled(Path out) throws IOException {
        Set<Integer> records = new HashSet<>();
        if (Files.exists(Cleaner.journal(out))) {
            String text = Files.readString(Cleaner.journal(out));
            for (String line : text.substring(0, text.lastIndexOf('\n') + 1)
                    .lines()
                    .skip(1)
                    .toList()) {
                records.add(Integer.parseInt(line.replaceAll("^\\{\"record\":(\\d+),.*", "$1")));
            }
        }
        return records;
    }

    /** Runs until so many reviews were made, then kills; what was reviewed. */
    private static List<String> start(Path in, Path out, int reviews) throws Exception {
        Process process = new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "-Xmx256m",
                        "-cp",
                        System.getProperty("java.class.path"),
                        Run.class.getName(),
                        in.toString(),
                        out.toString())
                .redirectErrorStream(true)
                .start();
        List<String> reviewed = new ArrayList<>();
        try (BufferedReader lines =
                new BufferedReader(new InputStreamReader(process.getInputStream(), StandardCharsets.UTF_8))) {
            for (String line = lines.readLine(); line != null; line = lines.readLine()) {
                if (line.startsWith("reviewed ")) {
                    reviewed.add(line.substring("reviewed ".length()));
                }
                if (reviewed.size() == reviews) {
                    process.destroyForcibly();
                }
            }
        } catch (IOException closedByTheKill) {
            assertTrue(reviewed.size() >= reviews, closedByTheKill::toString);
        }
        process.waitFor();
        return reviewed;
    }
}
