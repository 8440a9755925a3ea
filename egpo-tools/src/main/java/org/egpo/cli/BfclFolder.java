package org.egpo.cli;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.egpo.bfcl.BadInputException;
import org.egpo.bfcl.BfclData;
import org.jspecify.annotations.Nullable;

/** Where the benchmark's data lies on this machine. */
final class BfclFolder {
    private BfclFolder() {}

    /**
     * @param given a folder; {@code auto} or null for {@code EGPO_BFCL_DIR}, else the package bfcl_eval of the Python that runs here
     * @throws BadInputException when there is none
     */
    static BfclData data(@Nullable String given) {
        String set = System.getenv("EGPO_BFCL_DIR");
        if (given != null && !given.equals("auto")) {
            return BfclData.at(Path.of(given));
        }
        return BfclData.at(given == null && set != null ? Path.of(set) : installed());
    }

    private static Path installed() {
        for (String python : List.of("python3", "python")) {
            try {
                Process p = new ProcessBuilder(
                                python,
                                "-c",
                                "import importlib.util as u;print(u.find_spec('bfcl_eval').submodule_search_locations[0])")
                        .redirectError(ProcessBuilder.Redirect.DISCARD)
                        .start();
                String line = new String(p.getInputStream().readAllBytes(), StandardCharsets.UTF_8).strip();
                if (p.waitFor() == 0 && Files.isDirectory(Path.of(line))) {
                    return Path.of(line);
                }
            } catch (IOException notThere) {
                // The next name, then.
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            }
        }
        throw new BadInputException("No BFCL data: python3 has no package bfcl_eval here. Activate its environment, or"
                + " `pip install --no-deps bfcl-eval==2026.3.23`, or give the folder of the data with --data or in"
                + " EGPO_BFCL_DIR.");
    }
}
