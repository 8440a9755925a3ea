package org.egpo.datasets;

import java.util.Locale;
import java.util.Random;

/** What a record trains. */
enum Category {
    /** One tool offered, one call. */
    SINGLE(35),
    /** Two to four tools offered, one call. */
    MULTIPLE(30),
    /** Two or three calls. */
    PARALLEL(20),
    /** No offered tool serves. */
    IRRELEVANT(15);

    private final int percent;

    Category(int percent) {
        this.percent = percent;
    }

    static Category draw(Random random) {
        int left = random.nextInt(100);
        for (Category c : values()) {
            left -= c.percent;
            if (left < 0) {
                return c;
            }
        }
        throw new IllegalStateException("the shares do not add up to 100");
    }

    /** How many tools to offer when so many are called. */
    int offered(Random random, int called) {
        return switch (this) {
            case SINGLE -> 1;
            case MULTIPLE -> 2 + Math.max(0, random.nextInt(4) - 1);
            case PARALLEL -> called + (random.nextInt(3) == 0 ? 1 : 0);
            case IRRELEVANT -> 1 + random.nextInt(3);
        };
    }

    @Override
    public String toString() {
        return name().toLowerCase(Locale.ROOT);
    }
}
