package org.egpo.bfcl;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.egpo.call.PythonType;
import org.egpo.call.Value;

/**
 * The parameters of one expected call. A call's arguments are matched with them in one pass, and what is missing is read
 * off bit sets: models mostly keep the order of the document, so the next parameter is tried first.
 */
final class Parameters {

    /** Document and allowed values of one parameter; either is null where it has none. */
    static final class Parameter {
        final String name;
        final ParameterDoc doc;
        final ParameterAnswer answer;
        /** A Python string compared by its standard form only: nothing else has to be looked at when it fits. */
        final boolean plainString;

        private final int index;

        private Parameter(Language language, int index, String name, ParameterDoc doc, ParameterAnswer answer) {
            this.index = index;
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

    /** The parameter of each argument, null where there is none, and which parameters were given. */
    record Match(Parameter[] parameters, long given) {}

    private static final int MOST_BITS = 64;

    private final Parameter[] inOrder;
    private final Map<String, Parameter> byName = new HashMap<>();
    private final List<Value> required;
    private final Value.MapValue allowed;
    private final ParameterAnswer[] answers;
    private final boolean fits;
    private long requiredBits;
    private long neededBits;

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
        }
        boolean plain = true;
        for (int i = 0; i < answers.length; i++) {
            plain &= allowed.key(i) instanceof Value.Text && answers[i].gap() == null;
            if (allowed.key(i) instanceof Value.Text t) {
                Value doc = docs.get(t);
                add(language, t.value(), doc == null ? null : ParameterDoc.of(language, doc), answers[i]);
            }
        }
        for (int i = 0; i < docs.size(); i++) {
            if (docs.key(i) instanceof Value.Text t && !byName.containsKey(t.value())) {
                add(language, t.value(), ParameterDoc.of(language, docs.value(i)), null);
            }
        }
        for (Value name : required) {
            plain &= name instanceof Value.Text;
            if (name instanceof Value.Text t && !byName.containsKey(t.value())) {
                add(language, t.value(), null, null);
            }
        }
        this.inOrder = new Parameter[byName.size()];
        byName.values().forEach(p -> inOrder[p.index] = p);
        this.fits = plain && inOrder.length <= MOST_BITS;
        if (fits) {
            required.forEach(n -> requiredBits |= 1L << byName.get(((Value.Text) n).value()).index);
            for (int i = 0; i < answers.length; i++) {
                neededBits |= answers[i].optional() ? 0 : 1L << i;
            }
        }
    }

    private void add(Language language, String name, ParameterDoc doc, ParameterAnswer answer) {
        byName.put(name, new Parameter(language, byName.size(), name, doc, answer));
    }

    Match match(Value.MapValue given) {
        Parameter[] matched = new Parameter[given.size()];
        long bits = 0;
        int next = 0;
        for (int i = 0; i < matched.length; i++) {
            if (given.key(i) instanceof Value.Text t) {
                Parameter p = next < inOrder.length && inOrder[next].name.equals(t.value())
                        ? inOrder[next]
                        : byName.get(t.value());
                if (p != null) {
                    matched[i] = p;
                    bits |= 1L << p.index;
                    next = p.index + 1;
                }
            }
        }
        return new Match(matched, bits);
    }

    /** The first required name that was not given, or null. */
    Value missingRequired(Match match, Value.MapValue given) {
        if (fits && (match.given & requiredBits) == requiredBits) {
            return null;
        }
        for (Value name : required) {
            if (given.get(name) == null) {
                return name;
            }
        }
        return null;
    }

    /** The first parameter that has allowed values, may not be left out and was not given, or null. */
    Value missingOptional(Match match, Value.MapValue given) {
        if (fits && (match.given & neededBits) == neededBits) {
            return null;
        }
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
