package org.egpo.apibank;

import static org.egpo.call.PythonObjects.items;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.Stream;
import org.egpo.bfcl.BadInputException;
import org.egpo.bfcl.JsonLines;
import org.egpo.call.PythonDict;
import org.egpo.call.PythonObjects;
import org.egpo.call.PythonText;
import org.egpo.call.Resources;
import org.egpo.call.Value;
import org.egpo.call.ValueJson;

/**
 * Dialogues, tasks and databases, read when first asked for; every file plain or gzip'd. Levels 1 and 2 need
 * {@code lv1-lv2-samples} (a folder as in the official repository, or one {@code .jsonl}) and {@code init_database/}; level 3
 * needs {@code test-data/level-3.json}. What the APIs are comes with this project. Safe for many threads.
 */
public final class BankData {
    private static final List<String> SETS = List.of("level-1-given-desc", "level-2-toolsearcher");
    private static final Value APIS = Resources.json(BankData.class, "apis.json");

    /**
     * One thing to be answered.
     *
     * @param key file and number in it; of level 3 the numbers of task and call, or of the task
     * @param call what was called, {@code api_name} and {@code result}; None for a response
     * @param response the recorded response; empty for a call
     */
    public record Sample(int level, String key, Value call, String response) {
        public static String key(Object file, Object id) {
            return file + " " + id;
        }
    }

    private final Path folder;
    /** By the first level that has them. */
    private final Map<Integer, BankTools> tools = new ConcurrentHashMap<>();

    private BankData(Path folder) {
        this.folder = folder;
    }

    /**
     * @param folder with the data, or a clone of the official repository or its folder {@code api-bank}
     * @throws BadInputException where it holds none
     */
    public static BankData at(Path folder) {
        for (Path place : List.of(folder, folder.resolve("api-bank"))) {
            if (Files.isDirectory(place.resolve("init_database")) || Files.isDirectory(place.resolve("test-data"))) {
                return new BankData(place);
            }
        }
        throw new BadInputException(folder + ": holds no API-Bank data; give a clone of"
                + " github.com/AlibabaResearch/DAMO-ConvAI or a folder with init_database or test-data.");
    }

    /**
     * The calls or the responses of a level by key, in the order of the data.
     *
     * @throws BadInputException where a file is missing or unusable
     */
    public Map<String, Sample> samples(int level, boolean calls) {
        return tools(level).samples(level, calls);
    }

    /** The prompts of an official file of test data, each with {@code instruction}, {@code input} and the fields of its sample. */
    public List<Value.MapValue> prompts(String name) {
        return items(json("test-data/" + name + ".json")).stream()
                .map(PythonObjects::map)
                .toList();
    }

    /** The ranking of the API {@code SearchEngine}. */
    public BankSearch search() {
        return tools(1).search();
    }

    BankTools tools(int level) {
        return tools.computeIfAbsent(level == 3 ? 3 : 1, first -> first == 3 ? tasks() : dialogues());
    }

    private PythonDict databases() {
        PythonDict found = new PythonDict();
        for (Value api : PythonObjects.map(PythonObjects.at(APIS, "level12")).values()) {
            Value name = PythonObjects.map(api).get("database");
            if (name != null && !found.has(name)) {
                found.put(name, json("init_database/" + PythonText.str(name) + ".json"));
            }
        }
        return found;
    }

    private BankTools dialogues() {
        BankTools told = new BankTools(PythonObjects.at(APIS, "level12"), 1, databases());
        Path one = file("lv1-lv2-samples.jsonl");
        if (Files.exists(one)) {
            lines(one, d -> {
                int level = SETS.indexOf(text(d, "set")) + 1;
                if (level == 0) {
                    throw new BadInputException(one + ": set is \"" + text(d, "set") + "\"; it must be one of "
                            + String.join(", ", SETS) + ".");
                }
                dialogue(level, text(d, "file"), items(PythonObjects.at(d, "turns")), told);
            });
            return told;
        }
        for (int level = 1; level <= 2; level++) {
            Path set = folder.resolve("lv1-lv2-samples").resolve(SETS.get(level - 1));
            try (Stream<Path> files = Files.list(set)) {
                for (Path file : files.sorted().toList()) {
                    List<Value> turns = new ArrayList<>();
                    lines(file, turns::add);
                    dialogue(level, file.getFileName().toString(), turns, told);
                }
            } catch (IOException e) {
                throw missing(set);
            }
        }
        return told;
    }

    /** A call, then what the assistant says next or calls next; what a user says next takes no number. */
    private void dialogue(int level, String file, List<Value> turns, BankTools told) {
        int id = 0;
        for (int i = 0; i < turns.size(); i++) {
            if (!isFrom(turns.get(i), "API")) {
                continue;
            }
            told.record(turns.get(i));
            for (Value turn : turns.subList(i, Math.min(i + 2, turns.size()))) {
                String key = Sample.key(file, id);
                if (isFrom(turn, "API")) {
                    told.add(new Sample(level, key, turn, ""));
                } else if (isFrom(turn, "AI")) {
                    told.add(new Sample(level, key, Value.None.NONE, text(turn, "text")));
                }
                id++;
            }
        }
    }

    private static String text(Value of, String field) {
        return PythonText.str(PythonObjects.at(of, field));
    }

    private static boolean isFrom(Value turn, String role) {
        return Value.is(PythonObjects.at(turn, "role"), role);
    }

    private BankTools tasks() {
        BankTools told = new BankTools(PythonObjects.at(APIS, "level3"), 3, new PythonDict());
        List<Value> tasks = items(json("test-data/level-3.json"));
        for (int i = 0; i < tasks.size(); i++) {
            List<Value> calls = items(PythonObjects.at(tasks.get(i), "apis"));
            for (int j = 0; j < calls.size(); j++) {
                Value call = calls.get(j);
                Value turn = Value.MapValue.of(
                        "api_name", PythonObjects.at(call, "api_name"), "result", PythonObjects.at(call, "output"));
                told.record(turn);
                told.add(new Sample(3, Sample.key(i, j), turn, ""));
            }
        }
        if (Files.exists(file("test-data/level-3-batch-inf-response.json"))) {
            for (Value r : items(json("test-data/level-3-batch-inf-response.json"))) {
                told.add(new Sample(3, text(r, "sample_id"), Value.None.NONE, text(r, "output")));
            }
        }
        return told;
    }

    private Path file(String name) {
        return JsonLines.packedOrPlain(folder.resolve(name));
    }

    private static void lines(Path file, java.util.function.Consumer<Value> each) {
        JsonLines.read(file, (json, line) -> each.accept(ValueJson.readPlain(json)), JsonLines::stop);
    }

    /** A file of one JSON value. */
    private Value json(String name) {
        Path file = file(name);
        if (!Files.exists(file)) {
            throw missing(file);
        }
        try {
            return ValueJson.read(ValueJson.MAPPER.readTree(JsonLines.bytesOf(file)));
        } catch (IOException e) {
            throw BadInputException.at(file, 0, "cannot be read (" + e.getMessage() + ").");
        }
    }

    private static BadInputException missing(Path file) {
        return BadInputException.at(
                file, 0, "is missing; give API-Bank's data (test-data: the official repository at 1d769008).");
    }
}
