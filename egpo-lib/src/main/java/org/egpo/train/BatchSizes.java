package org.egpo.train;

/**
 * Sizes of a batch that is spread over workers or micro-batches, as verl's {@code agg_loss} takes them; 0 stands for what
 * the given rows say.
 *
 * @param workers processes whose results are averaged afterwards ({@code dp_size}), at least 1
 * @param tokens learnt tokens of the whole batch ({@code batch_num_tokens})
 * @param sequences responses of the whole batch ({@code global_batch_size})
 * @param length what {@link Aggregation#SEQUENCE_MEAN_TOKEN_SUM_NORM} divides by ({@code loss_scale_factor}); 0: the longest
 *     row
 */
public record BatchSizes(int workers, double tokens, double sequences, double length) {
    public BatchSizes {
        if (workers < 1 || !(tokens >= 0) || !(sequences >= 0) || !(length >= 0)) {
            throw new IllegalArgumentException("workers are " + workers + " (at least 1), tokens " + tokens
                    + ", sequences " + sequences + ", length " + length + " (each at least 0)");
        }
    }

    /** One worker that has the whole batch. */
    public static BatchSizes ofRows() {
        return new BatchSizes(1, 0, 0, 0);
    }
}
