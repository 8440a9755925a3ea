package org.egpo.bfcl.multiturn;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.BiConsumer;
import org.egpo.call.PythonArithmetic;
import org.egpo.call.PythonCopies;
import org.egpo.call.PythonDict;
import org.egpo.call.PythonError;
import org.egpo.call.PythonEvaluator;
import org.egpo.call.PythonList;
import org.egpo.call.PythonObject;
import org.egpo.call.PythonObjects;
import org.egpo.call.PythonText;
import org.egpo.call.Value;

/**
 * One simulated API with its state: a map of the official attributes by name. Nothing is shared between environments except
 * what {@link SharedObjects} holds for one run, and nothing outside of memory is ever touched.
 */
abstract class Environment extends PythonObject implements PythonEvaluator.Callee {
    private static final String LONG_CONTEXT = "long_context";

    final Constants constants;
    SharedObjects shared;
    boolean longContext;
    PythonRandom random;
    private final SimulatedFunction.Table<?> table;
    private final LinkedHashMap<String, Value> state = new LinkedHashMap<>();

    Environment(SimulatedFunction.Table<?> table, Constants constants, SharedObjects shared) {
        this.table = table;
        this.constants = constants;
        this.shared = shared;
    }

    /** The official name of the class. */
    final String name() {
        return table.owner();
    }

    /** What can be called, by name. */
    final Map<String, SimulatedFunction> functions() {
        return table.functions();
    }

    /** Sets the state from the scenario's configuration of this class. */
    void load(Value.MapValue configuration) {
        for (String name : table.attributes()) {
            set(name, name.equals(LONG_CONTEXT) ? Value.Bool.of(longContext) : configured(configuration, name));
        }
    }

    /** A value of the configuration, or of the default state where there is none. */
    Value configured(Value.MapValue configuration, String name) {
        Value v = configuration.get(name);
        return PythonObjects.thaw(v != null ? v : constants.defaultState(name(), name));
    }

    final void seed(Value.MapValue configuration) {
        Value seed = configured(configuration, "random_seed");
        random = PythonArithmetic.isInteger(seed)
                ? new PythonRandom(PythonArithmetic.integer(seed))
                : new PythonRandom(0);
    }

    final Value get(String attribute) {
        return state.get(attribute);
    }

    final void set(String attribute, Value value) {
        state.put(attribute, value);
    }

    /** Whether an attribute counts as true. */
    final boolean isSet(String attribute) {
        return PythonObjects.truth(get(attribute));
    }

    /** {@code item in attribute}. */
    final boolean has(String attribute, Value item) {
        return PythonObjects.contains(get(attribute), item);
    }

    /** The dict that an attribute must be for a method of dicts. */
    final PythonDict dict(String attribute, String method) {
        return PythonObjects.dict(get(attribute), method);
    }

    /** The list that an attribute must be for a method of lists. */
    final PythonList list(String attribute, String method) {
        return PythonObjects.list(get(attribute), method);
    }

    /** The public attributes in the order in which the official class sets them. */
    final void forEachAttribute(BiConsumer<String, Value> each) {
        state.forEach((name, value) -> {
            if (name.charAt(0) != '_') {
                each.accept(name, value);
            }
        });
    }

    /** A copy with a state of its own; objects that were one object stay one object. */
    @Override
    protected final Environment copy(PythonCopies copies) {
        Environment copy = copies.made(this, Apis.make(name(), constants, shared));
        copy.longContext = longContext;
        copy.random = random == null ? null : random.copy();
        state.forEach((name, value) -> copy.set(name, copies.copy(value)));
        return copy;
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

    /** {@code {"error": text}}, the way the simulated functions refuse. */
    static PythonDict error(String text) {
        return PythonDict.of("error", text);
    }

    static String str(Value v) {
        return PythonText.boundedStr(v);
    }

    static boolean less(Value a, Value b) {
        return PythonArithmetic.order(a, "<", b);
    }

    static boolean less(Value a, long b) {
        return PythonArithmetic.order(a, "<", b);
    }

    static boolean greater(Value a, Value b) {
        return PythonArithmetic.order(a, ">", b);
    }

    static boolean greater(Value a, long b) {
        return PythonArithmetic.order(a, ">", b);
    }
}
