package org.egpo.datasets;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * A question of the quickstart's set: one tool, one call expected.
 *
 * @param id such as {@code simple_python_7}
 * @param text what the user asks
 * @param tool name of the function
 * @param description what the function does
 * @param parameters its parameters, in order
 * @param arguments the right arguments: strings and integers, in the order of the parameters
 */
public record ToyQuestion(
        String id,
        String text,
        String tool,
        String description,
        List<Parameter> parameters,
        Map<String, Object> arguments) {

    /**
     * @param name the parameter's name
     * @param type {@code string} or {@code integer}
     * @param description what it means
     */
    public record Parameter(String name, String type, String description) {}

    /** The question in the layout of a BFCL question file. */
    public Map<String, Object> question() {
        Map<String, Object> properties = new LinkedHashMap<>();
        for (Parameter p : parameters) {
            properties.put(p.name(), ordered("type", p.type(), "description", p.description()));
        }
        Map<String, Object> schema = ordered(
                "type",
                "dict",
                "properties",
                properties,
                "required",
                parameters.stream().map(Parameter::name).toList());
        Map<String, Object> function = ordered("name", tool, "description", description, "parameters", schema);
        return ordered(
                "id", id,
                "question", List.of(List.of(ordered("role", "user", "content", text))),
                "function", List.of(function));
    }

    /** The allowed values in the layout of a BFCL answer file. */
    public Map<String, Object> possibleAnswer() {
        Map<String, Object> allowed = new LinkedHashMap<>();
        arguments.forEach((name, value) -> allowed.put(name, List.of(value)));
        return ordered("id", id, "ground_truth", List.of(Map.of(tool, allowed)));
    }

    private static Map<String, Object> ordered(Object... keysAndValues) {
        Map<String, Object> map = new LinkedHashMap<>();
        for (int i = 0; i < keysAndValues.length; i += 2) {
            map.put((String) keysAndValues[i], keysAndValues[i + 1]);
        }
        return map;
    }
}
