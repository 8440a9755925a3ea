package org.egpo.call;

import java.util.ArrayList;
import java.util.List;
import java.util.StringJoiner;
import java.util.function.Function;

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
        return text(Value.text(name), arguments, ", ", PythonText::repr);
    }

    /**
     * A decoded call as the text that the multi-turn parts of the benchmarks run: {@code cd(folder='x')}.
     *
     * @param call a map of one entry, name → map of arguments
     * @param maps whether every map in the arguments counts as a call, as ACEBench has it
     */
    public static String text(Value.MapValue call, boolean maps) {
        return text(call.key(0), PythonObjects.map(call.value(0)), ", ", v -> nested(v, maps));
    }

    /** The same with values as they are. */
    static String text(Value name, Value.MapValue arguments, String comma, Function<Value, String> spelling) {
        StringJoiner out = new StringJoiner(comma, PythonText.str(name) + "(", ")");
        arguments.forEach((key, v) -> out.add(PythonText.str(key) + "=" + spelling.apply(v)));
        return out.toString();
    }

    /** A map whose values are all maps counts as a call, even when the model meant a map. */
    private static String nested(Value v, boolean maps) {
        if (!(v instanceof Value.MapValue m)) {
            return PythonText.boundedRepr(v);
        }
        if (maps || m.values().stream().allMatch(Value.MapValue.class::isInstance)) {
            m.firstKey();
            return text(m, maps);
        }
        StringJoiner out = new StringJoiner(", ", "{", "}");
        m.forEach((key, inner) -> out.add("'" + PythonText.str(key) + "': " + nested(inner, maps)));
        return out.toString();
    }
}
