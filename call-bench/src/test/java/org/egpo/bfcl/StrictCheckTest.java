package org.egpo.bfcl;

import static org.junit.jupiter.api.Assertions.assertEquals;

import com.fasterxml.jackson.core.JsonProcessingException;
import org.egpo.call.ModelFormat;
import org.egpo.call.Value;
import org.egpo.call.ValueJson;
import org.junit.jupiter.api.Test;

/** Each strict rule against the official verdict on the same text. */
class StrictCheckTest {
    private static final String F =
            """
            [{"name": "f", "parameters": {"properties": {"n": {"type": "integer"}, "m": {"type": "dict"}},
              "required": ["n"]}}]""";

    private static void assertVerdicts(String category, String answer, String text, String official, String strict)
            throws JsonProcessingException {
        Value expected = answer == null ? Value.None.NONE : ValueJson.read(ValueJson.MAPPER.readTree(answer));
        BfclEntry entry = BfclEntry.of("t_0", category, ValueJson.read(ValueJson.MAPPER.readTree(F)), expected);
        CaseReport report = new SingleTurnEvaluator(ModelFormat.ANY, false, true)
                .evaluate(null, entry, ModelResult.of("t_0", text));
        assertEquals(official, report.verdict().outcome());
        assertEquals(strict, report.strict().outcome());
    }

    @Test
    void aFenceWithALanguageIsNoReasonToFail() throws JsonProcessingException {
        String answer = "[{\"f\": {\"n\": [1]}}]";
        assertVerdicts("simple", answer, "```python\n[f(n=1)]\n```", "ast_decoder:decoder_failed", "valid");
        assertVerdicts("simple", answer, "Sure: [f(n=1)]", "ast_decoder:decoder_failed", "strict:undecodable");
    }

    @Test
    void parallelCallsAreMatchedOptimally() throws JsonProcessingException {
        assertVerdicts(
                "parallel",
                "[{\"f\": {\"n\": [1, 2]}}, {\"f\": {\"n\": [1]}}]",
                "[f(n=1), f(n=2)]",
                "parallel_function_checker_no_order:cannot_find_match",
                "valid");
    }

    @Test
    void mapsAreComparedAllTheWayDown() throws JsonProcessingException {
        String answer = "[{\"f\": {\"n\": [1], \"m\": [{\"a\": [{\"b\": \"New York\"}]}]}}]";
        assertVerdicts("simple", answer, "f(n=1, m={'a': {'b': 'new-york'}})", "value_error:dict_value", "valid");
        String number = "[{\"f\": {\"n\": [1], \"m\": [{\"a\": [1]}]}}]";
        assertVerdicts("simple", number, "f(n=1, m={'a': True})", "valid", "strict:wrong_value");
    }

    @Test
    void garbageIsNoRefusal() throws JsonProcessingException {
        assertVerdicts("irrelevance", null, "I cannot help with that.", "valid", "valid");
        assertVerdicts("irrelevance", null, "[]", "valid", "valid");
        assertVerdicts("irrelevance", null, "", "valid", "strict:garbage");
        assertVerdicts("irrelevance", null, "%%% 12", "valid", "strict:garbage");
        assertVerdicts("irrelevance", null, "[f(n=1", "valid", "strict:garbage");
        assertVerdicts("irrelevance", null, "I use f(n=1) here", "valid", "strict:garbage");
        assertVerdicts("irrelevance", null, "[g(n=1)]", "irrelevance_error:decoder_success", "strict:irrelevant_call");
    }

    @Test
    void relevanceNeedsADocumentedFunction() throws JsonProcessingException {
        assertVerdicts("live_relevance", null, "Hello (world)", "valid", "strict:unknown_function");
        assertVerdicts("live_relevance", null, "[f(n=3)]", "valid", "valid");
    }
}
