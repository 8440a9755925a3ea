package org.egpo.bfcl;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.egpo.call.PythonType;
import org.egpo.call.Value;

/** The parameters of one expected call, by name, with what documents and allowed values say of them. */
final class Parameters {

    /** Document and allowed values of one parameter; either is null where it has none. */
    static final class Parameter {
        final String name;
        final ParameterDoc doc;
        final ParameterAnswer answer;
        /** A Python string compared by its standard form only: nothing else has to be looked at when it fits. */
        final boolean plainString;

        private Parameter(Language language, String name, ParameterDoc doc, ParameterAnswer answer) {
            this.name = name;
            this.doc = doc;
            this.answer = answer;
            this.plainString = language == Language.PYTHON
                    && doc != null
                    && doc.kind() == PythonType.STR
                    && answer != null
                    && answer.gap() == null
                    && (answer.kind() == null || answer.kind() == PythonType.STR);
        }
    }

    private final List<Parameter> inOrder = new ArrayList<>();
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
        this.answers = new ParameterAnswer[allowed.size()];
        for (int i = 0; i < answers.length; i++) {
            answers[i] = ParameterAnswer.of(allowed.value(i));
            add(language, allowed.key(i), docs.get(allowed.key(i)), answers[i]);
        }
        for (int i = 0; i < docs.size(); i++) {
            add(language, docs.key(i), docs.value(i), null);
        }
    }

    private void add(Language language, Value name, Value doc, ParameterAnswer answer) {
        if (name instanceof Value.Text t && !byName.containsKey(t.value())) {
            ParameterDoc read = doc == null ? null : ParameterDoc.of(language, doc);
            Parameter p = new Parameter(language, t.value(), read, answer);
            byName.put(t.value(), p);
            inOrder.add(p);
        }
    }

    /** The parameter of each argument, null where there is none. Models mostly keep the order: the next one is tried first. */
    Parameter[] match(Value.MapValue given) {
        Parameter[] matched = new Parameter[given.size()];
        for (int i = 0; i < matched.length; i++) {
            if (given.key(i) instanceof Value.Text t) {
                boolean next = i < inOrder.size() && inOrder.get(i).name.equals(t.value());
                matched[i] = next ? inOrder.get(i) : byName.get(t.value());
            }
        }
        return matched;
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
