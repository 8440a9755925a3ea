package org.egpo.conformance;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;

/** Numbers of a case as arrays; NaN and infinities are strings there. */
final class CaseNumbers {
    private CaseNumbers() {}

    private static Stream<JsonNode> items(JsonNode list) {
        return StreamSupport.stream(list.spliterator(), false);
    }

    static double number(JsonNode value) {
        return value.isTextual() ? Double.parseDouble(value.asText()) : value.asDouble();
    }

    static double[] doubles(JsonNode row) {
        return items(row).mapToDouble(CaseNumbers::number).toArray();
    }

    static double[][] matrix(JsonNode rows) {
        return items(rows).map(CaseNumbers::doubles).toArray(double[][]::new);
    }

    static float[][] floats(JsonNode rows) {
        return items(rows).map(r -> floats(doubles(r))).toArray(float[][]::new);
    }

    private static float[] floats(double[] row) {
        float[] all = new float[row.length];
        for (int i = 0; i < row.length; i++) {
            all[i] = (float) row[i];
        }
        return all;
    }

    static double[] widened(float[] row) {
        double[] all = new double[row.length];
        for (int i = 0; i < row.length; i++) {
            all[i] = row[i];
        }
        return all;
    }

    static long[] longs(JsonNode row) {
        return items(row).mapToLong(JsonNode::asLong).toArray();
    }

    static boolean[][] masks(JsonNode rows) {
        return items(rows).map(CaseNumbers::mask).toArray(boolean[][]::new);
    }

    static boolean[] mask(JsonNode row) {
        boolean[] mask = new boolean[row.size()];
        for (int i = 0; i < mask.length; i++) {
            mask[i] = row.get(i).asInt() != 0;
        }
        return mask;
    }

    /** A number spread over the learnt tokens of its row. */
    static double[][] spread(double[] values, boolean[][] masks) {
        double[][] all = new double[masks.length][];
        for (int i = 0; i < masks.length; i++) {
            all[i] = new double[masks[i].length];
            for (int t = 0; t < all[i].length; t++) {
                all[i][t] = masks[i][t] ? values[i] : 0;
            }
        }
        return all;
    }

    /** The rows of each group, in the order of first appearance; a group may be named by a number or a string. */
    static List<int[]> groups(JsonNode uid) {
        Map<String, List<Integer>> rows = new LinkedHashMap<>();
        for (int i = 0; i < uid.size(); i++) {
            rows.computeIfAbsent(uid.get(i).toString(), k -> new ArrayList<>()).add(i);
        }
        return rows.values().stream()
                .map(l -> l.stream().mapToInt(Integer::intValue).toArray())
                .toList();
    }

    static double[] pick(double[] all, int[] rows) {
        double[] some = new double[rows.length];
        for (int k = 0; k < rows.length; k++) {
            some[k] = all[rows[k]];
        }
        return some;
    }

    /** Computes something for the rows of each group and puts the results where the rows stand in the batch. */
    static double[] byGroup(List<int[]> groups, int rows, Function<int[], double[]> values) {
        double[] all = new double[rows];
        for (int[] group : groups) {
            double[] some = values.apply(group);
            for (int k = 0; k < group.length; k++) {
                all[group[k]] = some[k];
            }
        }
        return all;
    }
}
