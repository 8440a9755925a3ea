package org.egpo.datasets;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import org.egpo.data.Example;

/**
 * Our own function-calling data: tools, phrasings and words written by hand, put together by a seeded generator. No
 * question comes twice, in one split or across splits; held-out tools appear in the test set alone.
 */
public final class FunctionCallingData {
    public static final int TRAIN = 12_000;
    public static final int DEV = 500;
    public static final int TEST = 500;

    private FunctionCallingData() {}

    /** The splits {@code train}, {@code dev} and {@code test}; the same seed and sizes give the same records. */
    public static Map<String, List<Example>> generate(long seed, int train, int dev, int test) {
        ToolCatalog catalog = new ToolCatalog();
        Random random = new Random(seed);
        Set<String> asked = new HashSet<>();
        Map<String, List<Example>> splits = new LinkedHashMap<>();
        splits.put("train", split("train", train, new QuestionGenerator(catalog, random, false, false, asked)));
        splits.put("dev", split("dev", dev, new QuestionGenerator(catalog, random, false, false, asked)));
        splits.put("test", split("test", test, new QuestionGenerator(catalog, random, true, false, asked)));
        return splits;
    }

    private static List<Example> split(String name, int size, QuestionGenerator questions) {
        List<Example> all = new ArrayList<>(size);
        for (int i = 0; i < size; i++) {
            all.add(questions.next(name + "_" + i));
        }
        return all;
    }
}
