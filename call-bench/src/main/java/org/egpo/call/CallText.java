package org.egpo.call;

import java.util.StringJoiner;
import java.util.function.Function;

/** One decoded call as the text that the multi-turn parts of the benchmarks run: {@code cd(folder='x')}. */
public final class CallText {
    private CallText() {}

    /**
     * @param call a map of one entry, name → map of arguments
     * @param maps whether every map in the arguments counts as a call, as ACEBench has it
     */
    public static String of(Value.MapValue call, boolean maps) {
        return of(call.key(0), PythonObjects.map(call.value(0)), ", ", v -> nested(v, maps));
    }

    /** The same with values as they are. */
    static String of(Value name, Value.MapValue arguments, String comma, Function<Value, String> spelling) {
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
            return of(m, maps);
        }
        StringJoiner out = new StringJoiner(", ", "{", "}");
        m.forEach((key, inner) -> out.add("'" + PythonText.str(key) + "': " + nested(inner, maps)));
        return out.toString();
    }
}
