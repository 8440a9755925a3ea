package org.egpo.bfcl;

import org.egpo.call.Decoded;
import org.egpo.call.PythonError;
import org.egpo.call.Value;

/** Source text of a Java or JavaScript argument → value, as the official type converters do it. */
public final class TypeConversion {
    private TypeConversion() {}

    /**
     * @param type the documented type, such as {@code ArrayList} or {@code Bigint}
     * @param nested the documented type of the elements, or null
     * @return the value; a text that does not have the type's form stays a string; a failure where the official converter
     *     raises
     */
    public static Decoded convert(Language language, String text, String type, String nested) {
        try {
            Value value =
                    switch (language) {
                        case JAVA -> JavaTypes.convert(text, type, nested);
                        case JAVASCRIPT -> JavaScriptTypes.convert(text, type, nested);
                        case PYTHON -> Value.text(text);
                    };
            return new Decoded.Success(value);
        } catch (PythonError e) {
            return new Decoded.Failure(e.type, e.getMessage(), -1);
        }
    }
}
