package org.egpo.bench;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.MappingIterator;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import org.egpo.call.CallDecoder;
import org.egpo.call.CallFormat;
import org.egpo.call.Decoded;
import org.egpo.conformance.VectorFile;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code egpo bench decode FILE}: how fast the texts of a file decode on one thread. */
@Command(name = "decode", mixinStandardHelpOptions = true)
final class DecodeBench implements Callable<Integer> {
    @Parameters(paramLabel = "FILE")
    private Path file;

    @Option(names = "--format", defaultValue = "python")
    private String format;

    @Option(names = "--group")
    private String group;

    @Option(names = "--seconds", defaultValue = "5")
    private double seconds;

    @Spec
    private CommandSpec spec;

    @Override
    public Integer call() throws IOException {
        List<String> texts = texts();
        CallFormat calls = CallFormat.of(format);
        CpuRate.of(texts, seconds, t -> CallDecoder.decode(t, calls, false) instanceof Decoded.Success)
                .print(spec.commandLine().getOut(), "texts", "decoded", "ok");
        return 0;
    }

    private List<String> texts() throws IOException {
        List<String> texts = new ArrayList<>();
        try (MappingIterator<JsonNode> lines = VectorFile.read(file)) {
            while (lines.hasNext()) {
                JsonNode line = lines.next();
                if (group == null || group.equals(line.path("group").asText())) {
                    texts.add(line.path("text").asText());
                }
            }
        }
        return texts;
    }
}
