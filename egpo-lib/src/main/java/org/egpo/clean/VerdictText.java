package org.egpo.clean;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.json.JsonReadFeature;
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
    private static final ObjectMapper MAPPER =
            JsonMapper.builder().enable(JsonReadFeature.ALLOW_TRAILING_COMMA).build();
    private static final int LONGEST_DETAIL = 300;

    /** Braces to look behind before giving up. */
    private static final int MOST_TRIES = 100;

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

    /**
     * Thinking is no part of the answer; of what follows, the first object with a verdict counts.
     *
     * @param reviewed the answer that the judge was asked about
     */
    static Review read(String text, Answer reviewed) {
        int thought = text.lastIndexOf("</think>");
        if (thought < 0 && text.stripLeading().startsWith("<think>")) {
            return Review.undecided("the judge's answer was cut off in its thinking");
        }
        String said = thought < 0 ? text : text.substring(thought);
        JsonNode root = null;
        int tries = 0;
        for (int at = said.indexOf('{');
                at >= 0 && tries < MOST_TRIES && lacks(root) != null;
                at = said.indexOf('{', at + 1)) {
            root = object(said.substring(at), root);
            tries++;
        }
        if (tries == 0) {
            return Review.undecided("the judge's answer holds no JSON object");
        }
        String lacking = lacks(root);
        if (lacking != null) {
            return Review.undecided("the judge's answer " + lacking);
        }
        boolean needsCall = root.get("needs_call").asBoolean();
        List<Finding> reasons = reasons(root.get("reasons"));
        String corrected = root.path("corrected_answer").asText("").strip();
        return root.get("verdict").asText().equalsIgnoreCase("correct")
                ? correct(needsCall, reasons, corrected, reviewed)
                : wrong(needsCall, reasons, corrected, reviewed);
    }

    /** What an object lacks to be a verdict; null where it is one. */
    private static String lacks(JsonNode root) {
        if (root == null) {
            return "is not valid JSON";
        }
        if (!root.path("verdict").asText().matches("(?i)correct|wrong")) {
            return "has no verdict";
        }
        boolean reasons = root.path("reasons").isArray() || root.path("reasons").isNull();
        return reasons && root.path("needs_call").asText().matches("(?i)true|false")
                ? null
                : "lacks needs_call or reasons";
    }

    /** The object that the text begins with, where it is one with a verdict or none was before; else the one before. */
    private static JsonNode object(String text, JsonNode before) {
        try {
            JsonNode found = MAPPER.readTree(text);
            return before == null || found.has("verdict") ? found : before;
        } catch (JsonProcessingException | StackOverflowError e) {
            return before;
        }
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
