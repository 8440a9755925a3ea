package org.egpo.datasets;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.SplittableRandom;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.egpo.data.Example;
import org.egpo.data.Examples;
import org.egpo.data.Question;
import org.egpo.reward.StrictReward;
import org.egpo.testing.SharedVectors;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class OrderingTaskTest {
    private static final Map<String, String> FACTORS =
            Map.of("pairs", "two", "trios", "three", "quartets", "four", "quintets", "five");
    private static final Pattern CAREFUL =
            Pattern.compile("<think>Steps (\\w+) (\\w+) (\\w+) (\\w+)</think>\n(.*)", Pattern.DOTALL);

    @ParameterizedTest
    @EnumSource(OrderingTask.class)
    void theShippedFilesAreWhatTheGeneratorWritesAndNoQuestionComesTwice(OrderingTask task) throws IOException {
        Path shipped = SharedVectors.root().resolve("datasets").resolve(task.folder());
        Set<String> asked = new HashSet<>();
        for (Map.Entry<String, List<Example>> split : task.generate(2508).entrySet()) {
            List<String> made = split.getValue().stream().map(Examples::line).toList();
            List<String> there = Examples.read(shipped.resolve(split.getKey() + ".jsonl.gz")).stream()
                    .map(Examples::line)
                    .toList();
            assertEquals(made, there);
            split.getValue().forEach(e -> assertTrue(asked.add(e.question()), e.question()));
        }
    }

    /** Read from the question's own words, not from what the generator noted. */
    @ParameterizedTest
    @EnumSource(OrderingTask.class)
    void carefulThinkingIsRightWhereItsThreeWordsAreGoodAndBriefWhereTheOrderSaidIs(OrderingTask task) {
        SplittableRandom random = new SplittableRandom(1);
        StrictReward reward = new StrictReward();
        int careful = 0;
        int carefulRight = 0;
        int briefRight = 0;
        int n = 0;
        for (int round = 0; round < 10; round++) {
            for (Example e : task.generate(2508).get("train")) {
                String said = task.response(e, random);
                boolean right = reward.judge(Question.of(e), said).value() == 1;
                Matcher m = CAREFUL.matcher(said);
                n++;
                if (!m.matches()) {
                    assertTrue(said.startsWith("<think>Easy.</think>\n["), said);
                    briefRight += right ? 1 : 0;
                    continue;
                }
                careful++;
                carefulRight += right ? 1 : 0;
                String unit = FACTORS.keySet().stream()
                        .filter(e.question()::contains)
                        .findFirst()
                        .orElseThrow();
                boolean good = m.group(1).equals(FACTORS.get(unit))
                        && m.group(3).equals("ascending")
                        && m.group(4).equals("integers");
                assertTrue(task == OrderingTask.MIRROR || good == right, e.question() + " " + said);
            }
        }
        switch (task) {
            case RARE -> shares(careful, carefulRight, briefRight, n, 0.12, Math.pow(0.8, 3), 0.25);
            case HARD -> shares(careful, carefulRight, briefRight, n, 0.5, Math.pow(0.525, 3), 0.5);
            case MIRROR -> shares(careful, carefulRight, briefRight, n, 0.88, 0.25, 1);
        }
    }

    private static void shares(
            double careful,
            double carefulRight,
            double briefRight,
            int n,
            double way,
            double ofCareful,
            double ofBrief) {
        assertEquals(way, careful / n, 0.03);
        assertEquals(ofCareful, carefulRight / careful, 0.08);
        assertEquals(ofBrief, briefRight / (n - careful), 0.06);
    }
}
