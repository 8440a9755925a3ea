package org.egpo.datasets;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.egpo.call.ToolSpec;
import org.egpo.call.Value;

/** Arguments collected by path: {@code customer.name}, {@code items.0.dish}. */
final class ArgumentTree {
    private final Map<String, Object> tree = new LinkedHashMap<>();

    @SuppressWarnings("unchecked")
    void put(String path, Value value) {
        String[] steps = path.split("\\.");
        Map<String, Object> at = tree;
        for (int i = 0; i < steps.length - 1; i++) {
            at = (Map<String, Object>) at.computeIfAbsent(steps[i], k -> new LinkedHashMap<String, Object>());
        }
        at.put(steps[steps.length - 1], value);
    }

    /** The arguments, in the order in which the tool lists its parameters. */
    Value.MapValue inOrderOf(ToolSpec tool) {
        return (Value.MapValue) value(tree, tool.parameters());
    }

    @SuppressWarnings("unchecked")
    private static Value value(Object node, Value.MapValue schema) {
        if (node instanceof Value v) {
            return v;
        }
        Map<String, Object> children = (Map<String, Object>) node;
        if (schema.get("items") instanceof Value.MapValue items) {
            List<Value> list = new ArrayList<>();
            for (int i = 0; children.containsKey(Integer.toString(i)); i++) {
                list.add(value(children.get(Integer.toString(i)), items));
            }
            return new Value.ListValue(list);
        }
        Value.MapValue properties = (Value.MapValue) schema.get("properties");
        Value.MapBuilder map = new Value.MapBuilder();
        for (int i = 0; i < properties.size(); i++) {
            String name = ((Value.Text) properties.key(i)).value();
            if (children.containsKey(name)) {
                map.put(name, value(children.get(name), (Value.MapValue) properties.value(i)));
            }
        }
        return map.build();
    }
}
