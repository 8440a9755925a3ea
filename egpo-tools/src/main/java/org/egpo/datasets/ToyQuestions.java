package org.egpo.datasets;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.egpo.datasets.ToyQuestion.Parameter;

/** The quickstart's 48 questions: six small tools, eight sets of values each. Written by us; nothing here is random. */
public final class ToyQuestions {
    private ToyQuestions() {}

    /** All questions; tools take turns, so that the first six questions show every tool. */
    public static List<ToyQuestion> all() {
        JsonNode tools = Resources.yaml("quickstart");
        List<ToyQuestion> all = new ArrayList<>();
        for (int row = 0;
                row < tools.path(tools.fieldNames().next()).path("values").size();
                row++) {
            for (Map.Entry<String, JsonNode> tool : tools.properties()) {
                all.add(question("simple_python_" + all.size(), tool.getKey(), tool.getValue(), row));
            }
        }
        return all;
    }

    private static ToyQuestion question(String id, String name, JsonNode tool, int row) {
        List<Parameter> parameters = new ArrayList<>();
        tool.path("takes")
                .properties()
                .forEach(p -> parameters.add(new Parameter(
                        p.getKey(),
                        p.getValue().path(0).asText(),
                        p.getValue().path(1).asText())));
        Map<String, Object> arguments = new LinkedHashMap<>();
        for (int i = 0; i < parameters.size(); i++) {
            JsonNode value = tool.path("values").path(row).path(i);
            arguments.put(parameters.get(i).name(), value.isInt() ? (Object) value.intValue() : value.asText());
        }
        String text =
                String.format(tool.path("says").asText(), arguments.values().toArray());
        return new ToyQuestion(id, text, name, tool.path("does").asText(), parameters, arguments);
    }
}
