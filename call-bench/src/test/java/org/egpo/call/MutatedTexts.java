package org.egpo.call;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;

/** Seeded texts between right and wrong: calls with pieces cut, doubled and thrown in; both stand in {@code mutations.json}. */
final class MutatedTexts {
    private final Random random;
    private final List<String> calls = new ArrayList<>();
    private final List<String> pieces = new ArrayList<>();

    /** @param languages of the calls: {@code python}, {@code others} */
    MutatedTexts(long seed, String... languages) {
        this.random = new Random(seed);
        try (InputStream in = MutatedTexts.class.getResourceAsStream("mutations.json")) {
            JsonNode all = ValueJson.MAPPER.readTree(in);
            for (String language : languages) {
                all.path(language).forEach(call -> calls.add(call.asText()));
            }
            all.path("pieces").forEach(piece -> pieces.add(piece.asText()));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    String next() {
        StringBuilder b = new StringBuilder(one(calls));
        for (int n = 1 + random.nextInt(3); n > 0; n--) {
            int at = random.nextInt(b.length() + 1);
            int to = Math.min(b.length(), at + random.nextInt(8));
            switch (random.nextInt(5)) {
                case 0 -> b.delete(at, to);
                case 1 -> b.insert(at, b.substring(at, to));
                case 2 -> b.insert(at, (char) random.nextInt(0x250));
                default -> b.insert(at, one(pieces));
            }
        }
        return b.toString();
    }

    private String one(List<String> list) {
        return list.get(random.nextInt(list.size()));
    }
}
