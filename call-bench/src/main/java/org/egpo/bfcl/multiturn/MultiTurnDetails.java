package org.egpo.bfcl.multiturn;

import java.util.List;
import org.egpo.bfcl.AnswerVerdict;
import org.egpo.call.Decoded;
import org.egpo.call.PythonLiteral;
import org.egpo.call.PythonText;
import org.egpo.call.Value;
import org.jspecify.annotations.Nullable;

/** The field {@code error} of the official score files for multi-turn tests. */
final class MultiTurnDetails {
    private MultiTurnDetails() {}

    static Value error(AnswerVerdict verdict, @Nullable MultiTurnVerdict checked) {
        if (checked == null) {
            return Value.MapValue.of("error_message", verdict.error(), "error_type", verdict.errorType());
        }
        Value.MapValue results = Value.MapValue.of("execution_result", results(checked));
        Value.MapBuilder error = new Value.MapBuilder();
        error.put("error_message", Value.text(checked.message()));
        error.put("error_type", Value.text(verdict.outcome()));
        MultiTurnVerdict.States states = checked.states();
        if (states != null) {
            error.put("details", different(states, checked.attributes()));
            results.forEach(error::put);
        } else {
            boolean missing = verdict.outcome().equals("multi_turn:execution_response_mismatch");
            error.put("details", missing ? missing(checked) : results);
        }
        return error.build();
    }

    /** What differs, and the whole states; what Python only prints stays a text. */
    private static Value different(MultiTurnVerdict.States states, List<String> attributes) {
        Environment model = states.model();
        Environment reference = states.reference();
        Value.MapBuilder different = new Value.MapBuilder();
        attributes.forEach(a -> different.put(
                a, Value.MapValue.of("model", value(model.get(a)), "ground_truth", value(reference.get(a)))));
        return Value.MapValue.of(
                "differences", different.build(),
                "model_instance_state", state(model),
                "ground_truth_instance_state", state(reference));
    }

    private static Value state(Environment environment) {
        Value.MapBuilder all = new Value.MapBuilder();
        environment.forEachAttribute((name, v) -> all.put(name, value(v)));
        return all.build();
    }

    private static Value value(Value v) {
        String spelled = PythonText.boundedRepr(v);
        return PythonLiteral.decode(spelled) instanceof Decoded.Success s ? s.value() : Value.text(spelled);
    }

    private static Value missing(MultiTurnVerdict checked) {
        List<MultiTurnVerdict.TurnResults> turns = checked.turns();
        return Value.MapValue.of(
                "missing_items",
                checked.differences().stream().map(Difference::expected).toList(),
                "model_response (including all previous turns)",
                turns.stream()
                        .flatMap(t -> t.model().stream())
                        .flatMap(List::stream)
                        .toList(),
                "ground_truth_response (only the current turn)",
                turns.get(turns.size() - 1).groundTruth());
    }

    private static List<Value> results(MultiTurnVerdict checked) {
        return checked.turns().stream()
                .<Value>map(t -> Value.MapValue.of("model", t.model(), "ground_truth", t.groundTruth()))
                .toList();
    }
}
