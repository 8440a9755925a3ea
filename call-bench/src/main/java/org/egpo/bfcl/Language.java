package org.egpo.bfcl;

/** The language whose types a category's function documents name. */
public enum Language {
    PYTHON,
    JAVA,
    JAVASCRIPT;

    /** The language of a category such as {@code simple_java}, {@code javascript} (v3) or {@code live_multiple}. */
    public static Language ofCategory(String category) {
        if (category.contains("javascript")) {
            return JAVASCRIPT;
        }
        return category.contains("java") ? JAVA : PYTHON;
    }
}
