package org.egpo.kernel;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class OtherKernelsTest {
    /** The published SHA-256 of "abc" (FIPS 180-2, appendix B.1). */
    private static final String ABC = "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad";

    private static final String ADDRESS = "https://example.org/kernel-1.zip";

    @Test
    void laterDownloadsAreHeldToTheFirst(@TempDir Path folder) throws IOException {
        Path pins = folder.resolve("new/checksums.txt");
        Path file = Files.writeString(folder.resolve("download.zip"), "abc");
        OtherKernels.holdToFirst(file, ADDRESS, pins);
        OtherKernels.holdToFirst(file, ADDRESS, pins);
        assertEquals(List.of(ABC + "  " + ADDRESS), Files.readAllLines(pins));
        Files.writeString(file, "abd");
        IOException e = assertThrows(IOException.class, () -> OtherKernels.holdToFirst(file, ADDRESS, pins));
        assertTrue(e.getMessage().contains("do not use it"), e.getMessage());
        OtherKernels.holdToFirst(file, "https://example.org/another.zip", pins);
        assertEquals(2, Files.readAllLines(pins).size());
    }

    @Test
    void aZipWithAnotherChecksumThanGivenIsRefused(@TempDir Path folder) throws IOException {
        Path file = Files.writeString(folder.resolve("kernel.zip"), "abd");
        IOException e = assertThrows(
                IOException.class,
                () -> OtherKernels.jars(OtherKernels.Kind.IJAVA, file, ABC, folder.resolve("pins"), folder));
        assertTrue(e.getMessage().contains("not the one given"), e.getMessage());
    }
}
