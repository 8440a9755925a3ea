package org.egpo.bfcl.multiturn;

import java.math.BigInteger;
import org.egpo.call.PythonArithmetic;
import org.egpo.call.PythonDict;
import org.egpo.call.PythonObjects;
import org.egpo.call.PythonText;
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
    private Value.MapValue configuration;
    private PythonRandom random;

    Environment(SimulatedFunction.Table<?> table, Constants constants, SharedObjects shared) {
        super(table);
        this.constants = constants;
        this.shared = shared;
    }

    /** Sets the state from the scenario's configuration of this class. */
    void load(Value.MapValue given) {
        configuration = given;
        for (String name : attributes()) {
            set(name, name.equals(LONG_CONTEXT) ? Value.Bool.of(longContext) : configured(name));
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
