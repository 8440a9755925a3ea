package org.egpo.bfcl;

import java.util.Arrays;
import java.util.stream.Stream;
import org.egpo.call.PythonError;
import org.egpo.call.PythonNumbers;
import org.egpo.call.PythonUnicode;
import org.egpo.call.Value;

/** Source text of a Java or JavaScript argument → value, as the official type converters do it. */
public final class TypeConversion {
    private TypeConversion() {}

    /**
     * @param type the documented type, such as {@code ArrayList} or {@code Bigint}
     * @param nested the documented type of the elements, or null
     * @return the value; a text that does not have the type's form stays a string
     * @throws PythonError where the official converter raises
     */
    public static Value value(Language language, String text, String type, String nested) {
        return switch (language) {
            case JAVA -> JavaTypes.convert(text, type, nested);
            case JAVASCRIPT -> JavaScriptTypes.convert(text, type, nested, 0);
            case PYTHON -> Value.text(text);
        };
    }

    static Value bool(String text) {
        return text.equals("true") || text.equals("false") ? Value.Bool.of(text.equals("true")) : Value.text(text);
    }

    static Value integer(String digits) {
        return PythonNumbers.toInteger(Value.text(digits));
    }

    static Value real(String digits) {
        return PythonNumbers.toReal(Value.text(digits));
    }

    /** The parts between commas, stripped. */
    static Stream<String> parts(String s) {
        return Arrays.stream(s.split(",", -1)).map(PythonUnicode::strip);
    }
}
