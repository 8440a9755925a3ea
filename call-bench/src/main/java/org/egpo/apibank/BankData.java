package org.egpo.apibank;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.zip.GZIPInputStream;
import org.egpo.bfcl.BadInputException;
import org.egpo.call.ValueJson;

/**
 * Dialogues, tasks and databases, read once and never changed: {@code lv1-lv2-samples.jsonl.gz},
 * {@code test-data/level-3.json.gz}, {@code test-data/level-3-batch-inf-response.json.gz}, {@code api_definitions.json.gz} and
 * {@code init_database/}.
 */
public final class BankData {
    /**
     * One thing to be answered.
     *
     * @param level 1 to 3
     * @param key file and number, or for level 3 the numbers of task and call
     * @param call the recorded call with {@code api_name} and {@code result}; null for a response
     * @param response the recorded response; null for a call
     */
    public record Sample(int level, String key, JsonNode call, String response) {}

    private final Path folder;
    private final Map<String, Sample> samples = new LinkedHashMap<>();
    private final Map<String, JsonNode> databases = new HashMap<>();
    private final Map<String, JsonNode> recorded = new HashMap<>();
    private final JsonNode definitions;
    private final BankSearch search;

    private BankData(Path folder) {
        this.folder = folder;
        definitions = read("api_definitions.json.gz");
        for (JsonNode d : definitions.path("level12")) {
            String name = d.path("database_name").asText("");
            if (!name.isEmpty() && !d.path("database_name").isNull()) {
                databases.computeIfAbsent(name, n -> read("init_database/" + n + ".json.gz"));
            }
        }
        search = new BankSearch(database("SearchEngine").path("tokenized_documents"));
        dialogues();
        JsonNode tasks = read("test-data/level-3.json.gz");
        for (int i = 0; i < tasks.size(); i++) {
            JsonNode apis = tasks.get(i).path("apis");
            for (int j = 0; j < apis.size(); j++) {
                ObjectNode call = BankRequest.object().put("api_name", apis.get(j).path("api_name").asText());
                call.set("result", apis.get(j).path("output"));
                samples.put(i + "/" + j, new Sample(3, i + "/" + j, call, null));
            }
        }
        for (JsonNode r : read("test-data/level-3-batch-inf-response.json.gz")) {
            String key = r.path("sample_id").asInt() + "/" + r.path("api_id").asInt();
            samples.put(key, new Sample(3, key, null, r.path("output").asText()));
        }
    }

    /** @throws BadInputException where the folder lacks a file or one is damaged */
    public static BankData at(Path folder) {
        return new BankData(folder);
    }

    /** All samples by key, in the order of the data. */
    public Map<String, Sample> samples() {
        return samples;
    }

    BankSearch search() {
        return search;
    }

    JsonNode database(String name) {
        return databases.getOrDefault(name, JsonNodeFactory.instance.objectNode());
    }

    /** @return null where there is no such API */
    JsonNode definition(boolean third, String name) {
        return definitions.path(third ? "level3" : "level12").get(name);
    }

    JsonNode recorded(String api, String key) {
        JsonNode found = recorded.get(api + "\n" + key);
        if (found == null) {
            throw new BankError(BankVerdict.UNJUDGEABLE, "the answer of " + api + " was not recorded");
        }
        return found;
    }

    static String word(String keyword) {
        return keyword.replace('_', ' ').strip().toLowerCase(Locale.ROOT);
    }

    /** What the search of levels 1 and 2 gives: the description of the recorded API, with that of the token where needed. */
    JsonNode tools(String keywords) {
        JsonNode d = definition(false, recorded("ToolSearcher", keywords).asText());
        if (!d.path("input_parameters").has("token")) {
            return described(d);
        }
        JsonNode token = definition(false, "GetUserToken");
        ObjectNode first = described(token);
        first.put("desc_for_search", "get user token" + token.path("description").asText());
        ArrayNode both = JsonNodeFactory.instance.arrayNode();
        return both.add(first).add(described(d));
    }

    static ObjectNode described(JsonNode definition) {
        ObjectNode out = BankRequest.object();
        for (String f : new String[] {"name", "description", "input_parameters", "output_parameters"}) {
            out.set(f, definition.get(f));
        }
        return out;
    }

    private void dialogues() {
        Path file = folder.resolve("lv1-lv2-samples.jsonl.gz");
        try (BufferedReader lines = new BufferedReader(
                new InputStreamReader(new GZIPInputStream(Files.newInputStream(file)), StandardCharsets.UTF_8))) {
            String line;
            while ((line = lines.readLine()) != null) {
                JsonNode d = ValueJson.MAPPER.readTree(line);
                dialogue(d.path("set").asText().startsWith("level-1") ? 1 : 2, d);
            }
        } catch (IOException e) {
            throw BadInputException.at(file, 0, "cannot be read (" + e.getMessage() + ").");
        }
    }

    private void dialogue(int level, JsonNode d) {
        JsonNode turns = d.path("turns");
        int id = 0;
        for (int i = 0; i < turns.size(); i++) {
            if (!turns.get(i).path("role").asText().equals("API")) {
                continue;
            }
            record(turns.get(i));
            for (JsonNode turn : new JsonNode[] {turns.get(i), turns.path(i + 1)}) {
                String role = turn.path("role").asText();
                String key = d.path("file").asText() + "/" + id;
                if (role.equals("API")) {
                    samples.put(key, new Sample(level, key, turn, null));
                } else if (role.equals("AI")) {
                    samples.put(key, new Sample(level, key, null, turn.path("text").asText()));
                }
                // A user's turn takes no number.
                id += role.equals("API") || role.equals("AI") ? 1 : 0;
            }
        }
    }

    private void record(JsonNode turn) {
        JsonNode output = turn.path("result").path("output");
        JsonNode input = turn.path("param_dict");
        String api = turn.path("api_name").asText();
        switch (api) {
            case "ToolSearcher" -> recorded.put(
                    api + "\n" + input.path("keywords").asText(),
                    (output.isArray() ? output.path(output.size() - 1) : output).path("name"));
            case "Dictionary" -> recorded.put(api + "\n" + word(input.path("keyword").asText()), output);
            case "Translate" -> recorded.put(
                    api + "\n" + input.path("src").asText() + "\n" + input.path("tgt_lang").asText(), output);
            default -> {}
        }
    }

    private JsonNode read(String name) {
        Path file = folder.resolve(name);
        try (InputStream in = new GZIPInputStream(Files.newInputStream(file))) {
            return ValueJson.MAPPER.readTree(in);
        } catch (IOException e) {
            throw BadInputException.at(file, 0, "cannot be read (" + e.getMessage() + "); give a folder with API-Bank's data.");
        }
    }
}
