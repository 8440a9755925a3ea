package org.egpo.bfcl.multiturn;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.Stream;
import org.egpo.bfcl.BadInputException;
import org.egpo.bfcl.JsonLines;
import org.egpo.call.PythonObjects;
import org.egpo.call.PythonText;
import org.egpo.call.ToolSpec;
import org.egpo.call.Value;
import org.egpo.call.ValueJson;

/**
 * The documents of the environments' functions, from the folder {@code multi_turn_func_doc} of the data: one JSON Lines
 * file a class, see {@link Apis#documentFile}. Safe for many threads.
 */
public final class FunctionDocuments {
    private static final String FOLDER = "multi_turn_func_doc";
    private final Path folder;
    private final Map<String, List<ToolSpec>> loaded = new ConcurrentHashMap<>();

    private FunctionDocuments(Path folder) {
        this.folder = folder;
    }

    /** The documents of a data folder, in it or beside it; files are read when they are first asked for. */
    public static FunctionDocuments at(Path data) {
        Path here = data.resolve(FOLDER);
        Path beside = data.toAbsolutePath().normalize().resolveSibling(FOLDER);
        return new FunctionDocuments(!Files.isDirectory(here) && Files.isDirectory(beside) ? beside : here);
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

    /** The whole document of a function of one of these classes, if there is one. */
    Optional<Value> document(List<String> classes, Value name) {
        Stream<Value> all = classes.stream().flatMap(c -> raw(c).stream());
        return all.filter(d -> Value.pythonEquals(PythonObjects.at(d, "name"), name))
                .findFirst();
    }

    private List<ToolSpec> read(String className) {
        return raw(className).stream()
                .map(d -> new ToolSpec(
                        PythonText.str(PythonObjects.at(d, "name")),
                        PythonText.str(d.get(Value.text("description"), PythonObjects.EMPTY)),
                        PythonObjects.map(PythonObjects.at(d, "parameters"))))
                .toList();
    }

    private List<Value.MapValue> raw(String className) {
        List<Value.MapValue> documents = new ArrayList<>();
        JsonLines.read(
                folder.resolve(Apis.documentFile(className)),
                (json, line) -> {
                    Value.MapValue document = (Value.MapValue) ValueJson.readPlain(json);
                    if (!(document.get("name") instanceof Value.Text)
                            || !(document.get("parameters") instanceof Value.MapValue)) {
                        throw line.problem("is no function document: it needs a name and parameters.");
                    }
                    documents.add(document);
                },
                JsonLines::stop);
        return documents;
    }
}
