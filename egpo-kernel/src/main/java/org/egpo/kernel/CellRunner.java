package org.egpo.kernel;

import io.github.spencerpark.jupyter.kernel.display.DisplayData;
import java.lang.reflect.InvocationTargetException;
import java.util.Arrays;
import java.util.List;

/** Runs the parts of a cell in their order: Java by the shell, line magics by the kernel. */
final class CellRunner {
    private final JavaShell shell;
    private final LineMagics magics;
    private final Rendering rendering;
    private volatile Cell running;

    CellRunner(JavaShell shell, Rendering rendering) {
        this.shell = shell;
        this.rendering = rendering;
        this.magics = new LineMagics(shell::addToClasspath, this::load);
    }

    JavaShell shell() {
        return shell;
    }

    LineMagics magics() {
        return magics;
    }

    /** @return how the last value is shown; null for none */
    DisplayData run(Cell cell, CellSource source) throws CellFailure {
        running = cell;
        try {
            Object value = parts(cell, source);
            noteMissing(source);
            return value == null ? null : rendered(cell, value, source);
        } finally {
            running = null;
        }
    }

    private Object parts(Cell cell, CellSource source) throws CellFailure {
        Object value = null;
        for (CellParser.Part part : CellParser.parse(source.code(), magics.names())) {
            if (part.magic()) {
                value = null;
                magic(part, source);
            } else {
                value = shell.run(cell, source, part.text(), part.line());
            }
        }
        return value;
    }

    private void magic(CellParser.Part part, CellSource source) throws CellFailure {
        try {
            magics.run(part.text());
        } catch (CellFailure e) {
            throw e;
        } catch (Exception e) {
            String name =
                    e instanceof KernelException ? "MagicError" : e.getClass().getSimpleName();
            throw new CellFailure(Failures.sentence(name, String.valueOf(e.getMessage()), source, part.line()));
        }
    }

    private void load(String name, String code) throws CellFailure {
        if (Cell.ofThread() != null) {
            throw new KernelException("%load works only as a line of its own in a cell");
        }
        parts(running, new CellSource(0, name, code));
    }

    private DisplayData rendered(Cell cell, Object value, CellSource source) throws CellFailure {
        int last = (int) source.code().stripTrailing().lines().count();
        try {
            return shell.call(cell, () -> rendering.render(value));
        } catch (InvocationTargetException e) {
            Throwable cause = e.getCause();
            if (cell.interrupted()) {
                throw new CellFailure(Failures.interrupted(source, last));
            }
            throw new CellFailure(Failures.sentence(
                    cause.getClass().getName(),
                    "the value of type " + value.getClass().getName() + " cannot be shown"
                            + (cause.getMessage() == null ? "" : ": " + cause.getMessage()),
                    source,
                    last));
        } catch (InterruptedException e) {
            throw new CellFailure(Failures.interrupted(source, last));
        }
    }

    private void noteMissing(CellSource source) {
        List<String> missing = shell.missing(source);
        if (!missing.isEmpty()) {
            System.err.println("note: " + String.join("; ", missing) + ", declare it before use");
        }
    }

    /** Runs IJava's start scripts: files, joined by the platform's separator, then code. */
    void startScripts(String files, String code) {
        try {
            if (files != null) {
                for (String file : files.split(java.io.File.pathSeparator)) {
                    if (!file.isBlank()) {
                        magics.run("load", List.of(file.strip()));
                    }
                }
            }
            if (code != null && !code.isBlank()) {
                load("IJAVA_STARTUP_SCRIPT", code);
            }
        } catch (CellFailure e) {
            Log.warn("a start script failed: " + e.getMessage());
        } catch (Exception e) {
            Log.warn("a start script failed: " + e.getMessage());
        }
    }

    static List<String> options(String text) {
        return text == null || text.isBlank()
                ? List.of()
                : Arrays.stream(text.strip().split("\\s+")).toList();
    }
}
