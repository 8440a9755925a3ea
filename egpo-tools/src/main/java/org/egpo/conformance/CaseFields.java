package org.egpo.conformance;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.DoubleStream;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;
import org.egpo.call.Value;
import org.egpo.call.ValueJson;
import org.jspecify.annotations.Nullable;

/** Fields of a case: texts, values, numbers as arrays; NaN and infinities are strings there. */
final class CaseFields {
    private CaseFields() {}

    private static Stream<JsonNode> items(JsonNode list) {
        return StreamSupport.stream(list.spliterator(), false);
    }

    /** Null where the field is no text. */
    static @Nullable String text(JsonNode vector, String field) {
        return vector.path(field).textValue();
    }

    static boolean is(JsonNode vector, String field) {
        return vector.path(field).asBoolean();
    }

    static Value value(JsonNode vector, String field) {
        return ValueJson.read(vector.path(field));
    }

    static List<String> texts(JsonNode array) {
        List<String> all = new ArrayList<>();
        array.forEach(t -> all.add(t.textValue()));
        return all;
    }

    static double number(JsonNode value) {
        return value.isTextual() ? Double.parseDouble(value.asText()) : value.asDouble();
    }

    static double[] doubles(JsonNode row) {
        return items(row).mapToDouble(CaseFields::number).toArray();
    }

    static double[][] matrix(JsonNode rows) {
        return items(rows).map(CaseFields::doubles).toArray(double[][]::new);
    }

    /** The rows of a matrix one after the other; a row as it is. */
    static double[] flat(JsonNode rows) {
        return rows.path(0).isArray() ? flat(matrix(rows)) : doubles(rows);
    }

    static double[] flat(double[][] rows) {
        return Stream.of(rows).flatMapToDouble(DoubleStream::of).toArray();
    }

    static long[] longs(JsonNode row) {
        return items(row).mapToLong(JsonNode::asLong).toArray();
    }

    static float[] floats(double[] row) {
        float[] all = new float[row.length];
        for (int i = 0; i < row.length; i++) {
            all[i] = (float) row[i];
        }
        return all;
    }

    static float[][] floats(double[][] rows) {
        return Stream.of(rows).map(CaseFields::floats).toArray(float[][]::new);
    }

    static boolean[] mask(JsonNode row) {
        boolean[] mask = new boolean[row.size()];
        for (int i = 0; i < mask.length; i++) {
            mask[i] = row.get(i).asInt() != 0;
        }
        return mask;
    }

    static boolean[][] masks(JsonNode rows) {
        return items(rows).map(CaseFields::mask).toArray(boolean[][]::new);
    }

    /** A number spread over the learnt tokens of its row. */
    static double[][] spread(double[] values, boolean[][] masks) {
        double[][] all = new double[masks.length][];
        for (int i = 0; i < masks.length; i++) {
            boolean[] mask = masks[i];
            double value = values[i];
            all[i] = IntStream.range(0, mask.length)
                    .mapToDouble(t -> mask[t] ? value : 0)
                    .toArray();
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
        return IntStream.of(rows).mapToDouble(r -> all[r]).toArray();
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
