package org.egpo.bench;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.MappingIterator;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.lang.management.ThreadMXBean;
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
@Command(
        name = "decode",
        mixinStandardHelpOptions = true,
        description = "Decodes the texts of a JSON Lines file again and again on one thread.")
final class DecodeBench implements Callable<Integer> {
    @Parameters(paramLabel = "FILE", description = "JSON Lines with a field text, plain or .gz")
    private Path file;

    @Option(names = "--format", defaultValue = "python", description = "format of the texts (default: python)")
    private String format;

    @Option(names = "--group", description = "only the lines with this value in the field group")
    private String group;

    @Option(names = "--seconds", defaultValue = "5", description = "how long to measure (default: 5)")
    private double seconds;

    @Spec
    private CommandSpec spec;

    @Override
    public Integer call() throws IOException {
        List<String> texts = texts();
        CallFormat calls = CallFormat.of(format);
        run(texts, calls, seconds / 2);
        double[] rate = run(texts, calls, seconds);
        spec.commandLine()
                .getOut()
                .printf(
                        java.util.Locale.ROOT,
                        "{\"texts\":%d,\"decoded_per_cpu_second\":%.0f,\"microseconds_each\":%.3f,\"ok\":%.3f}%n",
                        texts.size(),
                        rate[0],
                        1e6 / rate[0],
                        rate[1]);
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

    private static double[] run(List<String> texts, CallFormat format, double seconds) {
        ThreadMXBean threads = ManagementFactory.getThreadMXBean();
        long start = threads.getCurrentThreadCpuTime();
        long count = 0;
        long ok = 0;
        long now = start;
        while (now - start < seconds * 1e9) {
            for (String text : texts) {
                ok += CallDecoder.decode(text, format, false) instanceof Decoded.Success ? 1 : 0;
            }
            count += texts.size();
            now = threads.getCurrentThreadCpuTime();
        }
        return new double[] {count * 1e9 / (now - start), (double) ok / count};
    }
}
