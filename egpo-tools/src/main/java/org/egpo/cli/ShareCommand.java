package org.egpo.cli;

import java.io.IOException;
import java.nio.file.Path;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** Packs a notebook for somebody else. */
@Command(name = "share", mixinStandardHelpOptions = true)
final class ShareCommand implements Callable<Integer> {
    @Parameters(paramLabel = "NOTEBOOK")
    private String name;

    @Option(names = "--out", paramLabel = "FILE")
    private @Nullable Path out;

    @Override
    public Integer call() throws IOException {
        Path root = ProjectRoot.find();
        Path notebook = RunCommand.find(root.resolve("notebooks"), name);
        String file = notebook.getFileName().toString().replaceFirst("ipynb$", "zip");
        Path zip = out == null ? Path.of(file) : out;
        SharedNotebook.pack(notebook, root.resolve("datasets"), zip).forEach(System.out::println);
        System.out.println("wrote " + zip + "; ./egpo run " + zip + " on another clone runs it and compares");
        return 0;
    }
}
