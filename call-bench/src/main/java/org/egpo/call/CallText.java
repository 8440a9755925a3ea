package org.egpo.call;

/** One decoded call as the text that the multi-turn part of the benchmark runs: {@code cd(folder='x')}. */
final class CallText {
    private CallText() {}

    /** @param call a map of one entry, name → map of arguments */
    static String of(Value.MapValue call) {
        StringBuilder out = new StringBuilder();
        call(call.key(0), (Value.MapValue) call.value(0), out);
        return out.toString();
    }

    private static void call(Value name, Value.MapValue arguments, StringBuilder out) {
        out.append(PythonText.str(name)).append('(');
        for (int i = 0; i < arguments.size(); i++) {
            out.append(i == 0 ? "" : ", ")
                    .append(PythonText.str(arguments.key(i)))
                    .append('=');
            nested(arguments.value(i), out);
        }
        out.append(')');
    }

    /** A map whose values are all maps counts as a call, even when the model meant a map. */
    private static void nested(Value v, StringBuilder out) {
        if (!(v instanceof Value.MapValue m)) {
            PythonText.boundedRepr(v, out);
            return;
        }
        boolean allMaps = true;
        for (int i = 0; i < m.size(); i++) {
            allMaps &= m.value(i) instanceof Value.MapValue;
        }
        if (allMaps) {
            if (m.size() == 0) {
                throw new PythonError("IndexError", "an empty map has no first key");
            }
            call(m.key(0), (Value.MapValue) m.value(0), out);
            return;
        }
        out.append('{');
        for (int i = 0; i < m.size(); i++) {
            out.append(i == 0 ? "'" : ", '").append(PythonText.str(m.key(i))).append("': ");
            nested(m.value(i), out);
        }
        out.append('}');
    }
}
