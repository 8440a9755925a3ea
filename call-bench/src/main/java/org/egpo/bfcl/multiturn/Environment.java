package org.egpo.bfcl.multiturn;

import org.egpo.call.PythonArithmetic;
import org.egpo.call.PythonDict;
import org.egpo.call.PythonObjects;
import org.egpo.call.Value;

/**
 * One simulated API with its state: a map of the official attributes by name. Nothing is shared between environments except
 * what {@link SharedObjects} holds for one run, and nothing outside of memory is ever touched.
 */
abstract class Environment extends SimulatedObject {
    private static final String LONG_CONTEXT = "long_context";

    final Constants constants;
    final SharedObjects shared;
    boolean longContext;
    PythonRandom random;

    Environment(SimulatedFunction.Table<?> table, Constants constants, SharedObjects shared) {
        super(table);
        this.constants = constants;
        this.shared = shared;
    }

    /** Sets the state from the scenario's configuration of this class. */
    void load(Value.MapValue configuration) {
        for (String name : attributes()) {
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

    /** {@code {"error": text}}, the way the simulated functions refuse. */
    static PythonDict error(String text) {
        return PythonDict.of("error", text);
    }
}
