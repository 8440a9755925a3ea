package org.egpo.bfcl.multiturn;

import com.fasterxml.jackson.core.JsonProcessingException;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.zip.GZIPInputStream;
import org.egpo.bfcl.BadInputException;
import org.egpo.bfcl.JsonLines;
import org.egpo.call.Value;
import org.egpo.call.ValueJson;

/**
 * What the official classes have in their code and not in the data: default states, tables, and the texts of the long
 * context. Read from {@code multi_turn_constants.json}, one JSON object with the fields {@code long_context},
 * {@code default_state}, {@code module_constants} and {@code tables}; values as {@link ValueJson} writes them. Immutable,
 * safe for many threads.
 */
public final class Constants {
    /** Name of the file in the data folder, or in the folder around it; without it the official constants hold. */
    public static final String FILE = "multi_turn_constants.json";

    private final Path file;
    private final Value.MapValue root;
    private final Value.MapValue defaults;

    private Constants(Path file, Value.MapValue root) {
        this.file = file;
        this.root = root;
        this.defaults = root.get("default_state") instanceof Value.MapValue m ? m : Value.MapValue.EMPTY;
    }

    /** Those of the official classes, commit 6ea57973. */
    private static final class Official {
        static final Constants CONSTANTS;

        static {
            try (InputStream in = new GZIPInputStream(Constants.class.getResourceAsStream(FILE + ".gz"))) {
                CONSTANTS = read(Path.of(FILE), in.readAllBytes());
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }
    }

    /** Those of the official classes. */
    public static Constants official() {
        return Official.CONSTANTS;
    }

    /**
     * The constants that belong to a data folder; the official ones where it has none of its own.
     *
     * @throws BadInputException when its file cannot be read or is not as described above
     */
    public static Constants near(Path data) {
        Path here = data.resolve(FILE);
        Path around = data.toAbsolutePath().normalize().resolveSibling(FILE);
        Path file = !Files.isRegularFile(here) ? around : here;
        return Files.isRegularFile(file) ? read(file, JsonLines.bytesOf(file)) : official();
    }

    private static Constants read(Path file, byte[] json) {
        try {
            if (ValueJson.read(ValueJson.MAPPER.readTree(json), true) instanceof Value.MapValue root) {
                return new Constants(file, root);
            }
            throw BadInputException.at(file, 0, "expected one JSON object.");
        } catch (IOException e) {
            boolean placed = e instanceof JsonProcessingException j && j.getLocation() != null;
            int line = placed ? ((JsonProcessingException) e).getLocation().getLineNr() : 0;
            String why = e instanceof JsonProcessingException j ? j.getOriginalMessage() : e.getMessage();
            throw BadInputException.at(file, line, "not valid JSON (" + why + ").");
        }
    }

    private Value at(String... path) {
        Value at = root;
        for (String name : path) {
            at = at instanceof Value.MapValue m ? m.get(name) : null;
        }
        if (at == null) {
            throw new BadInputException(file + ": the field " + String.join(".", path) + " is missing.");
        }
        return at;
    }

    /** The default state of a class; that of the file system is no value and is not needed. */
    Value defaultState(String className, String attribute) {
        Value v = defaults.get(className) instanceof Value.MapValue state ? state.get(attribute) : null;
        return v != null ? v : at("default_state", className, attribute);
    }

    Value module(String className, String name) {
        return at("module_constants", className, name);
    }

    /** A text, list or map of the long context. */
    Value extension(String name) {
        return at("long_context", name);
    }

    Value table(String name) {
        return at("tables", name);
    }

    Value.MapValue map(String name) {
        return (Value.MapValue) table(name);
    }

    Value.ListValue list(String name) {
        return (Value.ListValue) table(name);
    }
}
