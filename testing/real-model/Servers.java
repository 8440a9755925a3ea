import java.nio.file.Path;
import java.time.Duration;
import java.util.*;
import java.util.concurrent.Callable;
import java.util.stream.*;
import org.egpo.call.*;
import org.egpo.clean.*;
import org.egpo.data.*;
import org.egpo.llm.*;
import org.egpo.policy.*;
import org.egpo.rollout.*;

/**
 * Tries a running server for the table of docs/servers.md.
 *
 * <pre>java -cp egpo-tools/target/egpo-tools.jar testing/real-model/Servers.java URL MODEL .egpo/models/smollm2.gguf [PID]</pre>
 *
 * The model's file gives template, tokenizer and weights. With a process id, that process is killed in the middle of the last trial.
 */
class Servers {
    private static final String TURN = "<|im_start|>user\n%s<|im_end|>\n<|im_start|>assistant\n";

    public static void main(String[] args) throws Exception {
        LlmOptions options = RemoteBackend.options(args[0], args[1]).withRetries(1).withConcurrency(1);
        try (Policy policy = Policy.load(Path.of(args[2]))) {
            Prompt sum = new Prompt("sum", TURN.formatted("What is 2+2? One word."));
            Prompt unicode = new Prompt("unicode", TURN.formatted("Repeat: é 😀 日本 ") + "é 😀 日");
            Sampling one = Sampling.temperature(1).withMaxTokens(14).withSeed(3);
            LlmOptions brief = options.withTimeout(Duration.ofMillis(300)).withRetries(0);
            show("rollouts, n = 3", () -> sample(options, policy, List.of(sum), 3, one));
            show("same seed again", () -> sample(options, policy, List.of(sum), 1, one)
                    .equals(sample(options, policy, List.of(sum), 1, one)));
            show("Unicode", () -> sample(options, policy, List.of(unicode), 1, Sampling.greedy().withMaxTokens(14)));
            show("stop", () -> sample(options, policy, List.of(sum), 1, Sampling.greedy().withMaxTokens(40).withStop("is")));
            show("top-k", () -> sample(options, policy, List.of(sum), 1, one.withTemperature(0.7).withTopK(20).withTopP(0.9)));
            show("prompt too long", () -> sample(options, policy, List.of(new Prompt("long", "hi ".repeat(9000))), 1, one));
            show("timeout", () -> sample(brief, policy, List.of(sum), 1, one.withMaxTokens(400)));
            show("and the next", () -> sample(options, policy, List.of(sum), 1, one));
            Example record = Example.of("a", "What is the factorial of 5?", List.of(), Answer.ofText("[factorial(n=5)]"));
            show("judge", () -> new LlmJudge(new OpenAiClient(LlmOptions.of(args[0], args[1]).withTimeout(Duration.ofMinutes(5))))
                    .review(record, 0));
            if (args.length > 3) {
                List<Prompt> many = IntStream.range(0, 6)
                        .mapToObj(i -> new Prompt("p" + i, TURN.formatted("Tell a story of number " + i)))
                        .toList();
                new Timer(true).schedule(new TimerTask() {
                    @Override
                    public void run() {
                        ProcessHandle.of(Long.parseLong(args[3])).ifPresent(ProcessHandle::destroyForcibly);
                    }
                }, 6000);
                show("killed", () -> sample(options, policy, many, 1, one.withMaxTokens(100)));
            }
        }
        System.exit(0);
    }

    private static String sample(LlmOptions options, Policy policy, List<Prompt> prompts, int n, Sampling sampling) {
        try (RemoteBackend backend = new RemoteBackend(options, policy)) {
            return backend.sample(prompts, n, sampling).stream().flatMap(List::stream).map(Servers::text).collect(Collectors.joining(" | "))
                    + " " + backend.ledger();
        }
    }

    private static String text(Response r) {
        return "\"" + r.text() + "\" ids " + Arrays.toString(r.ids()) + " log p " + numbers(r.logProbabilities()) + " entropy "
                + numbers(r.entropies()) + (r.bounds() == null ? "" : " at least " + numbers(r.bounds().lower()))
                + (r.truncated() ? " truncated" : "");
    }

    private static String numbers(double[] all) {
        return Arrays.stream(all).mapToObj(x -> String.format(Locale.ROOT, "%.2f", x)).collect(Collectors.joining(" ", "[", "]"));
    }

    private static void show(String name, Callable<Object> trial) {
        long start = System.nanoTime();
        String said;
        try {
            said = "" + trial.call();
        } catch (Exception e) {
            said = "FAILED " + e.getMessage();
        }
        System.out.printf(Locale.ROOT, "%-16s %6.1f s  %s%n", name, (System.nanoTime() - start) / 1e9, said.replace("\n", "\\n"));
    }
}
