package org.egpo.bfcl;

import java.util.List;
import org.egpo.call.PythonError;
import org.egpo.call.PythonObjects;
import org.egpo.call.PythonType;
import org.egpo.call.Value;
import org.jspecify.annotations.Nullable;

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
        Value all, List<Value> items, @Nullable PythonType kind, boolean optional, List<String> standard) {
    /** @throws PythonError where the allowed values are no list, as the official checker does once they are needed */
    static ParameterAnswer of(Value allowed) {
        List<Value> items = PythonObjects.items(allowed);
        List<String> standard = items.stream()
                .filter(Value.Text.class::isInstance)
                .map(v -> StandardString.of(((Value.Text) v).value()))
                .toList();
        boolean optional = PythonObjects.contains(allowed, PythonObjects.EMPTY);
        return new ParameterAnswer(allowed, items, kind(items), optional, standard);
    }

    /** The type of the first one that is not the empty string, or null. */
    static @Nullable PythonType kind(List<Value> alternatives) {
        for (Value v : alternatives) {
            if (!Value.is(v, "")) {
                return PythonType.of(v);
            }
        }
        return null;
    }

    /** Nearly always the answer is one of the allowed texts as it stands. */
    boolean allowsString(Value.Text s) {
        return items.contains(s) || standard.contains(StandardString.of(s.value()));
    }
}
