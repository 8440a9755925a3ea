package org.egpo.bfcl;

import java.util.List;
import org.egpo.call.PythonError;
import org.egpo.call.PythonObjects;
import org.egpo.call.PythonType;
import org.egpo.call.Value;

/**
 * The values allowed for one parameter, with what the checker asks of them again and again looked up once.
 *
 * @param all as the answer file gives them
 * @param items the alternatives
 * @param kind type of the first alternative that is not the empty string, or null when there is none
 * @param optional whether the empty string is among them: the parameter may be left out
 * @param standard the standard forms of those alternatives that are strings
 */
record ParameterAnswer(
        Value all, List<Value> items, PythonType kind, boolean optional, String[] standard, PythonError gap) {

    static ParameterAnswer of(Value allowed) {
        try {
            List<Value> items = PythonObjects.items(allowed);
            PythonType kind = items.stream()
                    .filter(v -> !Value.is(v, ""))
                    .findFirst()
                    .map(PythonType::of)
                    .orElse(null);
            String[] standard = items.stream()
                    .filter(Value.Text.class::isInstance)
                    .map(v -> StandardString.of(((Value.Text) v).value()))
                    .toArray(String[]::new);
            return new ParameterAnswer(
                    allowed, items, kind, PythonObjects.contains(allowed, PythonObjects.EMPTY), standard, null);
        } catch (PythonError e) {
            return new ParameterAnswer(allowed, null, null, false, null, e);
        }
    }

    boolean allowsString(String s) {
        for (String form : standard) {
            if (StandardString.matches(s, form)) {
                return true;
            }
        }
        return false;
    }
}
