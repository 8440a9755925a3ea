package org.egpo.advantage;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What is no entropy is refused in every form. */
class EgpoEntropyTest {
    @ParameterizedTest
    @ValueSource(doubles = {-0.001, -0.5, -1.8, -1e9, Double.NaN, Double.POSITIVE_INFINITY, Double.NEGATIVE_INFINITY})
    void isRefused(double entropy) {
        for (Egpo.Form form : Egpo.Form.values()) {
            Egpo egpo = Egpo.paper().withForm(form);
            IllegalArgumentException e = assertThrows(IllegalArgumentException.class, () -> egpo.enhance(1, entropy));
            assertTrue(e.getMessage().contains("a thinking entropy is " + entropy), e.getMessage());
            assertThrows(
                    IllegalArgumentException.class,
                    () -> egpo.advantages(new double[] {1, 0}, new double[] {0.3, entropy}));
        }
    }

    @Test
    void theRoundingOfASureTokenIsNot() {
        assertEquals(1, Egpo.paper().enhance(1, -1e-7).value(), 1e-6);
        assertEquals(1, Egpo.paper().enhance(1, 0).value());
    }
}
