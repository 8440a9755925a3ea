package org.egpo.datasets;

import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import java.util.StringJoiner;
import org.egpo.call.FunctionCall;
import org.egpo.call.PythonText;
import org.egpo.call.ToolSpec;
import org.egpo.call.Value;
import org.egpo.data.Answer;
import org.egpo.data.Example;
import org.egpo.data.Question;

/**
 * Responses written by rule, from which the tiny model learns the format before reinforcement learning: several styles of
 * thinking, careful ones that lead to right answers and careless ones that often do not. What is left to learn is which
 * style pays.
 */
public final class Demonstrations {
    /** Ways of thinking, with how often they are written and how often they lead to a mistake. */
    private enum Style {
        CAREFUL(0.25, 0),
        STEPS(0.10, 0),
        BRIEF(0.30, 0.5),
        CARELESS(0.30, 0.75),
        MALFORMED(0.05, 0);

        private final double share;
        private final double mistakes;

        Style(double share, double mistakes) {
            this.share = share;
            this.mistakes = mistakes;
        }
    }

    private static final double REPAIRED = 0.3;
    private static final String DONE = "<think>All is done.</think>\nDone.";
    private static final String ASKING = "<think>A value is missing.</think>\nWhich one?";

    private final SplittableRandom random;

    /** @param seed the same seed and examples give the same responses */
    public Demonstrations(long seed) {
        this.random = new SplittableRandom(seed);
    }

    /** The next response to an example: thinking between tags, then the answer. */
    public String response(Example example) {
        Style style = style();
        return response(example, style, random.nextDouble() < style.mistakes);
    }

    private String response(Example example, Style style, boolean wrong) {
        Answer answer = wrong ? mistaken(example) : example.answer();
        String thinking = example.answer().isCall() ? thinking(style, answer) : doubting(style, answer);
        String written = answer.isCall() ? answer.toString() : "No function fits.";
        if (style == Style.MALFORMED) {
            return random.nextBoolean() ? written : "<think>" + thinking + "\n" + written;
        }
        return "<think>" + thinking + "</think>\n" + written;
    }

    /**
     * What is said in an episode, step by step: one call a step, and a text without a call at the end of each turn. The style is the
     * same throughout, and where it leads to a mistake, there is one; now and then the right call follows it.
     */
    public List<String> episode(Question question) {
        Style drawn = style();
        Style style = drawn == Style.MALFORMED ? Style.BRIEF : drawn;
        List<List<String>> turns = question.asDialogue().scenario().groundTruth();
        int steps = turns.stream().mapToInt(t -> Math.max(1, t.size())).sum();
        int mistake = random.nextDouble() < style.mistakes ? random.nextInt(steps) : -1;
        List<String> said = new ArrayList<>();
        int step = 0;
        for (int turn = 0; turn < turns.size(); turn++) {
            List<ToolSpec> tools = question.asDialogue().tools().get(turn);
            Example now = question.after(List.of(), tools).example();
            for (String call : turns.get(turn)) {
                Answer answer = Answer.ofText("[" + call + "]");
                boolean wrong = step++ == mistake;
                said.add(response(now.withAnswer(answer), style, wrong));
                if (wrong && random.nextDouble() < REPAIRED) {
                    said.add(response(now.withAnswer(answer), Style.CAREFUL, false));
                }
            }
            if (turns.get(turn).isEmpty() && step++ == mistake) {
                said.add(response(now, style, true));
            }
            boolean missing = turns.get(turn).isEmpty();
            boolean function = question.asDialogue().scenario().later().containsKey(turn + 1);
            said.add(!missing ? DONE : function ? response(now, style, false) : ASKING);
        }
        return said;
    }

    private Style style() {
        double u = random.nextDouble();
        for (Style s : Style.values()) {
            u -= s.share;
            if (u < 0) {
                return s;
            }
        }
        return Style.BRIEF;
    }

    private String thinking(Style style, Answer answer) {
        StringJoiner all = new StringJoiner(" ");
        for (FunctionCall call : answer.calls()) {
            all.add(
                    switch (style) {
                        case CAREFUL -> "The user wants " + call.name() + ". " + values(call, " = ", ", ") + ".";
                        case STEPS -> "Function: " + call.name() + ". Values: " + values(call, " is ", "; ") + ".";
                        case BRIEF -> call.name() + " fits.";
                        default -> pick("Easy, " + call.name() + ".", "I call " + call.name() + ".");
                    });
        }
        return switch (style) {
            case CAREFUL -> all + " Check: " + pick("all values are there.", "no value is mixed up.");
            case STEPS -> all + " Each value stands in the question.";
            default -> all.toString();
        };
    }

    private String doubting(Style style, Answer answer) {
        if (answer.isCall()) {
            return pick("Easy, ", "I call ") + answer.calls().get(0).name() + ".";
        }
        return style == Style.CAREFUL || style == Style.STEPS
                ? "The user wants something else. No function serves that."
                : "No function serves that.";
    }

    private static String values(FunctionCall call, String is, String separator) {
        StringJoiner all = new StringJoiner(separator);
        call.arguments().forEach((name, value) -> all.add(PythonText.str(name) + is + PythonText.repr(value)));
        return all.toString();
    }

    private String pick(String a, String b) {
        return random.nextBoolean() ? a : b;
    }

    /** The answer with one mistake; swapped values first of all, the case of the paper's Figure 1. */
    private Answer mistaken(Example example) {
        if (!example.answer().isCall()) {
            return needlessCall(example);
        }
        List<FunctionCall> calls = new ArrayList<>(example.calls());
        int i = random.nextInt(calls.size());
        FunctionCall call = calls.get(i);
        FunctionCall wrong = random.nextDouble() < 0.6 ? swapped(call) : call;
        if (wrong.equals(call)) {
            wrong = spoilt(call);
        }
        calls.set(i, wrong);
        return Answer.of(calls);
    }

    private Answer needlessCall(Example example) {
        if (example.tools().isEmpty()) {
            return example.answer();
        }
        ToolSpec tool = example.tools().get(random.nextInt(example.tools().size()));
        return Answer.of(new FunctionCall(tool.name(), Value.MapValue.EMPTY));
    }

    /** Swaps the first two values of one kind; the call itself where there are none. */
    private static FunctionCall swapped(FunctionCall call) {
        Value.MapValue m = call.arguments();
        for (int i = 0; i < m.size(); i++) {
            for (int k = i + 1; k < m.size(); k++) {
                if (m.value(i).getClass() == m.value(k).getClass()
                        && !m.value(i).equals(m.value(k))) {
                    return CallEdits.swapped(call, i, k);
                }
            }
        }
        return call;
    }

    /** The call without one of its arguments, or with a number of it as a text, a text as a list. */
    private FunctionCall spoilt(FunctionCall call) {
        boolean without = random.nextBoolean();
        int size = call.arguments().size();
        if (size == 0) {
            return call;
        }
        int at = random.nextInt(size);
        String name = CallEdits.name(call, at);
        Value v = call.arguments().value(at);
        Value other = v instanceof Value.Text ? new Value.ListValue(List.of(v)) : Value.text(PythonText.str(v));
        return without ? CallEdits.without(call, name) : CallEdits.with(call, name, other);
    }
}
