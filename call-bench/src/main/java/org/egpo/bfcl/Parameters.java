package org.egpo.bfcl;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.egpo.call.PythonType;
import org.egpo.call.Value;

/** The parameters of one expected call, by name, with what documents and allowed values say of them. */
final class Parameters {

    /**
     * Document and allowed values of one parameter; either is null where it has none.
     *
     * @param plainString a Python string compared by its standard form only: nothing else has to be looked at when it fits
     */
    record Parameter(String name, ParameterDoc doc, ParameterAnswer answer, boolean plainString, long bit) {}

    private final List<Parameter> inOrder = new ArrayList<>();
    private final Map<String, Parameter> byName = new HashMap<>();
    private final List<Value> required;
    private final Value.MapValue allowed;
    private final ParameterAnswer[] answers;
    /** The parameters that must be given; −1 where there are too many for bits, or something of another kind. */
    private final long needed;

    /** The parameter of each argument, null where there is none, and whether nothing is missing for sure. */
    record Match(Parameter[] parameters, boolean complete) {}

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
        this.needed = needed();
    }

    private long needed() {
        long bits = 0;
        for (int i = 0; i < answers.length; i++) {
            if (!(allowed.key(i) instanceof Value.Text t) || answers[i].gap() != null || inOrder.size() >= Long.SIZE) {
                return -1;
            }
            bits |= answers[i].optional() ? 0 : byName.get(t.value()).bit;
        }
        for (Value name : required) {
            Parameter p = name instanceof Value.Text t ? byName.get(t.value()) : null;
            if (p == null) {
                return -1;
            }
            bits |= p.bit;
        }
        return bits;
    }

    private void add(Language language, Value name, Value doc, ParameterAnswer answer) {
        if (name instanceof Value.Text t && !byName.containsKey(t.value())) {
            ParameterDoc read = doc == null ? null : ParameterDoc.of(language, doc);
            boolean plainString = language == Language.PYTHON
                    && read != null
                    && read.kind() == PythonType.STR
                    && answer != null
                    && answer.gap() == null
                    && (answer.kind() == null || answer.kind() == PythonType.STR);
            Parameter p = new Parameter(t.value(), read, answer, plainString, 1L << inOrder.size());
            byName.put(t.value(), p);
            inOrder.add(p);
        }
    }

    /** Models mostly keep the order of the document, so the next parameter is tried first. */
    Match match(Value.MapValue given) {
        Parameter[] matched = new Parameter[given.size()];
        long bits = 0;
        int next = 0;
        for (int i = 0; i < matched.length; i++) {
            if (given.key(i) instanceof Value.Text t) {
                boolean inTurn = next < inOrder.size() && inOrder.get(next).name.equals(t.value());
                Parameter p = inTurn ? inOrder.get(next) : byName.get(t.value());
                matched[i] = p;
                if (p != null) {
                    bits |= p.bit;
                    next = Long.numberOfTrailingZeros(p.bit) + 1;
                }
            }
        }
        return new Match(matched, (bits & needed) == needed);
    }

    /** The first required name that was not given, or null. */
    Value missingRequired(Match match, Value.MapValue given) {
        for (Value name : match.complete ? List.<Value>of() : required) {
            if (given.get(name) == null) {
                return name;
            }
        }
        return null;
    }

    /** The first parameter that has allowed values, may not be left out and was not given, or null. */
    Value missingOptional(Match match, Value.MapValue given) {
        for (int i = 0; i < answers.length && !match.complete; i++) {
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
