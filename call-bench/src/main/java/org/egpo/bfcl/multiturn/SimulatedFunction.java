package org.egpo.bfcl.multiturn;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.function.BiFunction;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.egpo.call.PythonDict;
import org.egpo.call.PythonError;
import org.egpo.call.PythonList;
import org.egpo.call.PythonText;
import org.egpo.call.Resources;
import org.egpo.call.Value;

/**
 * A declared function of a simulated object. Only these can be called; the model's text picks one by its name and never
 * reaches anything else.
 *
 * @param defaults by parameter; Java's null where an argument is required
 * @param body what it does with its bound arguments
 * @param guard an attribute that must count as true, how it refuses else, and what it says then; empty where it needs none
 */
public record SimulatedFunction(
        String owner,
        String name,
        String[] parameters,
        Value[] defaults,
        String[] guard,
        BiFunction<SimulatedObject, Value[], Value> body) {
    /** Class and name → what stands behind; defaults are None, False, a whole number, or a text without commas. */
    private static final Map<String, String> SIGNATURES =
            Resources.lines(SimulatedFunction.class, "functions.txt").stream()
                    .collect(Collectors.toMap(
                            l -> l.substring(0, l.indexOf('(')), l -> l.substring(l.indexOf('(') + 1)));

    /** The functions of one class, by name. */
    public static final class Table<E extends SimulatedObject> {
        private final String owner;
        private final List<String> attributes;
        private final Map<String, SimulatedFunction> functions = new LinkedHashMap<>();

        /**
         * @param attributes names of the attributes in the order in which the official class sets them, with a space
         *     between; those that begin with {@code _} are not public
         */
        public Table(String owner, String attributes) {
            this.owner = owner;
            this.attributes = attributes.isEmpty() ? List.of() : List.of(attributes.split(" "));
        }

        List<String> attributes() {
            return attributes;
        }

        /** A function of the list of signatures, {@code functions.txt}. */
        @SuppressWarnings("unchecked")
        public Table<E> add(String name, BiFunction<E, Value[], Value> body) {
            String[] signature = Objects.requireNonNull(SIGNATURES.get(owner + " " + name), name)
                    .split("\\) ?", 2);
            String[] parameters = signature[0].isEmpty() ? new String[0] : signature[0].split(", ");
            Value[] defaults = new Value[parameters.length];
            for (int i = 0; i < parameters.length; i++) {
                int equals = parameters[i].indexOf('=');
                if (equals >= 0) {
                    defaults[i] = constant(parameters[i].substring(equals + 1));
                    parameters[i] = parameters[i].substring(0, equals);
                }
            }
            String[] guard = signature[1].isEmpty() ? new String[0] : signature[1].split(" ", 3);
            BiFunction<SimulatedObject, Value[], Value> any = (object, a) -> body.apply((E) object, a);
            functions.put(name, new SimulatedFunction(owner, name, parameters, defaults, guard, any));
            return this;
        }

        /** All functions of a class that this one extends. */
        public Table<E> inherit(Table<?> base) {
            functions.putAll(base.functions);
            return this;
        }

        String owner() {
            return owner;
        }

        Map<String, SimulatedFunction> functions() {
            return functions;
        }

        private static Value constant(String text) {
            return switch (text) {
                case "None" -> Value.None.NONE;
                case "False" -> Value.Bool.FALSE;
                case "SHARED" -> SharedObjects.DEFAULT_LIST;
                default ->
                    Value.of(text.startsWith("'") ? text.substring(1, text.length() - 1) : (Object) Long.valueOf(text));
            };
        }
    }

    /**
     * Binds arguments by Python's rules and calls.
     *
     * @throws PythonError TypeError with CPython's text where they do not fit
     */
    Value call(SimulatedObject object, List<Value> positional, Map<String, Value> named) {
        Value[] bound = Arrays.copyOf(positional.toArray(Value[]::new), parameters.length);
        for (Map.Entry<String, Value> e : named.entrySet()) {
            int i = Arrays.asList(parameters).indexOf(e.getKey());
            if (i < 0) {
                throw problem("got an unexpected keyword argument '" + e.getKey() + "'");
            }
            if (bound[i] != null) {
                throw problem("got multiple values for argument '" + e.getKey() + "'");
            }
            bound[i] = e.getValue();
        }
        if (positional.size() > parameters.length) {
            throw tooMany(positional.size());
        }
        List<String> missing = new ArrayList<>();
        for (int i = 0; i < bound.length; i++) {
            bound[i] = bound[i] == null ? defaults[i] : bound[i];
            if (bound[i] == null) {
                missing.add("'" + parameters[i] + "'");
            }
        }
        if (!missing.isEmpty()) {
            throw problem("missing " + missing.size() + " required positional argument"
                    + (missing.size() == 1 ? "" : "s") + ": " + listed(missing));
        }
        return guard.length == 0 || object.isSet(guard[0]) ? body.apply(object, bound) : refusal();
    }

    private Value refusal() {
        Value said = guard[1].equals("texts") ? Value.text(guard[2]) : PythonDict.of("error", guard[2]);
        return guard[1].equals("error") ? said : new PythonList(List.of(said));
    }

    private PythonError problem(String what) {
        return PythonError.type(owner + "." + name + "() " + what);
    }

    /** Counts {@code self} as CPython does. */
    private PythonError tooMany(int given) {
        int most = parameters.length + 1;
        int required = (int) Arrays.stream(defaults).filter(d -> d == null).count();
        String takes = required == parameters.length ? "" + most : "from " + (required + 1) + " to " + most;
        boolean one = required == parameters.length && most == 1;
        return problem(
                "takes " + takes + " positional argument" + (one ? "" : "s") + " but " + (given + 1) + " were given");
    }

    private static String listed(List<String> names) {
        int last = names.size() - 1;
        String first = String.join(", ", names.subList(0, last));
        return last == 0 ? names.get(0) : first + (last == 1 ? " and " : ", and ") + names.get(last);
    }

    /** The signature in Python's syntax. */
    @Override
    public String toString() {
        return IntStream.range(0, parameters.length)
                .mapToObj(i -> parameters[i] + (defaults[i] == null ? "" : "=" + PythonText.boundedRepr(defaults[i])))
                .collect(Collectors.joining(", ", name + "(", ")"));
    }
}
