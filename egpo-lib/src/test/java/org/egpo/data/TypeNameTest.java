package org.egpo.data;

import static org.junit.jupiter.api.Assertions.assertDoesNotThrow;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.json.JsonMapper;
import java.io.IOException;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Types as public data sets write them; what each means is written down by hand. */
class TypeNameTest {
    private static final String STRING = "{\"type\":\"string\"}";
    private static final String NULLABLE = "{\"anyOf\":[" + STRING + ",{\"type\":\"null\"}]}";

    private static final String NULL_FIRST = "{\"anyOf\":[{\"type\":\"null\"}," + STRING + "]}";

    @ParameterizedTest
    @CsvSource(
            delimiter = '~',
            quoteCharacter = '`',
            value = {
                "str ~ {'type':'string'}",
                "String ~ {'type':'string'}",
                "java.lang.String ~ {'type':'string'}",
                "int ~ {'type':'integer'}",
                "LONG ~ {'type':'integer'}",
                "float ~ {'type':'number'}",
                "bool ~ {'type':'boolean'}",
                "dict ~ {'type':'object'}",
                "HashMap ~ {'type':'object'}",
                "list ~ {'type':'array'}",
                "datetime.date ~ {'type':'string'}",
                "Any ~ {}",
                "None ~ {'type':'null'}",
                "List[int] ~ {'type':'array','items':{'type':'integer'}}",
                "typing.List[str] ~ {'type':'array','items':{'type':'string'}}",
                "List[Dict[str, int]] ~ {'type':'array','items':{'type':'object','additionalProperties':{'type':'integer'}}}",
                "Dict[str, Any] ~ {'type':'object'}",
                "dict[str, list[float]] ~ {'type':'object','additionalProperties':{'type':'array','items':{'type':'number'}}}",
                "Tuple[int, ...] ~ {'type':'array','items':{'type':'integer'}}",
                "tuple[int, str] ~ {'type':'array','items':{'anyOf':[{'type':'integer'},{'type':'string'}]}}",
                "Set[str] ~ {'type':'array','items':{'type':'string'}}",
                "Union[int, str] ~ {'anyOf':[{'type':'integer'},{'type':'string'}]}",
                "int | float ~ {'anyOf':[{'type':'integer'},{'type':'number'}]}",
                "int or str ~ {'anyOf':[{'type':'integer'},{'type':'string'}]}",
                "string/number ~ {'anyOf':[{'type':'string'},{'type':'number'}]}",
                "Union[int, Any] ~ {}",
                "Literal['a', \"b\"] ~ {'enum':['a','b']}",
                "Literal[1, 2.5, True] ~ {'enum':[1,2.5,true]}",
                "'km' | 'mi' ~ {'enum':['km','mi']}",
                "{'a', 'b'} ~ {'enum':['a','b']}",
                "Enum['x', 'y'] ~ {'enum':['x','y']}",
                "string[] ~ {'type':'array','items':{'type':'string'}}",
                "int[][] ~ {'type':'array','items':{'type':'array','items':{'type':'integer'}}}",
                "(string | number)[] ~ {'type':'array','items':{'anyOf':[{'type':'string'},{'type':'number'}]}}",
                "Array<string> ~ {'type':'array','items':{'type':'string'}}",
                "List<Integer> ~ {'type':'array','items':{'type':'integer'}}",
                "Map<String, List<Double>> ~ {'type':'object','additionalProperties':{'type':'array','items':{'type':'number'}}}",
                "array[string] ~ {'type':'array','items':{'type':'string'}}",
                "[int] ~ {'type':'array','items':{'type':'integer'}}",
                "list of strings ~ {'type':'array','items':{'type':'string'}}",
                "array of array of int ~ {'type':'array','items':{'type':'array','items':{'type':'integer'}}}",
                "Record<string, number> ~ {'type':'object','additionalProperties':{'type':'number'}}",
                "{ name: string; age: number } ~ {'type':'object'}",
                "{} ~ {'type':'object'}",
                "Annotated[int, 'positive'] ~ {'type':'integer'}",
                "object[] ~ {'type':'array','items':{'type':'object'}}",
                "str, comma-separated ~ {'type':'string'}",
                "str (YYYY-MM-DD) ~ {'type':'string'}",
                "str, int ~ {'anyOf':[{'type':'string'},{'type':'integer'}]}",
                "int, required ~ {'type':'integer'}",
                "required str ~ {'type':'string'}",
                "varchar(20) ~ {'type':'string'}",
                "float[] ~ {'type':'array','items':{'type':'number'}}",
                "boolean[] ~ {'type':'array','items':{'type':'boolean'}}",
                "String[][] ~ {'type':'array','items':{'type':'array','items':{'type':'string'}}}",
                "long[] ~ {'type':'array','items':{'type':'integer'}}",
                "any[] ~ {'type':'array'}",
                "string [] ~ {'type':'array','items':{'type':'string'}}",
                "(int | str) [] ~ {'type':'array','items':{'anyOf':[{'type':'integer'},{'type':'string'}]}}",
                "Array<number[]> ~ {'type':'array','items':{'type':'array','items':{'type':'number'}}}",
                "string[] | number ~ {'anyOf':[{'type':'array','items':{'type':'string'}},{'type':'number'}]}",
                "List[int][] ~ {'type':'array','items':{'type':'array','items':{'type':'integer'}}}",
                "Map<String, int[]> ~ {'type':'object','additionalProperties':{'type':'array','items':{'type':'integer'}}}",
                "('a' | 'b')[] ~ {'type':'array','items':{'enum':['a','b']}}"
            })
    void whatATypeAllows(String text, String schema) {
        TypeName type = TypeName.of(text);
        assertEquals(schema.replace('\'', '"'), type.schema().toString(), text);
        assertEquals(List.of(), type.unknown());
        assertEquals(text.equals("None"), type.optional(), text);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '~',
            quoteCharacter = '`',
            value = {
                "Optional[str] ~ null",
                "typing.Optional[str] ~ null",
                "t.Optional[str] ~ null",
                "str | None ~ null",
                "None | str ~ null",
                "Union[str, None] ~ null",
                "Union[None, str] ~ null",
                "str or None ~ null",
                "str? ~ null",
                "string | null ~ null",
                "string | undefined ~ null",
                "Optional<String> ~ null",
                "str, Optional ~ plain",
                "str, optional ~ plain",
                "str (optional) ~ plain",
                "OPTIONAL str ~ plain",
                "optional str ~ plain",
                "Optional string ~ plain",
                "str, default='a' ~ plain",
                "str = None ~ plain",
                "str = 'x, y' ~ plain",
                "str (default: a) ~ plain",
                "str, defaults to a ~ plain",
                "str; optional ~ plain",
                "str (optional, default a) ~ plain",
                "NotRequired[str] ~ plain",
                "str,optional ~ plain",
                "str, YYYY-MM-DD, optional ~ plain",
                "str, optional, default 'x' ~ plain",
                "None|str ~ null",
                "str|None ~ null",
                "Optional[ str ] ~ null",
                "Union[ str , None ] ~ null",
                "typing.Union[str, None] ~ null",
                "null | string ~ null",
                "string | None ~ null",
                "STRING? ~ null",
                "str (Optional) ~ plain",
                "str, OPTIONAL ~ plain",
                "string, optional ~ plain",
                "str = '' ~ plain"
            })
    void whatMayBeLeftOut(String text, String schema) {
        TypeName type = TypeName.of(text);
        assertTrue(type.optional(), text);
        String expected = schema.equals("plain")
                ? STRING
                : text.startsWith("None") || text.startsWith("null") || text.contains("[None") ? NULL_FIRST : NULLABLE;
        assertEquals(expected, type.schema().toString(), text);
        assertEquals(List.of(), type.unknown());
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '~',
            quoteCharacter = '`',
            value = {
                "Frobnicator ~ Frobnicator ~ {}",
                "List[Widget] ~ Widget ~ {'type':'array'}",
                "Union[str, pd.DataFrame] ~ pd.DataFrame ~ {}",
                "Callable[[int], str] ~ Callable ~ {}",
                "stringg ~ stringg ~ {}",
                "list-like ~ list-like ~ {}",
                "Dict[str, Widget] ~ Widget ~ {'type':'object'}",
                "str | ~ str | ~ {}",
                "[ ~ [ ~ {}",
                "string[ ] ~ string ~ {}",
                "float[3] ~ float ~ {}",
                "List[int ~ List[int ~ {}",
                "int) or so ~ int) or so ~ {}",
                "a number between 1 and 5 ~ a number between 1 and 5 ~ {}",
                "'open ~ 'open ~ {}"
            })
    void whatIsNotKnownAllowsEverythingAndIsReported(String text, String unknown, String schema) throws IOException {
        TypeName type = TypeName.of(text);
        assertEquals(List.of(unknown), type.unknown());
        assertEquals(new JsonMapper().readTree(schema.replace('\'', '"')), type.schema(), text);
    }

    @Test
    void everyTextHasAType() {
        Random random = new Random(3);
        String[] parts = {
            "List",
            "[",
            "]",
            "<",
            ">",
            "(",
            ")",
            "{",
            "}",
            ",",
            "|",
            "?",
            "'",
            "\"",
            "int",
            " or ",
            "=",
            "of ",
            "..",
            "-1",
            "Optional",
            " ",
            ":",
            "[]",
            "/",
            ";",
            "é"
        };
        for (int i = 0; i < 20_000; i++) {
            StringBuilder text = new StringBuilder();
            for (int n = random.nextInt(12); n >= 0; n--) {
                text.append(parts[random.nextInt(parts.length)]);
            }
            assertDoesNotThrow(() -> TypeName.of(text.toString()), text.toString());
        }
        for (String deep : List.of(
                "[".repeat(100_000), "List[".repeat(300) + "int" + "]".repeat(300), "int" + "[]".repeat(900), "'")) {
            assertDoesNotThrow(() -> TypeName.of(deep));
        }
        assertEquals(List.of(""), TypeName.of("").unknown());
    }
}
