package org.egpo.data;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** The same record as different programs write it. In the inputs ' stands for the quotation mark of JSON and ^ for it within a text. */
class SpellingsTest {
    private static final String LIST =
            "{'name': 'currencies', 'description': 'Lists them', 'parameters': {'type': 'object', 'properties': {}}}";
    private static final String ADD =
            "{'name': 'add', 'description': 'Adds', 'parameters': {'type': 'object', 'properties': {'a':"
                    + " {'type': 'integer'}, 'b': {'type': 'integer'}}, 'required': ['a', 'b']}}";
    private static final String CAMERA =
            "{'name': 'get_camera', 'description': 'Live', 'parameters': {'type': 'object', 'properties': {'id': {'type':"
                    + " 'string'}}, 'required': ['id']}}";

    @TempDir
    private Path folder;

    private Example read(String record) throws IOException {
        Path file = folder.resolve("in.jsonl");
        Files.writeString(file, record.replace("'", "\"").replace("^", "\\\"").replace("`", "'"));
        List<Example> all = Examples.read(file);
        assertEquals(1, all.size());
        return all.get(0);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "'tool_calls': [{'type': 'function', 'function': {'name': 'currencies', 'arguments': '{ }'}}]",
                "'tool_calls': [{'type': 'function', 'function': {'name': 'currencies', 'arguments': '\\n'}}]",
                "'tool_calls': [{'type': 'function', 'function': {'name': 'currencies', 'arguments': ' \\t\\n '}}]",
                "'tool_calls': [{'type': 'function', 'function': {'name': 'currencies', 'arguments': '{}\\n'}}]",
                "'tool_calls': [{'type': 'function', 'function': {'name': 'currencies', 'arguments': {}}}]",
                "'tool_calls': [{'type': 'function', 'function': {'name': 'currencies', 'arguments': ' null '}}]",
                "'tool_calls': [{'function': {'name': 'currencies', 'arguments': ''}}]",
                "'tool_calls': [{'function': {'name': 'currencies'}}]",
                "'tool_calls': [{'name': 'currencies', 'arguments': ''}]",
                "'function_call': {'name': 'currencies', 'arguments': ''}",
                "'function_call': {'name': 'currencies', 'arguments': null}",
                "'function_call': {'name': 'currencies'}",
                "'function_call': {'name': 'currencies', 'arguments': '{}'}"
            })
    void aCallWithoutArguments(String answer) throws IOException {
        Example e = read(
                "{'messages': [{'role': 'user', 'content': 'Which are there?'}, {'role': 'assistant', 'content': null, "
                        + answer + "}], 'tools': [{'type': 'function', 'function': " + LIST + "}]}");
        assertEquals("[currencies()]", e.answer().calls().toString());
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{'name': 'currencies', 'arguments': {}}",
                "{'name': 'currencies', 'arguments': null}",
                "{'name': 'currencies', 'arguments': ''}",
                "{'name': 'currencies'}"
            })
    void andInOtherFormats(String call) throws IOException {
        String tools = "'tools': [" + LIST + "]";
        Example xlam = read("{'query': 'Which?', " + tools + ", 'answers': [" + call + "]}");
        assertEquals("[currencies()]", xlam.answer().calls().toString());
        Example shareGpt =
                read("{'conversations': [{'from': 'human', 'value': 'Which?'}, {'from': 'gpt', 'value': '<tool_call>"
                        + call.replace("'", "^") + "</tool_call>'}], " + tools + "}");
        assertEquals("[currencies()]", shareGpt.answer().calls().toString());
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "'function_call': {'name': 'add', 'arguments': '{^a^: 2, ^b^: 3}'}}], 'functions': [F]",
                "'function_call': {'name': 'add', 'arguments': {'a': 2, 'b': 3}}}], 'functions': [F]",
                "'function_call': {'arguments': '{ ^b^: 3, ^a^: 2 }\\n', 'name': 'add'}}], 'functions': [F], 'function_call': 'auto'",
                "'function_call': {'name': 'add', 'arguments': '{^a^: 2, ^b^: 3}'}}], 'functions': [F], 'tools': null",
                "'function_call': {'name': 'add', 'arguments': '{^a^: 2, ^b^: 3}'}}], 'functions': [F], 'tools': []",
                "'function_call': {'name': 'add', 'arguments': '{^a^: 2, ^b^: 3}'}}], 'tools': [F]",
                "'function_call': {'name': 'add', 'arguments': '{^a^: 2, ^b^: 3}'}}], 'tools': [{'type': 'function', 'function': F}]",
                "'function_call': {'name': 'add', 'arguments': '{^a^: 2, ^b^: 3}'}, 'tool_calls': null}], 'functions': [F]",
                "'tool_calls': [{'id': 'c', 'type': 'function', 'function': {'name': 'add', 'arguments': '{^a^: 2, ^b^: 3}'}}],"
                        + " 'function_call': null}], 'functions': [F]",
                "'tool_calls': [{'id': 'c', 'type': 'function', 'function': {'name': 'add', 'arguments': '{^a^: 2, ^b^: 3}'}}]}],"
                        + " 'functions': [F], 'tools': null",
                "'function_call': {'name': 'add', 'arguments': '{^a^: 2, ^b^: 3}'}, 'name': null}], 'functions': [F], 'metadata': {}"
            })
    void oldFunctionsFields(String rest) throws IOException {
        Example e =
                read("{'messages': [{'role': 'user', 'content': 'Add 2 and 3'}, {'role': 'assistant', 'content': null, "
                        + rest.replace("F", ADD) + "}");
        assertEquals(1, e.tools().size());
        assertEquals("add", e.tools().get(0).name());
        String values = e.answer().calls().get(0).toString();
        assertEquals("add(a=2, b=3)", values.equals("add(b=3, a=2)") ? "add(a=2, b=3)" : values);
    }

    /** Turns of the assistant, each with the calls that are read. */
    @ParameterizedTest
    @CsvSource(
            delimiter = '~',
            quoteCharacter = '|',
            value = {
                "<tool_call>{^name^: ^get_camera^, ^arguments^: {^id^: ^a^}}</tool_call> ~ [get_camera(id='a')]",
                "<tool_call>\\n{^arguments^: {^id^: ^a^}, ^name^: ^get_camera^}\\n</tool_call> ~ [get_camera(id='a')]",
                "<tool_call>\\n{`name`: `get_camera`, `arguments`: {`id`: `a`}}\\n</tool_call> ~ [get_camera(id='a')]",
                "<tool_call>\\n{`arguments`: {`id`: ^it`s^}, `name`: `get_camera`}\\n</tool_call> ~ [get_camera(id=\"it's\")]",
                "I look.\\n<tool_call>\\n{^name^: ^get_camera^, ^arguments^: {^id^: ^a^}}\\n</tool_call> ~ [get_camera(id='a')]",
                "<tool_call>{^name^: ^get_camera^, ^arguments^: {^id^: ^a^}}</tool_call><tool_call>{^name^: ^get_camera^,"
                        + " ^arguments^: {^id^: ^b^}}</tool_call> ~ [get_camera(id='a'), get_camera(id='b')]",
                "<tool_call>\\n{`name`: `get_camera`, `arguments`: {`id`: `a`}}\\n</tool_call>\\n<tool_call>\\n{^name^: ^get_camera^,"
                        + " ^arguments^: {^id^: ^b^}}\\n</tool_call>\\n ~ [get_camera(id='a'), get_camera(id='b')]",
                "<tool_call>\\n{^name^: ^get_camera^, ^arguments^: {^id^: ^a</b>^}}\\n</tool_call> ~ [get_camera(id='a</b>')]",
                "<tool_call>\\n{^name^: ^get_camera^,\\n ^arguments^: {\\n  ^id^: ^a^\\n }\\n}\\n</tool_call> ~ [get_camera(id='a')]",
                "<think>\\nWhich?\\n</think>\\n<tool_call>\\n{^name^: ^get_camera^, ^arguments^: {^id^: ^a^}}\\n</tool_call> ~ [get_camera(id='a')]",
                "  <tool_call>  {^name^: ^get_camera^, ^arguments^: {^id^: ^a^}}  </tool_call>  ~ [get_camera(id='a')]"
            })
    void hermesRecords(String turn, String calls) throws IOException {
        for (String tools : List.of("[" + CAMERA + "]", "[{'type': 'function', 'function': " + CAMERA + "}]")) {
            for (boolean inSystem : new boolean[] {true, false}) {
                String text = tools.replace("'", "^");
                Example e = read("{'conversations': [{'from': 'system', 'value': 'You call functions. <tools> "
                        + (inSystem ? text : "[]")
                        + " </tools>'}, {'from': 'human', 'value': 'Show it.'}, {'from': 'gpt', 'value': '"
                        + turn + "'}]" + (inSystem ? "" : ", 'tools': '" + text + "'") + "}");
                assertEquals("get_camera", e.tools().get(0).name());
                assertEquals(calls, e.answer().calls().toString());
            }
        }
    }
}
