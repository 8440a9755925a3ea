package org.egpo.conformance;

import com.fasterxml.jackson.databind.JsonNode;

/** How far a number may be from what the vectors say: absolute + relative · |expected|; NaN equals NaN. */
record Tolerance(double absolute, double relative) {

    static Tolerance of(double both) {
        return new Tolerance(both, both);
    }

    boolean holds(double want, double got) {
        return Double.compare(want, got) == 0 || Math.abs(want - got) <= absolute + relative * Math.abs(want);
    }

    Outcome number(JsonNode want, double got) {
        double w = CaseNumbers.number(want);
        return holds(w, got) ? Outcome.pass() : Outcome.fail(String.valueOf(w), String.valueOf(got));
    }

    Outcome row(JsonNode want, double[] got) {
        if (want.size() != got.length || !want.isArray()) {
            return Outcome.fail(want.size() + " values", got.length + " values");
        }
        for (int i = 0; i < got.length; i++) {
            if (!holds(CaseNumbers.number(want.get(i)), got[i])) {
                return Outcome.fail("value " + i + ": " + want.get(i).asText(), String.valueOf(got[i]));
            }
        }
        return Outcome.pass();
    }

    Outcome matrix(JsonNode want, double[][] got) {
        if (want.size() != got.length || !want.isArray()) {
            return Outcome.fail(want.size() + " rows", got.length + " rows");
        }
        for (int i = 0; i < got.length; i++) {
            Outcome row = row(want.get(i), got[i]);
            if (!row.passed()) {
                return Outcome.fail("row " + i + ", " + row.expected(), row.got());
            }
        }
        return Outcome.pass();
    }
}
