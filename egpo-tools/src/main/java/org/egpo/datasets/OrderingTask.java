package org.egpo.datasets;

import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Random;
import java.util.SplittableRandom;
import org.egpo.call.FunctionCall;
import org.egpo.call.PythonObjects;
import org.egpo.call.PythonText;
import org.egpo.call.ToolSpec;
import org.egpo.call.Value;
import org.egpo.data.Answer;
import org.egpo.data.Example;
import org.egpo.data.Message;

/**
 * Worlds in which entropy can matter. Two numbers must be put into a call, one of them given in another unit ("three quartets and
 * eleven people"). <em>Brief</em> thinking takes them in the order in which they were said. <em>Careful</em> thinking chooses a
 * factor, a direction and a form, a word each, and is right only if all three words are the good ones; so it is unsure, and brief
 * thinking is not. Which of the two pays is what the worlds differ in.
 */
public enum OrderingTask {
    /** The smaller number first; careful thinking is rare but better from the beginning on. */
    RARE(0.12, 0.8, 0.25),
    /** The smaller number first; careful thinking is common and at first worse than brief thinking, whose best it surpasses later. */
    HARD(0.5, 0.525, 0.5),
    /** The mirror image of {@link #RARE}: numbers are wanted as they were said, and careful thinking is mostly wrong whatever its words. */
    MIRROR(0.88, 0.8, 1);

    /** What share of careful responses is right in {@link #MIRROR}. */
    private static final double LUCK = 0.25;

    private static final List<String> NUMBERS = List.of(
            "zero one two three four five six seven eight nine ten eleven twelve thirteen fourteen fifteen sixteen seventeen eighteen nineteen twenty"
                    .split(" "));
    private static final List<String> UNITS = List.of("pairs", "trios", "quartets", "quintets");
    private static final List<String> DIRECTIONS =
            List.of("ascending", "descending", "reversed", "backwards", "swapped", "inverted");
    private static final List<String> FORMS = List.of("integers", "decimals", "texts", "lists", "labels", "blanks");
    private static final int FARTHEST = 4;

    private final double carefulShare;
    private final double goodWord;
    private final double ascendingShare;

    OrderingTask(double carefulShare, double goodWord, double ascendingShare) {
        this.carefulShare = carefulShare;
        this.goodWord = goodWord;
        this.ascendingShare = ascendingShare;
    }

    /** Where the shipped questions are, below {@code datasets}. */
    public String folder() {
        return "ordering/" + name().toLowerCase(Locale.ROOT);
    }

    /** What people ask for: a tool, what it counts, how they say it. */
    private record Wish(String tool, String counted, String... phrasings) {
        private ToolSpec spec(boolean mirror) {
            Value.MapValue number = Value.MapValue.of("type", "integer", "description", "Number of " + counted + ".");
            return new ToolSpec(
                    tool,
                    mirror ? "Takes two numbers in their order." : "Takes two numbers, the smaller first.",
                    GeneratedTool.schema(
                            Value.MapValue.of("first", number, "second", number), List.of("first", "second")));
        }
    }

    private static final List<Wish> WISHES = List.of(
            new Wish("queue_groups", "people", "Queue %s and %s.", "Let %s and %s in."),
            new Wish("pack_boxes", "pieces", "Pack %s and %s.", "Put %s and %s into boxes."),
            new Wish("order_sets", "glasses", "Order %s and %s.", "We need %s and %s."));

    /** The splits {@code train}, {@code dev} and {@code test}; no question comes twice. */
    public Map<String, List<Example>> generate(long seed) {
        Random random = new Random(seed);
        List<Example> all = new ArrayList<>();
        for (Wish wish : WISHES) {
            for (String phrasing : wish.phrasings) {
                for (int unit = 0; unit < UNITS.size(); unit++) {
                    for (int count = 2; count <= 4; count++) {
                        int product = (unit + 2) * count;
                        for (int other = Math.max(2, product - FARTHEST); other <= product + FARTHEST; other++) {
                            if (other != product && other < NUMBERS.size()) {
                                boolean ascending = random.nextDouble() < ascendingShare;
                                boolean unitFirst =
                                        this == MIRROR ? random.nextBoolean() : product < other == ascending;
                                all.add(example(wish, phrasing, unit, count, other, unitFirst));
                            }
                        }
                    }
                }
            }
        }
        Collections.shuffle(all, random);
        Map<String, List<Example>> splits = new LinkedHashMap<>();
        int test = all.size() / 8;
        splits.put("train", named("train", all.subList(2 * test, all.size())));
        splits.put("dev", named("dev", all.subList(test, 2 * test)));
        splits.put("test", named("test", all.subList(0, test)));
        return splits;
    }

    private static List<Example> named(String split, List<Example> examples) {
        List<Example> all = new ArrayList<>();
        examples.forEach(e -> all.add(e.withId(split + "_" + all.size())));
        return all;
    }

    private Example example(Wish wish, String phrasing, int unit, int count, int other, boolean unitFirst) {
        String inUnits = NUMBERS.get(count) + " " + UNITS.get(unit);
        String plain = NUMBERS.get(other) + " " + wish.counted;
        String text = unitFirst ? phrasing.formatted(inUnits, plain) : phrasing.formatted(plain, inUnits);
        int product = (unit + 2) * count;
        boolean inOrder = this == MIRROR ? unitFirst : product < other;
        Value.MapValue metadata =
                Value.MapValue.of("unit", unit, "count", count, "other", other, "unit_first", unitFirst);
        return new Example(
                "",
                List.of(Message.user(text)),
                List.of(wish.spec(this == MIRROR)),
                Answer.of(call(wish.tool, product, other, inOrder, "integers")),
                metadata,
                Value.MapValue.EMPTY,
                null);
    }

    private static FunctionCall call(String tool, int product, int other, boolean productFirst, String form) {
        Value ofProduct = written(product, form);
        Value ofOther = written(other, form);
        return new FunctionCall(
                tool,
                Value.MapValue.of(
                        "first", productFirst ? ofProduct : ofOther, "second", productFirst ? ofOther : ofProduct));
    }

    private static Value written(int number, String form) {
        return Value.of(
                switch (form) {
                    case "integers" -> number;
                    case "decimals" -> (double) number;
                    case "texts" -> "" + number;
                    case "lists" -> List.of(number);
                    case "labels" -> NUMBERS.get(number);
                    default -> "";
                });
    }

    /** A response written by rule to one of the examples, brief or careful. */
    public String response(Example example, SplittableRandom random) {
        int unit = number(example, "unit");
        int product = (unit + 2) * number(example, "count");
        int other = number(example, "other");
        String tool = example.tools().get(0).name();
        boolean asSaid = ((Value.Bool) PythonObjects.at(example.metadata(), "unit_first")).value();
        if (random.nextDouble() >= carefulShare) {
            return "<think>Easy.</think>\n" + Answer.of(call(tool, product, other, asSaid, "integers"));
        }
        int factor = 2 + drawn(unit, UNITS.size(), random);
        int direction = drawn(0, DIRECTIONS.size(), random);
        int form = drawn(0, FORMS.size(), random);
        int found = factor * number(example, "count");
        String thinking = "<think>Steps " + NUMBERS.get(factor) + " " + NUMBERS.get(found) + " "
                + DIRECTIONS.get(direction) + " " + FORMS.get(form) + "</think>\n";
        if (this == MIRROR) {
            boolean right = random.nextDouble() < LUCK;
            return thinking + Answer.of(call(tool, product, other, right == asSaid, "integers"));
        }
        boolean ascending = direction == 0;
        return thinking + Answer.of(call(tool, found, other, found < other == ascending, FORMS.get(form)));
    }

    /** What a base reads before any demonstration: the same facts of a question, in two kinds of writing. */
    public enum Writing {
        /** Assignments, comparisons and a call. */
        CODE("count = %1$s\nunit = %3$s\nproduct = count * unit == %4$s\nmin(product, %5$s) == %6$s\n%7$s"),
        /** Sentences. */
        PROSE("There are %1$s %2$s of %3$s, which makes %4$s. The other number is %5$s, and the smaller one is %6$s."
                + " First comes %8$s and second comes %9$s.");

        private final String form;

        Writing(String form) {
            this.form = form;
        }
    }

    /** A text about one of the examples: the product, which number is smaller, what comes first. */
    public String text(Example example, Writing writing) {
        int unit = number(example, "unit");
        int count = number(example, "count");
        int product = (unit + 2) * count;
        int other = number(example, "other");
        Value.MapValue wanted = example.calls().get(0).arguments();
        return writing.form.formatted(
                NUMBERS.get(count),
                UNITS.get(unit),
                NUMBERS.get(unit + 2),
                NUMBERS.get(product),
                NUMBERS.get(other),
                NUMBERS.get(Math.min(product, other)),
                example.answer(),
                PythonText.str(PythonObjects.at(wanted, "first")),
                PythonText.str(PythonObjects.at(wanted, "second")));
    }

    private static int number(Example example, String name) {
        return (int) ((Value.Int) PythonObjects.at(example.metadata(), name)).value();
    }

    private int drawn(int good, int words, SplittableRandom random) {
        if (random.nextDouble() < goodWord) {
            return good;
        }
        int other = random.nextInt(words - 1);
        return other < good ? other : other + 1;
    }
}
