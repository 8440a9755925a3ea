package org.egpo.clean;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.egpo.call.FunctionCall;
import org.egpo.call.Value;
import org.egpo.call.ValueJson;
import org.egpo.data.Answer;

/** A judgement as a line of the journal, without loss. */
final class JudgementJson {
    private JudgementJson() {}

    static String line(long index, Judgement j) {
        return ValueJson.write(Value.MapValue.of(
                "record", index,
                "outcome", j.outcome().toString(),
                "need", j.need().toString(),
                "answer", answer(j.answer()),
                "attempts", j.attempts().stream().map(JudgementJson::attempt).toList()));
    }

    private static Value attempt(Attempt a) {
        return Value.MapValue.of(
                "verdict", a.verdict().toString(),
                "answer", answer(a.answer()),
                "findings",
                        a.findings().stream()
                                .map(f -> List.of(f.reason().toString(), f.detail()))
                                .toList());
    }

    private static Value answer(Answer a) {
        return a.text() != null
                ? Value.text(a.text())
                : Value.of(a.calls().stream()
                        .map(c -> List.of(c.name(), c.arguments()))
                        .toList());
    }

    /**
     * @throws RuntimeException when the line is no judgement
     */
    static Judgement read(JsonNode line) {
        List<Attempt> attempts = new ArrayList<>();
        for (JsonNode a : line.get("attempts")) {
            List<Finding> findings = a.get("findings")
                    .valueStream()
                    .map(f -> new Finding(
                            Reason.of(f.get(0).textValue()), f.get(1).textValue()))
                    .toList();
            attempts.add(new Attempt(answer(a.get("answer")), constant(Verdict.class, a.get("verdict")), findings));
        }
        return new Judgement(
                constant(Outcome.class, line.get("outcome")),
                constant(CallNeed.class, line.get("need")),
                answer(line.get("answer")),
                attempts);
    }

    private static <E extends Enum<E>> E constant(Class<E> type, JsonNode name) {
        return Enum.valueOf(type, name.textValue().toUpperCase(Locale.ROOT));
    }

    private static Answer answer(JsonNode node) {
        if (node.isTextual()) {
            return new Answer(List.of(), node.textValue());
        }
        return Answer.of(node.valueStream()
                .map(c -> new FunctionCall(c.get(0).textValue(), (Value.MapValue) ValueJson.read(c.get(1))))
                .toList());
    }
}
