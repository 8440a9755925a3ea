package org.egpo.datasets;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Random;
import org.egpo.call.FunctionCall;
import org.egpo.call.PythonText;
import org.egpo.call.Value;
import org.egpo.data.Example;

/** Damages the arguments of one call. Every method gives null where its defect does not apply. */
record ArgumentDefects(Map<String, GeneratedTool> tools, Random random) {
    private static final List<String> INVENTED =
            List.of("language", "user_id", "verbose", "format", "currency_symbol", "priority_id");
    private static final List<String> NO_CHOICE = List.of("ultra", "none", "standard", "default", "extra", "any");

    Example swapped(Example e) {
        List<Example> all = new ArrayList<>();
        for (int c = 0; c < e.calls().size(); c++) {
            FunctionCall call = e.calls().get(c);
            for (int a = 0; a < call.arguments().size(); a++) {
                for (int b = a + 1; b < call.arguments().size(); b++) {
                    Value va = call.arguments().value(a);
                    Value vb = call.arguments().value(b);
                    if (sameKind(call, a, b) && !va.equals(vb)) {
                        all.add(CallEdits.replace(e, c, CallEdits.swapped(call, a, b)));
                    }
                }
            }
        }
        return pick(all);
    }

    private boolean sameKind(FunctionCall call, int a, int b) {
        Slot x = slot(call, a);
        Slot y = slot(call, b);
        if (x == null || y == null) {
            return call.arguments().value(a) instanceof Value.MapValue
                    && call.arguments().value(b) instanceof Value.MapValue;
        }
        return x.kind().equals(y.kind())
                && !x.kind().equals("bool")
                && !x.kind().equals("enum");
    }

    private Slot slot(FunctionCall call, int argument) {
        return tools.get(call.name()).slots().get(CallEdits.name(call, argument));
    }

    Example wrongType(Example e) {
        return pick(CallEdits.each(
                e,
                (call, a) -> CallEdits.with(
                        call,
                        CallEdits.name(call, a),
                        otherType(call.arguments().value(a)))));
    }

    private Value otherType(Value v) {
        if (v instanceof Value.Bool b) {
            return Value.text(b.value() ? "yes" : "no");
        }
        if (v instanceof Value.Int || v instanceof Value.Real) {
            return random.nextInt(3) == 0
                    ? new Value.ListValue(List.of(v))
                    : Value.text(PythonText.repr(v) + (random.nextBoolean() ? "" : " units"));
        }
        if (v instanceof Value.ListValue l) {
            return Value.text(PythonText.repr(l));
        }
        if (v instanceof Value.MapValue m) {
            return Value.text(PythonText.repr(m));
        }
        return random.nextBoolean() ? new Value.ListValue(List.of(v)) : Value.integer(random.nextInt(100));
    }

    Example missingRequired(Example e) {
        return pick(CallEdits.each(e, (call, a) -> {
            String name = CallEdits.name(call, a);
            boolean required = tools.get(call.name()).spec().required().contains(name);
            return required ? CallEdits.without(call, name) : null;
        }));
    }

    Example inventedParameter(Example e) {
        List<Value> values = List.of(Value.text("en"), Value.integer(7), Value.Bool.TRUE, Value.text("json"));
        return pick(CallEdits.each(e, (call, a) -> {
            String name = CallEdits.pick(INVENTED, random);
            boolean known = tools.get(call.name()).spec().parameterNames().contains(name);
            return known ? null : CallEdits.with(call, name, CallEdits.pick(values, random));
        }));
    }

    Example ungrounded(Example e) {
        return pick(CallEdits.each(e, (call, a) -> {
            Slot slot = slot(call, a);
            return slot == null || slot.kind().equals("bool") ? null : redrawn(e, call, a, slot);
        }));
    }

    /** The call with a value that the question does not say, or null when none was found. */
    private FunctionCall redrawn(Example e, FunctionCall call, int a, Slot slot) {
        String question = e.question().toLowerCase(Locale.ROOT);
        for (int attempt = 0; attempt < 20; attempt++) {
            Slot.Drawn d = slot.draw(random, new HashSet<>());
            String said = d.mention().toLowerCase(Locale.ROOT);
            String value = PythonText.str(d.value()).toLowerCase(Locale.ROOT);
            if (!question.contains(said)
                    && !question.contains(value)
                    && !d.value().equals(call.arguments().value(a))) {
                return CallEdits.with(call, CallEdits.name(call, a), d.value());
            }
        }
        return null;
    }

    Example wrongNumber(Example e) {
        return pick(CallEdits.each(e, (call, a) -> {
            if (!(call.arguments().value(a) instanceof Value.Int i)
                    || !e.question().matches(".*\\b" + i.value() + "\\b.*")) {
                return null;
            }
            long n = i.value();
            long other =
                    random.nextBoolean() ? n * 10 : n > 9 && random.nextBoolean() ? n / 10 : n + 1 + random.nextInt(5);
            boolean said = e.question().matches(".*\\b" + other + "\\b.*");
            return said ? null : CallEdits.with(call, CallEdits.name(call, a), Value.integer(other));
        }));
    }

    Example wrongUnit(Example e) {
        return pick(CallEdits.each(e, (call, a) -> {
            boolean unit = CallEdits.name(call, a).matches("(.*_)?(unit|currency)");
            return unit ? redrawn(e, call, a, slot(call, a)) : null;
        }));
    }

    Example enumViolation(Example e) {
        return pick(CallEdits.each(e, (call, a) -> {
            Slot slot = slot(call, a);
            return slot == null || slot.choices().isEmpty()
                    ? null
                    : CallEdits.with(call, CallEdits.name(call, a), Value.text(CallEdits.pick(NO_CHOICE, random)));
        }));
    }

    Example wrongNesting(Example e) {
        int n = random.nextInt(e.calls().size());
        FunctionCall call = e.calls().get(n);
        Value.MapBuilder flat = new Value.MapBuilder();
        call.arguments().forEach((name, value) -> {
            if (value instanceof Value.MapValue inner) {
                inner.forEach(flat::put);
            } else {
                flat.put(name, value);
            }
        });
        Value.MapValue arguments = call.arguments().values().stream().anyMatch(Value.MapValue.class::isInstance)
                ? flat.build()
                : Value.MapValue.of(random.nextBoolean() ? "arguments" : "parameters", call.arguments());
        return CallEdits.replace(e, n, new FunctionCall(call.name(), arguments));
    }

    private Example pick(List<Example> all) {
        return all.isEmpty() ? null : CallEdits.pick(all, random);
    }
}
