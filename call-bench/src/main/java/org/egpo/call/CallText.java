package org.egpo.call;

import java.util.function.BiConsumer;

/** One decoded call as the text that the multi-turn parts of the benchmarks run: {@code cd(folder='x')}. */
public final class CallText {
    private CallText() {}

    /**
     * @param call a map of one entry, name → map of arguments
     * @param maps whether every map in the arguments counts as a call, as ACEBench has it
     */
    public static String of(Value.MapValue call, boolean maps) {
        return of(call.key(0), PythonObjects.map(call.value(0)), ", ", (v, out) -> nested(v, maps, out));
    }

    /** The same with values as they are. */
    static String of(Value name, Value.MapValue arguments, String comma, BiConsumer<Value, StringBuilder> spelling) {
        StringBuilder out = new StringBuilder(PythonText.str(name)).append('(');
        for (int i = 0; i < arguments.size(); i++) {
            String parameter = PythonText.str(arguments.key(i));
            out.append(i == 0 ? "" : comma).append(parameter).append('=');
            spelling.accept(arguments.value(i), out);
        }
        return out.append(')').toString();
    }

    /** A map whose values are all maps counts as a call, even when the model meant a map. */
    private static void nested(Value v, boolean maps, StringBuilder out) {
        if (!(v instanceof Value.MapValue m)) {
            PythonText.boundedRepr(v, out);
            return;
        }
        if (maps || m.values().stream().allMatch(Value.MapValue.class::isInstance)) {
            m.firstKey();
            out.append(of(m, maps));
            return;
        }
        out.append('{');
        for (int i = 0; i < m.size(); i++) {
            out.append(i == 0 ? "'" : ", '").append(PythonText.str(m.key(i))).append("': ");
            nested(m.value(i), maps, out);
        }
        out.append('}');
    }
}
