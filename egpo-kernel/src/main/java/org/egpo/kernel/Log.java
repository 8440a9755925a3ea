package org.egpo.kernel;

import java.io.FileDescriptor;
import java.io.FileOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;

/** The kernel's own words, on the process's real error stream: Jupyter shows it in its log, not in the notebook. */
final class Log {
    private static final PrintStream ERR =
            new PrintStream(new FileOutputStream(FileDescriptor.err), true, StandardCharsets.UTF_8);

    private Log() {}

    static void warn(String sentence) {
        ERR.println("[egpo kernel] " + sentence);
    }
}
