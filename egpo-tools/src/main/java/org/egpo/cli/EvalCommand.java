package org.egpo.cli;

import java.io.IOException;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.Callable;
import org.egpo.acebench.AceData;
import org.egpo.apibank.BankData;
import org.egpo.apibank.BankScorer;
import org.egpo.bfcl.WilsonInterval;
import org.egpo.data.Question;
import org.egpo.data.Questions;
import org.egpo.data.WholeFile;
import org.egpo.llm.LlmOptions;
import org.egpo.llm.OpenAiClient;
import org.egpo.policy.EngineInfo;
import org.egpo.policy.Sampling;
import org.egpo.reward.ScoredGroup;
import org.egpo.rollout.Policy;
import org.egpo.rollout.PromptStyle;
import org.egpo.rollout.SavedRollouts;
import org.egpo.train.Evaluation;
import org.egpo.train.FirstStep;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** {@code egpo eval}: pass@1 and pass@k of a model, for each category. */
@Command(name = "eval", mixinStandardHelpOptions = true, sortOptions = false)
final class EvalCommand implements Callable<Integer> {
    @Mixin
    private DialogueOptions dialogues;

    @Option(names = "--model", required = true, paramLabel = "DIR|URL")
    private String model;

    @Option(names = "--served", paramLabel = "NAME")
    private String served;

    @Option(names = "--benchmark", paramLabel = "acebench|apibank")
    private String benchmark;

    @Option(names = "--language", paramLabel = "en|zh", defaultValue = "en")
    private String language;

    @Option(names = "--categories", split = ",", paramLabel = "NAME")
    private List<String> categories;

    @Option(names = "--user", paramLabel = "URL")
    private String user;

    @Option(names = "--out", paramLabel = "DIR", defaultValue = "result_all")
    private Path out;

    @Option(names = "--data", paramLabel = "FILE|SPLIT", defaultValue = "test")
    private String data;

    @Option(names = "--samples", paramLabel = "K", defaultValue = "1")
    private int samples;

    @Option(names = "--temperature", paramLabel = "T", defaultValue = "1")
    private double temperature;

    @Option(names = "--prompts", paramLabel = "N")
    private Integer prompts;

    @Option(names = "--max-tokens", paramLabel = "N")
    private Integer maxTokens;

    @Option(names = "--seed", paramLabel = "N", defaultValue = "2508")
    private long seed;

    @Option(names = "--threads", paramLabel = "N")
    private Integer threads;

    @Option(names = "--prompt", paramLabel = "auto|template|rules", defaultValue = "auto")
    private PromptStyle prompt;

    @Option(names = "--strict-start")
    private boolean strictStart;

    @Option(names = "--csv", paramLabel = "FILE")
    private Path csv;

    @Option(names = "--rollouts", paramLabel = "FILE")
    private Path rollouts;

    @Override
    public Integer call() throws IOException {
        int longest = maxTokens != null ? maxTokens : benchmark == null ? 160 : 1024;
        Sampling options =
                Sampling.temperature(temperature).withMaxTokens(longest).withSeed(seed);
        if (benchmark != null) {
            return answer(options);
        }
        List<Question> questions = questions();
        if (threads != null) {
            EngineInfo.useThreads(threads);
        }
        Evaluation all;
        try (Policy policy = Policy.load(Path.of(model)).withPrompts(prompt)) {
            policy.notes().forEach(n -> System.err.println("egpo: " + n));
            if (strictStart) {
                stopWhereImpossible(
                        Evaluation.of(policy, questions.subList(0, Math.min(8, questions.size())), samples, options));
            }
            all = Evaluation.of(policy, questions, samples, options);
        }
        FirstStep.warnings(all.groups()).forEach(w -> System.err.println("egpo: warning: " + w));
        Map<String, Evaluation> parts = new LinkedHashMap<>(all.byCategory());
        parts.put("all", all);
        print(parts);
        if (csv != null) {
            write(parts);
        }
        if (rollouts != null) {
            SavedRollouts.write(
                    rollouts, all.groups().stream().map(ScoredGroup::group).toList());
        }
        return 0;
    }

    private int answer(Sampling options) {
        boolean bank = benchmark.equals("apibank");
        List<String> known = bank ? BankScorer.NAMES : AceData.CATEGORIES;
        categories = categories == null ? bank ? BenchmarkAnswers.USUAL : known : categories;
        if (!benchmark.matches("acebench|apibank") || !language.matches("en|zh") || !known.containsAll(categories)) {
            throw new IllegalArgumentException("--benchmark must be acebench or apibank, --language en or zh,"
                    + " --categories of " + String.join(", ", known) + ".");
        }
        BenchmarkAnswers.Model person = user == null ? null : BenchmarkAnswers.server(client(user), options);
        int most = prompts == null ? Integer.MAX_VALUE : prompts;
        AceData aceTests = bank ? null : AceData.at(Path.of(data));
        BankData bankTests = bank ? BankData.at(Path.of(data)) : null;
        OpenAiClient server = model.matches("https?://.*") ? client(model) : null;
        try (Policy policy = server == null ? Policy.load(Path.of(model)) : null) {
            BenchmarkAnswers.Model asked =
                    server == null ? BenchmarkAnswers.local(policy, options) : BenchmarkAnswers.server(server, options);
            Path folder = (bank ? out : out.resolve("result_" + language)).resolve(name(model, server));
            for (String category : categories) {
                Path file = bank
                        ? BenchmarkAnswers.bank(bankTests, category, asked, most, folder)
                        : BenchmarkAnswers.ace(aceTests, language, category, asked, person, most, folder);
                System.out.println(file == null ? category + ": left out, it needs --user" : file.toString());
            }
        }
        if (server != null) {
            System.out.println(server.ledger());
        }
        return 0;
    }

    /** How result files name a model: the server's by its name there, another by its folder. */
    static String name(String model, OpenAiClient server) {
        return server == null
                ? Path.of(model).toAbsolutePath().normalize().getFileName().toString()
                : server.model().replace('/', '_');
    }

    private OpenAiClient client(String address) {
        return new OpenAiClient(LlmOptions.from(System.getenv(), address, served));
    }

    private static void stopWhereImpossible(Evaluation first) {
        List<String> warnings = FirstStep.warnings(first.groups());
        if (!warnings.isEmpty()) {
            throw new IllegalArgumentException(String.join(" ", warnings) + " Stopped by --strict-start after "
                    + first.groups().size() + " questions.");
        }
    }

    private List<Question> questions() throws IOException {
        Path file = List.of("train", "dev", "test").contains(data)
                ? ProjectRoot.find().resolve("datasets/function-calling/" + data + ".jsonl.gz")
                : Path.of(data);
        List<Question> all = dialogues.isMultiTurn() ? dialogues.questions(data) : Questions.read(file);
        if (prompts != null && prompts < 1) {
            throw new IllegalArgumentException("prompts is " + prompts + "; at least 1 question must be asked");
        }
        return prompts == null ? all : all.subList(0, Math.min(prompts, all.size()));
    }

    private void print(Map<String, Evaluation> parts) {
        boolean one = samples == 1;
        String head = one ? "" : "pass@" + samples;
        row("category", "questions", "pass@1", one ? "95% interval" : "", head, "well-formed", "tokens");
        parts.forEach((category, e) -> {
            int n = e.groups().size();
            WilsonInterval at = WilsonInterval.of((int) Math.round(e.accuracy() * n), n);
            String interval = String.format(Locale.ROOT, "%.1f–%.1f", 100 * at.low(), 100 * at.high());
            String all = one ? "" : percent(e.passAt(samples));
            String length = String.format(Locale.ROOT, "%.1f", e.responseLength());
            row(category, n, percent(e.accuracy()), one ? interval : "", all, percent(e.wellFormed()), length);
        });
    }

    private static void row(Object... cells) {
        System.out.printf("%-20s %9s %7s %15s %7s %12s %7s%n", cells);
    }

    private static String percent(double share) {
        return String.format(Locale.ROOT, "%.1f%%", 100 * share);
    }

    private void write(Map<String, Evaluation> parts) throws IOException {
        StringBuilder b = new StringBuilder(
                "category,questions,samples,pass_at_1,pass_at_k,well_formed,response_length,truncated_share\n");
        parts.forEach((category, e) -> b.append(String.format(
                Locale.ROOT,
                "%s,%d,%d,%.6f,%.6f,%.6f,%.4f,%.6f%n",
                category,
                e.groups().size(),
                samples,
                e.accuracy(),
                e.passAt(samples),
                e.wellFormed(),
                e.responseLength(),
                e.truncated())));
        WholeFile.write(csv, b);
    }
}
