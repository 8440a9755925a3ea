package org.egpo.bfcl.multiturn;

import java.math.BigInteger;
import org.egpo.call.PythonArithmetic;
import org.egpo.call.PythonDict;
import org.egpo.call.PythonObjects;
import org.egpo.call.PythonText;
import org.egpo.call.Value;
import org.jspecify.annotations.Nullable;

/**
 * One simulated API with its state: a map of the official attributes by name. Nothing is shared between environments except
 * what {@link SharedObjects} holds for one run, and nothing outside of memory is ever touched.
 */
// What a scenario gives is set in begin, before anybody sees the object.
@SuppressWarnings("NullAway.Init")
abstract class Environment extends SimulatedObject {
    Value.MapValue configuration;
    Constants constants;
    SharedObjects shared;
    boolean longContext;
    private @Nullable PythonRandom random;

    /** Takes the functions of its class and the state that the scenario has for it. */
    final void begin(SimulatedFunction.Table<?> functions, Scenario scenario, SharedObjects process) {
        table = functions;
        configuration = scenario.configuration(name());
        constants = scenario.constants();
        shared = process;
        longContext = scenario.longContext();
        load();
    }

    /** Sets the state from the scenario's configuration of this class. */
    void load() {
        for (String name : table.attributes()) {
            set(name, name.equals("long_context") ? Value.Bool.of(longContext) : configured(name));
        }
    }

    Value configured(String attribute) {
        return configured(attribute, attribute);
    }

    /** A value of the configuration, or of the default state where there is none. */
    final Value configured(String field, String attribute) {
        Value v = configuration.get(field);
        return PythonObjects.thaw(v != null ? v : constants.defaultState(name(), attribute));
    }

    /** Made when first asked for: most simulations draw no number. */
    final PythonRandom random() {
        if (random == null) {
            BigInteger seed = PythonArithmetic.integer(configured("random_seed"));
            random = new PythonRandom(seed == null ? BigInteger.ZERO : seed);
        }
        return random;
    }

    /** A text with parts, see {@link PythonText#say}. */
    static String say(String text, Object... parts) {
        return PythonText.say(true, text, parts);
    }

    /** {@code {"error": text}}, the way the simulated functions refuse. */
    static PythonDict error(String text, Object... parts) {
        return PythonDict.of("error", say(text, parts));
    }

    /** Ends the function with an error where a condition holds. */
    static void refuse(boolean refused, String text, Object... parts) {
        if (refused) {
            throw new Refusal(error(text, parts));
        }
    }
}
