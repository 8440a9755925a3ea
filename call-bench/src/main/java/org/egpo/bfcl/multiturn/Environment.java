package org.egpo.bfcl.multiturn;

import java.util.LinkedHashMap;
import java.util.Map;
import org.egpo.call.Value;

/**
 * One simulated API with its state. Nothing is shared between environments except what {@link SharedObjects} holds for one
 * run, and nothing outside of memory is ever touched.
 */
abstract class Environment {
    final Constants constants;
    SharedObjects shared;
    boolean longContext;

    Environment(Constants constants, SharedObjects shared) {
        this.constants = constants;
        this.shared = shared;
    }

    /** The official name of the class. */
    abstract String name();

    /** What can be called, by name. */
    abstract Map<String, Function> functions();

    /** Sets the state from the scenario's configuration of this class. */
    abstract void load(Value.MapValue configuration);

    /** The public attributes in the order in which the official class sets them; changes to the map change nothing. */
    abstract LinkedHashMap<String, Object> attributes();

    /** A copy with a state of its own; objects that were one object stay one object. */
    abstract Environment copy(ObjectCopies copies);

    /** A value of the configuration, or of the default state where there is none. */
    final Object configured(Value.MapValue configuration, String name) {
        return configured(configuration, name, name);
    }

    final Object configured(Value.MapValue configuration, String name, String defaultName) {
        Value v = configuration.get(name);
        return PythonObjects.of(v != null ? v : constants.defaultState(name(), defaultName));
    }

    final PythonRandom random(Value.MapValue configuration) {
        Value v = configuration.get("random_seed");
        Object seed = PythonObjects.of(v != null ? v : constants.defaultState(name(), "random_seed"));
        return Numbers.isInteger(seed) ? new PythonRandom(Numbers.big(seed)) : new PythonRandom(0);
    }
}
