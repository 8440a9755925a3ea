package org.egpo.kernel;

import java.io.PrintStream;

/** The kernel's own words, on the process's real error stream: Jupyter shows it in its log, not in the notebook. */
final class Log {
    private static final PrintStream ERR = System.err;

    private Log() {}

    static void warn(String sentence) {
        ERR.println("[egpo kernel] " + sentence);
    }
}
