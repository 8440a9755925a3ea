package org.egpo.acebench;

import java.util.ArrayList;
import java.util.List;
import org.egpo.bfcl.multiturn.MethodNames;
import org.egpo.bfcl.multiturn.Simulation;
import org.egpo.call.Decoded;
import org.egpo.call.PythonError;
import org.egpo.call.PythonJson;
import org.egpo.call.Value;
import org.jspecify.annotations.Nullable;

/**
 * The services of one agent's test as a dialogue has left them. A text picks a declared function by its name and nothing
 * else; not safe for several threads at once.
 */
final class AgentSimulation {
    static final String ERROR = "Error during execution: ";
    private static final String SELF = "service";
    private static final int MAX_RESULT_CHARACTERS = 20_000_000;

    private final List<AgentService> services;
    private long characters;

    AgentSimulation(AceItem item) {
        services = item.classes().stream()
                .map(name -> new AgentService(name, item.language(), item.field("initial_config")))
                .toList();
    }

    /** The attributes that are compared, class by class. */
    List<Value> state() {
        return services.stream().map(s -> read(s.kept())).toList();
    }

    /**
     * Runs the calls of one message.
     *
     * @param goOn whether calls go on behind one that fails, which then says why in its place
     * @return what the agent reads; null where a call failed and nothing was to go on
     */
    Value.@Nullable ListValue execute(List<String> calls, boolean goOn) {
        List<Value> results = new ArrayList<>();
        Value last = null;
        for (String call : calls) {
            try {
                last = result(call, last);
                results.add(last);
            } catch (PythonError | StackOverflowError e) {
                if (!goOn) {
                    return null;
                }
                results.add(Value.text(ERROR + e.getMessage()));
            }
        }
        // Only now: a result shows what later calls of the message changed in it.
        return new Value.ListValue(results.stream().map(this::read).toList());
    }

    /** The last service that has the function gives the result; where none has, there is that of the call before. */
    private Value result(String call, @Nullable Value before) {
        MethodNames.Place at = MethodNames.next(call, 0);
        String name = at == null ? "" : call.substring(at.start(), at.end());
        Value result = before;
        for (AgentService s : services) {
            if (at != null && s.functions().containsKey(name)) {
                String text = call.substring(0, at.start()) + SELF + "." + name + call.substring(at.open());
                result = Simulation.evaluate(text, id -> id.equals(SELF) ? s : null);
            }
        }
        if (result == null) {
            String variable = "cannot access local variable 'func_call_result' where it is not associated with a value";
            throw new PythonError("UnboundLocalError", variable);
        }
        return result;
    }

    /** A value on its way through JSON and back. */
    private Value read(Value result) {
        try {
            String text = Simulation.text(result);
            characters += text.length();
            if (characters > MAX_RESULT_CHARACTERS) {
                throw PythonError.limit("the results of this dialogue are too long");
            }
            return PythonJson.decode(text) instanceof Decoded.Success s ? s.value() : Value.text(text);
        } catch (PythonError e) {
            return Value.text(ERROR + e.getMessage());
        }
    }
}
