package org.egpo.clean;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.json.JsonReadFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import java.util.stream.Collectors;
import org.egpo.data.Answer;
import org.egpo.llm.AnswerShape;
import org.jspecify.annotations.Nullable;

/**
 * The fixed shapes of a judge's answers: of its evaluation
 * {@code {"verdict": "correct" or "wrong", "reasons": [{"code": …, "detail": …}]}}, of its correction
 * {@code {"corrected_answer": "[f(a=1)]"}}. An evaluation that does not parse or contradicts itself is a review without a verdict.
 */
final class VerdictText {
    private static final ObjectMapper MAPPER =
            JsonMapper.builder().enable(JsonReadFeature.ALLOW_TRAILING_COMMA).build();
    private static final int LONGEST_DETAIL = 300;

    /** Braces to look behind before giving up. */
    private static final int MOST_TRIES = 100;

    private static final String VERDICT = "verdict";
    private static final String CORRECTED = "corrected_answer";

    static final AnswerShape EVALUATION = shape(
            VERDICT,
            """
            {"type": "object", "additionalProperties": false,
             "properties": {
               "verdict": {"type": "string", "enum": ["correct", "wrong"]},
               "reasons": {"type": "array", "items": {"type": "object", "additionalProperties": false,
                 "properties": {"code": {"type": "string", "enum": [%s]}, "detail": {"type": "string"}},
                 "required": ["code", "detail"]}}},
             "required": ["verdict", "reasons"]}"""
                    .formatted(Arrays.stream(Reason.values())
                            .map(r -> "\"" + r + "\"")
                            .collect(Collectors.joining(", "))));

    static final AnswerShape CORRECTION = shape(
            "correction",
            """
            {"type": "object", "additionalProperties": false,
             "properties": {"corrected_answer": {"type": "string"}}, "required": ["corrected_answer"]}""");

    private VerdictText() {}

    private static AnswerShape shape(String name, String schema) {
        try {
            return new AnswerShape(name, MAPPER.readTree(schema));
        } catch (JsonProcessingException e) {
            throw new IllegalStateException(e);
        }
    }

    /** Thinking is no part of the answer; of what follows, the first object with a verdict counts. */
    static Review read(String text) {
        String said = said(text);
        if (said == null) {
            return Review.undecided("the judge's answer was cut off in its thinking");
        }
        JsonNode root = object(said, VERDICT);
        String lacking = lacks(root);
        if (!lacking.isEmpty()) {
            return Review.undecided("the judge's answer " + lacking);
        }
        List<Finding> reasons = reasons(root.get("reasons"));
        boolean correct = root.get(VERDICT).asText().equalsIgnoreCase("correct");
        if (correct != reasons.isEmpty()) {
            return contradiction(
                    correct ? "it says correct and gives reasons against it" : "it says wrong without a reason");
        }
        return correct ? Review.right(CallNeed.UNKNOWN) : new Review(Verdict.WRONG, CallNeed.UNKNOWN, reasons, null);
    }

    static Review contradiction(String how) {
        return Review.undecided("the judge contradicts itself: " + how);
    }

    /** The answer that a correction holds, in an object or as the list alone; null where none parses. */
    static @Nullable Answer correction(String text) {
        String said = Objects.requireNonNullElse(said(text), "");
        JsonNode root = object(said, CORRECTED);
        String list = root.has(CORRECTED) ? root.get(CORRECTED).asText() : said;
        Answer answer = Answer.ofText(list.strip());
        return list.isBlank() || answer.text() != null ? null : answer;
    }

    /** What stands behind the thinking; null where the text ends in it. */
    private static @Nullable String said(String text) {
        int thought = text.lastIndexOf("</think>");
        return thought >= 0
                ? text.substring(thought + "</think>".length())
                : text.stripLeading().startsWith("<think>") ? null : text;
    }

    /** The first object with that field, else the first of all; missing where there is none. */
    private static JsonNode object(String said, String field) {
        JsonNode first = MAPPER.missingNode();
        int tries = 0;
        for (int at = said.indexOf('{'); at >= 0 && tries++ < MOST_TRIES; at = said.indexOf('{', at + 1)) {
            JsonNode found = MAPPER.missingNode();
            try {
                found = MAPPER.readTree(said.substring(at));
            } catch (JsonProcessingException | StackOverflowError e) {
                // An opening brace of no object.
            }
            if (found.has(field) && (!field.equals(VERDICT) || lacks(found).isEmpty())) {
                return found;
            }
            first = first.isMissingNode() || found.has(field) ? found : first;
        }
        return first;
    }

    /** What an object lacks to be a verdict; "" where it is one. */
    private static String lacks(JsonNode root) {
        if (root.isMissingNode()) {
            return "holds no JSON object";
        }
        if (!root.path(VERDICT).asText().matches("(?i)correct|wrong")) {
            return "has no verdict";
        }
        return root.path("reasons").isArray() || root.path("reasons").isNull() ? "" : "lacks reasons";
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
}
