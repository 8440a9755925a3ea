package org.egpo.bfcl;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.egpo.call.PythonType;
import org.egpo.call.Value;

/** The parameters of one expected call, by name, with what documents and allowed values say of them. */
final class Parameters {

    /** Document and allowed values of one parameter; either is null where it has none. */
    record Parameter(ParameterDoc doc, ParameterAnswer answer) {

        /** Whether a string of Python is compared by its standard form only: nothing else has to be looked at when it fits. */
        boolean isPlainString() {
            return doc.kind() == PythonType.STR
                    && answer.gap() == null
                    && (answer.kind() == null || answer.kind() == PythonType.STR);
        }
    }

    private final Map<String, Parameter> byName = new HashMap<>();
    private final List<Value> required;
    private final Value.MapValue allowed;
    private final ParameterAnswer[] answers;

    /**
     * @param docs parameter → its document
     * @param allowed parameter → allowed values
     * @param required names of the required parameters
     */
    Parameters(Language language, Value.MapValue docs, Value.MapValue allowed, List<Value> required) {
        this.required = required;
        this.allowed = allowed;
        this.answers = allowed.values().stream().map(ParameterAnswer::of).toArray(ParameterAnswer[]::new);
        docs.forEach((name, doc) -> add(name, ParameterDoc.of(language, doc), null));
        for (int i = 0; i < answers.length; i++) {
            Parameter documented = of(allowed.key(i));
            add(allowed.key(i), documented == null ? null : documented.doc, answers[i]);
        }
    }

    private void add(Value name, ParameterDoc doc, ParameterAnswer answer) {
        if (name instanceof Value.Text t) {
            byName.put(t.value(), new Parameter(doc, answer));
        }
    }

    /** The parameter of that name, or null. */
    Parameter of(Value name) {
        return name instanceof Value.Text t ? byName.get(t.value()) : null;
    }

    /** The first required name that was not given, or null. */
    Value missingRequired(Value.MapValue given) {
        for (Value name : required) {
            if (given.get(name) == null) {
                return name;
            }
        }
        return null;
    }

    /** The first parameter that has allowed values, may not be left out and was not given, or null. */
    Value missingOptional(Value.MapValue given) {
        for (int i = 0; i < answers.length; i++) {
            if (answers[i].gap() == null && answers[i].optional() || given.get(allowed.key(i)) != null) {
                continue;
            }
            if (answers[i].gap() != null) {
                throw answers[i].gap();
            }
            return allowed.key(i);
        }
        return null;
    }
}
