package org.egpo.conformance;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.Map;

/** A case whose parts are {@code params}, {@code input} and {@code expected}. */
record NumberCase(JsonNode vector, Verdicts verdicts) {

    JsonNode input(String field) {
        return vector.path("input").path(field);
    }

    JsonNode param(String field) {
        return vector.path("params").path(field);
    }

    double number(String param) {
        return param(param).asDouble();
    }

    JsonNode expected() {
        return vector.path("expected");
    }

    Iterable<Map.Entry<String, JsonNode>> expected(String field) {
        return expected().path(field).properties();
    }

    boolean flagged(String flag) {
        return vector.path("flags").toString().contains(flag);
    }

    double[][] matrix(String input) {
        return CaseFields.matrix(input(input));
    }

    void check(String what, Tolerance tolerance, JsonNode want, Object got) {
        verdicts.add(vector.path("name").asText() + ": " + what, tolerance.check(want, got));
    }

    /** Compares with the expected field of that name. */
    void check(String field, Tolerance tolerance, Object got) {
        check(field, tolerance, expected().path(field), got);
    }
}
