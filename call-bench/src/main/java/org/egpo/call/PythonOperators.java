package org.egpo.call;

import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/** The operators of Python, and how tightly everything binds. */
final class PythonOperators {
    static final int NAMED = 0;
    static final int TUPLE = 1;
    static final int YIELD = 2;
    static final int TEST = 3;
    static final int OR = 4;
    static final int AND = 5;
    static final int NOT = 6;
    static final int COMPARE = 7;
    static final int BIT_OR = 8;
    static final int FACTOR = 14;
    static final int POWER = 15;
    static final int AWAIT = 16;
    static final int ATOM = 17;

    /** By their first character, the longest first; interned, so that identity tells them apart. */
    private static final String[][] ALL = new String[128][0];

    static {
        for (String s : ("**= //= <<= >>= ... == := != += -= -> ** *= // /= << <= <> >> >= %= &= |= ^= @="
                        + " ( ) [ ] { } , ; ~ = : . + - * / < > % & | ^ @")
                .split(" ")) {
            String[] others = ALL[s.charAt(0)];
            String[] more = Arrays.copyOf(others, others.length + 1);
            more[others.length] = s.intern();
            ALL[s.charAt(0)] = more;
        }
    }

    private PythonOperators() {}

    /** The operator at this place, or null. */
    static @Nullable String at(String s, int i) {
        char c = s.charAt(i);
        for (String operator : c < ALL.length ? ALL[c] : new String[0]) {
            if (s.startsWith(operator, i)) {
                return operator;
            }
        }
        return null;
    }

    /** How tightly an operator or keyword binds that stands between two operands; -1 for other tokens. */
    static int level(String operator) {
        return switch (operator) {
            case "or" -> OR;
            case "and" -> AND;
            case "==", "!=", "<", "<=", ">", ">=", "in", "is", "not" -> COMPARE;
            case "|" -> BIT_OR;
            case "^" -> BIT_OR + 1;
            case "&" -> BIT_OR + 2;
            case "<<", ">>" -> BIT_OR + 3;
            case "+", "-" -> BIT_OR + 4;
            case "*", "/", "//", "%", "@" -> BIT_OR + 5;
            case "**" -> POWER;
            default -> -1;
        };
    }
}
