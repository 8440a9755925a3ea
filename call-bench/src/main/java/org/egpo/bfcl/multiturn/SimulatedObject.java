package org.egpo.bfcl.multiturn;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.BiConsumer;
import java.util.function.Predicate;
import org.egpo.call.PythonArithmetic;
import org.egpo.call.PythonDict;
import org.egpo.call.PythonError;
import org.egpo.call.PythonEvaluator;
import org.egpo.call.PythonList;
import org.egpo.call.PythonObject;
import org.egpo.call.PythonObjects;
import org.egpo.call.PythonText;
import org.egpo.call.Value;

/** An object of a benchmark's simulated world: a map of attributes by name, and functions that a model may call. */
public abstract class SimulatedObject extends PythonObject implements PythonEvaluator.Callee {
    /** A function ends here and answers with an error: caught where functions are called. */
    public static final class Refusal extends RuntimeException {
        private static final long serialVersionUID = 1L;

        private final transient Value answer;

        /** @param answer what the function returns */
        public Refusal(Value answer) {
            super(null, null, false, false);
            this.answer = answer;
        }
    }

    SimulatedFunction.Table<?> table;
    private final LinkedHashMap<String, Value> state = new LinkedHashMap<>();

    /** The functions follow in {@link Environment#begin}, before anybody sees the object. */
    @SuppressWarnings("NullAway.Init")
    SimulatedObject() {}

    protected SimulatedObject(SimulatedFunction.Table<?> table) {
        this.table = table;
    }

    /** The official name of the class. */
    public final String name() {
        return table.owner();
    }

    /** What can be called, by name. */
    public final Map<String, SimulatedFunction> functions() {
        return table.functions();
    }

    /** The value of an attribute; null for one that the class never sets, which only a service of ACEBench asks for. */
    @SuppressWarnings("NullAway") // all other names stand in the code of classes that set them first
    public final Value get(String attribute) {
        return state.get(attribute);
    }

    public final void set(String attribute, Value value) {
        state.put(attribute, value);
    }

    /** Whether an attribute counts as true. */
    public final boolean isSet(String attribute) {
        return PythonObjects.truth(get(attribute));
    }

    /** {@code item in attribute}. */
    public final boolean has(String attribute, Value item) {
        return PythonObjects.contains(get(attribute), item);
    }

    /** The dict that an attribute must be for a method of dicts. */
    public final PythonDict dict(String attribute, String method) {
        return PythonObjects.dict(get(attribute), method);
    }

    /** The list that an attribute must be for a method of lists. */
    public final PythonList list(String attribute, String method) {
        return PythonObjects.list(get(attribute), method);
    }

    /** The items of an attribute for which a condition holds. */
    public final List<Value> where(String attribute, Predicate<Value> condition) {
        return PythonObjects.items(get(attribute)).stream().filter(condition).toList();
    }

    /** {@code attribute += by}. */
    public final Value increase(String attribute, long by) {
        set(attribute, PythonArithmetic.add(get(attribute), by));
        return get(attribute);
    }

    /** The public attributes in the order in which the official class sets them. */
    final void forEachAttribute(BiConsumer<String, Value> each) {
        state.forEach((name, value) -> {
            if (name.charAt(0) != '_') {
                each.accept(name, value);
            }
        });
    }

    @Override
    public final String typeName() {
        return name();
    }

    @Override
    public final Value call(String function, List<Value> positional, Map<String, Value> named) {
        SimulatedFunction f = functions().get(function);
        if (f == null) {
            throw PythonError.attribute(this, function);
        }
        try {
            return f.call(this, positional, named);
        } catch (Refusal e) {
            return e.answer;
        }
    }

    protected static String str(Value v) {
        return PythonText.boundedStr(v);
    }
}
