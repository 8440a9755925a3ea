package org.egpo.rollout;

import java.util.ArrayList;
import java.util.List;

/**
 * Where a stop text ends a response.
 *
 * @param tokens tokens up to the one that completes the stop text; all where none was found
 * @param length characters in front of the stop text
 * @param found whether there was one
 */
record TextEnd(int tokens, int length, boolean found) {
    /** Looks after each token, as a server does that writes the text token by token. */
    static TextEnd of(List<String> pieces, List<String> stop) {
        StringBuilder text = new StringBuilder();
        for (int n = 0; n < pieces.size(); n++) {
            int before = text.length();
            text.append(pieces.get(n));
            int first = -1;
            for (String s : stop) {
                int at = text.indexOf(s, Math.max(0, before - s.length() + 1));
                first = at >= 0 && (first < 0 || at < first) ? at : first;
            }
            if (first >= 0) {
                return new TextEnd(n + 1, first, true);
            }
        }
        return new TextEnd(pieces.size(), text.length(), false);
    }

    /** The pieces, shortened so that they are {@code length} characters together; their number stays. */
    static List<String> cut(List<String> pieces, int length) {
        List<String> all = new ArrayList<>();
        int left = length;
        for (String piece : pieces) {
            all.add(piece.substring(0, Math.min(left, piece.length())));
            left -= all.get(all.size() - 1).length();
        }
        return all;
    }
}
