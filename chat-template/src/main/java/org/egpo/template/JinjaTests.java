package org.egpo.template;

import java.util.Collection;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** The tests {@code value is name}. */
final class JinjaTests {
    /** What a test asks. */
    interface Test {
        boolean holds(@Nullable Object value, List<Object> arguments);
    }

    private static final Map<String, Test> ALL = Map.ofEntries(
            entry("defined", (v, a) -> !(v instanceof Undefined)),
            entry("undefined", (v, a) -> v instanceof Undefined),
            entry("none", (v, a) -> v == null),
            entry("boolean", (v, a) -> v instanceof Boolean),
            entry("true", (v, a) -> Boolean.TRUE.equals(v)),
            entry("false", (v, a) -> Boolean.FALSE.equals(v)),
            entry("string", (v, a) -> v instanceof String),
            entry("number", (v, a) -> Operands.isNumber(v)),
            entry("integer", (v, a) -> v instanceof Long),
            entry("float", (v, a) -> v instanceof Double),
            entry("mapping", (v, a) -> v instanceof Map),
            entry("iterable", (v, a) -> isSequence(v) || v instanceof Collection || v instanceof Iterator),
            entry("sequence", (v, a) -> isSequence(v)),
            entry("callable", (v, a) -> v instanceof TemplateFunction),
            entry("odd", (v, a) -> Math.floorMod(Operands.number(v).longValue(), 2L) == 1),
            entry("even", (v, a) -> Math.floorMod(Operands.number(v).longValue(), 2L) == 0),
            entry("divisibleby", (v, a) -> Operands.same(Operands.calculate("%", v, CallArguments.at(a, 0)), 0L)),
            entry("eq", (v, a) -> Operands.same(v, CallArguments.at(a, 0))),
            entry("equalto", (v, a) -> Operands.same(v, CallArguments.at(a, 0))),
            entry("ne", (v, a) -> !Operands.same(v, CallArguments.at(a, 0))),
            entry("in", (v, a) -> Operands.contains(CallArguments.at(a, 0), v)));

    private JinjaTests() {}

    private static Map.Entry<String, Test> entry(String name, Test what) {
        return Map.entry(name, what);
    }

    private static boolean isSequence(@Nullable Object v) {
        return v instanceof List || v instanceof Map || v instanceof String || v instanceof Undefined;
    }

    static Test of(String name) {
        return ALL.getOrDefault(name, (v, a) -> {
            throw new JinjaException("the test \"" + name + "\" is not supported");
        });
    }
}
