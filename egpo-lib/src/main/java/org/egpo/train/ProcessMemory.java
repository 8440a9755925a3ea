package org.egpo.train;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** Memory of this process as the system counts it, native memory included. */
public final class ProcessMemory {
    private ProcessMemory() {}

    /** Highest resident memory so far in MB; -1 where the system does not tell. */
    public static long peakMegabytes() {
        return field("VmHWM:");
    }

    /** Resident memory now in MB; -1 where the system does not tell. */
    public static long residentMegabytes() {
        return field("VmRSS:");
    }

    private static long field(String name) {
        try {
            return Files.readAllLines(Path.of("/proc/self/status")).stream()
                    .filter(l -> l.startsWith(name))
                    .mapToLong(l -> Long.parseLong(l.replaceAll("\\D", "")) / 1024)
                    .findFirst()
                    .orElse(-1);
        } catch (IOException e) {
            return -1;
        }
    }
}
