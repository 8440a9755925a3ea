package org.egpo.apibank;

import com.fasterxml.jackson.databind.JsonNode;

/**
 * What is simulated of one API. No API of levels 1 and 2 changes anything, because each call meets fresh databases.
 *
 * @param comparison how its result is compared; see {@link BankComparison}
 */
record BankApi(String comparison, Run run) {
    /** Gives the output; throws {@link BankError} where the API fails. */
    @FunctionalInterface
    interface Run {
        JsonNode of(BankRequest request);
    }

    static final String ALL = "input output exception";
    static final String REST = " output exception";
    static final String NAMED = "api_name " + ALL;
}
