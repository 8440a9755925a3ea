package org.egpo.bench;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import org.egpo.bfcl.BadInputException;
import org.egpo.bfcl.BfclData;
import org.egpo.bfcl.BfclEntry;
import org.egpo.bfcl.Categories;
import org.egpo.bfcl.SingleTurnEvaluator;
import org.egpo.call.FunctionCall;
import org.egpo.call.PythonObjects;
import org.egpo.call.PythonText;
import org.egpo.call.Value;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** {@code egpo bench bfcl}: how fast answers are decoded and checked on one thread. */
@Command(
        name = "bfcl",
        mixinStandardHelpOptions = true,
        description = "Decodes and checks a right answer to every test of the categories in Python's syntax, again and"
                + " again on one thread; prints one JSON line.")
final class BfclBench implements Callable<Integer> {

    /** One answer to judge. */
    private record Case(BfclEntry entry, String text) {}

    @Option(names = "--data", required = true, paramLabel = "DIR", description = "the BFCL data")
    private Path data;

    @Option(names = "--seconds", defaultValue = "5", description = "how long to measure (default: ${DEFAULT-VALUE})")
    private double seconds;

    @Spec
    private CommandSpec spec;

    @Override
    public Integer call() {
        try {
            List<Case> cases = cases(BfclData.at(data));
            SingleTurnEvaluator evaluator = new SingleTurnEvaluator();
            CpuRate.of(cases, seconds, c -> evaluator.verdict(c.entry, c.text).isValid())
                    .print(spec.commandLine().getOut(), "entries", "decoded_and_checked", "valid");
            return 0;
        } catch (BadInputException e) {
            spec.commandLine().getErr().println(e.getMessage());
            return 2;
        }
    }

    private static List<Case> cases(BfclData data) {
        List<Case> cases = new ArrayList<>();
        for (String category : Categories.parse(List.of("python"))) {
            if (data.has(category)) {
                data.entries(category).values().forEach(e -> cases.add(new Case(e, right(e))));
            }
        }
        return cases;
    }

    /** The calls of the possible answer: the first allowed value of each parameter; the first two optional ones are given too. */
    private static String right(BfclEntry entry) {
        List<FunctionCall> calls = new ArrayList<>();
        for (Value call : PythonObjects.items(entry.expected())) {
            Value.MapValue allowed = PythonObjects.map(PythonObjects.map(call).value(0));
            Value.MapBuilder arguments = new Value.MapBuilder();
            for (int i = 0; i < allowed.size(); i++) {
                Value value = first(allowed.value(i));
                boolean optional = PythonObjects.contains(allowed.value(i), PythonObjects.EMPTY);
                if (value != null && !(optional && i > 1)) {
                    arguments.put(allowed.key(i), value);
                }
            }
            calls.add(new FunctionCall(PythonText.str(PythonObjects.map(call).key(0)), arguments.build()));
        }
        return calls.toString();
    }

    /** The first allowed value that is not the empty string, with its own alternatives resolved; null when there is none. */
    private static Value first(Value allowed) {
        return PythonObjects.items(allowed).stream()
                .filter(v -> !Value.is(v, ""))
                .findFirst()
                .map(BfclBench::resolved)
                .orElse(null);
    }

    private static Value resolved(Value v) {
        if (v instanceof Value.ListValue l) {
            return new Value.ListValue(
                    l.items().stream().map(BfclBench::resolved).toList());
        }
        if (!(v instanceof Value.MapValue m)) {
            return v;
        }
        Value.MapBuilder map = new Value.MapBuilder();
        for (int i = 0; i < m.size(); i++) {
            Value value = m.value(i) instanceof Value.ListValue ? first(m.value(i)) : m.value(i);
            if (value != null) {
                map.put(m.key(i), value);
            }
        }
        return map.build();
    }
}
