package org.egpo.conformance;

import static org.egpo.conformance.CaseNumbers.masks;
import static org.egpo.conformance.CaseNumbers.matrix;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.Iterator;
import java.util.Locale;
import java.util.Map;
import org.egpo.advantage.MaskedStatistics;
import org.egpo.train.Aggregation;
import org.egpo.train.BatchSizes;

/** The four ways of averaging and the masked statistics ({@code aggregation}). */
final class AggregationCheck {
    private static final Tolerance EXACT = Tolerance.of(1e-9);

    private AggregationCheck() {}

    /** The way that verl calls so, such as {@code seq-mean-token-sum}. */
    static Aggregation aggregation(String verlName) {
        return Aggregation.valueOf(
                verlName.replace("seq-", "sequence-").replace('-', '_').toUpperCase(Locale.ROOT));
    }

    /** Sizes under verl's names; those that are absent come from the rows. */
    static BatchSizes sizes(JsonNode info) {
        return new BatchSizes(
                info.path("dp_size").asInt(1),
                info.path("batch_num_tokens").asDouble(),
                info.path("global_batch_size").asDouble(),
                info.path("loss_scale_factor").asDouble());
    }

    static void check(JsonNode vector, Verdicts verdicts) {
        double[][] losses = matrix(vector.path("input").path("loss_mat"));
        boolean[][] masks = masks(vector.path("input").path("loss_mask"));
        MaskedStatistics statistics = MaskedStatistics.of(losses, masks);
        Iterator<Map.Entry<String, JsonNode>> fields = vector.path("expected").fields();
        while (fields.hasNext()) {
            Map.Entry<String, JsonNode> field = fields.next();
            JsonNode want = field.getValue();
            verdicts.add(
                    vector.path("name").asText() + ": " + field.getKey(),
                    switch (field.getKey()) {
                        case "masked_mean" -> EXACT.number(want, statistics.mean());
                        case "masked_mean_axis_last" -> EXACT.row(want, MaskedStatistics.rowMeans(losses, masks));
                        case "masked_var_unbiased" -> EXACT.number(want, statistics.variance());
                        case "masked_whiten" -> EXACT.matrix(want, MaskedStatistics.whiten(losses, masks));
                        default -> EXACT.number(want, aggregated(field.getKey(), losses, masks));
                    });
        }
    }

    /** A field such as {@code token-mean/dp_size=2,batch_num_tokens=40}. */
    private static double aggregated(String field, double[][] losses, boolean[][] masks) {
        String[] parts = field.split("/", 2);
        BatchSizes sizes = BatchSizes.ofRows();
        for (String setting : parts.length == 1 ? new String[0] : parts[1].split(",")) {
            String[] pair = setting.split("=");
            double value = Double.parseDouble(pair[1]);
            sizes = switch (pair[0]) {
                case "dp_size" -> new BatchSizes((int) value, sizes.tokens(), sizes.sequences(), sizes.length());
                case "batch_num_tokens" -> new BatchSizes(sizes.workers(), value, sizes.sequences(), sizes.length());
                case "global_batch_size" -> new BatchSizes(sizes.workers(), sizes.tokens(), value, sizes.length());
                case "loss_scale_factor" -> new BatchSizes(sizes.workers(), sizes.tokens(), sizes.sequences(), value);
                default -> throw new IllegalArgumentException("a setting this check does not know: " + setting);
            };
        }
        return aggregation(parts[0]).of(losses, masks, sizes);
    }
}
