package org.egpo.cli;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.PrintWriter;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Locale;
import java.util.concurrent.Callable;
import org.egpo.bfcl.BadInputException;
import org.egpo.bfcl.BfclData;
import org.egpo.bfcl.BfclEntry;
import org.egpo.bfcl.Language;
import org.egpo.bfcl.ModelResult;
import org.egpo.bfcl.SingleTurnEvaluator;
import org.egpo.bfcl.Verdict;
import org.egpo.call.ValueJson;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** {@code egpo bfcl check}: a filter that judges one answer a line. */
@Command(
        name = "check",
        mixinStandardHelpOptions = true,
        description = {
            "Judges answers: reads JSON Lines on standard input, writes JSON Lines on standard output.",
            "A line is {\"id\": TEST, \"text\": ANSWER} with --data, or {\"functions\": [...], \"possible_answer\": [...],"
                    + " \"text\": ANSWER} with \"language\" and \"category\" where they are not python and simple.",
            "The answer is {\"id\", \"valid\", \"error_type\", \"error\"}; a line that cannot be used gives {\"problem\"}."
        })
final class BfclCheckCommand implements Callable<Integer> {

    @Option(names = "--data", paramLabel = "DIR", description = "the BFCL data, for lines with an id")
    private Path data;

    @Option(
            names = "--underscore-to-dot",
            description = "the model's interface forbids dots in function names; compare names with _ for .")
    private boolean underscoreToDot;

    @Spec
    private CommandSpec spec;

    private BfclData loaded;
    private SingleTurnEvaluator evaluator;

    @Override
    public Integer call() throws IOException {
        PrintWriter out = spec.commandLine().getOut();
        evaluator = new SingleTurnEvaluator(underscoreToDot, false);
        boolean bad = false;
        BufferedReader in = new BufferedReader(new InputStreamReader(System.in, StandardCharsets.UTF_8));
        int number = 0;
        for (String line = in.readLine(); line != null; line = in.readLine()) {
            number++;
            if (!line.isBlank()) {
                ObjectNode answer = answer(line, number);
                bad |= answer.has("problem");
                out.println(answer);
            }
        }
        out.flush();
        return bad ? 2 : 0;
    }

    private ObjectNode answer(String line, int number) {
        ObjectNode answer = ValueJson.MAPPER.createObjectNode();
        try {
            JsonNode given = ValueJson.MAPPER.readTree(line);
            if (given.path("id").isTextual()) {
                answer.put("id", given.path("id").textValue());
            }
            if (!given.path("text").isTextual()) {
                throw new BadInputException("the field text is missing.");
            }
            verdict(answer, judge(given));
        } catch (JsonProcessingException e) {
            answer.put("problem", "line " + number + ": not valid JSON: " + e.getOriginalMessage());
        } catch (BadInputException | IllegalArgumentException e) {
            answer.put("problem", "line " + number + ": " + e.getMessage());
        }
        return answer;
    }

    private Verdict judge(JsonNode given) {
        String text = given.path("text").textValue();
        String id = given.path("id").asText("check_0");
        if (!given.has("functions")) {
            BfclEntry entry = evaluator.entry(data(), id);
            if (entry == null) {
                throw new BadInputException("the data has no test with the id \"" + id + "\".");
            }
            return evaluator.evaluate(loaded, entry, ModelResult.of(id, text)).verdict();
        }
        BfclEntry entry = BfclEntry.of(
                id,
                category(given),
                ValueJson.read(given.path("functions")),
                given.has("possible_answer") ? ValueJson.read(given.path("possible_answer")) : null);
        return evaluator.verdict(entry, text);
    }

    private static String category(JsonNode given) {
        String category = given.path("category").asText("simple");
        Language language = language(given.path("language").asText("python"));
        boolean named = Language.ofCategory(category) == language;
        return named ? category : category + "_" + language.name().toLowerCase(Locale.ROOT);
    }

    private static Language language(String name) {
        try {
            return Language.valueOf(name.toUpperCase(Locale.ROOT));
        } catch (IllegalArgumentException e) {
            throw new BadInputException("there is no language \"" + name + "\"; use python, java or javascript.");
        }
    }

    private BfclData data() {
        if (loaded == null) {
            String set = System.getenv("EGPO_BFCL_DIR");
            if (data == null && set == null) {
                throw new BadInputException("a line with an id needs --data or EGPO_BFCL_DIR.");
            }
            loaded = BfclData.at(data != null ? data : Path.of(set));
        }
        return loaded;
    }

    private static void verdict(ObjectNode answer, Verdict verdict) throws JsonProcessingException {
        answer.put("valid", verdict.isValid());
        answer.put("error_type", verdict.errorType());
        if (verdict.raises() != null) {
            answer.put("raises", verdict.raises());
        }
        answer.set(
                "error",
                ValueJson.MAPPER.readTree(ValueJson.write(new org.egpo.call.Value.ListValue(verdict.error()))));
    }
}
