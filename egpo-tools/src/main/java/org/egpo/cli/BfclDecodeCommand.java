package org.egpo.cli;

import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.util.concurrent.Callable;
import org.egpo.call.CallDecoder;
import org.egpo.call.CallFormat;
import org.egpo.call.Decoded;
import org.egpo.call.ValueJson;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** {@code egpo bfcl decode}: model texts in, calls out. */
@Command(
        name = "decode",
        mixinStandardHelpOptions = true,
        description = {
            "Decodes model texts: JSON Lines on standard input and output.",
            "In:  {\"id\"?, \"text\", \"format\"?, \"tool_call_tag\"?}",
            "Out: {\"id\"?, \"ok\": true, \"decoded\"} or {\"id\"?, \"ok\": false, \"error_type\", \"message\", \"position\"}"
        })
final class BfclDecodeCommand implements Callable<Integer> {
    @Option(
            names = "--format",
            defaultValue = "python",
            description = "format of lines that name none: python, json, verbose_xml, concise_xml, java, javascript"
                    + " (default: python)")
    private String format;

    @Option(names = "--execute", description = "give the calls as texts that can be run")
    private boolean execute;

    @Spec
    private CommandSpec spec;

    @Override
    public Integer call() throws IOException {
        CallFormat usual;
        try {
            usual = CallFormat.of(format);
        } catch (IllegalArgumentException e) {
            spec.commandLine().getErr().println(e.getMessage());
            return 2;
        }
        return new LineFilter(spec.commandLine().getErr())
                .run(System.in, System.out, (line, out) -> write(line, out, usual));
    }

    private void write(JsonNode line, JsonGenerator out, CallFormat usual) throws IOException {
        JsonNode text = line.path("text");
        if (!text.isTextual()) {
            throw new IllegalArgumentException("the field \"text\" must be a string");
        }
        CallFormat of =
                line.hasNonNull("format") ? CallFormat.of(line.get("format").asText()) : usual;
        boolean tag = line.path("tool_call_tag").asBoolean();
        Decoded decoded =
                execute ? CallDecoder.decodeExecute(text.textValue()) : CallDecoder.decode(text.textValue(), of, tag);
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
