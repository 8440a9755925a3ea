package org.egpo.datasets;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Random;
import java.util.function.Function;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.egpo.call.FunctionCall;
import org.egpo.call.PythonText;
import org.egpo.call.Value;
import org.egpo.data.Example;
import org.jspecify.annotations.Nullable;

/** Damages the arguments of one call. Every method gives null where its defect does not apply. */
record ArgumentDefects(Map<String, GeneratedTool> tools, Random random) {
    private static final List<String> INVENTED =
            List.of("language", "user_id", "verbose", "format", "currency_symbol", "priority_id");
    private static final List<String> NO_CHOICE = List.of("ultra", "none", "standard", "default", "extra", "any");

    /** One argument of a call. */
    private record Argument(FunctionCall call, int at, GeneratedTool tool) {
        private String name() {
            return CallEdits.name(call, at);
        }

        private Value value() {
            return call.arguments().value(at);
        }

        /** Null for an object. */
        private @Nullable Slot slot() {
            return tool.slots().get(name());
        }

        private FunctionCall with(Value value) {
            return CallEdits.with(call, name(), value);
        }

        private boolean canStandFor(Argument other) {
            if (slot() == null || other.slot() == null) {
                return value() instanceof Value.MapValue && other.value() instanceof Value.MapValue;
            }
            String kind = slot().kind();
            return kind.equals(other.slot().kind()) && !kind.equals("bool") && !kind.equals("enum");
        }
    }

    /** One of the changed calls in its place; as it is where there is none. */
    private Example one(Example e, Function<Argument, Stream<FunctionCall>> changes) {
        List<Example> all = new ArrayList<>();
        for (int c = 0; c < e.calls().size(); c++) {
            FunctionCall call = e.calls().get(c);
            for (int a = 0; a < call.arguments().size(); a++) {
                int n = c;
                changes.apply(new Argument(call, a, Objects.requireNonNull(tools.get(call.name()), call.name())))
                        .filter(changed -> !changed.equals(call))
                        .forEach(changed -> all.add(CallEdits.replace(e, n, changed)));
            }
        }
        return all.isEmpty() ? e : CallEdits.pick(all, random);
    }

    /** @param change the call as it is where an argument cannot be changed so */
    private Example edited(Example e, Function<Argument, FunctionCall> change) {
        return one(e, a -> Stream.of(change.apply(a)));
    }

    Example swapped(Example e) {
        return one(e, a -> IntStream.range(a.at + 1, a.call.arguments().size())
                .mapToObj(b -> new Argument(a.call, b, a.tool))
                .filter(b -> a.canStandFor(b) && !a.value().equals(b.value()))
                .map(b -> CallEdits.swapped(a.call, a.at, b.at)));
    }

    Example wrongType(Example e) {
        return edited(e, a -> a.with(otherType(a.value())));
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
        return edited(e, a -> {
            boolean required = a.tool.spec().required().contains(a.name());
            return required ? CallEdits.without(a.call, a.name()) : a.call;
        });
    }

    Example inventedParameter(Example e) {
        List<Value> values = List.of(Value.text("en"), Value.integer(7), Value.Bool.TRUE, Value.text("json"));
        return edited(e, a -> {
            String name = CallEdits.pick(INVENTED, random);
            boolean known = a.tool.spec().parameterNames().contains(name);
            return known ? a.call : CallEdits.with(a.call, name, CallEdits.pick(values, random));
        });
    }

    Example ungrounded(Example e) {
        return edited(e, a -> a.slot() == null || a.slot().kind().equals("bool") ? a.call : redrawn(e.question(), a));
    }

    /** The call with a value that the question does not say; as it is when none was found. */
    private FunctionCall redrawn(String asked, Argument a) {
        String question = asked.toLowerCase(Locale.ROOT);
        for (int attempt = 0; attempt < 20 && a.slot() != null; attempt++) {
            Slot.Drawn d = a.slot().draw(random, new HashSet<>());
            String said = d.mention().toLowerCase(Locale.ROOT);
            String value = PythonText.str(d.value()).toLowerCase(Locale.ROOT);
            if (!question.contains(said)
                    && !question.contains(value)
                    && !d.value().equals(a.value())) {
                return a.with(d.value());
            }
        }
        return a.call;
    }

    Example wrongNumber(Example e) {
        return edited(e, a -> {
            if (!(a.value() instanceof Value.Int i) || !e.question().matches(".*\\b" + i.value() + "\\b.*")) {
                return a.call;
            }
            long n = i.value();
            long other =
                    random.nextBoolean() ? n * 10 : n > 9 && random.nextBoolean() ? n / 10 : n + 1 + random.nextInt(5);
            return e.question().matches(".*\\b" + other + "\\b.*") ? a.call : a.with(Value.integer(other));
        });
    }

    Example wrongUnit(Example e) {
        return edited(e, a -> a.name().matches("(.*_)?(unit|currency)") ? redrawn(e.question(), a) : a.call);
    }

    Example enumViolation(Example e) {
        return edited(
                e,
                a -> a.slot() == null || a.slot().choices().isEmpty()
                        ? a.call
                        : a.with(Value.text(CallEdits.pick(NO_CHOICE, random))));
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
}
