package org.egpo.llm;

import java.util.Locale;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/** What a client has asked, used and spent so far. Safe for several threads. */
public final class Ledger {
    /** What is counted. */
    public enum Entry {
        /** Requests that the server answered. */
        ANSWERED,
        /** Requests answered from the cache. */
        CACHED,
        /** Attempts after a first one. */
        RETRIES,
        /** Requests without an answer after all retries. */
        FAILED,
        /** Tokens that the server read for its answers. */
        PROMPT_TOKENS,
        /** Tokens that it wrote. */
        COMPLETION_TOKENS
    }

    private final double inputPrice;
    private final double outputPrice;
    private final Map<Entry, Long> counts = new ConcurrentHashMap<>();

    Ledger(double inputPrice, double outputPrice) {
        this.inputPrice = inputPrice;
        this.outputPrice = outputPrice;
    }

    void add(Entry entry, long count) {
        counts.merge(entry, count, Long::sum);
    }

    public long count(Entry entry) {
        return counts.getOrDefault(entry, 0L);
    }

    /** What the answers cost in US dollars, by the prices in the options. */
    public double dollars() {
        return (count(Entry.PROMPT_TOKENS) * inputPrice + count(Entry.COMPLETION_TOKENS) * outputPrice) / 1e6;
    }

    @Override
    public String toString() {
        return String.format(
                Locale.ROOT,
                "%,d answered, %,d from the cache, %,d retries, %,d failed; %,d + %,d tokens, $%.4f",
                count(Entry.ANSWERED),
                count(Entry.CACHED),
                count(Entry.RETRIES),
                count(Entry.FAILED),
                count(Entry.PROMPT_TOKENS),
                count(Entry.COMPLETION_TOKENS),
                dollars());
    }
}
