package org.egpo.call;

import java.util.Arrays;

/** The operators of Python, longest first. */
final class PythonOperators {
    /** Interned, so that identity tells them apart. */
    private static final String[] ALL = Arrays.stream(
                    ("**= //= <<= >>= ... == := != += -= -> ** *= // /= << <= <> >> >="
                                    + " %= &= |= ^= @= ( ) [ ] { } , ; ~ = : . + - * / < > % & | ^ @")
                            .split(" "))
            .map(String::intern)
            .toArray(String[]::new);

    private PythonOperators() {}

    /** The operator at this place, one of the literals of {@link #ALL}, or null. */
    static String at(String s, int i) {
        for (String operator : ALL) {
            if (s.startsWith(operator, i)) {
                return operator;
            }
        }
        return null;
    }

    /** How tightly a left-associative binary operator binds, from 0 for {@code |} to 5; -1 for other tokens. */
    static int level(String operator) {
        return switch (operator) {
            case "|" -> 0;
            case "^" -> 1;
            case "&" -> 2;
            case "<<", ">>" -> 3;
            case "+", "-" -> 4;
            case "*", "/", "//", "%", "@" -> 5;
            default -> -1;
        };
    }
}
