package org.egpo.cli;

import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.util.concurrent.Callable;
import org.egpo.call.CallFormat;
import org.egpo.call.Decoded;
import org.egpo.call.ModelFormat;
import org.egpo.call.Value;
import org.egpo.call.ValueJson;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** {@code egpo bfcl decode}: model texts in, calls out. */
@Command(name = "decode", mixinStandardHelpOptions = true)
final class BfclDecodeCommand implements Callable<Integer> {
    @Option(names = "--format", defaultValue = "python")
    private String format;

    @Option(names = "--execute")
    private boolean execute;

    @Spec
    private CommandSpec spec;

    @Override
    public Integer call() throws IOException {
        try {
            decode(Value.text(""), format, false);
        } catch (IllegalArgumentException e) {
            spec.commandLine().getErr().println(e.getMessage());
            return 2;
        }
        return new LineFilter(spec.commandLine().getErr()).run(System.in, System.out, this::write);
    }

    private Decoded decode(Value result, String form, boolean tag) {
        CallFormat asked = CallFormat.find(form).orElse(null);
        ModelFormat model = asked == null ? ModelFormat.of(form) : ModelFormat.PROMPT;
        return execute
                ? model.decodeExecute(result)
                : model.decode(result, asked == null ? CallFormat.PYTHON : asked, tag);
    }

    private void write(JsonNode line, JsonGenerator out) throws IOException {
        JsonNode text = line.path("text");
        if (!text.isTextual() && !line.has("result")) {
            throw new IllegalArgumentException("the field \"text\" must be a string; \"result\" may be anything");
        }
        Decoded decoded = decode(
                ValueJson.read(text.isTextual() ? text : line.get("result")),
                line.path("format").asText(format),
                line.path("tool_call_tag").asBoolean());
        out.writeStartObject();
        if (line.has("id")) {
            out.writeFieldName("id");
            out.writeTree(line.get("id"));
        }
        out.writeBooleanField("ok", decoded instanceof Decoded.Success);
        if (decoded instanceof Decoded.Success s) {
            out.writeFieldName("decoded");
            ValueJson.write(s.value(), out);
        } else if (decoded instanceof Decoded.Failure f) {
            out.writeStringField("error_type", f.errorType());
            out.writeStringField("message", f.message());
            out.writeNumberField("position", f.position());
        }
        out.writeEndObject();
    }
}
