package org.egpo.call;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.List;

/** What this module keeps as files beside its classes. */
public final class Resources {
    private Resources() {}

    /** A text file in the package of a class. */
    public static String text(Class<?> beside, String name) {
        try (InputStream in = beside.getResourceAsStream(name)) {
            return new String(in.readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** The rows of a table: the lines of such a file without those that begin with {@code #}, which are comments. */
    public static List<String> lines(Class<?> beside, String name) {
        return text(beside, name).lines().filter(l -> !l.startsWith("#")).toList();
    }

    /** The value in a JSON file, as {@link ValueJson} writes it. */
    public static Value json(Class<?> beside, String name) {
        try {
            return ValueJson.read(ValueJson.MAPPER.readTree(text(beside, name)));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
