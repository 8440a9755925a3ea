package org.egpo.bfcl;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.Locale;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

class StandardStringTest {

    @Test
    void dropsPunctuationAndCaseAndTurnsQuotes() {
        assertEquals("april12024", StandardString.of("April 1, 2024"));
        assertEquals("\"a\"b:c", StandardString.of("'A' b:c*^/\\".replace("\\", "")));
        assertEquals("a\tb", StandardString.of("a\tb"), "only the plain space goes");
        assertEquals("straße", StandardString.of("STRAßE"));
    }

    @Test
    void theShortcutForAsciiAgreesWithTheDefinition() {
        SplittableRandom random = new SplittableRandom(7);
        String letters = "aA b.,-_'\"é İΣσ*";
        for (int i = 0; i < 50_000; i++) {
            String a = draw(random, letters);
            String kept = a.replaceAll("[ ,./\\-_*^]", "");
            assertEquals(kept.toLowerCase(Locale.ROOT).replace('\'', '"'), StandardString.of(a), a);
        }
    }

    private static String draw(SplittableRandom random, String letters) {
        StringBuilder s = new StringBuilder();
        for (int n = random.nextInt(6); n > 0; n--) {
            s.append(letters.charAt(random.nextInt(letters.length())));
        }
        return s.toString();
    }
}
