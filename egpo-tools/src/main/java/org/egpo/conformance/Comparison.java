package org.egpo.conformance;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.Objects;
import java.util.function.Supplier;
import org.egpo.call.Decoded;
import org.egpo.call.Value;
import org.egpo.call.ValueJson;
import org.jspecify.annotations.Nullable;

/** What one case came to; expected and got are texts for the reader, "" when it passed. */
public record Comparison(boolean passed, String expected, String got) {
    private static final Comparison PASS = new Comparison(true, "", "");

    public static Comparison pass() {
        return PASS;
    }

    public static Comparison fail(String expected, String got) {
        return new Comparison(false, expected, got);
    }

    /** This outcome where it failed, else that of the next check. */
    Comparison and(Supplier<Comparison> next) {
        return passed ? next.get() : this;
    }

    /** Passes when the two are equal in Java's sense. */
    public static Comparison same(@Nullable Object expected, @Nullable Object got) {
        return Objects.equals(expected, got) ? PASS : fail(String.valueOf(expected), String.valueOf(got));
    }

    /** Compares a field of a case, as a value; null is as good as None. */
    static Comparison field(JsonNode vector, String name, @Nullable Object got) {
        return same(CaseFields.value(vector, name), Value.of(got));
    }

    /** Compares values exactly: 1, 1.0 and true differ, NaN equals NaN. */
    public static Comparison same(Value expected, Value got) {
        return expected.equals(got) ? PASS : fail(ValueJson.write(expected), ValueJson.write(got));
    }

    /** A decoder's answer against the fields {@code ok}, {@code error_type} and one for the result of a case. */
    public static Comparison decoded(JsonNode vector, String field, Decoded got) {
        String found = got instanceof Decoded.Failure f
                ? f.errorType() + " at " + f.position() + ": " + f.message()
                : ValueJson.write(((Decoded.Success) got).value());
        if (!CaseFields.is(vector, "ok")) {
            String expected = vector.path("error_type").asText();
            return got instanceof Decoded.Failure f && f.errorType().equals(expected) ? PASS : fail(expected, found);
        }
        Value expected = CaseFields.value(vector, field);
        return got instanceof Decoded.Success s ? same(expected, s.value()) : fail(ValueJson.write(expected), found);
    }
}
