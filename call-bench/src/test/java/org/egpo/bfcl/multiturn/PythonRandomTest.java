package org.egpo.bfcl.multiturn;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.math.BigInteger;
import org.junit.jupiter.api.Test;

/** Numbers as CPython 3.11 draws them. */
class PythonRandomTest {

    @Test
    void knownDraws() {
        PythonRandom r = new PythonRandom(BigInteger.valueOf(0));
        assertEquals(0.8444218515250481, r.random());
        assertEquals(65125, r.randint(10000, 99999));
        assertEquals(140719340484L, new PythonRandom(BigInteger.valueOf(1)).randint(0, 1L << 40));
        assertEquals(6.191638241658119, new PythonRandom(BigInteger.valueOf(-7)).uniform(-10, 40));
    }

    @Test
    void emptyRange() {
        assertThrows(IllegalArgumentException.class, () -> new PythonRandom(BigInteger.valueOf(0)).randint(2, 1));
    }
}
