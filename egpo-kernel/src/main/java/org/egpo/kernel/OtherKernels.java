package org.egpo.kernel;

import java.io.IOException;
import java.io.InputStream;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Enumeration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.jar.JarFile;
import java.util.zip.ZipEntry;
import java.util.zip.ZipException;
import java.util.zip.ZipFile;

/**
 * Other people's Java kernels, taken as they publish them: IJava and JJava as a zip of a release, Rapaio from Maven
 * Central.
 */
public final class OtherKernels {
    /** Where a kernel comes from. */
    public enum Kind {
        IJAVA("IJava 1.3.0", "https://github.com/SpencerPark/IJava/releases/download/v1.3.0/ijava-1.3.0.zip", "ijava"),
        JJAVA(
                "JJava 1.0-a8",
                "https://github.com/dflib/jjava/releases/download/1.0-a8/jjava-1.0-a8-kernelspec.zip",
                "jjava"),
        RAPAIO("Rapaio 3.0.1", null, "rapaio");

        private final String title;
        private final String address;
        private final String jarName;

        Kind(String title, String address, String jarName) {
            this.title = title;
            this.address = address;
            this.jarName = jarName;
        }

        public String title() {
            return title;
        }
    }

    /** On Maven Central, self-contained; Maven checks it against the checksum published there. */
    private static final String RAPAIO = "io.github.padreati:rapaio-jupyter-kernel:3.0.1";

    private static final long MAX_JAR_BYTES = 200L << 20;

    private OtherKernels() {}

    /**
     * The jars of a kernel, put into a folder.
     *
     * @param from the release's zip, or the kernel's jar; null to fetch it
     * @param sha256 checksum the zip must have; null for none known
     * @param pins checksums of what was fetched before: no release publishes one, so the first fetch is believed (over
     *     HTTPS) and later ones are held to it
     * @return name within the folder → file
     * @throws IOException in one sentence: what is wrong and what to do
     */
    public static Map<String, Path> jars(Kind kind, Path from, String sha256, Path pins, Path folder)
            throws IOException {
        if (from == null && kind == Kind.RAPAIO) {
            Path jar = Path.of(new MavenMagic().resolve(List.of(RAPAIO)).get(0));
            return Map.of(jar.getFileName().toString(), jar);
        }
        Path source = from == null ? download(kind, folder) : from;
        if (!Files.isRegularFile(source)) {
            throw new IOException("--from " + source + ": there is no such file");
        }
        if (sha256 != null && !Digests.sha256(source).equalsIgnoreCase(sha256)) {
            throw new IOException(source + " has the SHA-256 checksum " + Digests.sha256(source)
                    + ", not the one given: do not use it");
        }
        if (sha256 == null && from == null) {
            holdToFirst(source, kind.address, pins);
        }
        if (source.toString().endsWith(".jar")) {
            return Map.of(source.getFileName().toString(), source);
        }
        return unzip(source, folder);
    }

    /** Remembers the checksum of an address's first file, as a line of {@code sha256sum}; any other file is refused later. */
    static void holdToFirst(Path file, String address, Path pins) throws IOException {
        String found = Digests.sha256(file);
        List<String> lines = Files.exists(pins) ? Files.readAllLines(pins) : List.of();
        for (String line : lines) {
            if (line.endsWith("  " + address)) {
                if (!line.startsWith(found + " ")) {
                    throw new IOException(address + " now has the SHA-256 checksum " + found + ", not the one that "
                            + pins + " remembers: do not use it; if you trust it, give --sha256 " + found);
                }
                return;
            }
        }
        Path temporary =
                Files.createDirectories(pins.toAbsolutePath().getParent()).resolve(pins.getFileName() + ".tmp");
        List<String> more = new ArrayList<>(lines);
        more.add(found + "  " + address);
        Files.write(temporary, more);
        Files.move(temporary, pins, StandardCopyOption.REPLACE_EXISTING);
    }

    private static Path download(Kind kind, Path folder) throws IOException {
        Path zip = folder.resolve("download.zip");
        try {
            HttpClient client = HttpClient.newBuilder()
                    .followRedirects(HttpClient.Redirect.NORMAL)
                    .connectTimeout(Duration.ofSeconds(10))
                    .build();
            HttpResponse<Path> response = client.send(
                    HttpRequest.newBuilder(URI.create(kind.address))
                            .timeout(Duration.ofMinutes(3))
                            .build(),
                    HttpResponse.BodyHandlers.ofFile(zip));
            if (response.statusCode() != 200) {
                throw new IOException("status " + response.statusCode());
            }
            return zip;
        } catch (IOException e) {
            throw new IOException(
                    "cannot fetch " + kind.address + " (" + reason(e)
                            + "): fetch it elsewhere and give it with --from FILE",
                    e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IOException("interrupted while fetching " + kind.address, e);
        }
    }

    private static String reason(IOException e) {
        return e.getMessage() == null ? e.getClass().getSimpleName() : e.getMessage();
    }

    private static Map<String, Path> unzip(Path source, Path folder) throws IOException {
        Map<String, Path> jars = new LinkedHashMap<>();
        try (ZipFile zip = new ZipFile(source.toFile())) {
            for (Enumeration<? extends ZipEntry> e = zip.entries(); e.hasMoreElements(); ) {
                ZipEntry entry = e.nextElement();
                String name = entry.getName().substring(entry.getName().lastIndexOf('/') + 1);
                if (name.endsWith(".jar") && entry.getSize() <= MAX_JAR_BYTES) {
                    Path jar = folder.resolve(name);
                    try (InputStream in = zip.getInputStream(entry)) {
                        Files.write(jar, in.readAllBytes());
                    }
                    jars.put(name, jar);
                }
            }
        } catch (ZipException e) {
            throw new IOException(source + " is not a zip file: give the release's zip with --from", e);
        }
        if (jars.isEmpty()) {
            throw new IOException(source + " holds no jar: give the kernel's release zip with --from");
        }
        return jars;
    }

    /** The main class that the kernel's own jar names. */
    public static String mainClass(Kind kind, Map<String, Path> jars) throws IOException {
        for (Map.Entry<String, Path> jar : jars.entrySet()) {
            if (jar.getKey().contains(kind.jarName) && !jar.getKey().contains("launcher")) {
                try (JarFile file = new JarFile(jar.getValue().toFile())) {
                    String main = file.getManifest() == null
                            ? null
                            : file.getManifest().getMainAttributes().getValue("Main-Class");
                    if (main != null) {
                        return main;
                    }
                }
            }
        }
        throw new IOException("among " + jars.keySet() + " is no jar of " + kind.title + " with a main class: give its"
                + " release zip with --from");
    }
}
