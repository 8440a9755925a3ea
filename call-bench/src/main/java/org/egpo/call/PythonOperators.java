package org.egpo.call;

/** The operators of Python, longest first. */
final class PythonOperators {
    private PythonOperators() {}

    /** The operator at this place, one of the literals below, or null. */
    static String at(String s, int i, char c) {
        char d = i + 1 < s.length() ? s.charAt(i + 1) : 0;
        boolean equals = d == '=';
        return switch (c) {
            case '(' -> "(";
            case ')' -> ")";
            case '[' -> "[";
            case ']' -> "]";
            case '{' -> "{";
            case '}' -> "}";
            case ',' -> ",";
            case ';' -> ";";
            case '~' -> "~";
            case '=' -> equals ? "==" : "=";
            case ':' -> equals ? ":=" : ":";
            case '!' -> equals ? "!=" : null;
            case '.' -> s.startsWith("...", i) ? "..." : ".";
            case '+' -> equals ? "+=" : "+";
            case '-' -> equals ? "-=" : d == '>' ? "->" : "-";
            case '*' -> d == '*' ? third(s, i) ? "**=" : "**" : equals ? "*=" : "*";
            case '/' -> d == '/' ? third(s, i) ? "//=" : "//" : equals ? "/=" : "/";
            case '<' -> d == '<' ? third(s, i) ? "<<=" : "<<" : equals ? "<=" : d == '>' ? "<>" : "<";
            case '>' -> d == '>' ? third(s, i) ? ">>=" : ">>" : equals ? ">=" : ">";
            case '%' -> equals ? "%=" : "%";
            case '&' -> equals ? "&=" : "&";
            case '|' -> equals ? "|=" : "|";
            case '^' -> equals ? "^=" : "^";
            case '@' -> equals ? "@=" : "@";
            default -> null;
        };
    }

    private static boolean third(String s, int i) {
        return i + 2 < s.length() && s.charAt(i + 2) == '=';
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
