package org.egpo.bfcl.multiturn;

import java.util.List;
import org.egpo.bfcl.AnswerVerdict;
import org.egpo.call.Value;

/** The field {@code error} of the official score files for multi-turn tests. */
final class MultiTurnDetails {
    private MultiTurnDetails() {}

    static Value error(AnswerVerdict verdict, MultiTurnVerdict checked) {
        if (checked == null) {
            return Value.MapValue.of("error_message", verdict.error(), "error_type", verdict.errorType());
        }
        String type = verdict.outcome();
        boolean state = type.equals("multi_turn:instance_state_mismatch");
        Value details = state
                ? Value.MapValue.of("differences", differences(checked))
                : type.equals("multi_turn:execution_response_mismatch")
                        ? missing(checked)
                        : Value.MapValue.of("execution_result", results(checked));
        return state
                ? Value.MapValue.of(
                        "error_message",
                        checked.message(),
                        "error_type",
                        type,
                        "details",
                        details,
                        "execution_result",
                        results(checked))
                : Value.MapValue.of("error_message", checked.message(), "error_type", type, "details", details);
    }

    private static Value differences(MultiTurnVerdict checked) {
        Value.MapBuilder all = new Value.MapBuilder();
        checked.differences()
                .forEach(
                        d -> all.put(d.attribute(), Value.MapValue.of("model", d.got(), "ground_truth", d.expected())));
        return all.build();
    }

    private static Value missing(MultiTurnVerdict checked) {
        List<TurnResults> turns = checked.turns();
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
