package org.egpo.datasets;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.egpo.rollout.Response;
import org.egpo.rollout.RolloutGroup;

/**
 * Responses written by rule, not by a model, so that the quickstart works from files: every question gets a difficulty, and
 * each response a way of thinking and perhaps a mistake. Token entropies are drawn by rule too: low where the text copies,
 * higher where a thinking text chooses, highest where it checks itself.
 */
public final class ToyRollouts {
    /** Right and careful, right and brief, then the mistakes. The arguments are swapped as in the paper's Figure 1. */
    private enum Style {
        CAREFUL,
        BRIEF,
        SWAPPED,
        WRONG_TYPE,
        MISSING,
        UNTHINKING,
        BROKEN
    }

    private static final Style[] MISTAKES = {
        Style.SWAPPED, Style.SWAPPED, Style.WRONG_TYPE, Style.MISSING, Style.UNTHINKING, Style.BROKEN
    };

    private static final Pattern TOKEN = Pattern.compile("</?think>|\\n| ?[\\p{L}_]+| ?\\d{1,3}| ?[^\\s\\p{L}\\d_]| ");

    private final SplittableRandom random;

    private ToyRollouts(long seed) {
        this.random = new SplittableRandom(seed);
    }

    /**
     * @param samples responses for each question, at least 1; the paper uses 8
     * @param seed the same seed gives the same responses
     */
    public static List<RolloutGroup> generate(List<ToyQuestion> questions, int samples, long seed) {
        if (samples < 1) {
            throw new IllegalArgumentException("samples is " + samples + "; each question needs at least 1 response");
        }
        ToyRollouts toy = new ToyRollouts(seed);
        return questions.stream().map(q -> toy.group(q, samples)).toList();
    }

    private RolloutGroup group(ToyQuestion question, int samples) {
        double ease = random.nextDouble();
        List<Response> responses = new ArrayList<>();
        for (int i = 0; i < samples; i++) {
            responses.add(response(question, style(ease)));
        }
        return new RolloutGroup(question.id(), responses);
    }

    private Style style(double ease) {
        if (random.nextDouble() < ease) {
            return random.nextDouble() < 0.5 ? Style.CAREFUL : Style.BRIEF;
        }
        return MISTAKES[random.nextInt(MISTAKES.length)];
    }

    private Response response(ToyQuestion q, Style style) {
        List<String> tokens = new ArrayList<>();
        List<Double> entropies = new ArrayList<>();
        if (style != Style.UNTHINKING) {
            add("<think>", 0.01, tokens, entropies);
            add(thinking(q, style), hesitation(style), tokens, entropies);
            add("</think>", 0.02, tokens, entropies);
        }
        add("\n" + answer(q, style), 0.04, tokens, entropies);
        return Response.ofTexts(
                tokens, entropies.stream().mapToDouble(Double::doubleValue).toArray(), style == Style.BROKEN);
    }

    private static double hesitation(Style style) {
        return switch (style) {
            case CAREFUL -> 0.85;
            case BROKEN -> 1.1;
            case WRONG_TYPE, MISSING -> 0.5;
            default -> 0.3;
        };
    }

    private String thinking(ToyQuestion q, Style style) {
        if (style != Style.CAREFUL) {
            String[] openings = {
                "I call " + q.tool() + " with what the question says.",
                "This is a task for " + q.tool() + ".",
                "The function " + q.tool() + " fits."
            };
            return openings[random.nextInt(openings.length)];
        }
        StringBuilder b = new StringBuilder("The function " + q.tool() + " fits. The values are");
        q.arguments()
                .forEach((name, value) ->
                        b.append(' ').append(name).append(" = ").append(value).append(','));
        b.setLength(b.length() - 1);
        return b.append(". Check: every required parameter is there, and none is mixed up.")
                .toString();
    }

    private String answer(ToyQuestion q, Style style) {
        Map<String, Object> arguments = new LinkedHashMap<>(q.arguments());
        List<String> names = new ArrayList<>(arguments.keySet());
        switch (style) {
            case SWAPPED -> swap(arguments, names.get(0), names.get(1));
            case MISSING -> arguments.remove(names.get(random.nextInt(names.size())));
            case WRONG_TYPE -> arguments.replaceAll((n, v) -> v instanceof Integer ? v.toString() : List.of(v));
            default -> {}
        }
        StringBuilder b = new StringBuilder("[" + q.tool() + "(");
        arguments.forEach((name, value) -> b.append(b.charAt(b.length() - 1) == '(' ? "" : ", ")
                .append(name)
                .append('=')
                .append(literal(value)));
        return style == Style.BROKEN ? b.toString() : b.append(")]").toString();
    }

    private static void swap(Map<String, Object> arguments, String a, String b) {
        Object first = arguments.get(a);
        arguments.put(a, arguments.get(b));
        arguments.put(b, first);
    }

    private static String literal(Object value) {
        if (value instanceof List<?> list) {
            return "[" + literal(list.get(0)) + "]";
        }
        return value instanceof Integer ? value.toString() : "'" + value + "'";
    }

    /** Words that choose are uncertain, words that follow are not; rounded to four decimals. */
    private void add(String text, double level, List<String> tokens, List<Double> entropies) {
        Matcher m = TOKEN.matcher(text);
        while (m.find()) {
            tokens.add(m.group());
            double spread = Character.isLetterOrDigit(m.group().charAt(m.group().length() - 1)) ? 1 : 0.25;
            double entropy = -Math.log(1 - random.nextDouble()) * level * spread;
            entropies.add(Math.round(entropy * 1e4) / 1e4);
        }
    }
}
