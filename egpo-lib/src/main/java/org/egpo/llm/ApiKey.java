package org.egpo.llm;

import org.jspecify.annotations.Nullable;

/** A secret that never shows: not in {@code toString}, not in messages, the cache, the ledger or a notebook. */
public final class ApiKey {
    /** No key: local servers mostly want none. */
    public static final ApiKey NONE = new ApiKey("");

    private static final int SHORTEST_TO_HIDE = 4;

    private final String secret;

    private ApiKey(String secret) {
        this.secret = secret;
    }

    /**
     * @param secret null or blank for none
     * @throws IllegalArgumentException for a key that cannot stand in a header; the message does not show it
     */
    public static ApiKey of(@Nullable String secret) {
        if (secret == null || secret.isBlank()) {
            return NONE;
        }
        String s = secret.strip();
        if (s.chars().anyMatch(c -> c < 0x21 || c > 0x7E)) {
            throw new IllegalArgumentException("the API key holds a space or a character outside ASCII; copy it again");
        }
        return new ApiKey(s);
    }

    boolean isPresent() {
        return !secret.isEmpty();
    }

    String header() {
        return "Bearer " + secret;
    }

    /** A text without this key in it: some servers repeat it in their error messages. */
    String hideIn(String text) {
        return secret.length() < SHORTEST_TO_HIDE ? text : text.replace(secret, "***");
    }

    @Override
    public String toString() {
        return isPresent() ? "***" : "none";
    }
}
