package org.egpo.call;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.math.BigInteger;
import java.util.List;
import org.junit.jupiter.api.Test;

class ValueJsonTest {
    private static Value read(String json) throws Exception {
        return ValueJson.read(ValueJson.MAPPER.readTree(json));
    }

    @Test
    void everyKindOfValueSurvives() throws Exception {
        Value all = new Value.ListValue(List.of(
                Value.None.NONE,
                Value.Bool.TRUE,
                new Value.Int(Long.MIN_VALUE),
                Value.integer(BigInteger.TEN.pow(4299)),
                new Value.Real(-0.0),
                new Value.Real(1e22),
                new Value.Real(Double.NaN),
                new Value.Real(Double.NEGATIVE_INFINITY),
                new Value.Complex(-0.0, 2.5e-7),
                new Value.Complex(1, Double.POSITIVE_INFINITY),
                new Value.Text("a\ud800\u2028\"\\"),
                new Value.Text("\ud83d\ude00"),
                new Value.Bytes("\0\u00ff"),
                new Value.TupleValue(List.of()),
                new Value.SetValue(List.of(new Value.Int(1))),
                new Value.MapBuilder().put("$a", Value.None.NONE).build(),
                new Value.MapBuilder().put(new Value.Int(1), Value.None.NONE).build(),
                Value.MapValue.EMPTY));
        assertEquals(all, read(ValueJson.write(all)));
    }

    @Test
    void numbersKeepTheirKind() throws Exception {
        assertNotEquals(read("1"), read("1.0"));
        assertNotEquals(read("1"), read("true"));
        assertEquals(new Value.Real(100), read("1e2"));
        assertEquals(read("{\"$float\":\"nan\"}"), read("{\"$float\":\"nan\"}"));
    }

    @Test
    void deepNestingSurvives() throws Exception {
        String json = "[".repeat(900) + "]".repeat(900);
        assertEquals(json, ValueJson.write(read(json)));
    }

    @Test
    void unknownTagsAreNamed() {
        assertThrows(IllegalArgumentException.class, () -> read("{\"$nothing\":\"x\"}"));
    }
}
