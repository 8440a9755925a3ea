package org.egpo.clean;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.networknt.schema.Error;
import com.networknt.schema.Schema;
import com.networknt.schema.SchemaRegistry;
import com.networknt.schema.SchemaRegistryConfig;
import com.networknt.schema.SpecificationVersion;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import org.egpo.call.PythonText;
import org.egpo.call.ToolSpec;
import org.egpo.call.Value;
import org.egpo.data.JsonTree;
import org.jspecify.annotations.Nullable;

/**
 * The compiled schema of one tool's arguments.
 *
 * @param json the schema as plain JSON Schema
 * @param schema null where it cannot be compiled
 * @param problem why not, else null
 */
record ToolSchema(JsonNode json, @Nullable Schema schema, @Nullable String problem) {
    private static final SchemaRegistryConfig CONFIG =
            SchemaRegistryConfig.builder().formatAssertionsEnabled(true).build();

    private static ToolSchema of(Value.MapValue parameters, Set<String> unknownTypes) {
        ObjectNode json = SchemaReader.read(parameters, unknownTypes);
        try {
            // A registry of its own: a shared one would keep every schema it has ever seen.
            SchemaRegistry registry = SchemaRegistry.withDefaultDialect(
                    SpecificationVersion.DRAFT_2020_12, b -> b.schemaRegistryConfig(CONFIG));
            Schema schema = registry.getSchema(json);
            schema.initializeValidators();
            return new ToolSchema(json, schema, null);
        } catch (RuntimeException e) {
            return new ToolSchema(json, null, String.valueOf(e.getMessage()));
        }
    }

    /** What is wrong with the arguments; empty when they are right. */
    List<Finding> check(String function, Value.MapValue arguments) {
        if (schema == null) {
            return List.of(new Finding(Reason.BAD_SCHEMA, function + ": " + problem));
        }
        return schema.validate(JsonTree.of(arguments)).stream()
                .map(e -> finding(function, e))
                .toList();
    }

    private static Finding finding(String function, Error e) {
        Reason reason =
                switch (e.getKeyword()) {
                    case "required" -> Reason.MISSING_PARAMETER;
                    case "additionalProperties" -> Reason.UNKNOWN_PARAMETER;
                    case "enum", "const" -> Reason.NOT_IN_ENUM;
                    case "format", "pattern" -> Reason.BAD_FORMAT;
                    case "type", "anyOf", "oneOf", "allOf" -> Reason.WRONG_TYPE;
                    default -> Reason.OUT_OF_RANGE;
                };
        StringBuilder detail = new StringBuilder(function);
        for (int i = 0; i < e.getInstanceLocation().getNameCount(); i++) {
            Object step = e.getInstanceLocation().getElement(i);
            detail.append(step instanceof Integer ? "[" + step + "]" : "." + step);
        }
        if (e.getProperty() != null) {
            detail.append('.').append(e.getProperty());
        }
        JsonNode found = e.getInstanceNode();
        if (found != null && found.isValueNode()) {
            detail.append(" is ").append(shorten(PythonText.repr(Value.text(found.asText()))));
        }
        return new Finding(reason, detail.toString());
    }

    private static String shorten(String text) {
        return text.length() <= 60 ? text : text.substring(0, 57) + "…";
    }

    /** Compiled schemas, each made once for all records that offer the same tool; beyond 4,096 they are made anew. */
    static final class Cache {
        private static final int LIMIT = 4096;

        private final Map<Value.MapValue, ToolSchema> compiled = new HashMap<>();
        private final Set<String> unknownTypes = new TreeSet<>();

        /** Names of types that were met and are not known; they allow every value. */
        synchronized List<String> unknownTypes() {
            return List.copyOf(unknownTypes);
        }

        synchronized ToolSchema of(ToolSpec tool) {
            if (compiled.size() == LIMIT) {
                compiled.clear();
            }
            return compiled.computeIfAbsent(tool.parameters(), p -> ToolSchema.of(p, unknownTypes));
        }
    }
}
