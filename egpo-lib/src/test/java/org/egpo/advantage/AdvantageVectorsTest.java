package org.egpo.advantage;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;
import java.util.zip.GZIPInputStream;
import org.egpo.SharedVectors;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;

/** Advantages against what the published implementations return ({@code vectors/rl}). */
class AdvantageVectorsTest {
    private static final double TOLERANCE = 1e-7;

    @TestFactory
    Stream<DynamicTest> grpo() throws IOException {
        return cases("advantages_grpo")
                .map(c -> DynamicTest.dynamicTest(c.get("name").asText(), () -> {
                    double[] rewards = rowSums(c.get("input").get("token_level_rewards"));
                    JsonNode expected = c.get("expected");
                    for (int[] group : groups(c.get("input").get("uid"))) {
                        double[] r = pick(rewards, group);
                        double single = group.length == 1 ? 1e-6 : TOLERANCE;
                        check(Grpo.advantages(r), expected.get("grpo_std"), group, single);
                        check(Grpo.withoutStd(r), expected.get("grpo_no_std"), group, single);
                        check(Grpo.leaveOneOut(r), expected.get("rloo"), group, single);
                    }
                }));
    }

    @TestFactory
    Stream<DynamicTest> egpo() throws IOException {
        return cases("advantages_egpo")
                .filter(c -> c.get("params").get("norm_by_std").asBoolean())
                .filter(c -> !c.get("flags").toString().contains("variance_floor_active"))
                .map(c -> DynamicTest.dynamicTest(c.get("name").asText(), () -> egpoCase(c)));
    }

    private static void egpoCase(JsonNode c) {
        JsonNode input = c.get("input");
        double[] rewards = rowSums(input.get("token_level_rewards"));
        double[] entropies = new double[rewards.length];
        for (int i = 0; i < rewards.length; i++) {
            ThinkingSpan span = ThinkingSpan.of(
                    longs(input.get("responses").get(i)),
                    c.get("params").get("think_start_id").asLong(),
                    c.get("params").get("think_end_id").asLong());
            entropies[i] = span.meanEntropy(
                    doubles(input.get("token_level_entropy").get(i)),
                    mask(input.get("response_mask").get(i)));
        }
        JsonNode expected = c.get("expected");
        double lambda = c.get("params").get("lambda").asDouble();
        double alpha = c.get("params").get("alpha").asDouble();
        for (int[] group : groups(input.get("uid"))) {
            double[] e = pick(entropies, group);
            for (int k = 0; k < group.length; k++) {
                assertEquals(
                        expected.get("H").get("cot_inclusive").get(group[k]).asDouble(), e[k], TOLERANCE);
            }
            double[] r = pick(rewards, group);
            double tolerance = group.length == 1 ? 2e-6 : TOLERANCE;
            if (alpha > 1) {
                check(
                        new Egpo(lambda, alpha, Egpo.Form.EQ5).advantages(r, e),
                        expected.get("egpo_eq5").get("cot_inclusive"),
                        group,
                        tolerance);
            }
            if (alpha > lambda) {
                check(
                        new Egpo(lambda, alpha, Egpo.Form.VERL_FORK).advantages(r, e),
                        expected.get("egpo").get("cot_inclusive"),
                        group,
                        tolerance);
            }
        }
    }

    private static void check(List<Advantage> got, JsonNode expected, int[] group, double tolerance) {
        assertTrue(expected.isArray());
        for (int k = 0; k < group.length; k++) {
            double want = expected.get(group[k]).asDouble();
            assertEquals(want, got.get(k).value(), tolerance * Math.max(1, Math.abs(want)), "rollout " + group[k]);
        }
    }

    private static Stream<JsonNode> cases(String name) throws IOException {
        try (InputStream in = new GZIPInputStream(
                Files.newInputStream(SharedVectors.shipped("rl").resolve(name + ".json.gz")))) {
            JsonNode cases = new JsonMapper().readTree(in).get("cases");
            return StreamSupport.stream(cases.spliterator(), false);
        }
    }

    private static List<int[]> groups(JsonNode uid) {
        Map<String, List<Integer>> by = new LinkedHashMap<>();
        for (int i = 0; i < uid.size(); i++) {
            by.computeIfAbsent(uid.get(i).toString(), k -> new ArrayList<>()).add(i);
        }
        return by.values().stream()
                .map(l -> l.stream().mapToInt(Integer::intValue).toArray())
                .toList();
    }

    private static double[] rowSums(JsonNode rows) {
        return StreamSupport.stream(rows.spliterator(), false)
                .mapToDouble(row -> java.util.Arrays.stream(doubles(row)).sum())
                .toArray();
    }

    private static double[] doubles(JsonNode row) {
        return StreamSupport.stream(row.spliterator(), false)
                .mapToDouble(n -> n.isTextual() ? Double.parseDouble(n.asText()) : n.asDouble())
                .toArray();
    }

    private static long[] longs(JsonNode row) {
        return StreamSupport.stream(row.spliterator(), false)
                .mapToLong(JsonNode::asLong)
                .toArray();
    }

    private static boolean[] mask(JsonNode row) {
        boolean[] m = new boolean[row.size()];
        for (int i = 0; i < m.length; i++) {
            m[i] = row.get(i).asInt() != 0;
        }
        return m;
    }

    private static double[] pick(double[] all, int[] group) {
        return java.util.Arrays.stream(group).mapToDouble(i -> all[i]).toArray();
    }
}
