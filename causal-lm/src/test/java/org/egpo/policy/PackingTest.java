package org.egpo.policy;

import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.Test;

class PackingTest {
    /** Whether packed products give what plain ones give is shown by GeneratorTest; here, that they are in use at all. */
    @Test
    void theShippedEngineHasPackedProducts() {
        Assumptions.assumeTrue(
                System.getProperty("os.name").equals("Linux")
                        && System.getProperty("os.arch").equals("amd64"),
                "elsewhere PyTorch may come without oneDNN, and products are plain");
        assertTrue(Packing.works());
    }
}
