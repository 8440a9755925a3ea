package org.egpo.cli;

import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.util.Locale;
import java.util.concurrent.Callable;
import org.egpo.bfcl.AnswerVerdict;
import org.egpo.bfcl.BfclData;
import org.egpo.bfcl.BfclEntry;
import org.egpo.bfcl.Language;
import org.egpo.bfcl.ModelResult;
import org.egpo.bfcl.SingleTurnEvaluator;
import org.egpo.call.ModelFormat;
import org.egpo.call.Value;
import org.egpo.call.ValueJson;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** {@code egpo bfcl check}: a filter that judges one answer a line. */
@Command(name = "check", mixinStandardHelpOptions = true)
final class BfclCheckCommand implements Callable<Integer> {

    @Option(names = "--data", paramLabel = "DIR")
    private String data;

    @Option(names = "--format", paramLabel = "NAME", defaultValue = "any")
    private String format;

    @Option(names = "--underscore-to-dot")
    private boolean underscoreToDot;

    @Spec
    private CommandSpec spec;

    private BfclData loaded;
    private SingleTurnEvaluator evaluator;

    @Override
    public Integer call() throws IOException {
        evaluator = new SingleTurnEvaluator(ModelFormat.of(format), underscoreToDot, false);
        return new LineFilter(spec.commandLine().getErr()).run(System.in, System.out, this::write);
    }

    private void write(JsonNode line, JsonGenerator out) throws IOException {
        if (!line.path("text").isTextual()) {
            throw new IllegalArgumentException("the field \"text\" must be a string");
        }
        AnswerVerdict verdict = judge(line);
        out.writeStartObject();
        if (line.has("id")) {
            out.writeFieldName("id");
            out.writeTree(line.get("id"));
        }
        out.writeBooleanField("valid", verdict.isValid());
        out.writeStringField("error_type", verdict.errorType());
        if (verdict.raises() != null) {
            out.writeStringField("raises", verdict.raises());
        }
        out.writeFieldName("error");
        ValueJson.write(new Value.ListValue(verdict.error()), out);
        out.writeEndObject();
    }

    private AnswerVerdict judge(JsonNode line) {
        String id = line.path("id").asText("");
        BfclEntry entry = line.has("functions") ? ownEntry(line, id) : evaluator.entry(data(), id);
        if (entry == null) {
            throw new IllegalArgumentException("the data has no test with the id \"" + id + "\"");
        }
        return evaluator
                .evaluate(loaded, entry, ModelResult.of(id, line.path("text").textValue()))
                .verdict();
    }

    private static BfclEntry ownEntry(JsonNode line, String id) {
        Value expected = line.has("possible_answer") ? ValueJson.read(line.path("possible_answer")) : Value.None.NONE;
        return BfclEntry.of(id, category(line), ValueJson.read(line.path("functions")), expected);
    }

    private static String category(JsonNode line) {
        String category = line.path("category").asText("simple_python");
        String language = line.path("language").asText("python");
        Language known;
        try {
            known = Language.valueOf(language.toUpperCase(Locale.ROOT));
        } catch (IllegalArgumentException e) {
            throw new IllegalArgumentException(
                    "there is no language \"" + language + "\"; use python, java or javascript");
        }
        return Language.ofCategory(category) == known ? category : "simple_" + language.toLowerCase(Locale.ROOT);
    }

    private BfclData data() {
        if (loaded == null) {
            loaded = BfclFolder.data(data);
        }
        return loaded;
    }
}
