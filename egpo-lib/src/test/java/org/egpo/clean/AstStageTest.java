package org.egpo.clean;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import java.util.stream.Collectors;
import org.egpo.call.ToolSpec;
import org.egpo.call.Value;
import org.egpo.data.Answer;
import org.egpo.data.Example;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class AstStageTest {
    private final AstStage stage = new AstStage();

    private static ToolSpec tool(String properties, String required) {
        return Records.tool(
                "f", "", "{\"type\":\"dict\",\"properties\":{" + properties + "},\"required\":[" + required + "]}");
    }

    private AstResult check(ToolSpec tool, String answer) {
        return stage.check(Example.of("x", "q", List.of(tool), Answer.ofText(answer)));
    }

    private static String reasons(AstResult r) {
        return r.outcome() + " "
                + r.findings().stream().map(f -> f.reason().toString()).collect(Collectors.joining(","));
    }

    @Test
    void thePapersFirstReasonToDrop() {
        AstResult r = stage.check(Records.yen("x", Records.RIGHT_YEN), CallNeed.NO_CALL);
        assertEquals("dropped no_tool_fits", reasons(r));
        Example noTools = Example.of("x", "q", List.of(), Answer.ofText("[f(a=1)]"));
        assertEquals("dropped no_tool_fits", reasons(stage.check(noTools)));
    }

    @Test
    void thePapersSecondReasonToDrop() {
        for (String answer : List.of("I cannot help.", "[]", "[convert_currency(amount=", "{\"name\": \"conv")) {
            assertEquals("dropped does_not_parse", reasons(stage.check(Records.yen("x", answer), CallNeed.CALL)));
        }
    }

    @Test
    void wordsAreARefusalAndBrokenCallsAreNot() {
        assertEquals("kept ", reasons(stage.check(Records.yen("x", "None of the functions fits (sorry)."))));
        assertEquals("kept ", reasons(stage.check(Records.yen("x", "[]"))));
        for (String broken : List.of("[f(a=1", "{\"name\": \"f\", \"arg", "f(a='x'", "```json\n[{\"name\"")) {
            assertEquals("dropped does_not_parse", reasons(stage.check(Records.yen("x", broken))), broken);
        }
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "integer | 5 | kept ",
                "integer | 5.5 | dropped wrong_type",
                "integer | True | dropped wrong_type",
                "float | 5 | kept ",
                "float | 'x' | dropped wrong_type",
                "dict | {'a': 1} | kept ",
                "dict | [1] | dropped wrong_type",
                "tuple | (1, 2) | kept ",
                "tuple | [1, 2] | kept ",
                "any | {1: (2,)} | kept ",
                "boolean | 1 | dropped wrong_type",
                "str, optional | 'x' | kept ",
                "List[int] | [1, 2] | kept ",
                "List[int] | [1, 'x'] | dropped wrong_type",
                "List[List[float]] | [[1, 2.5]] | kept ",
                "Optional[str] | None | kept ",
                "Union[int, str] | 'x' | kept ",
                "Union[int, str] | [1] | dropped wrong_type,wrong_type",
                "Dict[str, int] | {'a': 1} | kept ",
                "a type nobody knows | 5 | kept "
            })
    void knowsTheTypesOfBfclAndXlam(String type, String value, String expected) {
        ToolSpec tool = tool("\"a\":{\"type\":\"" + type + "\"}", "\"a\"");
        assertEquals(
                expected == null ? "" : expected.strip(),
                reasons(check(tool, "[f(a=" + value + ")]")).strip());
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "\"enum\":[\"c\",\"f\"] | 'x' | not_in_enum",
                "\"format\":\"date\" | '2025-02-30' | bad_format",
                "\"format\":\"date\" | 'tomorrow' | bad_format",
                "\"format\":\"time\" | '25:00' | bad_format",
                "\"format\":\"email\" | 'nobody' | bad_format",
                "\"minLength\":3 | 'ab' | out_of_range",
                "\"pattern\":\"^[A-Z]+$\" | 'ab' | bad_format"
            })
    void checksEnumsFormatsAndRanges(String keyword, String value, String reason) {
        ToolSpec tool = tool("\"a\":{\"type\":\"string\"," + keyword + "}", "\"a\"");
        assertEquals("dropped " + reason, reasons(check(tool, "[f(a=" + value + ")]")));
    }

    @Test
    void acceptsWhatPeopleWriteForTimes() {
        for (String time : List.of("19:30", "07:30:00", "7:30 pm", "19:30Z")) {
            assertEquals(
                    Outcome.KEPT,
                    check(tool("\"a\":{\"type\":\"string\",\"format\":\"time\"}", ""), "[f(a='" + time + "')]")
                            .outcome());
        }
    }

    @Test
    void findsWhatIsMissingInventedAndRepeated() {
        ToolSpec tool = tool(
                "\"a\":{\"type\":\"integer\"},\"o\":{\"type\":\"dict\",\"properties\":{\"n\":{\"type\":\"string\"}},"
                        + "\"required\":[\"n\"]}",
                "\"a\"");
        assertEquals("dropped missing_parameter", reasons(check(tool, "[f(o={'n': 'x'})]")));
        assertEquals("dropped unknown_parameter", reasons(check(tool, "[f(a=1, b=2)]")));
        assertEquals("dropped missing_parameter", reasons(check(tool, "[f(a=1, o={})]")));
        assertEquals("dropped unknown_parameter", reasons(check(tool, "[f(a=1, o={'n': 'x', 'm': 1})]")));
        assertEquals("dropped unknown_function", reasons(check(tool, "[g(a=1)]")));
        assertEquals("dropped repeated_call", reasons(check(tool, "[f(a=1), f(a=1)]")));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "\"type\":\"integer\" | '5' | 5",
                "\"type\":\"integer\" | 5.0 | 5",
                "\"type\":\"float\" | '2.5' | 2.5",
                "\"type\":\"boolean\" | 'True' | True",
                "\"type\":\"string\" | 5 | '5'",
                "\"type\":\"string\",\"enum\":[\"Celsius\",\"Fahrenheit\"] | 'celsius' | 'Celsius'",
                "\"type\":\"array\",\"items\":{\"type\":\"string\"} | 'Rome' | ['Rome']",
                "\"type\":\"array\",\"items\":{\"type\":\"integer\"} | ['1', 2] | [1, 2]",
                "\"type\":\"array\",\"items\":{\"type\":\"string\"} | \"['a', 'b']\" | ['a', 'b']",
                "\"type\":\"string\" | ['Rome'] | 'Rome'",
                "\"type\":\"dict\" | '{\"a\": 1}' | {'a': 1}"
            })
    void correctsWhatIsCertainAndSaysSo(String schema, String wrong, String right) {
        ToolSpec tool = tool("\"a\":{" + schema + "}", "\"a\"");
        AstResult r = check(tool, "[f(a=" + wrong + ")]");
        assertEquals(Outcome.CORRECTED, r.outcome(), r::toString);
        assertEquals(Answer.ofText("[f(a=" + right + ")]"), r.answer());
        assertEquals(1, r.findings().size());
        assertTrue(r.findings().get(0).detail().startsWith("f.a"), r::toString);
    }

    @Test
    void correctsSpellingOfNamesOnlyWhenOneFits() {
        ToolSpec tool = tool("\"base_currency\":{\"type\":\"string\"}", "\"base_currency\"");
        AstResult r = check(tool, "[F(BaseCurrency='x')]");
        assertEquals(Answer.ofText("[f(base_currency='x')]"), r.answer());
        ToolSpec two = tool("\"a_b\":{\"type\":\"string\"},\"ab\":{\"type\":\"string\"}", "");
        assertEquals("dropped unknown_parameter", reasons(check(two, "[f(A_B='x')]")));
    }

    @Test
    void leavesOutAnOptionalNull() {
        ToolSpec tool = tool("\"a\":{\"type\":\"integer\"},\"b\":{\"type\":\"string\"}", "\"a\"");
        assertEquals(Answer.ofText("[f(a=1)]"), check(tool, "[f(a=1, b=None)]").answer());
        assertEquals("dropped wrong_type", reasons(check(tool, "[f(a=None)]")));
    }

    @Test
    void strangeSchemasDoNoHarm() {
        for (String parameters : List.of(
                "{}",
                "{\"type\": 7, \"properties\": 3}",
                "{\"type\":\"dict\",\"properties\":{\"a\":{\"type\":\"int\",\"$ref\":\"http://localhost:1/x\"}}}",
                "{\"type\":\"dict\",\"properties\":{\"a\":{\"type\":[\"integer\",\"null\"],\"enum\":7,\"minimum\":\"x\"}}}",
                "{\"type\":\"dict\",\"properties\":{\"a\":{\"type\":\"integer\",\"required\":true}},\"required\":true}")) {
            AstResult r = check(Records.tool("f", "", parameters), "[f(a=1)]");
            assertEquals(Outcome.KEPT, r.outcome(), () -> parameters + r);
        }
        AstResult bad = check(
                Records.tool(
                        "f", "", "{\"type\":\"dict\",\"properties\":{\"a\":{\"type\":\"string\",\"pattern\":\"(\"}}}"),
                "[f(a='x')]");
        assertEquals("dropped bad_schema", reasons(bad));
    }

    @Test
    void deepValuesDoNotOverflow() {
        Value v = Value.integer(1);
        for (int i = 0; i < 200; i++) {
            v = new Value.ListValue(List.of(v));
        }
        Answer deep = Answer.of(new org.egpo.call.FunctionCall(
                "f", new Value.MapBuilder().put("a", v).build()));
        ToolSpec tool = tool("\"a\":{\"type\":\"array\"}", "\"a\"");
        assertEquals(
                Outcome.KEPT,
                stage.check(Example.of("x", "q", List.of(tool), deep)).outcome());
    }
}
