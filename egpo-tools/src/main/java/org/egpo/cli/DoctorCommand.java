package org.egpo.cli;

import java.util.concurrent.Callable;
import org.egpo.policy.EngineInfo;
import picocli.CommandLine.Command;

/** The part of {@code egpo doctor} that needs the library: does the engine start, can charts be drawn? */
@Command(name = "doctor", mixinStandardHelpOptions = true)
final class DoctorCommand implements Callable<Integer> {
    @Override
    public Integer call() {
        boolean ok = check("engine", () -> EngineInfo.open().toString());
        ok &= check("charts", () -> new java.awt.Font(java.awt.Font.SANS_SERIF, java.awt.Font.PLAIN, 12).getFontName());
        return ok ? 0 : 1;
    }

    private static boolean check(String what, Callable<String> test) {
        try {
            System.out.printf("  ok       %-10s %s%n", what, test.call());
            return true;
        } catch (Exception | LinkageError | InternalError e) {
            System.out.printf("  MISSING  %-10s %s%n", what, e.getMessage());
            String how =
                    what.equals("charts") ? "sudo apt install fonts-dejavu-core" : "rm -rf .egpo/djl && ./egpo run";
            System.out.printf("           mend it:   %s%n", how);
            return false;
        }
    }
}
