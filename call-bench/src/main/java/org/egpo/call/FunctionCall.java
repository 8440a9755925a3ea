package org.egpo.call;

import java.util.StringJoiner;

/** One call: a function's name (dots allowed) and its keyword arguments in the order written. */
public record FunctionCall(String name, Value.MapValue arguments) {

    /** The call as Python spells it, such as {@code f(a=1, b='x')}. */
    @Override
    public String toString() {
        StringJoiner all = new StringJoiner(", ", name + "(", ")");
        for (int i = 0; i < arguments.size(); i++) {
            Value key = arguments.key(i);
            String parameter = key instanceof Value.Text t ? t.value() : PythonText.repr(key);
            all.add(parameter + "=" + PythonText.repr(arguments.value(i)));
        }
        return all.toString();
    }
}
