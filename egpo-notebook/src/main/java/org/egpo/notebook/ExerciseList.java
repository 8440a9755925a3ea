package org.egpo.notebook;

import static org.egpo.notebook.Exercises.same;
import static org.egpo.notebook.Exercises.text;
import static org.egpo.notebook.Exercises.that;

import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.BiFunction;
import java.util.function.BiPredicate;
import java.util.function.DoubleBinaryOperator;
import java.util.function.DoubleUnaryOperator;
import java.util.function.Predicate;
import java.util.function.ToDoubleBiFunction;
import java.util.function.ToDoubleFunction;
import java.util.function.UnaryOperator;
import org.egpo.advantage.Advantage;
import org.egpo.advantage.Grpo;
import org.egpo.call.CallDecoder;
import org.egpo.call.FunctionCall;
import org.egpo.call.ToolSpec;
import org.egpo.call.Value;
import org.egpo.data.Answer;
import org.egpo.data.Example;
import org.egpo.data.Question;

/** What each exercise asks for, a hint, and how an answer is tried. */
final class ExerciseList {
    static final Map<String, Exercises.Exercise<?>> ALL = new TreeMap<>();

    private ExerciseList() {}

    private static <T> void add(String id, String hint, Exercises.Trial<T> trial) {
        ALL.put(id, new Exercises.Exercise<>(hint, trial));
    }

    static {
        ExerciseList.<UnaryOperator<double[]>>add(
                "00-1",
                "the mean first, then the squares with n − 1 below; where the standard deviation is 0, all are 0",
                f -> rewards(r -> same("advantage(" + text(r) + ")", f.apply(r), values(Grpo.advantages(r)))));
        pairs("00-2", "Math.min of two numbers; the second needs Math.abs", "for A and E ", new double[][] {
            {1.5, 1.2, 0.48}, {-0.5, 3, 0.25}, {0, 2, 0}, {-1, 0.1, 0.04}, {0.54, 0.29, 0.116}
        });
        add("01-1", "e.calls() and e.tool(name), which is null where no tool has that name", ExerciseList::cleaning);
        ExerciseList.<ToDoubleFunction<double[]>>add(
                "02-1", "0 · log 0 counts as 0, but 0 * Math.log(0) is not a number", f -> {
                    same("of [0.5, 0.5] it", f.applyAsDouble(new double[] {0.5, 0.5}), Math.log(2));
                    same("of [1, 0] it", f.applyAsDouble(new double[] {1, 0}), 0);
                    same("of four equal ones it", f.applyAsDouble(new double[] {0.25, 0.25, 0.25, 0.25}), Math.log(4));
                    same("of [0.9, 0.1] it", f.applyAsDouble(new double[] {0.9, 0.1}), 0.325083);
                });
        add("02-2", "divide by T, take away the largest, then exp and divide by the sum", ExerciseList::softmax);
        add(
                "03-1",
                "a Pattern such as (\\w+)=('[^']*'|\\S+) finds arguments; lines() gives calls",
                ExerciseList::decoder);
        add("03-2", "1 less the chance that all k are wrong: a factor for each that is drawn", ExerciseList::passAtK);
        ExerciseList.<DoubleUnaryOperator>add("04-1", "where λ·E and |A|/α are the same", f -> {
            for (double[] x : new double[][] {{0.866, 1.0825}, {-0.866, 1.0825}, {2, 2.5}, {-0.1, 0.125}}) {
                same("for A = " + x[0] + " it", f.applyAsDouble(x[0]), x[1]);
            }
        });
        ExerciseList.<UnaryOperator<double[]>>add(
                "04-2",
                "the sum of the others is the sum of all less one's own",
                f -> rewards(r -> same("advantage(" + text(r) + ")", f.apply(r), values(Grpo.leaveOneOut(r)))));
        ExerciseList.<ToDoubleBiFunction<double[], double[]>>add(
                "04-3", "the mean of the products, less the product of the means", f -> {
                    double[] r = {1, 1, 0, 0};
                    same("where all get 0.2 it", f.applyAsDouble(new double[] {0.2, 0.2, 0.2, 0.2}, r), 0);
                    same(
                            "for the bonus [0.4, 0.2, 0, 0] and r [1, 1, 0, 0] it",
                            f.applyAsDouble(new double[] {0.4, 0.2, 0, 0}, r),
                            0.075);
                    same(
                            "for the bonus [1, 1, 1.4, 1.2] and r [1, 1, 0, 0] it",
                            f.applyAsDouble(new double[] {1, 1, 1.4, 1.2}, r),
                            -0.075);
                });
        pairs(
                "05-1",
                "the larger of two losses: −ρA, and the same with ρ held between 0.8 and 1.28",
                "for ρ and A ",
                new double[][] {{1, 2, -2}, {1.5, 1, -1.28}, {1.5, -1, 1.5}, {0.5, 1, -0.5}, {0.5, -1, 0.8}});
        add("05-2", "with x = log π − log π_ref: e^−x + x − 1", ExerciseList::divergence);
        add("06-1", "exactly two arguments differ, and each has the value of the other", ExerciseList::swaps);
        ExerciseList.<ToDoubleFunction<boolean[]>>add("07-1", "count until the first that is rejected", f -> {
            same("of [✓, ✓, ✗, ✓] it", f.applyAsDouble(new boolean[] {true, true, false, true}), 0.5);
            same("of [✗, ✓] it", f.applyAsDouble(new boolean[] {false, true}), 0);
            same("of [✓, ✓] it", f.applyAsDouble(new boolean[] {true, true}), 1);
        });
        ExerciseList.<ToDoubleBiFunction<double[], boolean[]>>add(
                "08-1", "add −log p where the mask is true, and divide by how many those are", f -> {
                    double[] p = {0.5, 0.25, 0.125};
                    String call = "of the probabilities " + text(p);
                    same(call + ", all counted, it", f.applyAsDouble(p, new boolean[] {true, true, true}), 1.386294);
                    same(
                            call + ", the last alone, it",
                            f.applyAsDouble(p, new boolean[] {false, false, true}),
                            2.079442);
                });
        pairs("09-1", "where λ·E and |A|/2 are the same", "for A and E ", new double[][] {
            {0.866, 0.2, 2.165}, {-0.866, 0.2, 2.165}, {2, 1, 1}, {0.1, 0.5, 0.1}
        });
        pairs(
                "10-1",
                "the smaller p that solves (right/n − p)² = z² p (1 − p) / n",
                "for right and n ",
                new double[][] {{5, 10, 0.236593}, {0, 10, 0}, {10, 10, 0.722467}, {50, 100, 0.403832}});
        add(
                "12-1",
                "1 where StrictReward says so; between 0 and 1 for a whole call of the right function",
                ExerciseList::reward);
    }

    /** A function of two numbers that is tried on some of them; the third of each is what it gives. */
    private static void pairs(String id, String hint, String of, double[][] all) {
        ExerciseList.<DoubleBinaryOperator>add(id, hint, f -> {
            for (double[] x : all) {
                same(of + text(x[0], x[1]) + " it", f.applyAsDouble(x[0], x[1]), x[2]);
            }
        });
    }

    private static void rewards(java.util.function.Consumer<double[]> trial) {
        double[][] all = {{1, 0, 0, 0}, {1, 1, 1, 1}, {1, 0, 1, 0, 0, 1, 1, 1}, {0.5, 0, 0.25}};
        Arrays.stream(all).forEach(trial);
    }

    private static double[] values(List<Advantage> all) {
        return all.stream().mapToDouble(Advantage::value).toArray();
    }

    private static void cleaning(Predicate<Example> keep) {
        List<ToolSpec> tools =
                List.of(new ToolSpec("f", "", Value.MapValue.EMPTY), new ToolSpec("g", "", Value.MapValue.EMPTY));
        for (String answer : List.of("[f(a=1)]", "[f(), g()]", "[]", "[h()]", "[f(), h()]")) {
            boolean wanted = !answer.contains("h");
            that(
                    keep.test(Example.of("x", "?", tools, Answer.ofText(answer))) == wanted,
                    "with the tools f and g, " + answer + " is to be " + (wanted ? "kept" : "dropped"));
        }
    }

    private static void softmax(BiFunction<double[], Double, double[]> f) {
        double[] z = {0, Math.log(9)};
        same("of [0, log 9] at T = 1 it", f.apply(z.clone(), 1.0), new double[] {0.1, 0.9});
        same("of [0, log 9] at T = 2 it", f.apply(z.clone(), 2.0), new double[] {0.25, 0.75});
        same("of [1000, 1000] at T = 1 it", f.apply(new double[] {1000, 1000}, 1.0), new double[] {0.5, 0.5});
    }

    private static void decoder(UnaryOperator<String> decode) {
        String[][] all = {
            {"now", "[now()]"},
            {"weather city='Lisbon' days=3", "[weather(city='Lisbon', days=3)]"},
            {"weather city='New York'", "[weather(city='New York')]"},
            {"add a=1 b=2\n\nadd a=3 b=4.5", "[add(a=1, b=2), add(a=3, b=4.5)]"}
        };
        for (String[] one : all) {
            String got = String.valueOf(decode.apply(one[0]));
            that(
                    FunctionCall.of(CallDecoder.decode(got)).equals(FunctionCall.of(CallDecoder.decode(one[1]))),
                    "of " + one[0].replace("\n", "⏎") + " it makes " + got + ", not " + one[1]);
        }
    }

    private static void passAtK(ToDoubleBiFunction<boolean[], Integer> f) {
        double[][] all = {{4, 1, 1, 0.25}, {4, 1, 2, 0.5}, {10, 3, 2, 1 - 21 / 45.0}, {10, 3, 8, 1}, {5, 0, 2, 0}};
        for (double[] x : all) {
            boolean[] verdicts = new boolean[(int) x[0]];
            Arrays.fill(verdicts, 0, (int) x[1], true);
            String call = String.format("pass@%.0f of %.0f responses, %.0f of them right,", x[2], x[0], x[1]);
            same(call, f.applyAsDouble(verdicts, (int) x[2]), x[3]);
        }
    }

    /** Never negative, 0 at equality, and weighted by π its mean is the divergence. */
    private static void divergence(DoubleBinaryOperator f) {
        double[] p = {0.7, 0.2, 0.1};
        double[] q = {0.3, 0.3, 0.4};
        double mean = 0;
        double exact = 0;
        for (int i = 0; i < p.length; i++) {
            double one = f.applyAsDouble(Math.log(p[i]), Math.log(q[i]));
            that(one >= 0, "for π = " + p[i] + " and π_ref = " + q[i] + " it is below 0");
            mean += p[i] * one;
            exact += p[i] * Math.log(p[i] / q[i]);
        }
        same("where π = π_ref it", f.applyAsDouble(-1, -1), 0);
        same("over all tokens its mean, weighted by π,", mean, exact);
    }

    private static void swaps(BiPredicate<Map<String, String>, Map<String, String>> f) {
        Map<String, String> call = new TreeMap<>(Map.of("from", "KRW", "to", "CAD", "amount", "5"));
        String[][] all = {
            {"5", "CAD", "KRW", "yes"}, {"CAD", "KRW", "5", "yes"}, {"5", "KRW", "CAD", "no"},
            {"KRW", "CAD", "5", "no"}, {"5", "CAD", "CAD", "no"}, {"6", "CAD", "KRW", "no"},
            {"5", "CAD", "USD", "no"}
        };
        for (String[] x : all) {
            Map<String, String> other = new TreeMap<>(Map.of("amount", x[0], "from", x[1], "to", x[2]));
            boolean swapped = x[3].equals("yes");
            that(
                    f.test(call, other) == swapped,
                    other + (swapped ? " is " : " is not ") + call + " with two values exchanged");
        }
        that(!f.test(call, Map.of("from", "CAD", "to", "KRW")), "a call without the amount is no swap");
    }

    private static void reward(ToDoubleBiFunction<Question, String> f) {
        Value text = Value.MapValue.of("type", "string");
        Value number = Value.MapValue.of("type", "integer");
        Value properties = Value.MapValue.of("source", text, "target", text, "amount", number);
        Value.MapValue schema =
                Value.MapValue.of("type", "object", "properties", properties, "required", List.of("source", "target"));
        ToolSpec tool = new ToolSpec("move", "", schema);
        Answer answer = Answer.ofText("[move(source='a', target='b', amount=5)]");
        Question question = Question.of(Example.of("x", "Move 5 from a to b.", List.of(tool), answer));
        String[] said = {
            "<think>a to b.</think>\n" + answer,
            "<think>a to b.</think>\n[move(source='a', target='b', amount=6)]",
            "<think>a to b.</think>\n[send(what='c')]",
            "<think>a to b.</think>\n[move(source=",
            "",
            "<think>" + "a to b. ".repeat(40) + "</think>\n" + answer
        };
        double[] r = Arrays.stream(said)
                .mapToDouble(s -> f.applyAsDouble(question, s))
                .toArray();
        that(
                Arrays.stream(r).allMatch(Double::isFinite),
                "every text needs a finite reward, a broken or empty one too");
        that(r[0] > r[1], "the right call gets " + r[0] + ", one with a wrong value " + r[1]);
        that(r[1] > r[2], "a call with a wrong value gets " + r[1] + ", a call of another function " + r[2]);
        that(r[2] >= Math.max(r[3], r[4]), "a broken or an empty answer gets more than a call of another function");
        that(r[5] <= r[0], "a right call gets more for longer thinking");
    }
}
