package org.egpo.call;

import java.util.List;

/**
 * A function that may be called.
 *
 * @param name dots allowed
 * @param description what it does; "" when the data has none
 * @param parameters JSON Schema of the arguments as the data spells it: {@code type} (also the Python-flavoured
 *     {@code dict}, {@code float}, {@code str, optional}, …), {@code properties}, {@code required}; empty when the data
 *     has none
 * @param other further fields of the tool ({@code strict}, {@code returns}, …), kept for writing
 */
public record ToolSpec(String name, String description, Value.MapValue parameters, Value.MapValue other) {
    public ToolSpec(String name, String description, Value.MapValue parameters) {
        this(name, description, parameters, Value.MapValue.EMPTY);
    }

    /** Schemas of the parameters by name, in order. */
    public Value.MapValue properties() {
        return parameters.get("properties") instanceof Value.MapValue m ? m : Value.MapValue.EMPTY;
    }

    /** Names of the parameters, in order. */
    public List<String> parameterNames() {
        return texts(properties().keys());
    }

    /** Names of the parameters that must be given. */
    public List<String> required() {
        return parameters.get("required") instanceof Value.ListValue l ? texts(l.items()) : List.of();
    }

    private static List<String> texts(List<Value> values) {
        return values.stream()
                .filter(Value.Text.class::isInstance)
                .map(PythonText::str)
                .toList();
    }
}
