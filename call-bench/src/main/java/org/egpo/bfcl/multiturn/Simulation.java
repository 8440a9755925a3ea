package org.egpo.bfcl.multiturn;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;
import org.egpo.call.PlainCalls;
import org.egpo.call.PythonDict;
import org.egpo.call.PythonError;
import org.egpo.call.PythonEvaluator;
import org.egpo.call.PythonExpression;
import org.egpo.call.PythonText;
import org.egpo.call.Value;
import org.jspecify.annotations.Nullable;

/**
 * The environments of one scenario, as one side (a model, or the reference) has left them. Runs the texts of calls: a text
 * picks a declared function by its name and nothing else, and every error becomes a result's text, as in the official
 * executor. Simulations share nothing, except that those of one check share what one official process
 * does. Not safe for several threads at once; any number may run side by side.
 */
public final class Simulation {
    /** Further calls of one simulation are refused. */
    public static final int MAX_CALLS = 50_000;

    private static final long MAX_RESULT_CHARACTERS = 200_000_000;
    private static final String ERROR = "Error during execution: ";
    private static final Set<String> BLOCKED =
            Set.of("kill", "exit", "quit", "remove", "unlink", "popen", "Popen", "run");

    private final Scenario scenario;
    private final String side;
    private final List<Environment> environments;
    private final List<String> calls = new ArrayList<>();
    private long characters;

    /** @param side which of the two, or the name of the model, which the official executor uses in names of variables */
    Simulation(Scenario scenario, String side, SharedObjects shared) {
        this.scenario = scenario;
        this.side = side;
        this.environments = scenario.classes().stream()
                .distinct()
                .map(name -> Apis.make(name, scenario, shared))
                .toList();
    }

    /** A fresh simulation of a scenario. */
    public static Simulation start(Scenario scenario) {
        return start(scenario, "model");
    }

    /** The same for a model of that name, which the official executor uses in the names of variables. */
    public static Simulation start(Scenario scenario, String modelName) {
        return new Simulation(scenario, modelName, new SharedObjects(scenario.constants()));
    }

    /** A simulation that goes on from here with a state of its own: another one, in which the same calls have been run. */
    public Simulation copy() {
        Simulation s = start(scenario, side);
        s.execute(calls);
        return s;
    }

    public Scenario scenario() {
        return scenario;
    }

    /** One for each class, in the order of the scenario. */
    List<Environment> environments() {
        return environments;
    }

    /** Runs calls one after the other; the texts of their results. Never throws for anything that a model wrote. */
    public List<String> execute(List<String> texts) {
        return texts.stream().map(this::execute).toList();
    }

    /** Runs one call. */
    public String execute(String text) {
        calls.add(text);
        if (calls.size() > MAX_CALLS) {
            return ERROR + "more than " + MAX_CALLS + " calls in one simulation";
        }
        if (characters > MAX_RESULT_CHARACTERS) {
            return ERROR + "the results of this simulation are too long";
        }
        String result;
        try {
            result = text(call(text));
        } catch (PythonError e) {
            result = ERROR + e.getMessage();
        } catch (StackOverflowError e) {
            result = ERROR + "maximum recursion depth exceeded";
        }
        characters += result.length();
        return result;
    }

    /** The text of a function's result: a map as JSON if that can be, else what {@code str} has. */
    public static String text(Value result) {
        String json = null;
        try {
            json = result instanceof PythonDict ? PythonText.jsonDumps(result) : null;
        } catch (PythonError e) {
            if (e.isLimit()) {
                throw e;
            }
        }
        return json != null ? json : PythonText.boundedStr(result);
    }

    private Value call(String text) {
        int open = text.indexOf('(');
        String name = open > 0 ? text.substring(0, open) : "";
        Environment owner = ownerOf(name);
        if (owner != null) {
            String arguments = MethodNames.qualify(text.substring(open), this::instanceOf);
            PlainCalls.Arguments plain = PlainCalls.arguments(arguments);
            if (plain != null) {
                return owner.call(name, plain.positional(), plain.named());
            }
        }
        String qualified = MethodNames.qualify(text, this::instanceOf);
        requireAllowed(qualified);
        Map<String, Value> instances = new HashMap<>();
        environments.forEach(e -> instances.put(instanceName(e), e));
        return evaluate(qualified, instances::get);
    }

    /**
     * The value of a text that a Python program evaluates.
     *
     * @param names what a name stands for, or null
     */
    public static Value evaluate(String text, Function<String, Value> names) {
        PythonExpression expression;
        try {
            expression = PythonExpression.parseEvaluated(text);
        } catch (PythonError e) {
            throw e.isLimit() ? e : new PythonError(e.type, e.getMessage() + " (<string>, line 1)");
        }
        return new PythonEvaluator(names).evaluate(expression);
    }

    /** Of classes that have a function of that name the last one counts. */
    private @Nullable Environment ownerOf(String function) {
        Environment owner = null;
        for (Environment e : environments) {
            owner = e.functions().containsKey(function) ? e : owner;
        }
        return owner;
    }

    private @Nullable String instanceOf(String function) {
        Environment owner = ownerOf(function);
        return owner == null ? null : instanceName(owner);
    }

    /** The variable that holds an instance in the official executor; it shows where a text names a method. */
    private String instanceName(Environment e) {
        return (side + "_eval_" + scenario.id() + "_" + e.name() + "_instance").replaceAll("[-./:]", "_");
    }

    private static void requireAllowed(String text) {
        int open = text.indexOf('(');
        String[] path = (open < 0 ? text : text.substring(0, open)).split("\\.", -1);
        String name = path[Math.min(1, path.length - 1)];
        if (BLOCKED.contains(name)) {
            throw new PythonError("Exception", "Function call " + name + " is not allowed.");
        }
    }

    /** The state as rows for a table: every public attribute, and the files one by one. */
    public List<StateRow> state() {
        return environments.stream().flatMap(e -> StateRow.of(e).stream()).toList();
    }

    /** Class → public attribute → its value in Python's spelling, in the order of the official classes. */
    public Map<String, Map<String, String>> attributes() {
        Map<String, Map<String, String>> all = new LinkedHashMap<>();
        environments.forEach(e -> {
            Map<String, String> attributes = new LinkedHashMap<>();
            e.forEachAttribute((a, v) -> attributes.put(a, PythonText.boundedRepr(v)));
            all.put(e.name(), attributes);
        });
        return all;
    }

    /** The signatures of the functions that can be called, in Python's syntax. */
    public List<String> functions() {
        return environments.stream()
                .flatMap(e -> e.functions().values().stream())
                .map(SimulatedFunction::toString)
                .toList();
    }
}
