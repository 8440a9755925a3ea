package org.egpo.bfcl.multiturn;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.egpo.bfcl.BadInputException;
import org.egpo.call.PythonDict;
import org.egpo.call.PythonList;
import org.egpo.call.PythonObjects;
import org.egpo.call.PythonOpaque;
import org.egpo.call.Value;
import org.egpo.call.ValueJson;

/**
 * What the official classes have in their code and not in the data: default states, tables, and the texts of the long
 * context. Read from {@code multi_turn_constants.json}, one JSON object with the fields {@code long_context},
 * {@code default_state}, {@code module_constants} and {@code tables}; values as {@link ValueJson} writes them. Immutable,
 * safe for many threads.
 */
public final class Constants {
    /** Name of the file in the data folder, or in the folder around it. */
    public static final String FILE = "multi_turn_constants.json";

    private final Path file;
    private final JsonNode root;
    private final Map<String, Map<String, Value>> defaults;
    private final Map<String, Value> frozen = new ConcurrentHashMap<>();

    private Constants(Path file, JsonNode root) {
        this.file = file;
        this.root = root;
        this.defaults = defaultStates(root);
    }

    /**
     * The constants that belong to a data folder.
     *
     * @throws BadInputException when there is no such file or it is not as described above
     */
    public static Constants near(Path data) {
        Path here = data.resolve(FILE);
        Path around = data.toAbsolutePath().normalize().resolveSibling(FILE);
        if (!Files.isRegularFile(here) && Files.isRegularFile(around)) {
            return read(around);
        }
        return read(here);
    }

    /** @throws BadInputException when the file cannot be read or is not as described above */
    public static Constants read(Path file) {
        if (!Files.isRegularFile(file)) {
            throw new BadInputException(file + ": there is no such file; multi-turn tests need " + FILE
                    + " in the folder of the data or beside it.");
        }
        try (InputStream in = Files.newInputStream(file)) {
            JsonNode json = ValueJson.MAPPER.readTree(in);
            if (json == null || !json.isObject()) {
                throw new BadInputException(file + ": expected one JSON object.");
            }
            return new Constants(file, json);
        } catch (JsonProcessingException e) {
            int line = e.getLocation() == null ? 0 : e.getLocation().getLineNr();
            throw new BadInputException(file + ", line " + line + ": not valid JSON (" + e.getOriginalMessage() + ").");
        } catch (IOException | IllegalArgumentException e) {
            throw new BadInputException(file + ": cannot be read (" + e.getMessage() + ").");
        }
    }

    /** Class → attribute → value; the state of the file system is no value and is not needed. */
    private static Map<String, Map<String, Value>> defaultStates(JsonNode root) {
        Map<String, Map<String, Value>> all = new HashMap<>();
        root.path("default_state").properties().forEach(c -> {
            Map<String, Value> attributes = new HashMap<>();
            c.getValue().properties().forEach(a -> {
                if (!a.getValue().has("$repr")) {
                    attributes.put(a.getKey(), ValueJson.read(a.getValue()));
                }
            });
            all.put(c.getKey(), attributes);
        });
        return all;
    }

    private BadInputException missing(String field) {
        return new BadInputException(file + ": the field " + field + " is missing.");
    }

    private JsonNode at(String... path) {
        JsonNode node = root;
        for (String name : path) {
            node = node.path(name);
        }
        if (node.isMissingNode()) {
            throw missing(String.join(".", path));
        }
        return node;
    }

    /** An object that many may share: its lists cannot be changed. The names of the three parts do not overlap. */
    private Value shared(String name, String... path) {
        Value known = frozen.get(name);
        return known != null ? known : frozen.computeIfAbsent(name, n -> frozen(at(path)));
    }

    private static Value frozen(JsonNode node) {
        if (node.isArray()) {
            List<Value> items = new ArrayList<>();
            node.forEach(i -> items.add(frozen(i)));
            return PythonList.frozen(items);
        }
        if (node.has("$repr")) {
            String repr = node.path("$repr").asText();
            return new PythonOpaque(repr.toLowerCase(Locale.ROOT), repr);
        }
        boolean tagged =
                node.isObject() && node.size() == 1 && node.fieldNames().next().startsWith("$");
        if (!node.isObject() || tagged) {
            return PythonObjects.thaw(ValueJson.read(node));
        }
        PythonDict d = new PythonDict();
        node.properties().forEach(e -> d.put(e.getKey(), frozen(e.getValue())));
        return d;
    }

    /** A value of the long context, for those who change their copy. */
    Value longContext(String name) {
        return ValueJson.read(at("long_context", name));
    }

    Value defaultState(String className, String attribute) {
        Value v = defaults.getOrDefault(className, Map.of()).get(attribute);
        if (v == null) {
            throw missing("default_state." + className + "." + attribute);
        }
        return v;
    }

    Value module(String className, String name) {
        return shared(name, "module_constants", className, name);
    }

    /** A text or list of the long context as an object that many may share. */
    Value extension(String name) {
        return shared(name, "long_context", name);
    }

    /** A table as an object that many may share. */
    Value table(String name) {
        return shared(name, "tables", name);
    }

    PythonDict map(String name) {
        return (PythonDict) table(name);
    }

    PythonList list(String name) {
        return (PythonList) table(name);
    }
}
