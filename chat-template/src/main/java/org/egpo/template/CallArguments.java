package org.egpo.template;

import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Reads the arguments of a call. */
final class CallArguments {
    private CallArguments() {}

    static Object at(List<Object> arguments, int i) {
        if (i >= arguments.size()) {
            throw new JinjaException("a call lacks its argument " + (i + 1));
        }
        return arguments.get(i);
    }

    static String text(List<Object> arguments, int i) {
        return text(at(arguments, i), "argument " + (i + 1) + " of a call must be a string");
    }

    static String text(@Nullable Object value, String otherwise) {
        if (value instanceof String s) {
            return s;
        }
        throw new JinjaException(otherwise + ", not " + Operands.type(value));
    }

    /** The argument at a place or of a name; what stands in for it where it is not given. */
    static @Nullable Object of(
            List<Object> arguments, Map<String, Object> named, int i, String name, @Nullable Object otherwise) {
        return i < arguments.size() ? arguments.get(i) : named.getOrDefault(name, otherwise);
    }

    /** An argument that is not known would be passed over in silence. */
    static void only(String what, List<Object> arguments, int most, Map<String, Object> named, String... names) {
        if (arguments.size() > most || !Set.of(names).containsAll(named.keySet())) {
            throw new JinjaException(what + " is called with arguments that are not supported");
        }
    }
}
