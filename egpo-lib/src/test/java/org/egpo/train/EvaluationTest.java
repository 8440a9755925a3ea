package org.egpo.train;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import org.junit.jupiter.api.Test;

class EvaluationTest {

    @Test
    void passAtKIsTheChanceThatKDrawnResponsesHoldARightOne() {
        // 1 − C(n − c, k) / C(n, k), by hand
        assertEquals(0.3, Evaluation.passAt(1, 10, 3), 1e-12);
        assertEquals(1 - 21 / 45.0, Evaluation.passAt(2, 10, 3), 1e-12);
        assertEquals(1 - 1 / 120.0, Evaluation.passAt(7, 10, 3), 1e-12);
        assertEquals(1, Evaluation.passAt(8, 10, 3), 1e-12);
        assertEquals(0, Evaluation.passAt(5, 10, 0), 1e-12);
        assertEquals(1, Evaluation.passAt(1, 4, 4), 1e-12);
    }

    @Test
    void kIsFromOneToTheNumberOfResponses() {
        assertThrows(IllegalArgumentException.class, () -> Evaluation.passAt(0, 4, 1));
        assertThrows(IllegalArgumentException.class, () -> Evaluation.passAt(5, 4, 1));
    }
}
