package org.egpo.notebook;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.egpo.policy.EngineInfo;

/** Where a notebook finds the project's data, wherever it was opened from. */
public final class Workspace {
    private Workspace() {}

    /**
     * The folder {@code datasets}: {@code EGPO_DATASETS} where set, else beside the notebook's folder or above it.
     *
     * @throws IOException where there is none
     */
    public static Path datasets() throws IOException {
        String given = System.getenv("EGPO_DATASETS");
        if (given != null && !given.isBlank()) {
            Path p = Path.of(given);
            if (!Files.isDirectory(p)) {
                throw new IOException("EGPO_DATASETS is " + given + ", but there is no such folder");
            }
            return p;
        }
        for (Path p = Path.of("").toAbsolutePath(); p != null; p = p.getParent()) {
            Path folder = p.resolve("datasets");
            if (Files.isDirectory(folder) && Files.isDirectory(p.resolve("notebooks"))) {
                return folder;
            }
        }
        throw new IOException(
                "no folder datasets was found above " + Path.of("").toAbsolutePath() + "; set EGPO_DATASETS to it");
    }

    /** A path from the environment, such as {@code EGPO_MODEL}; else one below {@link #datasets}. */
    public static Path path(String variable, String usual) throws IOException {
        String given = System.getenv(variable);
        return given == null || given.isBlank() ? datasets().resolve(usual) : Path.of(given);
    }

    /** What computes: versions of DJL and PyTorch and the device, once the native library is loaded. */
    public static String engine() {
        return EngineInfo.open().toString();
    }

    /** Whether the notebook should use small settings: {@code EGPO_QUICK} is set, as in tests. */
    public static boolean isQuick() {
        String quick = System.getenv("EGPO_QUICK");
        return quick != null && !quick.isBlank() && !quick.equals("0");
    }

    /** A whole number from the environment, such as {@code EGPO_STEPS}; smaller in the quick setting. */
    public static int number(String variable, int usual, int quick) {
        String given = System.getenv(variable);
        if (given == null || given.isBlank()) {
            return isQuick() ? quick : usual;
        }
        try {
            return Integer.parseInt(given.strip());
        } catch (NumberFormatException e) {
            throw new IllegalArgumentException(variable + " is \"" + given + "\"; it must be a whole number", e);
        }
    }
}
