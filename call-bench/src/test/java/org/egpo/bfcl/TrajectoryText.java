package org.egpo.bfcl;

import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import org.egpo.call.PythonObjects;
import org.egpo.call.PythonText;
import org.egpo.call.Value;

/** Writes the reference calls of a multi-turn test out as a model's answer: turns, each a list of texts, one a step. */
final class TrajectoryText {

    /** What can go wrong with a trajectory. */
    private enum Damage {
        SILENT_TURN,
        CALL_LEFT_OUT,
        OTHER_VALUE,
        UNKNOWN_FUNCTION,
        STOPPED_EARLY,
        NO_ANSWER
    }

    private final List<List<String>> turns = new ArrayList<>();
    private final SplittableRandom random;

    private TrajectoryText(BfclEntry entry, SplittableRandom random) {
        this.random = random;
        for (Value turn : PythonObjects.items(entry.expected())) {
            turns.add(new ArrayList<>(
                    PythonObjects.items(turn).stream().map(PythonText::str).toList()));
        }
    }

    /** The answer, with one thing wrong where {@code damaged}. */
    static Value of(BfclEntry entry, boolean damaged, SplittableRandom random) {
        TrajectoryText text = new TrajectoryText(entry, random);
        Damage damage = damaged ? Damage.values()[random.nextInt(Damage.values().length)] : null;
        if (damage == Damage.NO_ANSWER) {
            return Value.text("Error during inference: the server did not answer in time");
        }
        if (damage != null) {
            text.damage(damage);
        }
        return text.result();
    }

    private void damage(Damage damage) {
        List<Integer> calling = new ArrayList<>();
        for (int i = 0; i < turns.size(); i++) {
            if (!turns.get(i).isEmpty()) {
                calling.add(i);
            }
        }
        List<String> turn = turns.get(calling.get(random.nextInt(calling.size())));
        int i = random.nextInt(turn.size());
        switch (damage) {
            case SILENT_TURN -> turn.clear();
            case CALL_LEFT_OUT -> turn.remove(i);
            case OTHER_VALUE -> turn.set(i, otherValue(turn.get(i)));
            case UNKNOWN_FUNCTION -> turn.set(i, "try_" + turn.get(i));
            default -> turns.remove(turns.size() - 1);
        }
    }

    /** The first text or number of a call changed; a call without one is left out. */
    private static String otherValue(String call) {
        int equals = call.indexOf('=');
        if (equals < 0) {
            return "no_such_function()";
        }
        int at = equals + 1;
        boolean text = call.charAt(at) == '\'';
        return call.substring(0, at) + (text ? "'other " + call.substring(at + 1) : "9" + call.substring(at));
    }

    private Value result() {
        List<Value> all = new ArrayList<>();
        for (List<String> turn : turns) {
            List<Value> steps = new ArrayList<>();
            // Now and then a model takes one step for each call.
            boolean single = random.nextInt(3) == 0;
            if (single) {
                turn.forEach(call -> steps.add(Value.text("[" + call + "]")));
            } else if (!turn.isEmpty()) {
                steps.add(Value.text("[" + String.join(", ", turn) + "]"));
            }
            steps.add(Value.text(turn.isEmpty() ? "What exactly do you need?" : "Done."));
            all.add(new Value.ListValue(steps));
        }
        return new Value.ListValue(all);
    }
}
