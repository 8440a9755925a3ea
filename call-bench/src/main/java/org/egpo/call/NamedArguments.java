package org.egpo.call;

import java.util.HashSet;
import java.util.Set;

/** Arguments of a Java or JavaScript call as the official parsers collect them: positional ones under the null key. */
final class NamedArguments {
    private final Value.MapBuilder map = new Value.MapBuilder();
    private final Set<String> names = new HashSet<>();
    private boolean repeated;

    void put(String name, String value) {
        repeated |= !names.add(name);
        map.put(name == null ? Value.None.NONE : Value.text(name), Value.text(value));
    }

    /** One call: a list of one map, function → arguments. */
    Value call(String function) {
        if (repeated) {
            throw new PythonError("Exception", "an argument is given twice");
        }
        Value call = new Value.MapBuilder().put(function, map.build()).build();
        return new Value.ListValue(java.util.List.of(call));
    }
}
