package org.egpo.call;

import java.util.ArrayList;
import java.util.List;

/** One call: a function's name (dots allowed) and its keyword arguments in the order written. */
public record FunctionCall(String name, Value.MapValue arguments) {
    /**
     * The calls of a decoded text, in order. A failure, and a value that is no list of calls (maps of one entry, name → map
     * of arguments), gives an empty list.
     */
    public static List<FunctionCall> of(Decoded decoded) {
        List<FunctionCall> calls = new ArrayList<>();
        boolean list = decoded instanceof Decoded.Success s && s.value() instanceof Value.ListValue;
        for (Value item : list ? PythonObjects.items(((Decoded.Success) decoded).value()) : List.<Value>of()) {
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

    /** The call as Python spells it, such as {@code f(a=1, b='x')}. */
    @Override
    public String toString() {
        return CallText.of(Value.text(name), arguments, ", ", PythonText::repr);
    }
}
