package org.egpo.bfcl;

import java.util.Locale;
import org.egpo.call.Value;

/**
 * The form in which the official checker compares strings: without {@code space , . / - _ * ^}, in lower case, with
 * {@code '} turned into {@code "}. Source: {@code standardize_string} of the official AST checker.
 */
public final class StandardString {
    private static final char DROPPED = '\uffff';
    private static final char[] ASCII = new char[128];

    static {
        for (char c = 0; c < 128; c++) {
            ASCII[c] = " ,./-_*^".indexOf(c) >= 0 ? DROPPED : c == '\'' ? '"' : Character.toLowerCase(c);
        }
    }

    private StandardString() {}

    /** The standard form of a string; any other value is its own. */
    public static Value of(Value v) {
        return v instanceof Value.Text t ? Value.text(of(t.value())) : v;
    }

    /** The standard form of a string. */
    public static String of(String s) {
        char[] kept = s.toCharArray();
        int n = 0;
        for (char c : kept) {
            if (c >= 128) {
                return s.replaceAll("[ ,./\\-_*^]", "").toLowerCase(Locale.ROOT).replace('\'', '"');
            }
            if (ASCII[c] != DROPPED) {
                kept[n++] = ASCII[c];
            }
        }
        return new String(kept, 0, n);
    }
}
