package org.egpo.bfcl;

import java.util.ArrayList;
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
                    ? AnswerVerdict.wrong("type_error:nested", () -> List.of(nestedError(parameter, value, doc)))
                    : null;
        }
        return AnswerVerdict.wrong("type_error:simple", () -> {
            List<String> sentences = new ArrayList<>();
            if (sameType) {
                sentences.add(nestedError(parameter, value, doc));
            }
            sentences.add(simpleError(parameter, value, doc.type(), got));
            return sentences;
        });
    }

    /** Whether a value that passed {@link #check} is compared as a variable: by plain membership. */
    static boolean isVariable(Value value, ParameterAnswer answer, ParameterDoc doc) {
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
        PythonType answerKind = null;
        for (Value v : alternative) {
            if (!Value.is(v, "")) {
                answerKind = PythonType.of(v);
                break;
            }
        }
        for (Value v : values) {
            PythonType kind = PythonType.of(v);
            if (kind != nested && kind != answerKind) {
                return false;
            }
        }
        return true;
    }

    private static String nestedError(Value parameter, Value value, ParameterDoc doc) {
        return "Nested type checking failed for parameter " + PythonText.repr(parameter) + ". Expected outer type "
                + doc.type() + " with inner type <class '" + doc.nestedKind().pythonName + "'>. Parameter value: "
                + PythonText.repr(value) + ".";
    }

    static String simpleError(Value parameter, Value value, String expected, PythonType got) {
        return "Incorrect type for parameter " + PythonText.repr(parameter) + ". Expected type " + expected + ", got "
                + got.pythonName + ". Parameter value: " + PythonText.repr(value) + ".";
    }
}
