package org.egpo.train;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.Comparator;
import java.util.List;
import java.util.Random;
import java.util.stream.LongStream;
import org.egpo.policy.LearningBatch;
import org.egpo.policy.TokenBatch;

/**
 * Cuts examples into batches of about equal length, in a new order every epoch. The same seed and epoch always give the same
 * batches, so a run can be taken up again anywhere.
 */
record SupervisedBatches(List<SupervisedExample> examples, int batch, long seed) {
    int perEpoch() {
        return (examples.size() + batch - 1) / batch;
    }

    /** Shuffles, sorts by length within stretches of 32 batches, cuts, and shuffles the batches. */
    List<List<SupervisedExample>> epoch(int epoch) {
        Random random = new Random(seed * 1_000_003 + epoch);
        List<SupervisedExample> order = new ArrayList<>(examples);
        Collections.shuffle(order, random);
        List<List<SupervisedExample>> batches = new ArrayList<>();
        int stretch = 32 * batch;
        for (int from = 0; from < order.size(); from += stretch) {
            List<SupervisedExample> part = new ArrayList<>(order.subList(from, Math.min(order.size(), from + stretch)));
            part.sort(Comparator.comparingInt(SupervisedExample::length));
            for (int i = 0; i < part.size(); i += batch) {
                batches.add(part.subList(i, Math.min(part.size(), i + batch)));
            }
        }
        Collections.shuffle(batches, random);
        return batches;
    }

    /** Part of a batch, padded on the right; every response token of the whole batch counts the same. */
    static LearningBatch learningBatch(List<SupervisedExample> batch, int tokens) {
        int start = batch.stream().mapToInt(e -> e.prompt().length).min().orElseThrow();
        List<long[]> sequences = new ArrayList<>();
        for (SupervisedExample e : batch) {
            sequences.add(LongStream.concat(Arrays.stream(e.prompt()), Arrays.stream(e.response()))
                    .toArray());
        }
        TokenBatch padded = TokenBatch.rightPadded(sequences, 0);
        float[][] weights = new float[batch.size()][padded.columns() - start];
        for (int i = 0; i < weights.length; i++) {
            int from = batch.get(i).prompt().length - start;
            boolean[] learnt = batch.get(i).learnt();
            for (int t = 0; t < learnt.length; t++) {
                weights[i][from + t] = learnt[t] ? 1f / tokens : 0;
            }
        }
        return LearningBatch.supervised(padded, start, weights);
    }
}
