package org.egpo.notebook;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.function.BiFunction;
import java.util.function.BiPredicate;
import java.util.function.DoubleBinaryOperator;
import java.util.function.DoubleUnaryOperator;
import java.util.function.Predicate;
import java.util.function.ToDoubleBiFunction;
import java.util.function.ToDoubleFunction;
import java.util.function.UnaryOperator;
import jdk.jshell.JShell;
import jdk.jshell.Snippet;
import jdk.jshell.SnippetEvent;
import jdk.jshell.SourceCodeAnalysis;
import org.egpo.data.Example;
import org.egpo.data.Question;
import org.egpo.testing.SharedVectors;
import org.junit.jupiter.api.Test;

/** The solutions that are told solve the exercises, and answers that go wrong in likely ways do not. */
class ExercisesTest {
    private static final Map<String, List<Object>> WRONG = Map.ofEntries(
            Map.entry(
                    "00-1", List.<Object>of(vector(r -> r), vector(ExercisesTest::biased), vector(r -> new double[4]))),
            Map.entry(
                    "00-2",
                    List.<Object>of(
                            pair((a, e) -> 0.4 * e),
                            pair((a, e) -> Math.min(0.4 * e, a / 2)),
                            pair((a, e) -> 0.4 * Math.min(e, Math.abs(a) / 2)))),
            Map.entry(
                    "01-1",
                    List.<Object>of(keep(e -> true), keep(e -> !e.calls().isEmpty()), keep(e -> e.calls().stream()
                            .anyMatch(c -> e.tool(c.name()) != null)))),
            Map.entry(
                    "02-1",
                    List.<Object>of(
                            number(p ->
                                    -Arrays.stream(p).map(x -> x * Math.log(x)).sum()),
                            number(p -> Arrays.stream(p)
                                    .filter(x -> x > 0)
                                    .map(x -> x * Math.log(x))
                                    .sum()),
                            number(p -> -Arrays.stream(p)
                                    .filter(x -> x > 0)
                                    .map(x -> x * Math.log(x) / Math.log(2))
                                    .sum()))),
            Map.entry(
                    "02-2",
                    List.<Object>of(
                            softmax((z, t) -> weights(z, x -> Math.exp(x / t))),
                            softmax((z, t) -> weights(z, x -> Math.exp(x - 1000))),
                            softmax((z, t) -> weights(z, x -> Math.exp(x * t))))),
            Map.entry(
                    "03-1",
                    List.<Object>of(
                            text(s -> s),
                            text(s -> "[" + s.replaceFirst(" ", "(").replace(" ", ", ") + ")]"),
                            text(s -> "[" + s.split(" ")[0] + "()]"))),
            Map.entry(
                    "03-2",
                    List.<Object>of(
                            passAt((v, k) -> share(v)),
                            passAt((v, k) -> 1 - Math.pow(1 - share(v), k)),
                            passAt((v, k) -> share(v) > 0 ? 1 : 0))),
            Map.entry("04-1", List.<Object>of(one(a -> a / 0.8), one(a -> Math.abs(a) / 2), one(a -> -1))),
            Map.entry(
                    "04-2",
                    List.<Object>of(vector(r -> r), vector(ExercisesTest::centred), vector(ExercisesTest::biased))),
            Map.entry(
                    "04-3",
                    List.<Object>of(
                            push((a, r) -> dot(a, r) / r.length),
                            push((a, r) -> 4 * (dot(a, r) / r.length - mean(a) * mean(r))),
                            push((a, r) -> Math.abs(dot(a, r) / r.length - mean(a) * mean(r))))),
            Map.entry(
                    "05-1",
                    List.<Object>of(
                            pair((ratio, a) -> -a * ratio),
                            pair((ratio, a) -> -a * Math.max(0.8, Math.min(ratio, 1.28))),
                            pair((ratio, a) -> Math.min(-a * ratio, -a * Math.max(0.8, Math.min(ratio, 1.28)))))),
            Map.entry(
                    "05-2",
                    List.<Object>of(
                            pair((p, q) -> p - q),
                            pair((p, q) -> (p - q) * (p - q) / 2),
                            pair((p, q) -> Math.exp(p - q) - (p - q) - 1))),
            Map.entry(
                    "06-1",
                    List.<Object>of(
                            same((a, b) -> !a.equals(b)),
                            same((a, b) -> a.values().stream()
                                    .sorted()
                                    .toList()
                                    .equals(b.values().stream().sorted().toList())),
                            same((a, b) -> a.keySet().stream()
                                            .filter(k -> !a.get(k).equals(b.get(k)))
                                            .count()
                                    == 2))),
            Map.entry(
                    "07-1",
                    List.<Object>of(turns(v -> share(v)), turns(v -> share(v) == 1 ? 1 : 0), turns(v -> v.length))),
            Map.entry(
                    "08-1",
                    List.<Object>of(
                            masked((p, m) -> loss(p, m) / p.length),
                            masked((p, m) -> loss(p, new boolean[] {true, true, true}) / 3),
                            masked((p, m) -> loss(p, m)))),
            Map.entry(
                    "09-1",
                    List.<Object>of(
                            pair((a, e) -> a / 2 / e), pair((a, e) -> Math.abs(a) / e), pair((a, e) -> 0.4 * e))),
            Map.entry(
                    "10-1",
                    List.<Object>of(
                            pair((right, n) -> right / n),
                            pair((right, n) -> right / n - 1.96 * Math.sqrt(right / n * (1 - right / n) / n)),
                            pair((right, n) -> (right / n + 1.92 / n) / (1 + 3.84 / n)))),
            Map.entry(
                    "12-1",
                    List.<Object>of(
                            reward((q, s) -> s.length()),
                            reward((q, s) -> s.contains("move") ? 1 : 0),
                            reward((q, s) -> s.contains(q.answer().toString()) ? 1.0 / (1 + s.length() / 9) : 0))));

    @Test
    void everyExerciseRefusesThreeWrongAnswers() {
        assertEquals(ExerciseList.ALL.keySet(), new java.util.TreeSet<>(WRONG.keySet()));
        WRONG.forEach((id, answers) -> {
            assertEquals(3, answers.size(), id);
            answers.forEach(a -> assertTrue(said(id, a).startsWith(id + ": not yet; "), said(id, a)));
        });
    }

    @Test
    void anAnswerOfAnotherTypeOrOneThatFailsIsToldSo() {
        assertTrue(said("02-1", 0.69).contains("of the type that the exercise names"), said("02-1", 0.69));
        assertTrue(said("02-1", number(p -> p[9])).contains("ArrayIndexOutOfBounds"));
        assertTrue(said("04-2", vector(r -> null)).contains("gives nothing"));
        assertTrue(said("02-1", null).startsWith("02-1: not yet"));
    }

    @Test
    void anUnknownExerciseIsNamed() {
        Exception e = assertThrows(IllegalArgumentException.class, () -> Exercises.hint("99-1"));
        assertTrue(e.getMessage().startsWith("there is no exercise 99-1; there are 00-1, "), e.getMessage());
    }

    @Test
    void theSolutionsSolveAll() throws Exception {
        try (JShell shell = JShell.builder().executionEngine("local").build()) {
            shell.addToClasspath(System.getProperty("java.class.path"));
            JsonNode notebook = new JsonMapper()
                    .readTree(SharedVectors.root()
                            .resolve("notebooks/solutions/solutions.ipynb")
                            .toFile());
            for (JsonNode cell : notebook.path("cells")) {
                StringBuilder source = new StringBuilder();
                cell.path("source").forEach(line -> source.append(line.asText()));
                if (cell.path("cell_type").asText().equals("code")) {
                    run(shell, source.toString());
                }
            }
        }
        assertEquals(List.of(), Exercises.open());
    }

    private static void run(JShell shell, String cell) {
        String left = cell;
        while (!left.isBlank()) {
            SourceCodeAnalysis.CompletionInfo next = shell.sourceCodeAnalysis().analyzeCompletion(left);
            for (SnippetEvent e : shell.eval(next.source())) {
                assertEquals(Snippet.Status.VALID, e.status(), next.source());
                assertEquals(null, e.exception(), next.source());
            }
            left = next.remaining();
        }
    }

    private static String said(String id, Object answer) {
        PrintStream before = System.out;
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        System.setOut(new PrintStream(out, true));
        try {
            Exercises.check(id, answer);
        } finally {
            System.setOut(before);
        }
        return out.toString();
    }

    private static double[] biased(double[] r) {
        double m = mean(r);
        double std = Math.sqrt(Arrays.stream(r).map(x -> (x - m) * (x - m)).sum() / r.length);
        return Arrays.stream(r).map(x -> std == 0 ? 0 : (x - m) / std).toArray();
    }

    private static double[] centred(double[] r) {
        double m = mean(r);
        return Arrays.stream(r).map(x -> x - m).toArray();
    }

    private static double[] weights(double[] z, DoubleUnaryOperator f) {
        double sum = Arrays.stream(z).map(f).sum();
        return Arrays.stream(z).map(f).map(x -> x / sum).toArray();
    }

    private static double loss(double[] p, boolean[] counted) {
        double sum = 0;
        for (int i = 0; i < p.length; i++) {
            sum -= counted[i] ? Math.log(p[i]) : 0;
        }
        return sum;
    }

    private static ToDoubleFunction<boolean[]> turns(ToDoubleFunction<boolean[]> f) {
        return f;
    }

    private static ToDoubleBiFunction<double[], boolean[]> masked(ToDoubleBiFunction<double[], boolean[]> f) {
        return f;
    }

    private static double mean(double[] r) {
        return Arrays.stream(r).average().orElse(0);
    }

    private static double dot(double[] a, double[] b) {
        double sum = 0;
        for (int i = 0; i < a.length; i++) {
            sum += a[i] * b[i];
        }
        return sum;
    }

    private static double share(boolean[] verdicts) {
        int right = 0;
        for (boolean v : verdicts) {
            right += v ? 1 : 0;
        }
        return right / (double) verdicts.length;
    }

    private static UnaryOperator<double[]> vector(UnaryOperator<double[]> f) {
        return f;
    }

    private static DoubleBinaryOperator pair(DoubleBinaryOperator f) {
        return f;
    }

    private static Predicate<Example> keep(Predicate<Example> f) {
        return f;
    }

    private static ToDoubleFunction<double[]> number(ToDoubleFunction<double[]> f) {
        return f;
    }

    private static BiFunction<double[], Double, double[]> softmax(BiFunction<double[], Double, double[]> f) {
        return f;
    }

    private static UnaryOperator<String> text(UnaryOperator<String> f) {
        return f;
    }

    private static ToDoubleBiFunction<boolean[], Integer> passAt(ToDoubleBiFunction<boolean[], Integer> f) {
        return f;
    }

    private static DoubleUnaryOperator one(DoubleUnaryOperator f) {
        return f;
    }

    private static ToDoubleBiFunction<double[], double[]> push(ToDoubleBiFunction<double[], double[]> f) {
        return f;
    }

    private static BiPredicate<Map<String, String>, Map<String, String>> same(
            BiPredicate<Map<String, String>, Map<String, String>> f) {
        return f;
    }

    private static ToDoubleBiFunction<Question, String> reward(ToDoubleBiFunction<Question, String> f) {
        return f;
    }
}
