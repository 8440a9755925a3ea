package org.egpo.apibank;

import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.egpo.call.PythonArithmetic;
import org.egpo.call.PythonError;
import org.egpo.call.PythonObjects;
import org.egpo.call.Value;

/** The arithmetic of the API {@code Calculator} with all its limits, in time proportional to the formula's length. */
public final class BankCalculator {
    /** Where the official calculator does not come to an end. */
    public static final String ENDLESS = "Endless";

    private static final Pattern TOKEN = Pattern.compile("[0-9]+|[-+*/()]");

    private BankCalculator() {}

    /**
     * The value of a formula; operators are texts on the way and may remain.
     *
     * @throws PythonError as Python's, or {@link #ENDLESS}
     */
    public static Value evaluate(String formula) {
        String f = formula.replace(" ", "");
        long operators = f.chars().filter(c -> "+-*/".indexOf(c) >= 0).count();
        long open = f.chars().filter(c -> c == '(').count();
        long close = f.chars().filter(c -> c == ')').count();
        if (!f.matches("[0-9+\\-*/()]*") || open != close || operators == 0 || operators + 1 == f.length()) {
            throw BankRequest.refused("invalid formula");
        }
        List<Value> tokens = new ArrayList<>();
        List<Value> outside = null;
        Matcher m = TOKEN.matcher(f);
        while (m.find()) {
            String t = m.group();
            if (t.equals("(") && outside == null) {
                outside = tokens;
                tokens = new ArrayList<>();
            } else if (t.equals(")") && outside != null) {
                outside.add(flat(tokens));
                tokens = outside;
                outside = null;
            } else if (t.equals("(") || t.equals(")")) {
                // The first opening bracket is paired with the first closing one, so none may lie between.
                throw PythonError.value("')' is not in list");
            } else {
                tokens.add(Character.isDigit(t.charAt(0)) ? new Value.Real(Double.parseDouble(t)) : Value.text(t));
            }
        }
        return flat(tokens);
    }

    private static Value flat(List<Value> tokens) {
        return PythonObjects.item(new Value.ListValue(pass(pass(tokens, "*/"), "+-")), 0);
    }

    /** Applies operators from left to right. */
    private static List<Value> pass(List<Value> tokens, String operators) {
        List<Value> out = new ArrayList<>();
        for (int i = 0; i < tokens.size(); i++) {
            Value t = tokens.get(i);
            if (!(t instanceof Value.Text o) || !operators.contains(o.value())) {
                out.add(t);
                continue;
            }
            // A leading operator takes what stands last for its left side, and stays where it is.
            boolean leads = out.isEmpty();
            Value a = leads ? tokens.get(tokens.size() - 1) : out.remove(out.size() - 1);
            out.add(PythonArithmetic.binary(a, o.value(), PythonObjects.item(new Value.ListValue(tokens), ++i)));
            if (leads) {
                throw new PythonError(ENDLESS, "the official calculator never ends here");
            }
        }
        return out;
    }
}
