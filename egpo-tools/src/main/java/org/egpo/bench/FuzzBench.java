package org.egpo.bench;

import com.fasterxml.jackson.core.JsonGenerator;
import java.io.IOException;
import java.io.InputStream;
import java.io.StringWriter;
import java.io.UncheckedIOException;
import java.lang.management.ManagementFactory;
import java.lang.management.ThreadMXBean;
import java.util.Random;
import java.util.concurrent.Callable;
import org.egpo.call.CallDecoder;
import org.egpo.call.CallFormat;
import org.egpo.call.Decoded;
import org.egpo.call.PythonJson;
import org.egpo.call.PythonLiteral;
import org.egpo.call.ValueJson;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** {@code egpo bench fuzz}: does any text make a decoder throw, or take its time? */
@Command(
        name = "fuzz",
        mixinStandardHelpOptions = true,
        description = "Decodes random and mutated texts in every format; exit status 1 when an exception escapes.")
final class FuzzBench implements Callable<Integer> {
    private static final ThreadMXBean THREADS = ManagementFactory.getThreadMXBean();
    private static final long LIMIT_NANOSECONDS = 50_000_000;
    private static final int WARM_UP = 500;
    private static final String[] SEEDS = texts("seeds");
    private static final String[] PIECES = texts("pieces");

    @Option(names = "--texts", defaultValue = "1000000", description = "how many texts (default: ${DEFAULT-VALUE})")
    private int texts;

    @Option(names = "--seed", defaultValue = "1", description = "seed of the texts (default: ${DEFAULT-VALUE})")
    private long seed;

    @Spec
    private CommandSpec spec;

    private long exceptions;
    private String firstException = "";
    private long succeeded;
    private long slowest;
    private long overLimit;
    private String slowestText = "";

    @Override
    public Integer call() throws IOException {
        warmUp();
        Random random = new Random(seed);
        CallFormat[] formats = CallFormat.values();
        for (int i = 0; i < texts; i++) {
            String text = text(random);
            boolean tag = random.nextInt(8) == 0;
            decode(text, formats[i % formats.length], tag);
        }
        long typed = 0;
        String[] hard = {
            "(".repeat(100_000), "[".repeat(100_000), "a".repeat(10_000_000), "-".repeat(100_000), "{".repeat(100_000)
        };
        for (String text : hard) {
            for (CallFormat format : formats) {
                typed += decode(text, format, false) != null ? 1 : 0;
            }
        }
        report(typed, hard.length * formats.length);
        return exceptions == 0 ? 0 : 1;
    }

    private static String[] texts(String field) {
        try (InputStream in = FuzzBench.class.getResourceAsStream("fuzz.json")) {
            return ValueJson.MAPPER.convertValue(ValueJson.MAPPER.readTree(in).path(field), String[].class);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Loads classes and grammars, so that the first text is not the slowest. */
    private void warmUp() {
        for (int i = 0; i < WARM_UP; i++) {
            for (CallFormat format : CallFormat.values()) {
                decode(SEEDS[i % SEEDS.length], format, false);
            }
        }
        succeeded = 0;
        slowest = 0;
        overLimit = 0;
    }

    private Decoded decode(String text, CallFormat format, boolean tag) {
        long start = THREADS.getCurrentThreadCpuTime();
        Decoded decoded = null;
        try {
            decoded = CallDecoder.decode(text, format, tag);
            if (format == CallFormat.PYTHON) {
                CallDecoder.decodeExecute(text);
                PythonLiteral.decode(text);
            } else if (format == CallFormat.JSON) {
                PythonJson.decode(text);
            }
            succeeded += decoded instanceof Decoded.Success ? 1 : 0;
        } catch (RuntimeException | Error e) {
            exceptions++;
            firstException = firstException.isEmpty() ? e + " in " + format + ": " + text : firstException;
        }
        long time = THREADS.getCurrentThreadCpuTime() - start;
        overLimit += time > LIMIT_NANOSECONDS ? 1 : 0;
        if (time > slowest) {
            slowest = time;
            slowestText = format + ": " + text.substring(0, Math.min(200, text.length()));
        }
        return decoded;
    }

    private static String text(Random random) {
        StringBuilder b = new StringBuilder();
        if (random.nextInt(5) == 0) {
            int n = random.nextInt(40);
            for (int k = 0; k < n; k++) {
                b.append(piece(random));
            }
            return b.toString();
        }
        b.append(SEEDS[random.nextInt(SEEDS.length)]);
        int n = 1 + random.nextInt(5);
        for (int k = 0; k < n; k++) {
            mutate(b, random);
        }
        return b.toString();
    }

    private static String piece(Random random) {
        return random.nextInt(6) == 0
                ? String.valueOf((char) random.nextInt(0x250))
                : PIECES[random.nextInt(PIECES.length)];
    }

    private static void mutate(StringBuilder b, Random random) {
        int at = random.nextInt(b.length() + 1);
        int to = Math.min(b.length(), at + random.nextInt(12));
        switch (random.nextInt(4)) {
            case 0 -> b.delete(at, to);
            case 1 -> b.insert(at, b.substring(at, to));
            case 2 -> {
                String other = SEEDS[random.nextInt(SEEDS.length)];
                int from = random.nextInt(other.length());
                b.insert(at, other, from, Math.min(other.length(), from + random.nextInt(30)));
            }
            default -> b.insert(at, piece(random));
        }
    }

    private void report(long typed, int hard) throws IOException {
        StringWriter out = new StringWriter();
        try (JsonGenerator json = ValueJson.MAPPER.getFactory().createGenerator(out)) {
            json.setHighestNonEscapedChar(126);
            json.writeStartObject();
            json.writeNumberField("texts", texts);
            json.writeNumberField("seed", seed);
            json.writeNumberField("decoded", succeeded);
            json.writeNumberField("exceptions", exceptions);
            json.writeStringField("first_exception", firstException);
            json.writeNumberField("hard_texts", hard);
            json.writeNumberField("hard_texts_answered", typed);
            json.writeNumberField("over_50_cpu_ms", overLimit);
            json.writeNumberField("slowest_cpu_ms", slowest / 1e6);
            json.writeStringField("slowest_text", slowestText);
            json.writeEndObject();
        }
        spec.commandLine().getOut().println(out);
    }
}
