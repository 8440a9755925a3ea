package org.egpo.bfcl.multiturn;

import java.util.List;
import org.egpo.bfcl.Verdict;
import org.egpo.call.Value;

/** The field {@code error} of the official score files for multi-turn tests. */
final class MultiTurnDetails {
    private MultiTurnDetails() {}

    static Value error(Verdict verdict, MultiTurnVerdict checked) {
        Value.MapBuilder error = new Value.MapBuilder();
        if (checked == null) {
            error.put("error_message", new Value.ListValue(verdict.error()));
            return error.put("error_type", Value.text(verdict.errorType())).build();
        }
        error.put("error_message", Value.text(checked.message()));
        error.put("error_type", Value.text(verdict.outcome()));
        Value.MapBuilder details = new Value.MapBuilder();
        switch (verdict.outcome()) {
            case "multi_turn:instance_state_mismatch" -> details.put("differences", differences(checked));
            case "multi_turn:execution_response_mismatch" -> {
                details.put("missing_items", missing(checked));
                TurnResults last = checked.turns().get(checked.turns().size() - 1);
                details.put(
                        "model_response (including all previous turns)",
                        texts(checked.turns().stream()
                                .flatMap(t -> t.model().stream())
                                .flatMap(List::stream)
                                .toList()));
                details.put("ground_truth_response (only the current turn)", texts(last.groundTruth()));
            }
            default -> details.put("execution_result", results(checked));
        }
        error.put("details", details.build());
        if (verdict.outcome().equals("multi_turn:instance_state_mismatch")) {
            error.put("execution_result", results(checked));
        }
        return error.build();
    }

    private static Value differences(MultiTurnVerdict checked) {
        Value.MapBuilder all = new Value.MapBuilder();
        for (Difference d : checked.differences()) {
            all.put(
                    d.attribute(),
                    new Value.MapBuilder()
                            .put("model", Value.text(d.got()))
                            .put("ground_truth", Value.text(d.expected()))
                            .build());
        }
        return all.build();
    }

    private static Value missing(MultiTurnVerdict checked) {
        return texts(checked.differences().stream().map(Difference::expected).toList());
    }

    private static Value results(MultiTurnVerdict checked) {
        return new Value.ListValue(checked.turns().stream()
                .<Value>map(t -> new Value.MapBuilder()
                        .put(
                                "model",
                                new Value.ListValue(t.model().stream()
                                        .map(MultiTurnDetails::texts)
                                        .toList()))
                        .put("ground_truth", texts(t.groundTruth()))
                        .build())
                .toList());
    }

    private static Value texts(List<String> all) {
        return new Value.ListValue(all.stream().map(Value::text).toList());
    }

    static Value nested(List<List<List<String>>> calls) {
        return new Value.ListValue(calls.stream()
                .<Value>map(turn -> new Value.ListValue(
                        turn.stream().map(MultiTurnDetails::texts).toList()))
                .toList());
    }
}
