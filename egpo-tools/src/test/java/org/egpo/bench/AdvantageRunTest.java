package org.egpo.bench;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.Arrays;
import org.junit.jupiter.api.Test;

class AdvantageRunTest {

    @Test
    void stepsAreCountedToTheFirstWindowThatIsGoodEnough() {
        double[] rewards = new double[12];
        Arrays.fill(rewards, 4, 12, 0.8);
        assertEquals(12, AdvantageRun.stepsTo(rewards, 0.8), "steps 5 to 12 are the first eight of 0.8");
        assertEquals(8, AdvantageRun.stepsTo(rewards, 0.4), "the first eight have 0.4");
        assertEquals("", AdvantageRun.stepsTo(rewards, 0.9));
        assertEquals("", AdvantageRun.stepsTo(new double[7], 0), "too short to tell");
    }
}
