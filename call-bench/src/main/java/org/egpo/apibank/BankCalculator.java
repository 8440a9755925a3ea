package org.egpo.apibank;

import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** The arithmetic of the API {@code Calculator}, with its limits: whole numbers, no nested brackets, no leading sign. */
public final class BankCalculator {
    private static final Pattern TOKEN = Pattern.compile("[0-9]+|[-+*/()]");

    private BankCalculator() {}

    /**
     * @throws IllegalArgumentException where the API fails
     * @throws IllegalStateException where the official one does not come to an end
     */
    public static double evaluate(String formula) {
        String f = formula.replace(" ", "");
        long operators = f.chars().filter(c -> "+-*/".indexOf(c) >= 0).count();
        boolean even = f.chars().filter(c -> c == '(').count()
                == f.chars().filter(c -> c == ')').count();
        if (!f.matches("[0-9+\\-*/()]*") || !even || operators == 0 || operators >= f.length() - 1) {
            throw new IllegalArgumentException("invalid formula");
        }
        List<Object> tokens = new ArrayList<>();
        Matcher m = TOKEN.matcher(f);
        while (m.find()) {
            String t = m.group();
            tokens.add(Character.isDigit(t.charAt(0)) ? (Object) Double.valueOf(t) : t);
        }
        int close;
        while ((close = tokens.indexOf(")")) >= 0) {
            int open = tokens.indexOf("(");
            if (open > close || tokens.subList(open + 1, close).contains("(")) {
                throw new IllegalArgumentException("nested brackets are not supported");
            }
            List<Object> inside = tokens.subList(open, close + 1);
            double value = flat(new ArrayList<>(inside.subList(1, inside.size() - 1)));
            inside.clear();
            tokens.add(open, value);
        }
        return flat(tokens);
    }

    private static double flat(List<Object> tokens) {
        List<Object> sums = pass(tokens, "*/");
        if (!sums.isEmpty() && sums.size() > 1 && "+-".contains(sums.get(0).toString())) {
            throw new IllegalStateException("a leading sign does not come to an end");
        }
        List<Object> rest = pass(sums, "+-");
        if (rest.size() == 1 && rest.get(0) instanceof Double d) {
            return d;
        }
        throw new IllegalArgumentException("a number is missing");
    }

    private static List<Object> pass(List<Object> tokens, String operators) {
        List<Object> out = new ArrayList<>();
        for (int i = 0; i < tokens.size(); i++) {
            Object t = tokens.get(i);
            if (!(t instanceof String s) || !operators.contains(s) || (out.isEmpty() && operators.equals("+-"))) {
                out.add(t);
                continue;
            }
            Object right = ++i < tokens.size() ? tokens.get(i) : null;
            Object left = out.isEmpty() ? null : out.remove(out.size() - 1);
            if (!(left instanceof Double a) || !(right instanceof Double b) || (s.equals("/") && b == 0)) {
                throw new IllegalArgumentException("not a number, or a division by zero");
            }
            out.add(
                    switch (s) {
                        case "*" -> a * b;
                        case "/" -> a / b;
                        case "+" -> a + b;
                        default -> a - b;
                    });
        }
        return out;
    }
}
