package org.egpo.bfcl;

import java.util.List;
import org.egpo.call.PythonObjects;
import org.egpo.call.PythonText;
import org.egpo.call.PythonType;
import org.egpo.call.Value;

/**
 * Compares the type of a value with the documented one, arrays one level deep. A value of the answer's own type passes too
 * and counts as a variable. Source: {@code type_checker} of the official AST checker.
 */
final class TypeCheck {
    /** Parameter, its type, the type given, the value. */
    static final String SIMPLE = "Incorrect type for parameter %r. Expected type %s, got %s. Parameter value: %r.";

    private TypeCheck() {}

    /** The problem, or null; whether the value counts as a variable is {@link #isVariable}. */
    static AnswerVerdict check(Value parameter, Value value, ParameterAnswer answer, ParameterDoc doc) {
        PythonType got = PythonType.of(value);
        boolean sameType = got == doc.kind();
        if (sameType && (doc.nestedKind() == null || someListHasTypes(value, answer, doc.nestedKind()))) {
            return null;
        }
        if (got == answer.kind()) {
            return sameType
                    ? AnswerVerdict.invalid("type_error:nested", () -> List.of(nestedError(parameter, value, doc)))
                    : null;
        }
        return AnswerVerdict.invalid("type_error:simple", () -> {
            String simple = PythonText.say(false, SIMPLE, parameter, doc.type(), got.pythonName, value);
            return sameType
                    ? List.of(nestedError(parameter, value, doc), Value.text(simple))
                    : List.of(Value.text(simple));
        });
    }

    /** Whether a value that passed {@link #check} is compared as a variable: by plain membership. */
    static boolean isVariable(ParameterAnswer answer, ParameterDoc doc) {
        return answer.kind() != null && answer.kind() != doc.kind();
    }

    private static boolean someListHasTypes(Value value, ParameterAnswer answer, PythonType nested) {
        for (Value alternative : answer.items()) {
            if (!(alternative instanceof Value.ListValue l)
                    || allHaveType(PythonObjects.items(value), l.items(), nested)) {
                return true;
            }
        }
        return false;
    }

    /** Each element has the documented type, or the type of the first element of the alternative. */
    private static boolean allHaveType(List<Value> values, List<Value> alternative, PythonType nested) {
        PythonType answerKind = ParameterAnswer.kind(alternative);
        for (Value v : values) {
            PythonType kind = PythonType.of(v);
            if (kind != nested && kind != answerKind) {
                return false;
            }
        }
        return true;
    }

    private static Value nestedError(Value parameter, Value value, ParameterDoc doc) {
        String sentence =
                "Nested type checking failed for parameter %r. Expected outer type %s with inner type <class '%s'>."
                        + " Parameter value: %r.";
        return Value.text(PythonText.say(false, sentence, parameter, doc.type(), doc.nestedKind().pythonName, value));
    }
}
