package org.egpo.bfcl.multiturn;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.egpo.bfcl.BadInputException;
import org.egpo.call.ToolSpec;
import org.egpo.call.Value;
import org.egpo.call.ValueJson;

/**
 * The documents of the environments' functions, from the folder {@code multi_turn_func_doc} of the data: one JSON Lines
 * file a class, see {@link Apis#documentFile}. Safe for many threads.
 */
public final class FunctionDocuments {
    private final Path folder;
    private final Map<String, List<ToolSpec>> loaded = new ConcurrentHashMap<>();

    private FunctionDocuments(Path folder) {
        this.folder = folder;
    }

    /** The documents of a data folder; files are read when they are first asked for. */
    public static FunctionDocuments at(Path data) {
        return new FunctionDocuments(data.resolve("multi_turn_func_doc"));
    }

    /**
     * What is offered to a model in one turn of a scenario.
     *
     * @param turn counted from 0
     * @throws BadInputException when a file is missing or has an unusable line
     */
    public List<ToolSpec> offered(Scenario scenario, int turn) {
        return scenario.classes().stream()
                .flatMap(name -> of(name).stream())
                .filter(tool -> scenario.offers(tool.name(), turn))
                .toList();
    }

    /**
     * The documents of one class.
     *
     * @throws BadInputException when the file is missing or has an unusable line
     */
    public List<ToolSpec> of(String className) {
        return loaded.computeIfAbsent(className, this::read);
    }

    private List<ToolSpec> read(String className) {
        Path file = folder.resolve(Apis.documentFile(className));
        List<ToolSpec> tools = new ArrayList<>();
        int number = 0;
        try {
            for (String line : Files.readAllLines(file)) {
                number++;
                if (!line.isBlank()) {
                    tools.add(tool(ValueJson.MAPPER.readTree(line)));
                }
            }
        } catch (JsonProcessingException | IllegalArgumentException e) {
            throw new BadInputException(file + ", line " + number + ": is no function document.");
        } catch (IOException e) {
            throw new BadInputException(file + ": cannot be read; multi-turn rollouts need the function documents.");
        }
        return List.copyOf(tools);
    }

    private static ToolSpec tool(JsonNode json) {
        if (!json.path("name").isTextual()
                || !(ValueJson.read(json.path("parameters")) instanceof Value.MapValue parameters)) {
            throw new IllegalArgumentException("no name or parameters");
        }
        return new ToolSpec(json.path("name").asText(), json.path("description").asText(), parameters);
    }
}
