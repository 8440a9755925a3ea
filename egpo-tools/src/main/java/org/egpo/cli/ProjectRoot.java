package org.egpo.cli;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** Where the clone is: given by the launcher, else looked for upward from the working directory. */
final class ProjectRoot {
    private ProjectRoot() {}

    static Path find() throws IOException {
        String given = System.getProperty("egpo.root");
        if (given != null) {
            return Path.of(given);
        }
        for (Path p = Path.of("").toAbsolutePath(); p != null; p = p.getParent()) {
            if (Files.isRegularFile(p.resolve("pom.xml")) && Files.isDirectory(p.resolve("egpo-lib"))) {
                return p;
            }
        }
        throw new IOException("this is not inside a clone of EGPO Notebooks; change to it, or use its ./egpo");
    }
}
