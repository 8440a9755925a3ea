package org.egpo.cli;

import java.io.IOException;
import java.io.PrintWriter;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.List;
import java.util.concurrent.Callable;
import org.egpo.data.BadRecordException;
import org.egpo.data.DataFormat;
import org.egpo.data.Examples;
import org.egpo.data.WholeFile;
import org.egpo.policy.CausalLm;
import org.egpo.policy.GgufModel;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code egpo data convert IN --to FORMAT --out FILE}. */
@Command(name = "convert", mixinStandardHelpOptions = true)
final class ConvertDataCommand implements Callable<Integer> {
    private static final int SHOWN = 20;

    @Parameters(paramLabel = "IN")
    private Path in;

    @Option(names = "--from", paramLabel = "FORMAT")
    private String from;

    @Option(names = "--to", paramLabel = "FORMAT", defaultValue = "egpo")
    private String to;

    @Option(names = "--out", paramLabel = "FILE", required = true)
    private Path out;

    @Option(names = "--strict")
    private boolean strict;

    @Spec
    private CommandSpec spec;

    private long written;
    private long bad;

    @Override
    public Integer call() throws IOException {
        if (in.toString().endsWith(".gguf")) {
            return convertModel();
        }
        DataFormat format = DataFormat.of(to).writable();
        try (WholeFile file = new WholeFile(out)) {
            Examples.read(in, from == null ? null : DataFormat.of(from), e -> write(file, format.line(e)), this::onBad);
            file.finish();
        } catch (UncheckedIOException e) {
            throw e.getCause();
        }
        PrintWriter console = spec.commandLine().getOut();
        console.println(out + ": " + written + " records" + (bad == 0 ? "" : ", " + bad + " unusable lines left out"));
        console.flush();
        return 0;
    }

    private int convertModel() throws IOException {
        try (CausalLm model = CausalLm.load(in)) {
            Path texts = GgufModel.folder(in);
            Files.createDirectories(out);
            for (String name : List.of("tokenizer.json", "tokenizer_config.json")) {
                Files.copy(texts.resolve(name), out.resolve(name), StandardCopyOption.REPLACE_EXISTING);
            }
            model.save(out, CausalLm.Storage.FLOAT32);
        }
        spec.commandLine().getOut().println(out + ": a model in the Hugging Face layout, with 32-bit weights");
        return 0;
    }

    private void write(WholeFile file, String line) {
        try {
            file.line(line);
            written++;
        } catch (IOException problem) {
            throw new UncheckedIOException(problem);
        }
    }

    private void onBad(BadRecordException e) {
        if (strict) {
            throw e;
        }
        PrintWriter console = spec.commandLine().getErr();
        if (bad++ < SHOWN) {
            console.println(e.getMessage());
        } else if (bad == SHOWN + 1) {
            console.println("… further unusable lines are only counted");
        }
    }
}
