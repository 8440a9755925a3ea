package org.egpo.call;

import java.util.ArrayList;
import java.util.List;

/** Reads calls out of a decoded value. */
public final class FunctionCalls {
    private FunctionCalls() {}

    /**
     * The calls of a decoded text, in order. A failure, and a value that is no list of calls (maps of one entry, name → map
     * of arguments), gives an empty list.
     */
    public static List<FunctionCall> of(Decoded decoded) {
        if (!(decoded instanceof Decoded.Success s && s.value() instanceof Value.ListValue list)) {
            return List.of();
        }
        List<FunctionCall> calls = new ArrayList<>(list.items().size());
        for (Value item : list.items()) {
            if (!(item instanceof Value.MapValue m
                    && m.size() == 1
                    && m.key(0) instanceof Value.Text name
                    && m.value(0) instanceof Value.MapValue arguments)) {
                return List.of();
            }
            calls.add(new FunctionCall(name.value(), arguments));
        }
        return List.copyOf(calls);
    }
}
