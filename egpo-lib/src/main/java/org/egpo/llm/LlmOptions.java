package org.egpo.llm;

import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import org.egpo.data.RecordCopy;
import org.jspecify.annotations.Nullable;

/**
 * Where a language model is served and how to treat the server. Start with {@link #of} or {@link #fromEnvironment} and
 * change what you need.
 *
 * @param baseUrl up to and with the version: {@code http://localhost:8000/v1}
 * @param model the model's name at the server
 * @param key the key, or {@link ApiKey#NONE}
 * @param timeout for one attempt, to the last byte of its answer; default 60 s
 * @param retries attempts after the first, at least 0; default 5
 * @param firstWait before the first retry, doubled for each further one; default 1 s
 * @param longestWait the most it waits, also when the server asks for more; default 60 s
 * @param concurrency requests under way at once, at least 1; default 4
 * @param requestsPerMinute 0 for no limit of our own (default)
 * @param maxAnswerBytes larger answers fail; default 512 KiB
 * @param inputPrice US dollars for a million prompt tokens; default 0
 * @param outputPrice US dollars for a million completion tokens; default 0
 * @param cache folder of the answers so far, or null for no cache (default)
 */
public record LlmOptions(
        URI baseUrl,
        String model,
        ApiKey key,
        Duration timeout,
        int retries,
        Duration firstWait,
        Duration longestWait,
        int concurrency,
        int requestsPerMinute,
        int maxAnswerBytes,
        double inputPrice,
        double outputPrice,
        @Nullable Path cache) {
    public static final String BASE_URL_VARIABLE = "EGPO_LLM_BASE_URL";
    public static final String MODEL_VARIABLE = "EGPO_LLM_MODEL";
    public static final String KEY_VARIABLE = "EGPO_LLM_API_KEY";

    public LlmOptions {
        if (model == null || model.isBlank()) {
            throw new IllegalArgumentException("name the model with --model or in " + MODEL_VARIABLE + ".");
        }
        require(retries >= 0, "retries must be 0 or more, not " + retries);
        require(concurrency >= 1, "concurrency must be 1 or more, not " + concurrency);
        require(requestsPerMinute >= 0, "requests per minute must be 0 (no limit) or more, not " + requestsPerMinute);
        require(maxAnswerBytes >= 1, "the answer limit must be 1 byte or more, not " + maxAnswerBytes);
        require(timeout.toMillis() > 0, "the timeout must be longer than " + timeout);
        require(inputPrice >= 0 && outputPrice >= 0, "prices must not be negative");
    }

    private static void require(boolean condition, String message) {
        if (!condition) {
            throw new IllegalArgumentException(message);
        }
    }

    /**
     * @throws IllegalArgumentException when the address is no http or https URL
     */
    public static LlmOptions of(String baseUrl, String model) {
        return new LlmOptions(
                address(baseUrl),
                model,
                ApiKey.NONE,
                Duration.ofSeconds(60),
                5,
                Duration.ofSeconds(1),
                Duration.ofSeconds(60),
                4,
                0,
                512 << 10,
                0,
                0,
                null);
    }

    /** From EGPO_LLM_BASE_URL, EGPO_LLM_MODEL and EGPO_LLM_API_KEY. */
    public static LlmOptions fromEnvironment() {
        return from(System.getenv(), null, null);
    }

    /**
     * @param baseUrl wins over the environment's; null for the environment's
     * @param model likewise
     */
    public static LlmOptions from(Map<String, String> environment, @Nullable String baseUrl, @Nullable String model) {
        String url = baseUrl != null ? baseUrl : environment.get(BASE_URL_VARIABLE);
        if (url == null) {
            throw new IllegalArgumentException("give the server's address or set " + BASE_URL_VARIABLE + ".");
        }
        return of(url, model != null ? model : environment.getOrDefault(MODEL_VARIABLE, ""))
                .withKey(ApiKey.of(environment.get(KEY_VARIABLE)));
    }

    private static URI address(String text) {
        URI uri;
        try {
            uri = URI.create(text.strip().replaceAll("/+$", ""));
        } catch (IllegalArgumentException e) {
            throw notAnAddress();
        }
        boolean http = "http".equalsIgnoreCase(uri.getScheme()) || "https".equalsIgnoreCase(uri.getScheme());
        if (!http || uri.getHost() == null || uri.getUserInfo() != null || uri.getQuery() != null) {
            throw notAnAddress();
        }
        return uri;
    }

    /** The text itself is not repeated: people paste keys into addresses. */
    private static IllegalArgumentException notAnAddress() {
        return new IllegalArgumentException(
                "the server's address must look like http://localhost:8000/v1, without user name and query;"
                        + " a key belongs in " + KEY_VARIABLE + ".");
    }

    public LlmOptions withKey(ApiKey newKey) {
        return with("key", newKey);
    }

    public LlmOptions withTimeout(Duration newTimeout) {
        return with("timeout", newTimeout);
    }

    public LlmOptions withRetries(int newRetries) {
        return with("retries", newRetries);
    }

    public LlmOptions withWaits(Duration first, Duration longest) {
        return with("firstWait", first).with("longestWait", longest);
    }

    public LlmOptions withConcurrency(int requests) {
        return with("concurrency", requests);
    }

    public LlmOptions withRequestsPerMinute(int requests) {
        return with("requestsPerMinute", requests);
    }

    public LlmOptions withMaxAnswerBytes(int bytes) {
        return with("maxAnswerBytes", bytes);
    }

    /** In US dollars for a million tokens. */
    public LlmOptions withPrices(double input, double output) {
        return with("inputPrice", input).with("outputPrice", output);
    }

    public LlmOptions withCache(@Nullable Path folder) {
        return with("cache", folder);
    }

    private LlmOptions with(String component, @Nullable Object value) {
        return RecordCopy.with(this, component, value);
    }
}
