package org.egpo.bench;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import org.egpo.bfcl.BfclEntry;
import org.egpo.bfcl.Categories;
import org.egpo.bfcl.SingleTurnEvaluator;
import org.egpo.data.Question;
import org.egpo.data.Questions;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** {@code egpo bench bfcl}: how fast answers are decoded and checked on one thread. */
@Command(name = "bfcl", mixinStandardHelpOptions = true)
final class BfclBench implements Callable<Integer> {

    /** One answer to judge. */
    private record Case(BfclEntry entry, String text) {}

    @Option(names = "--data", required = true, paramLabel = "DIR")
    private Path data;

    @Option(names = "--seconds", defaultValue = "5")
    private double seconds;

    @Spec
    private CommandSpec spec;

    @Override
    public Integer call() throws IOException {
        List<Question> questions = new ArrayList<>(Questions.read(data));
        questions.removeIf(q -> !Categories.parse(List.of("python")).contains(q.category()));
        SingleTurnEvaluator evaluator = new SingleTurnEvaluator();
        List<Case> cases = questions.stream()
                .map(q -> new Case(q.reference(), q.answer().calls().toString()))
                .toList();
        CpuRate.of(cases, seconds, c -> evaluator.verdict(c.entry, c.text).isValid())
                .print(spec.commandLine().getOut(), "entries", "decoded_and_checked", "valid");
        return 0;
    }
}
