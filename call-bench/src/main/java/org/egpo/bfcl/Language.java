package org.egpo.bfcl;

import java.util.HashMap;
import java.util.Map;
import org.egpo.call.PythonType;
import org.jspecify.annotations.Nullable;

/** The language whose types a category's function documents name. */
public enum Language {
    PYTHON("STR string any | INT integer | FLOAT float | BOOL boolean | LIST array tuple | DICT dict"),
    JAVA("INT byte short integer long | FLOAT float double | BOOL boolean | STR char String any"
            + " | LIST Array ArrayList Queue Stack | SET Set | DICT HashMap Hashtable"),
    JAVASCRIPT("STR String any | INT integer Bigint | FLOAT float | BOOL Boolean | DICT dict | LIST array");

    private final Map<String, PythonType> types = new HashMap<>();

    /** @param table each type and its documented names */
    Language(String table) {
        for (String row : table.split(" \\| ")) {
            String[] names = row.split(" ");
            for (int i = 1; i < names.length; i++) {
                types.put(names[i], PythonType.valueOf(names[0]));
            }
        }
    }

    /** The language of a category such as {@code simple_java}, {@code javascript} (v3) or {@code live_multiple}. */
    public static Language ofCategory(String category) {
        return category.contains("javascript") ? JAVASCRIPT : category.contains("java") ? JAVA : PYTHON;
    }

    /** The type that a documented type name stands for, or null when the official tables do not have it. */
    @Nullable
    PythonType typeOf(String documented) {
        return types.get(documented);
    }
}
