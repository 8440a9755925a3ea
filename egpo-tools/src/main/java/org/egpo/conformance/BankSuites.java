package org.egpo.conformance;

import com.fasterxml.jackson.databind.JsonNode;
import java.time.LocalDateTime;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;
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

/** API-Bank: calls, responses, their parts and whole runs against the official scripts. */
final class BankSuites {
    private static final double ROUNDING = 1e-9;

    private BankSuites() {}

    static List<VectorSuite> all() {
        return List.of(
                suite("calls", "verdict", BankSuites::call),
                suite("calls_level3", "verdict", BankSuites::call),
                suite("responses", "f score", BankSuites::response),
                suite("misc", "", BankSuites::part));
    }

    private interface Check {
        Comparison of(JsonNode vector, BankData data);
    }

    private static VectorSuite suite(String file, String verdictFields, Check check) {
        return VectorFile.with(file, verdictFields, verdicts -> {
            BankData data = BankData.at(verdicts.data("apibank"));
            return v -> check.of(v, data);
        });
    }

    private static BankData.Sample sample(JsonNode v, int level, BankData data, boolean calls) {
        String key = level < 3
                ? BankData.Sample.key(v.path("file").asText(), v.path("id").asInt())
                : calls
                        ? BankData.Sample.key(
                                v.path("sample_id").asInt(), v.path("api_id").asInt())
                        : v.path("sample_id").asText();
        return data.samples(level, calls).get(key);
    }

    /** What depends on an embedding model or the network is found to do so. */
    private static Comparison call(JsonNode v, BankData data) {
        String stub = v.path("stub").asText("replay");
        BankChecker.Verdict got = new BankChecker(data)
                .check(
                        sample(v, v.path("level").asInt(), data, true),
                        v.path("pred").asText());
        boolean judged = stub.equals("replay") || v.path("verdict").asText().equals("crash");
        if (!judged) {
            return got.type().equals(BankChecker.UNJUDGED)
                    ? Comparison.pass()
                    : Comparison.same(v.path("verdict").asText(), got.type());
        }
        Value result = got.result();
        Comparison outcome =
                Comparison.same(v.path("verdict").asText(), got.type()).and(() -> parsed(v, got.call()));
        if (result == Value.None.NONE || !v.has("api_exception")) {
            return outcome;
        }
        boolean failed = !v.path("api_exception").isNull();
        boolean random = !v.has("api_output");
        return outcome.and(() -> Comparison.same(failed, PythonObjects.at(result, "exception") != Value.None.NONE))
                .and(() -> random
                        ? Comparison.pass()
                        : equal(ValueJson.read(v.path("api_output")), PythonObjects.at(result, "output")));
    }

    private static Comparison equal(Value expected, Value got) {
        return Value.pythonEquals(expected, got)
                ? Comparison.pass()
                : Comparison.fail(ValueJson.write(expected), ValueJson.write(got));
    }

    private static Comparison parsed(JsonNode v, BankCall call) {
        return Comparison.same(v.path("call").textValue(), call == null ? null : call.text())
                .and(() -> {
                    Map<?, ?> expected =
                            ValueJson.MAPPER.convertValue(v.path("parsed").path(1), Map.class);
                    return call == null
                            ? Comparison.pass()
                            : Comparison.same(v.path("parsed").path(0).asText(), call.name())
                                    .and(() -> Comparison.same(expected, call.parameters()));
                });
    }

    private static Comparison response(JsonNode v, BankData data) {
        int level = v.path("level").asInt();
        BankData.Sample sample = sample(v, level, data, false);
        String text = v.path("pred").asText();
        double score = BankChecker.score(sample, text);
        if (v.has("crash")) {
            return Comparison.same(true, Double.isNaN(score));
        }
        double f = text.isEmpty() || level == 3 ? score : RougeL.f(text, sample.response());
        return near(v.path("f").asDouble(), f).and(() -> near(v.path("score").asDouble(), score));
    }

    private static Comparison near(double expected, double got) {
        return Math.abs(expected - got) <= 1e-12 ? Comparison.pass() : Comparison.fail(expected + "", got + "");
    }

    private static Comparison part(JsonNode v, BankData data) {
        String input = v.path("input").asText();
        String output = v.path("output").textValue();
        return switch (v.path("kind").asText()) {
            case "parse" -> parsed(v, BankCall.find(input));
            case "strptime" -> strptime(v, input);
            case "normalise_datetime" -> Comparison.same(output, BankDates.time(input));
            case "normalise_date" -> Comparison.same(output, BankDates.date(input));
            case "normalise_month_day" -> Comparison.same(output, BankDates.monthDay(input));
            case "calculator" -> calculator(v, input);
            case "send_email" -> Comparison.same(output != null, BankFunctions.isAddress(input));
            case "search_engine" -> search(v, data.search(), input);
            case "word_overlap" ->
                near(
                        v.path("overlap").asDouble(),
                        BankComparison.overlap(v.path("a").asText(), v.path("b").asText()));
            default -> Comparison.same(output, BankChecker.splitByUppercase(input));
        };
    }

    private static Comparison strptime(JsonNode v, String input) {
        String format = v.path("format").asText();
        boolean day = format.equals("%m-%d");
        LocalDateTime got = BankDates.parse(day ? "1900-" + input : input, day ? "%Y-%m-%d" : format);
        String text = got == null ? null : got.format(DateTimeFormatter.ofPattern("uuuu-MM-dd HH:mm:ss"));
        return Comparison.same(v.path("value").textValue(), text);
    }

    private static Comparison calculator(JsonNode v, String input) {
        try {
            return equal(ValueJson.read(v.path("output")), BankCalculator.evaluate(input));
        } catch (PythonError e) {
            boolean endless = e.type.equals(BankCalculator.ENDLESS);
            return Comparison.same(v.has("hang"), endless)
                    .and(() -> Comparison.same(v.path("exception").textValue(), endless ? null : e.getMessage()));
        }
    }

    /** Of equal scores the official order depends on the processor: two titles in any order, where the third is behind. */
    private static Comparison search(JsonNode v, BankSearch search, String input) {
        List<String> words = BankSearch.words(input);
        double[] scores = search.scores(words);
        double[] sorted = java.util.Arrays.stream(scores)
                .map(d -> -d)
                .sorted()
                .map(d -> -d)
                .toArray();
        Comparison outcome = Comparison.same(ValueJson.MAPPER.convertValue(v.path("tokens"), List.class), words);
        for (int i = 0; i < v.path("top_scores").size(); i++) {
            boolean same = Math.abs(v.path("top_scores").path(i).asDouble() - sorted[i]) <= ROUNDING;
            outcome = outcome.and(() -> Comparison.same(true, same));
        }
        List<String> titles = PythonObjects.items(search.best(input)).stream()
                .map(d -> PythonText.str(PythonObjects.at(d, "title")))
                .toList();
        boolean tie = sorted[1] == sorted[2];
        return outcome.and(() -> tie
                ? Comparison.pass()
                : Comparison.same(
                        Set.copyOf(ValueJson.MAPPER.convertValue(v.path("titles"), List.class)), Set.copyOf(titles)));
    }

    /** A whole run in one process, with what an earlier call leaves for a later one. */
    static Function<JsonNode, Comparison> runs(Verdicts verdicts) {
        BankData data = BankData.at(verdicts.data("apibank"));
        return v -> v.path("kind").asText().equals("api") ? callRun(v, data) : responseRun(v, data);
    }

    private static Comparison responseRun(JsonNode v, BankData data) {
        int level = v.path("level").asInt();
        double sum = 0;
        for (JsonNode p : v.path("preds")) {
            sum += BankChecker.score(
                    sample(p, level, data, false), p.path("pred").asText());
        }
        double mean = sum / v.path("preds").size();
        return near(v.path(level == 3 ? "rouge" : "mean").asDouble(), mean);
    }

    private static Comparison callRun(JsonNode v, BankData data) {
        int level = v.path("level").asInt();
        BankChecker checker = new BankChecker(data);
        List<BankReport.Case> cases = new ArrayList<>();
        for (JsonNode p : v.path("preds")) {
            BankData.Sample sample = sample(p, level, data, true);
            String text = p.path("pred").asText();
            cases.add(new BankReport.Case(sample, text, checker.check(sample, text), 0));
        }
        BankReport.Part part =
                new BankReport.Part("", level, true, data.samples(level, true).size(), cases, List.of());
        if (v.has("crash")) {
            return Comparison.same(true, part.errors().containsKey(BankChecker.CRASH));
        }
        Comparison outcome = Comparison.same(v.path("correct").asInt(), part.correct());
        if (level < 3) {
            Map<?, ?> expected = ValueJson.MAPPER.convertValue(v.path("errors"), Map.class);
            for (Map.Entry<?, ?> e : expected.entrySet()) {
                outcome = outcome.and(
                        () -> Comparison.same(e.getValue(), part.errors().getOrDefault(e.getKey(), 0)));
            }
            return outcome.and(() -> near(v.path("accuracy").asDouble(), Math.round(part.accuracy() * 1e4) / 1e4));
        }
        return outcome.and(() -> near(v.path("accuracy").asDouble(), part.accuracy()))
                .and(() -> near(v.path("sample_accuracy").asDouble(), part.taskAccuracy()))
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
        Map<Integer, String> expected = new java.util.TreeMap<>();
        for (JsonNode line : v.path("log")) {
            String text = line.asText();
            String type = words.keySet().stream()
                    .filter(text::startsWith)
                    .findFirst()
                    .map(words::get)
                    .orElse(text);
            expected.putIfAbsent(Integer.parseInt(text.substring(text.lastIndexOf(' ') + 1)), type);
        }
        Map<Integer, String> got = new java.util.TreeMap<>();
        for (int i = 0; i < cases.size(); i++) {
            if (!cases.get(i).isCorrect()) {
                got.put(i, cases.get(i).verdict().type());
            }
        }
        return Comparison.same(expected, got);
    }
}
