package org.egpo.call;

import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;

/** The formats in which the benchmark lets a model write its calls. */
public enum CallFormat {
    /** {@code [f(x=1), g(y="a")]}. */
    PYTHON,
    /** {@code [{"function": "f", "parameters": {"x": 1}}]}. */
    JSON,
    /** {@code <functions><function name="f"><params><param name="x" value="1" type="integer"/></params></function></functions>}. */
    VERBOSE_XML,
    /** {@code <functions><function name="f"><param name="x" type="integer">1</param></function></functions>}. */
    CONCISE_XML,
    /** {@code f(x=1)} with Java expressions as values. */
    JAVA,
    /** {@code f(x=1)} with JavaScript expressions as values. */
    JAVASCRIPT;

    /**
     * The format of that name, in any case: {@code python}, {@code verbose_xml}.
     *
     * @throws IllegalArgumentException naming the formats there are
     */
    public static CallFormat of(String name) {
        return find(name)
                .orElseThrow(() -> new IllegalArgumentException("no call format \"" + name
                        + "\"; there are python, json, verbose_xml, concise_xml, java, javascript"));
    }

    /** The format of that name, if there is one. */
    public static Optional<CallFormat> find(String name) {
        return Arrays.stream(values())
                .filter(f -> f.name().equalsIgnoreCase(name))
                .findFirst();
    }

    @Override
    public String toString() {
        return name().toLowerCase(Locale.ROOT);
    }
}
