package org.egpo.cli;

import java.io.IOException;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.function.BiFunction;
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
import org.jspecify.annotations.Nullable;
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
    private @Nullable String served;

    @Option(names = "--benchmark", paramLabel = "acebench|apibank")
    private @Nullable String benchmark;

    @Option(names = "--language", paramLabel = "en|zh", defaultValue = "en")
    private String language;

    @Option(names = "--categories", split = ",", paramLabel = "NAME")
    private @Nullable List<String> categories;

    @Option(names = "--user", paramLabel = "URL")
    private @Nullable String user;

    @Option(names = "--out", paramLabel = "DIR", defaultValue = "result_all")
    private Path out;

    @Option(names = "--data", paramLabel = "FILE|SPLIT", defaultValue = "test")
    private String data;

    @Option(names = "--samples", paramLabel = "K", defaultValue = "1")
    private int samples;

    @Option(names = "--temperature", paramLabel = "T", defaultValue = "1")
    private double temperature;

    @Option(names = "--prompts", paramLabel = "N")
    private @Nullable Integer prompts;

    @Option(names = "--max-tokens", paramLabel = "N")
    private @Nullable Integer maxTokens;

    @Option(names = "--seed", paramLabel = "N", defaultValue = "2508")
    private long seed;

    @Option(names = "--threads", paramLabel = "N")
    private @Nullable Integer threads;

    @Option(names = "--prompt", paramLabel = "auto|template|rules", defaultValue = "auto")
    private PromptStyle prompt;

    @Option(names = "--strict-start")
    private boolean strictStart;

    @Option(names = "--csv", paramLabel = "FILE")
    private @Nullable Path csv;

    @Option(names = "--rollouts", paramLabel = "FILE")
    private @Nullable Path rollouts;

    @Override
    public Integer call() throws IOException {
        int longest = maxTokens != null ? maxTokens : benchmark == null ? 160 : 1024;
        Sampling options =
                Sampling.temperature(temperature).withMaxTokens(longest).withSeed(seed);
        if (benchmark != null) {
            return answer(benchmark, options);
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
            write(csv, parts);
        }
        if (rollouts != null) {
            SavedRollouts.write(
                    rollouts, all.groups().stream().map(ScoredGroup::group).toList());
        }
        return 0;
    }

    private int answer(String suite, Sampling options) {
        boolean bank = suite.equals("apibank");
        List<String> known = bank ? BankScorer.NAMES : AceData.CATEGORIES;
        List<String> chosen = categories == null ? bank ? BenchmarkAnswers.USUAL : known : categories;
        if (!suite.matches("acebench|apibank") || !language.matches("en|zh") || !known.containsAll(chosen)) {
            throw new IllegalArgumentException("--benchmark must be acebench or apibank, --language en or zh,"
                    + " --categories of " + String.join(", ", known) + ".");
        }
        BenchmarkAnswers.Model person =
                user == null ? conversations -> List.of() : BenchmarkAnswers.server(client(user), options);
        int most = prompts == null ? Integer.MAX_VALUE : prompts;
        OpenAiClient server = model.matches("https?://.*") ? client(model) : null;
        Path folder = (bank ? out : out.resolve("result_" + language)).resolve(name(model, server));
        BiFunction<String, BenchmarkAnswers.Model, Path> test;
        if (bank) {
            BankData tests = BankData.at(Path.of(data));
            test = (category, asked) -> BenchmarkAnswers.bank(tests, category, asked, most, folder);
        } else {
            AceData tests = AceData.at(Path.of(data));
            test = (category, asked) -> BenchmarkAnswers.ace(tests, language, category, asked, person, most, folder);
        }
        if (server != null) {
            answer(chosen, test, BenchmarkAnswers.server(server, options));
            System.out.println(server.ledger());
        } else {
            try (Policy policy = Policy.load(Path.of(model))) {
                answer(chosen, test, BenchmarkAnswers.local(policy, options));
            }
        }
        return 0;
    }

    private void answer(
            List<String> chosen, BiFunction<String, BenchmarkAnswers.Model, Path> test, BenchmarkAnswers.Model asked) {
        for (String category : chosen) {
            boolean leftOut = user == null && category.equals("agent_multi_turn");
            System.out.println(leftOut ? category + ": left out, it needs --user" : "" + test.apply(category, asked));
        }
    }

    /** How result files name a model: the server's by its name there, another by its folder. */
    static String name(String model, @Nullable OpenAiClient server) {
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

    private void write(Path file, Map<String, Evaluation> parts) throws IOException {
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
        WholeFile.write(file, b);
    }
}
