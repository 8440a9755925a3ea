package org.egpo.conformance;

import com.fasterxml.jackson.databind.JsonNode;
import java.lang.reflect.Array;

/** How far a number may be from what the vectors say: absolute + relative · |expected|; NaN equals NaN. */
record Tolerance(double absolute, double relative) {

    static Tolerance of(double both) {
        return new Tolerance(both, both);
    }

    /** @param got a number, or an array of numbers or arrays */
    Comparison check(JsonNode want, Object got) {
        if (got instanceof Number n) {
            double w = CaseFields.number(want);
            double g = n.doubleValue();
            return Double.compare(w, g) == 0 || Math.abs(w - g) <= absolute + relative * Math.abs(w)
                    ? Comparison.pass()
                    : Comparison.fail(want.asText(), String.valueOf(g));
        }
        int length = Array.getLength(got);
        if (want.size() != length || !want.isArray()) {
            return Comparison.fail(want.size() + " values", length + " values");
        }
        for (int i = 0; i < length; i++) {
            Comparison one = check(want.get(i), Array.get(got, i));
            if (!one.passed()) {
                return Comparison.fail("value " + i + ": " + one.expected(), one.got());
            }
        }
        return Comparison.pass();
    }
}
