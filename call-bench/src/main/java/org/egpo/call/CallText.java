package org.egpo.call;

/** One decoded call as the text that the multi-turn parts of the benchmarks run: {@code cd(folder='x')}. */
public final class CallText {
    private CallText() {}

    /**
     * @param call a map of one entry, name → map of arguments
     * @param maps whether every map in the arguments counts as a call, as ACEBench has it
     */
    public static String of(Value.MapValue call, boolean maps) {
        StringBuilder out = new StringBuilder();
        call(call.key(0), call.value(0), maps, out);
        return out.toString();
    }

    private static void call(Value name, Value named, boolean maps, StringBuilder out) {
        Value.MapValue arguments = PythonObjects.map(named);
        out.append(PythonText.str(name)).append('(');
        for (int i = 0; i < arguments.size(); i++) {
            out.append(i == 0 ? "" : ", ")
                    .append(PythonText.str(arguments.key(i)))
                    .append('=');
            nested(arguments.value(i), maps, out);
        }
        out.append(')');
    }

    /** A map whose values are all maps counts as a call, even when the model meant a map. */
    private static void nested(Value v, boolean maps, StringBuilder out) {
        if (!(v instanceof Value.MapValue m)) {
            PythonText.boundedRepr(v, out);
            return;
        }
        if (maps || m.values().stream().allMatch(Value.MapValue.class::isInstance)) {
            if (m.size() == 0) {
                throw new PythonError("IndexError", "an empty map has no first key");
            }
            call(m.key(0), m.value(0), maps, out);
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
