package org.egpo.clean;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Collectors;
import org.egpo.data.Answer;
import org.egpo.llm.AnswerShape;

/**
 * The fixed shape of a judge's answer:
 * {@code {"verdict": "correct" or "wrong", "needs_call": true, "reasons": [{"code": …, "detail": …}], "corrected_answer": "[f(a=1)]"}}.
 * What does not parse or contradicts itself is a review without a verdict.
 */
final class VerdictText {
    private static final ObjectMapper MAPPER = JsonMapper.builder().build();
    private static final int LONGEST_DETAIL = 300;

    static final AnswerShape SHAPE = new AnswerShape("verdict", schema());

    private VerdictText() {}

    private static ObjectNode schema() {
        String codes = Arrays.stream(Reason.values()).map(r -> "\"" + r + "\"").collect(Collectors.joining(", "));
        String schema =
                """
                {"type": "object", "additionalProperties": false,
                 "properties": {
                   "verdict": {"type": "string", "enum": ["correct", "wrong"]},
                   "needs_call": {"type": "boolean"},
                   "reasons": {"type": "array", "items": {"type": "object", "additionalProperties": false,
                     "properties": {"code": {"type": "string", "enum": [%s]}, "detail": {"type": "string"}},
                     "required": ["code", "detail"]}},
                   "corrected_answer": {"type": "string"}},
                 "required": ["verdict", "needs_call", "reasons", "corrected_answer"]}""";
        try {
            return (ObjectNode) MAPPER.readTree(String.format(schema, codes));
        } catch (JsonProcessingException e) {
            throw new IllegalStateException(e);
        }
    }

    /** @param reviewed the answer that the judge was asked about */
    static Review read(String text, Answer reviewed) {
        int from = text.indexOf('{');
        int to = text.lastIndexOf('}');
        if (from < 0 || to < from) {
            return Review.undecided("the judge's answer holds no JSON object");
        }
        JsonNode root;
        try {
            root = MAPPER.readTree(text.substring(from, to + 1));
        } catch (JsonProcessingException | StackOverflowError e) {
            return Review.undecided("the judge's answer is not valid JSON");
        }
        String verdict = root.path("verdict").asText("");
        if (!verdict.equals("correct") && !verdict.equals("wrong")) {
            return Review.undecided("the judge's answer has no verdict");
        }
        if (!root.path("needs_call").isBoolean() || !root.path("reasons").isArray()) {
            return Review.undecided("the judge's answer lacks needs_call or reasons");
        }
        boolean needsCall = root.get("needs_call").booleanValue();
        List<Finding> reasons = reasons(root.get("reasons"));
        String corrected = root.path("corrected_answer").asText("").strip();
        return verdict.equals("correct")
                ? correct(needsCall, reasons, corrected, reviewed)
                : wrong(needsCall, reasons, corrected, reviewed);
    }

    private static List<Finding> reasons(JsonNode list) {
        List<Finding> reasons = new ArrayList<>();
        for (JsonNode r : list) {
            String detail = r.isTextual() ? r.asText() : r.path("detail").asText("");
            reasons.add(new Finding(
                    Reason.of(r.path("code").asText("")),
                    detail.substring(0, Math.min(LONGEST_DETAIL, detail.length()))));
        }
        return reasons;
    }

    private static Review correct(boolean needsCall, List<Finding> reasons, String corrected, Answer reviewed) {
        if (!reasons.isEmpty()) {
            return contradiction("it says correct and gives reasons against it");
        }
        if (needsCall != reviewed.isCall()) {
            return contradiction("it says correct, but not that " + (needsCall ? "no call" : "a call") + " is right");
        }
        if (!corrected.isEmpty() && !Answer.ofText(corrected).equals(reviewed)) {
            return contradiction("it says correct and corrects the answer");
        }
        return Review.right(needsCall ? CallNeed.CALL : CallNeed.NO_CALL);
    }

    private static Review wrong(boolean needsCall, List<Finding> reasons, String corrected, Answer reviewed) {
        if (reasons.isEmpty()) {
            return contradiction("it says wrong without a reason");
        }
        CallNeed need = needsCall ? CallNeed.CALL : CallNeed.NO_CALL;
        if (corrected.isEmpty()) {
            return new Review(Verdict.WRONG, need, reasons, null);
        }
        Answer better = Answer.ofText(corrected);
        if (better.text() != null) {
            return Review.undecided("the judge's corrected answer does not parse");
        }
        if (better.equals(reviewed)) {
            return contradiction("it says wrong and gives the same answer again");
        }
        if (better.isCall() != needsCall) {
            return contradiction("its corrected answer does not agree with needs_call");
        }
        return new Review(Verdict.WRONG, need, reasons, better);
    }

    private static Review contradiction(String how) {
        return Review.undecided("the judge contradicts itself: " + how);
    }
}
