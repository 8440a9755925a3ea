package org.egpo.bfcl;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.core.JsonProcessingException;
import org.egpo.call.CallDecoder;
import org.egpo.call.Decoded;
import org.egpo.call.Value;
import org.egpo.call.ValueJson;
import org.junit.jupiter.api.Test;

/** Rules of the official checker, each with a case worked out by hand. */
class CompiledEntryTest {
    private static final String FUNCTION =
            """
            [{"name": "f", "parameters": {"properties": {
              "n": {"type": "integer"}, "x": {"type": "float"}, "s": {"type": "string"},
              "xs": {"type": "array", "items": {"type": "float"}}, "m": {"type": "dict"}},
              "required": ["n"]}}]""";

    private static Value json(String text) {
        try {
            return ValueJson.read(ValueJson.MAPPER.readTree(text));
        } catch (JsonProcessingException e) {
            throw new IllegalArgumentException(e);
        }
    }

    private static Value calls(String python) {
        return ((Decoded.Success) CallDecoder.decode(python)).value();
    }

    private static String outcome(String answer, String call, String category) {
        return CompiledEntry.of(json(FUNCTION), json(answer), Language.PYTHON, category, false)
                .check(calls(call))
                .outcome();
    }

    private static String outcome(String answer, String call) {
        return outcome(answer, call, "simple");
    }

    @Test
    void aBoolIsNoIntAndAnIntPassesForATopLevelFloatOnly() {
        String answer = "[{\"f\": {\"n\": [1], \"x\": [2.0, \"\"]}}]";
        assertEquals("valid", outcome(answer, "f(n=1, x=2)"));
        assertEquals("type_error:simple", outcome(answer, "f(n=True)"));
        assertEquals("type_error:simple", outcome(answer, "f(n=1.0)"));
        String array = "[{\"f\": {\"n\": [1], \"xs\": [[1.0]]}}]";
        assertEquals("type_error:nested", outcome(array, "f(n=1, xs=[1])"));
        assertEquals("valid", outcome(array, "f(n=1, xs=[1.0])"));
        String optional = "[{\"f\": {\"n\": [1], \"xs\": [\"\", [1.0]]}}]";
        assertEquals("valid", outcome(optional, "f(n=1, xs=[1])"), "an empty string switches the nested check off");
    }

    @Test
    void requiredThenGivenThenMissingOptional() {
        String answer = "[{\"f\": {\"n\": [1], \"s\": [\"a b\"]}}]";
        assertEquals("simple_function_checker:missing_required", outcome(answer, "f(wrong=1)"));
        assertEquals("simple_function_checker:unexpected_param", outcome(answer, "f(n=1, wrong=1)"));
        assertEquals("simple_function_checker:missing_optional", outcome(answer, "f(n=1)"));
        assertEquals("valid", outcome(answer, "f(n=1, s='A, B')"));
        assertEquals("simple_function_checker:wrong_func_name", outcome(answer, "g(n=1)"));
        assertEquals("simple_function_checker:wrong_count", outcome(answer, "[f(n=1), f(n=1)]"));
    }

    @Test
    void aMissingKeyOfAMapReportsOverAWrongValue() {
        String answer = "[{\"f\": {\"n\": [1], \"m\": [{\"a\": [1], \"b\": [2]}]}}]";
        assertEquals("valid", outcome(answer, "f(n=1, m={'a': 1, 'b': 2.0})"));
        assertEquals("value_error:dict_value", outcome(answer, "f(n=1, m={'a': 5, 'b': 2})"));
        assertEquals("value_error:dict_key", outcome(answer, "f(n=1, m={'a': 5})"));
    }

    @Test
    void parallelCallsAreMatchedGreedily() {
        String answer = "[{\"f\": {\"n\": [1, 2]}}, {\"f\": {\"n\": [1]}}]";
        assertEquals("valid", outcome(answer, "[f(n=2), f(n=1)]", "parallel"));
        assertEquals(
                "parallel_function_checker_no_order:cannot_find_match",
                outcome(answer, "[f(n=1), f(n=2)]", "parallel"),
                "the first expected call takes the only output that fits the second");
    }

    @Test
    void whereTheOfficialCodeRaisesTheVerdictSaysSo() {
        CompiledEntry entry = CompiledEntry.of(
                json(
                        "[{\"name\": \"f\", \"parameters\": {\"properties\": {\"p\": {\"type\": \"array\"}}, \"required\": []}}]"),
                json("[{\"f\": {\"p\": [[1]]}}]"),
                Language.PYTHON,
                "simple",
                false);
        AnswerVerdict verdict = entry.check(calls("f(p=[1])"));
        assertEquals("KeyError", verdict.raises());
        assertEquals(null, verdict.errorType());
        assertTrue(!verdict.isValid());
    }

    @Test
    void dotsMayBecomeUnderscores() {
        Value docs = json("[{\"name\": \"a.f\", \"parameters\": {\"properties\": {}, \"required\": []}}]");
        Value answer = json("[{\"a.f\": {}}]");
        assertTrue(CompiledEntry.of(docs, answer, Language.PYTHON, "simple", true)
                .check(calls("a_f()"))
                .isValid());
        assertTrue(!CompiledEntry.of(docs, answer, Language.PYTHON, "simple", false)
                .check(calls("a_f()"))
                .isValid());
    }

    @Test
    void hostileJavaValuesTakeBoundedTime() {
        String nested = "[[" + "],[".repeat(20_000);
        Decoded rows = Decoded.of(() -> TypeConversion.value(Language.JAVASCRIPT, nested, "array", "integer"));
        assertEquals("LimitExceeded", ((Decoded.Failure) rows).errorType());
        String map = "new HashMap<".repeat(5_000);
        assertTrue(Decoded.of(() -> TypeConversion.value(Language.JAVA, map, "HashMap", null)) != null);
    }
}
