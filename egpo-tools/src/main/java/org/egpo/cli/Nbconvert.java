package org.egpo.cli;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/**
 * Jupyter's nbconvert as a process of its own.
 *
 * @param jupyter the jupyter command
 * @param kernel name of the kernel
 * @param timeout seconds that one cell may take
 * @param state folder for logs and unfinished files
 * @param environment more variables for the kernel
 */
record Nbconvert(String jupyter, String kernel, int timeout, Path state, Map<String, String> environment) {
    /** Executes a notebook; errors in cells are kept in its outputs and reported, and the cells after them still run. */
    ExecutedNotebook execute(Path notebook, Path target) throws IOException, InterruptedException {
        String name = notebook.getFileName().toString().replaceFirst("\\.ipynb$", "");
        Path unfinished = Files.createDirectories(state.resolve("unfinished"));
        Path executed = unfinished.resolve(name + ".ipynb");
        Files.deleteIfExists(executed);
        long start = System.nanoTime();
        String failure = run(
                state.resolve("nbconvert-" + name + ".log"),
                List.of(
                        "--to",
                        "notebook",
                        "--execute",
                        "--allow-errors",
                        // The default ones come before the execution.
                        "--NotebookExporter.preprocessors=nbconvert.preprocessors.CoalesceStreamsPreprocessor",
                        "--ExecutePreprocessor.kernel_name=" + kernel,
                        "--ExecutePreprocessor.timeout=" + timeout,
                        "--output",
                        name,
                        "--output-dir",
                        unfinished.toString(),
                        notebook.toString()));
        double seconds = (System.nanoTime() - start) / 1e9;
        if (!failure.isEmpty() || !Files.exists(executed)) {
            String error = failure.isEmpty() ? "nbconvert wrote no notebook" : failure;
            return new ExecutedNotebook(name, name, null, seconds, 0, error);
        }
        Path done = target.resolve(name + ".ipynb");
        Files.move(executed, done, StandardCopyOption.REPLACE_EXISTING);
        return ExecutedNotebook.read(name, done, seconds);
    }

    /** Turns executed notebooks into pages beside them. */
    void toHtml(List<Path> notebooks, Path target) throws IOException, InterruptedException {
        List<String> arguments = new ArrayList<>(List.of("--to", "html", "--output-dir", target.toString()));
        notebooks.forEach(n -> arguments.add(n.toString()));
        String failure = run(state.resolve("nbconvert-html.log"), arguments);
        if (!failure.isEmpty()) {
            throw new IOException("the pages could not be written: " + failure);
        }
    }

    /** Returns "" when all went well, else the last telling line of the log. */
    private String run(Path log, List<String> arguments) throws IOException, InterruptedException {
        List<String> command = new ArrayList<>(List.of(jupyter, "nbconvert"));
        command.addAll(arguments);
        Process process;
        try {
            ProcessBuilder builder =
                    new ProcessBuilder(command).redirectErrorStream(true).redirectOutput(log.toFile());
            builder.environment().putAll(environment);
            // So that the kernel ends with this process, should it be killed.
            builder.environment()
                    .put(
                            "EGPO_PARENT_PID",
                            String.valueOf(ProcessHandle.current().pid()));
            process = builder.start();
        } catch (IOException e) {
            throw new IOException(
                    "Jupyter could not be started (" + e.getMessage() + "); ./egpo doctor tells what is missing", e);
        }
        Thread end = new Thread(() -> process.descendants().forEach(ProcessHandle::destroy));
        Runtime.getRuntime().addShutdownHook(end);
        int status = process.waitFor();
        Runtime.getRuntime().removeShutdownHook(end);
        if (status == 0) {
            return "";
        }
        List<String> lines = Files.readAllLines(log);
        String last =
                lines.stream().filter(l -> !l.isBlank()).reduce((a, b) -> b).orElse("no message");
        return last.strip() + " (nbconvert ended with status " + status + "; log: " + log + ")";
    }
}
