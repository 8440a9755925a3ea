package org.egpo.notebook;

import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/**
 * The exercises of the notebooks. An answer is a function that the reader wrote; it is tried on examples worked out by hand, on
 * others, and held to what must be true of it. {@code notebooks/solutions} has a solution of each.
 */
public final class Exercises {
    private static final double NEAR = 1e-4;
    private static final Set<String> SOLVED = ConcurrentHashMap.newKeySet();

    /** Tries an answer, and throws at the first thing that is wrong with it. */
    interface Trial<T> {
        void of(T answer);
    }

    record Exercise<T>(String hint, Trial<T> trial) {}

    /** What is wrong with an answer, in a sentence. */
    private static final class Wrong extends RuntimeException {
        private Wrong(String sentence) {
            super(sentence);
        }
    }

    private Exercises() {}

    /**
     * Prints whether an answer is right, and if not, one thing that is wrong with it.
     *
     * @param id notebook and number, such as {@code 04-2}
     * @param answer a variable of the type that the exercise names
     * @throws IllegalArgumentException where there is no such exercise
     */
    public static void check(String id, Object answer) {
        String wrong = wrong(exercise(id), answer);
        if (wrong.isEmpty()) {
            SOLVED.add(id);
        }
        System.out.println(id + (wrong.isEmpty() ? ": solved" : ": not yet; " + wrong));
    }

    /** Prints a hint. */
    public static void hint(String id) {
        System.out.println(id + ": " + exercise(id).hint());
    }

    /** The exercises that nothing has solved yet in this kernel, in the order of the notebooks. */
    public static List<String> open() {
        return ExerciseList.ALL.keySet().stream()
                .filter(id -> !SOLVED.contains(id))
                .toList();
    }

    private static Exercise<?> exercise(String id) {
        Map<String, Exercise<?>> all = ExerciseList.ALL;
        if (!all.containsKey(id)) {
            throw new IllegalArgumentException(
                    "there is no exercise " + id + "; there are " + String.join(", ", all.keySet()));
        }
        return all.get(id);
    }

    /** An answer may do anything: what it throws is told, and nothing else happens. */
    @SuppressWarnings("unchecked")
    private static <T> String wrong(Exercise<T> exercise, Object answer) {
        try {
            exercise.trial().of((T) answer);
            return "";
        } catch (Wrong e) {
            return String.valueOf(e.getMessage());
        } catch (ClassCastException e) {
            return "the answer must be of the type that the exercise names (" + e.getMessage() + ")";
        } catch (RuntimeException | StackOverflowError e) {
            return "it failed with " + e;
        }
    }

    static void same(String call, double got, double wanted) {
        that(Math.abs(got - wanted) < NEAR, call + " gives " + Numbers.text(got) + ", not " + Numbers.text(wanted));
    }

    static void same(String call, double[] got, double[] wanted) {
        boolean same = got != null && got.length == wanted.length;
        for (int i = 0; same && i < wanted.length; i++) {
            same = Math.abs(got[i] - wanted[i]) < NEAR;
        }
        that(same, call + " gives " + (got == null ? "nothing" : text(got)) + ", not " + text(wanted));
    }

    static void that(boolean right, String otherwise) {
        if (!right) {
            throw new Wrong(otherwise);
        }
    }

    static String text(double... values) {
        return Arrays.stream(values).mapToObj(Numbers::text).toList().toString();
    }
}
