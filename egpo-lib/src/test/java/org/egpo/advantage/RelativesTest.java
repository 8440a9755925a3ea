package org.egpo.advantage;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import org.junit.jupiter.api.Test;

/** What the vectors do not reach, by hand-worked numbers. */
class RelativesTest {

    /** Base −1, α = 0.4, κ = 2: 0.4 · 0.5 = 0.2 stays, 0.4 · 3 = 1.2 is cut to 0.5. */
    @Test
    void eachTokenGetsTheBonusOfItsOwnEntropy() {
        Advantage base = Grpo.withoutStd(new double[] {0, 2}).get(0);
        List<Advantage> tokens = TokenEntropyBonus.paper().advantages(base, new double[] {0, 0.5, 3});
        assertArrayEquals(
                new double[] {-1, -0.8, -0.5},
                tokens.stream().mapToDouble(Advantage::value).toArray(),
                1e-15);
        assertFalse(tokens.get(1).clipped());
        assertTrue(tokens.get(2).clipped());
    }

    @Test
    void tellsWhetherTheSignStays() {
        assertTrue(Egpo.paper().keepsSign());
        assertFalse(Egpo.paper().withAlpha(1).keepsSign());
        assertFalse(new Egpo(2, 2, Egpo.Form.VERL_FORK).keepsSign());
        Advantage base = Grpo.withoutStd(new double[] {0, 2}).get(0);
        assertEquals(1, Egpo.paper().withAlpha(0.5).enhance(base, 10).value(), 1e-15, "α = 0.5 turns −1 into +1");
    }

    @Test
    void refusesWhatHasNoMeaning() {
        assertThrows(IllegalArgumentException.class, () -> Egpo.paper().withAlpha(0));
        assertThrows(IllegalArgumentException.class, () -> Egpo.paper().withLambda(-0.1));
        assertThrows(IllegalArgumentException.class, () -> new TokenEntropyBonus(0.4, 1));
    }
}
