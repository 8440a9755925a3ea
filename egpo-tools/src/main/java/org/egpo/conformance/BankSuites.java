package org.egpo.conformance;

import static org.egpo.conformance.CaseFields.text;
import static org.egpo.conformance.CaseFields.texts;
import static org.egpo.conformance.CaseFields.value;

import com.fasterxml.jackson.databind.JsonNode;
import java.time.LocalDateTime;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.egpo.apibank.BankCalculator;
import org.egpo.apibank.BankCall;
import org.egpo.apibank.BankChecker;
import org.egpo.apibank.BankComparison;
import org.egpo.apibank.BankData;
import org.egpo.apibank.BankDates;
import org.egpo.apibank.BankFunctions;
import org.egpo.apibank.BankReport;
import org.egpo.apibank.BankSearch;
import org.egpo.apibank.RougeL;
import org.egpo.call.PythonError;
import org.egpo.call.PythonObjects;
import org.egpo.call.PythonText;
import org.egpo.call.Value;
import org.egpo.call.ValueJson;
import org.jspecify.annotations.Nullable;

/** API-Bank: calls, responses, their parts and whole runs against the official scripts. */
final class BankSuites {
    private static final Tolerance NEAR = new Tolerance(1e-12, 0);
    private static final Tolerance ROUNDED = new Tolerance(1e-9, 0);

    private BankSuites() {}

    static List<VectorSuite> all() {
        Function<Verdicts, BankData> data = verdicts -> BankData.at(verdicts.data("apibank"));
        return List.of(
                VectorFile.of("calls", "verdict", data, BankSuites::call),
                VectorFile.of("calls_level3", "verdict", data, BankSuites::call),
                VectorFile.of("responses", "f score", data, BankSuites::response),
                VectorFile.of("misc", "", data, BankSuites::part));
    }

    private static BankData.Sample sample(JsonNode v, int level, BankData data, boolean calls) {
        String id = v.path("sample_id").asText();
        String key = level < 3
                ? BankData.Sample.key(text(v, "file"), v.path("id").asInt())
                : calls
                        ? BankData.Sample.key(
                                Integer.parseInt(id), v.path("api_id").asInt())
                        : id;
        return Objects.requireNonNull(data.samples(level, calls).get(key), key);
    }

    /** What depends on an embedding model or the network is found to do so. */
    private static Comparison call(JsonNode v, BankData data) {
        BankData.Sample sample = sample(v, v.path("level").asInt(), data, true);
        BankChecker.Verdict got = new BankChecker(data).check(sample, text(v, "pred"));
        boolean judged = v.path("stub").asText("replay").equals("replay") || "crash".equals(text(v, "verdict"));
        Comparison outcome = Comparison.same(text(v, "verdict"), got.type());
        if (!judged) {
            return got.type().equals(BankChecker.UNJUDGED) ? Comparison.pass() : outcome;
        }
        Value result = got.result();
        outcome = outcome.and(() -> parsed(v, got.call()));
        if (result == Value.None.NONE || !v.has("api_exception")) {
            return outcome;
        }
        boolean failed = !v.path("api_exception").isNull();
        boolean random = !v.has("api_output");
        return outcome.and(() -> Comparison.same(failed, PythonObjects.at(result, "exception") != Value.None.NONE))
                .and(() ->
                        random ? Comparison.pass() : equal(value(v, "api_output"), PythonObjects.at(result, "output")));
    }

    private static Comparison equal(Value expected, Value got) {
        return Value.pythonEquals(expected, got)
                ? Comparison.pass()
                : Comparison.fail(ValueJson.write(expected), ValueJson.write(got));
    }

    private static Comparison parsed(JsonNode v, @Nullable BankCall call) {
        JsonNode parsed = v.path("parsed");
        Comparison outcome = Comparison.same(text(v, "call"), call == null ? null : call.text());
        return call == null
                ? outcome
                : outcome.and(() -> Comparison.same(parsed.path(0).asText(), call.name()))
                        .and(() -> Comparison.same(plain(parsed.path(1), Map.class), call.parameters()));
    }

    private static <T> T plain(JsonNode json, Class<T> type) {
        return ValueJson.MAPPER.convertValue(json, type);
    }

    private static Comparison response(JsonNode v, BankData data) {
        int level = v.path("level").asInt();
        BankData.Sample sample = sample(v, level, data, false);
        String text = text(v, "pred");
        double score = BankChecker.score(sample, text);
        if (v.has("crash")) {
            return Comparison.same(true, Double.isNaN(score));
        }
        double f = text == null || text.isEmpty() || level == 3 ? score : RougeL.f(text, sample.response());
        return near(v, "f", f).and(() -> near(v, "score", score));
    }

    private static Comparison near(JsonNode v, String field, double got) {
        return NEAR.check(v.path(field), got);
    }

    private static Comparison part(JsonNode v, BankData data) {
        String input = v.path("input").asText();
        String output = text(v, "output");
        return switch (text(v, "kind")) {
            case "parse" -> parsed(v, BankCall.find(input));
            case "strptime" -> strptime(v, input);
            case "normalise_datetime" -> Comparison.same(output, BankDates.time(input));
            case "normalise_date" -> Comparison.same(output, BankDates.date(input));
            case "normalise_month_day" -> Comparison.same(output, BankDates.monthDay(input));
            case "calculator" -> calculator(v, input);
            case "send_email" -> Comparison.same(output != null, BankFunctions.isAddress(input));
            case "search_engine" -> search(v, data.search(), input);
            case "word_overlap" -> near(v, "overlap", BankComparison.overlap(text(v, "a"), text(v, "b")));
            default -> Comparison.same(output, BankChecker.splitByUppercase(input));
        };
    }

    private static Comparison strptime(JsonNode v, String input) {
        String format = v.path("format").asText();
        boolean day = format.equals("%m-%d");
        LocalDateTime got = BankDates.parse(day ? "1900-" + input : input, day ? "%Y-%m-%d" : format);
        String text = got == null ? null : got.format(DateTimeFormatter.ofPattern("uuuu-MM-dd HH:mm:ss"));
        return Comparison.same(text(v, "value"), text);
    }

    private static Comparison calculator(JsonNode v, String input) {
        try {
            return equal(value(v, "output"), BankCalculator.evaluate(input));
        } catch (PythonError e) {
            boolean endless = e.type.equals(BankCalculator.ENDLESS);
            return Comparison.same(v.has("hang"), endless)
                    .and(() -> Comparison.same(text(v, "exception"), endless ? null : e.getMessage()));
        }
    }

    /** Of equal scores the official order depends on the processor: two titles in any order, where the third is behind. */
    private static Comparison search(JsonNode v, BankSearch search, String input) {
        List<String> words = BankSearch.words(input);
        double[] sorted = Arrays.stream(search.scores(words))
                .map(d -> -d)
                .sorted()
                .map(d -> -d)
                .toArray();
        JsonNode best = v.path("top_scores");
        Set<String> titles = PythonObjects.items(search.best(input)).stream()
                .map(d -> PythonText.str(PythonObjects.at(d, "title")))
                .collect(Collectors.toSet());
        boolean tie = sorted[1] == sorted[2];
        return Comparison.same(texts(v.path("tokens")), words)
                .and(() -> ROUNDED.check(best, Arrays.copyOf(sorted, best.size())))
                .and(() -> tie ? Comparison.pass() : Comparison.same(Set.copyOf(texts(v.path("titles"))), titles));
    }

    /** A whole run in one process, with what an earlier call leaves for a later one. */
    static Function<JsonNode, Comparison> runs(Verdicts verdicts) {
        BankData data = BankData.at(verdicts.data("apibank"));
        return v -> "api".equals(text(v, "kind")) ? callRun(v, data) : responseRun(v, data);
    }

    private static Comparison responseRun(JsonNode v, BankData data) {
        int level = v.path("level").asInt();
        double sum = 0;
        for (JsonNode p : v.path("preds")) {
            sum += BankChecker.score(sample(p, level, data, false), text(p, "pred"));
        }
        return near(v, level == 3 ? "rouge" : "mean", sum / v.path("preds").size());
    }

    private static Comparison callRun(JsonNode v, BankData data) {
        int level = v.path("level").asInt();
        BankChecker checker = new BankChecker(data);
        List<BankReport.Case> cases = new ArrayList<>();
        for (JsonNode p : v.path("preds")) {
            BankData.Sample sample = sample(p, level, data, true);
            String text = text(p, "pred");
            cases.add(new BankReport.Case(sample, text, checker.check(sample, text), 0));
        }
        BankReport.Part part =
                new BankReport.Part("", level, true, data.samples(level, true).size(), cases, List.of());
        if (v.has("crash")) {
            return Comparison.same(true, part.errors().containsKey(BankChecker.CRASH));
        }
        Comparison outcome = Comparison.same(v.path("correct").asInt(), part.correct());
        if (level < 3) {
            for (Map.Entry<String, JsonNode> e : v.path("errors").properties()) {
                int got = part.errors().getOrDefault(e.getKey(), 0);
                outcome = outcome.and(() -> Comparison.same(e.getValue().asInt(), got));
            }
            return outcome.and(() -> near(v, "accuracy", Math.round(part.accuracy() * 1e4) / 1e4));
        }
        return outcome.and(() -> near(v, "accuracy", part.accuracy()))
                .and(() -> near(v, "sample_accuracy", part.taskAccuracy()))
                .and(() -> Comparison.same(v.path("toolsearcher_errors").asInt(), part.searchErrors()))
                .and(() -> log(v, cases));
    }

    /** The numbers of the failures, and what kind the script told first. */
    private static Comparison log(JsonNode v, List<BankReport.Case> cases) {
        Map<String, String> words = Map.of(
                "No api call", "NO_API_CALL",
                "TypeError", "TYPE_ERROR",
                "AssertionError", "ASSERTION_ERROR",
                "invalid tool name", "INVALID_TOOL",
                "KeyError", "KEY_ERROR",
                "Incorrect", "INCORRECT");
        Map<Integer, String> expected = new TreeMap<>();
        for (JsonNode line : v.path("log")) {
            String text = line.asText();
            String type = words.keySet().stream()
                    .filter(text::startsWith)
                    .findFirst()
                    .map(words::get)
                    .orElse(text);
            expected.putIfAbsent(Integer.parseInt(text.substring(text.lastIndexOf(' ') + 1)), type);
        }
        Map<Integer, String> got = new TreeMap<>();
        for (int i = 0; i < cases.size(); i++) {
            if (!cases.get(i).isCorrect()) {
                got.put(i, cases.get(i).verdict().type());
            }
        }
        return Comparison.same(expected, got);
    }
}
