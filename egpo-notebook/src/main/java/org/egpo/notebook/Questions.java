package org.egpo.notebook;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.stream.Collectors;
import org.egpo.bfcl.BfclEntry;
import org.egpo.call.PythonText;
import org.egpo.call.ToolSpec;
import org.egpo.data.Example;
import tech.tablesaw.api.StringColumn;
import tech.tablesaw.api.Table;

/** Tables of benchmark questions. */
public final class Questions {
    private static final JsonMapper JSON = new JsonMapper();

    private Questions() {}

    /** Id, the user's last text, the functions on offer and the allowed values. */
    public static Table table(Collection<BfclEntry> entries) {
        StringColumn id = StringColumn.create("id");
        StringColumn question = StringColumn.create("question");
        StringColumn functions = StringColumn.create("functions");
        StringColumn expected = StringColumn.create("allowed");
        for (BfclEntry e : entries) {
            JsonNode json = json(e);
            id.append(e.id());
            question.append(lastText(json));
            functions.append(String.join(", ", names(json)));
            expected.append(e.expected() == null ? "no call" : PythonText.repr(e.expected()));
        }
        return Table.create("Questions", id, question, functions, expected);
    }

    /** Id, question, the tools on offer and the answer of function-calling records. */
    public static Table examples(List<Example> examples) {
        return Table.create(
                "Records",
                StringColumn.create("id", examples.stream().map(Example::id)),
                StringColumn.create("question", examples.stream().map(Example::question)),
                StringColumn.create("tools", examples.stream().map(e -> e.tools().stream()
                        .map(ToolSpec::name)
                        .collect(Collectors.joining(", ")))),
                StringColumn.create(
                        "answer", examples.stream().map(e -> e.answer().toString())));
    }

    private static JsonNode json(BfclEntry entry) {
        try {
            return JSON.readTree(entry.json());
        } catch (JsonProcessingException e) {
            throw new IllegalArgumentException(entry.id() + " is no JSON any more: " + e.getOriginalMessage(), e);
        }
    }

    /** Questions are turns of messages; single-turn ones have one turn. */
    private static String lastText(JsonNode json) {
        String text = "";
        for (JsonNode turn : json.path("question")) {
            for (JsonNode message : turn) {
                text = message.path("content").asText(text);
            }
        }
        return text;
    }

    private static List<String> names(JsonNode json) {
        List<String> names = new ArrayList<>();
        json.path("function").forEach(f -> names.add(f.path("name").asText()));
        return names;
    }
}
