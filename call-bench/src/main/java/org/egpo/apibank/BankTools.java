package org.egpo.apibank;

import static org.egpo.call.PythonObjects.at;

import java.util.Collections;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import org.egpo.call.PythonDict;
import org.egpo.call.PythonError;
import org.egpo.call.PythonObjects;
import org.egpo.call.PythonText;
import org.egpo.call.Resources;
import org.egpo.call.Value;
import org.jspecify.annotations.Nullable;

/**
 * The APIs of levels 1 and 2, or of level 3, with their databases. Where an API needs a language model or the network, it
 * answers what it answered in the data, or raises {@link #UNJUDGED}.
 */
final class BankTools {
    static final String UNJUDGED = "Unjudged";
    private static final List<String> LANGUAGES = Resources.lines(BankTools.class, "languages.txt");

    private final Map<String, BankApi> apis = new HashMap<>();
    private final PythonDict databases;
    private final Map<List<String>, Value> recorded = new HashMap<>();
    private final Map<List<Object>, Map<String, BankData.Sample>> samples = new HashMap<>();
    private final @Nullable BankSearch search;

    /**
     * @param specs the APIs by name
     * @param level 1 for levels 1 and 2, or 3
     * @param databases of files, by name
     */
    BankTools(Value specs, int level, PythonDict databases) {
        this.databases = databases;
        Resources.lines(BankTools.class, "functions.txt").stream()
                .filter(line -> line.startsWith(level + " "))
                .map(line -> line.split("\\|"))
                .forEach(f -> {
                    String name = f[0].substring(2).strip();
                    apis.put(name, BankApi.read(at(specs, name), f));
                });
        Value documents = databases.get("SearchEngine");
        search = documents == null ? null : new BankSearch(documents);
    }

    void add(BankData.Sample s) {
        List<Object> kind = List.of(s.level(), s.call() != Value.None.NONE);
        samples.computeIfAbsent(kind, k -> new LinkedHashMap<>()).put(s.key(), s);
    }

    /** By key, in the order of the data. */
    Map<String, BankData.Sample> samples(int level, boolean calls) {
        return Collections.unmodifiableMap(samples.getOrDefault(List.<Object>of(level, calls), Map.of()));
    }

    /** Remembers a call of the data. */
    void record(Value turn) {
        String api = PythonText.str(at(turn, "api_name"));
        Value result = at(turn, "result");
        Value input = at(result, "input");
        Value output = at(result, "output");
        switch (api) {
            case "ToolSearcher" -> {
                Value last = output instanceof Value.ListValue ? PythonObjects.item(output, Value.integer(-1)) : output;
                recorded.put(List.of(api, keywords(text(input, "keywords"))), at(last, "name"));
            }
            case "Dictionary" ->
                recorded.put(List.of(api, BankComparison.normal("keyword", text(input, "keyword"))), output);
            case "Translate" ->
                recorded.put(List.of(api, text(input, "src"), language(text(input, "tgt_lang"))), output);
            default -> {}
        }
    }

    private static String text(Value of, String field) {
        return PythonText.str(at(of, field));
    }

    /** In level 3, where the checker puts spaces into keywords, names of APIs are found with or without them. */
    private String keywords(String s) {
        return databases.size() == 0 ? s.replace(" ", "") : s;
    }

    @Nullable
    BankApi api(String name) {
        return apis.get(name);
    }

    /** @throws PythonError for a bad parameter, and what the API does not catch */
    PythonDict call(BankApi api, Map<String, String> parameters, Set<Value> spent) {
        Value own = api.database() instanceof Value.Text t ? databases.at(t) : api.database();
        return api.call(parameters, arguments -> new BankRequest(arguments, own, this, spent));
    }

    Value.MapValue users() {
        return PythonObjects.map(at(databases, "Account"));
    }

    BankSearch search() {
        return Objects.requireNonNull(search);
    }

    Value recorded(String... key) {
        Value found = recorded.get(List.of(key));
        if (found == null) {
            throw new PythonError(UNJUDGED, "the data do not say what " + key[0] + " answers to this");
        }
        return found;
    }

    /** The entry of the API that was found for these keywords, with that of GetUserToken where it needs a token. */
    Value tool(String keywords) {
        String name = PythonText.str(recorded("ToolSearcher", keywords(keywords)));
        Value entry = Objects.requireNonNull(apis.get(name)).entry();
        if (PythonObjects.map(at(entry, "input_parameters")).get("token") == null) {
            return entry;
        }
        Value user = Objects.requireNonNull(apis.get("GetUserToken")).entry();
        PythonDict searched = PythonObjects.copy(user);
        searched.put("desc_for_search", Value.text("get user token" + PythonText.str(at(user, "description"))));
        return new Value.ListValue(List.of(searched, entry));
    }

    Value translation(BankRequest r) {
        boolean told = r.value("tgt_lang") != Value.None.NONE;
        if (r.value("src_lang") != Value.None.NONE) {
            language(r.text("src_lang"));
        }
        return recorded("Translate", r.text("src"), told ? language(r.text("tgt_lang")) : "en");
    }

    /** The code of a language that a text names. */
    private static String language(String text) {
        String lower = text.toLowerCase(Locale.ROOT);
        if (lower.contains("chinese")) {
            return lower.contains("traditional") ? "zh-tw" : "zh-cn";
        }
        for (String line : LANGUAGES) {
            int blank = line.indexOf(' ');
            if (lower.equals(line.substring(0, blank)) || lower.contains(line.substring(blank + 1))) {
                return line.substring(0, blank);
            }
        }
        throw BankRequest.refused("Language not supported.");
    }
}
