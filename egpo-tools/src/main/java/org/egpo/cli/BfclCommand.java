package org.egpo.cli;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.util.Locale;
import org.egpo.bfcl.AnswerVerdict;
import org.egpo.bfcl.BfclData;
import org.egpo.bfcl.BfclEntry;
import org.egpo.bfcl.Language;
import org.egpo.bfcl.ModelResult;
import org.egpo.bfcl.SingleTurnEvaluator;
import org.egpo.call.CallFormat;
import org.egpo.call.Decoded;
import org.egpo.call.ModelFormat;
import org.egpo.call.Value;
import org.egpo.call.ValueJson;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** {@code egpo bfcl …}: the Berkeley Function Calling Leaderboard; two commands are filters of JSON Lines. */
@Command(name = "bfcl", mixinStandardHelpOptions = true, subcommands = BfclScoreCommand.class)
final class BfclCommand implements Runnable {
    @Spec
    private CommandSpec spec;

    private @Nullable BfclData loaded;

    @Override
    public void run() {
        spec.commandLine().usage(spec.commandLine().getOut());
    }

    /** Model texts in, calls out. */
    @Command(mixinStandardHelpOptions = true)
    int decode(
            @Option(names = "--format", defaultValue = "python") String format,
            @Option(names = "--execute") boolean execute)
            throws IOException {
        try {
            decoded(Value.text(""), format, false, execute);
        } catch (IllegalArgumentException e) {
            spec.commandLine().getErr().println(e.getMessage());
            return 2;
        }
        return filter((line, out) -> {
            JsonNode text = line.path("text");
            if (!text.isTextual() && !line.has("result")) {
                throw new IllegalArgumentException("the field \"text\" must be a string; \"result\" may be anything");
            }
            Decoded decoded = decoded(
                    ValueJson.read(text.isTextual() ? text : line.get("result")),
                    line.path("format").asText(format),
                    line.path("tool_call_tag").asBoolean(),
                    execute);
            out.writeBooleanField("ok", decoded instanceof Decoded.Success);
            if (decoded instanceof Decoded.Success s) {
                out.writeFieldName("decoded");
                ValueJson.write(s.value(), out);
            } else if (decoded instanceof Decoded.Failure f) {
                out.writeStringField("error_type", f.errorType());
                out.writeStringField("message", f.message());
                out.writeNumberField("position", f.position());
            }
        });
    }

    private static Decoded decoded(Value result, String form, boolean tag, boolean execute) {
        CallFormat asked = CallFormat.find(form).orElse(null);
        ModelFormat model = asked == null ? ModelFormat.of(form) : ModelFormat.PROMPT;
        return execute
                ? model.decodeExecute(result)
                : model.decode(result, asked == null ? CallFormat.PYTHON : asked, tag);
    }

    /** Judges one answer a line. */
    @Command(mixinStandardHelpOptions = true)
    int check(
            @Option(names = "--data", paramLabel = "DIR") @Nullable String data,
            @Option(names = "--format", paramLabel = "NAME", defaultValue = "any") String format,
            @Option(names = "--underscore-to-dot") boolean underscoreToDot)
            throws IOException {
        SingleTurnEvaluator evaluator = new SingleTurnEvaluator(ModelFormat.of(format), underscoreToDot, false);
        return filter((line, out) -> {
            if (!line.path("text").isTextual()) {
                throw new IllegalArgumentException("the field \"text\" must be a string");
            }
            AnswerVerdict verdict = judge(line, evaluator, data);
            out.writeBooleanField("valid", verdict.isValid());
            out.writeStringField("error_type", verdict.errorType());
            if (verdict.raises() != null) {
                out.writeStringField("raises", verdict.raises());
            }
            out.writeFieldName("error");
            ValueJson.write(new Value.ListValue(verdict.error()), out);
        });
    }

    private AnswerVerdict judge(JsonNode line, SingleTurnEvaluator evaluator, @Nullable String data) {
        String id = line.path("id").asText("");
        BfclData tests = loaded != null || line.has("functions") ? loaded : BfclFolder.data(data);
        loaded = tests;
        BfclEntry entry = tests == null || line.has("functions") ? ownEntry(line, id) : evaluator.entry(tests, id);
        if (entry == null) {
            throw new IllegalArgumentException("the data has no test with the id \"" + id + "\"");
        }
        ModelResult result = ModelResult.of(id, line.path("text").textValue());
        return evaluator.evaluate(loaded, entry, result).verdict();
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

    /** Answers each line by an object with its id, where it has one, and what is written of it. */
    private int filter(LineFilter.Answer answer) throws IOException {
        return new LineFilter(spec.commandLine().getErr()).run(System.in, System.out, (line, out) -> {
            out.writeStartObject();
            if (line.has("id")) {
                out.writeFieldName("id");
                out.writeTree(line.get("id"));
            }
            answer.write(line, out);
            out.writeEndObject();
        });
    }
}
