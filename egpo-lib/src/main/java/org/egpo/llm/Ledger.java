package org.egpo.llm;

import java.util.EnumMap;
import java.util.Locale;
import java.util.Map;

/** What a client has asked, used and spent so far. Safe for several threads. */
public final class Ledger {
    private final double inputPrice;
    private final double outputPrice;
    private long answered;
    private long cached;
    private long retries;
    private long promptTokens;
    private long completionTokens;
    private final Map<LlmException.Kind, Long> failures = new EnumMap<>(LlmException.Kind.class);

    Ledger(double inputPrice, double outputPrice) {
        this.inputPrice = inputPrice;
        this.outputPrice = outputPrice;
    }

    /**
     * @param answered requests that the server answered
     * @param cached requests answered from the cache
     * @param retries attempts after a first one
     * @param promptTokens tokens the server read for {@code answered}
     * @param completionTokens tokens it wrote
     * @param dollars what they cost by the prices in the options
     * @param failures requests without an answer after all retries, by kind
     */
    public record Totals(
            long answered,
            long cached,
            long retries,
            long promptTokens,
            long completionTokens,
            double dollars,
            Map<LlmException.Kind, Long> failures) {

        public long failed() {
            return failures.values().stream().mapToLong(Long::longValue).sum();
        }

        @Override
        public String toString() {
            return String.format(
                    Locale.ROOT,
                    "%,d answered, %,d from the cache, %,d retries, %,d failed; %,d + %,d tokens, $%.4f",
                    answered,
                    cached,
                    retries,
                    failed(),
                    promptTokens,
                    completionTokens,
                    dollars);
        }
    }

    synchronized void answered(LlmReply.Usage usage) {
        answered++;
        promptTokens += usage.promptTokens();
        completionTokens += usage.completionTokens();
    }

    synchronized void cached() {
        cached++;
    }

    synchronized void retried() {
        retries++;
    }

    synchronized void failed(LlmException.Kind kind) {
        failures.merge(kind, 1L, Long::sum);
    }

    /** The figures as they stand now. */
    public synchronized Totals totals() {
        double dollars = (promptTokens * inputPrice + completionTokens * outputPrice) / 1e6;
        return new Totals(answered, cached, retries, promptTokens, completionTokens, dollars, Map.copyOf(failures));
    }

    @Override
    public String toString() {
        return totals().toString();
    }
}
