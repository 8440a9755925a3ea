package org.egpo.notebook;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Collections;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Objects;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.egpo.policy.EngineInfo;
import tech.tablesaw.api.Table;

/**
 * What a result depends on: versions, device, seed, and a hash of every data file. Show it at the top of a notebook, and
 * compare two of them to learn why two runs differ.
 *
 * @param facts name → value, in the order shown
 */
public record Provenance(Map<String, String> facts) {
    public Provenance {
        facts = Collections.unmodifiableMap(new LinkedHashMap<>(facts));
    }

    /**
     * @param seed the seed of everything random in the notebook
     * @param data files, or folders whose files are hashed together
     * @throws IOException naming the file that cannot be read
     */
    public static Provenance of(long seed, Path... data) throws IOException {
        Map<String, String> facts = new LinkedHashMap<>();
        String version = Provenance.class.getPackage().getImplementationVersion();
        facts.put("egpo-lib", version == null ? "development" : version);
        facts.put("Java", System.getProperty("java.version") + " (" + System.getProperty("java.vendor") + ")");
        facts.put("kernel", Show.kernelName());
        facts.put("engine", EngineInfo.open().toString());
        facts.put(
                "machine",
                System.getProperty("os.name") + " " + System.getProperty("os.arch") + ", "
                        + Runtime.getRuntime().availableProcessors() + " processors");
        facts.put("seed", Long.toString(seed));
        for (Path p : data) {
            facts.put("data " + p.getFileName(), hash(p));
        }
        return new Provenance(facts);
    }

    /** Shows the facts as a card. */
    public void show() {
        StringBuilder b = new StringBuilder(
                "<div style=\"border:1px solid rgba(128,128,128,0.4);border-radius:8px;padding:0.6em 1em;"
                        + "display:inline-block;font-size:90%\"><b>Provenance</b>");
        b.append("<table style=\"border-collapse:collapse;margin-top:0.3em\">");
        facts.forEach((k, v) -> b.append("<tr><td style=\"text-align:left;padding:0.1em 1.2em 0.1em 0;opacity:0.7\">")
                .append(Html.escape(k))
                .append("</td><td style=\"text-align:left;padding:0.1em 0\"><code>")
                .append(Html.escape(v))
                .append("</code></td></tr>"));
        Show.bundle(Bundles.html(b.append("</table></div>").toString(), text()));
    }

    private String text() {
        StringBuilder b = new StringBuilder("Provenance\n");
        facts.forEach((k, v) -> b.append(String.format("  %-12s %s%n", k, v)));
        return b.toString().stripTrailing();
    }

    /** The facts in which two runs differ; an empty table where they agree in all. */
    public Table differences(Provenance other) {
        TreeSet<String> names = new TreeSet<>(facts.keySet());
        names.addAll(other.facts.keySet());
        names.removeIf(n -> Objects.equals(facts.get(n), other.facts.get(n)));
        return Rows.of("Differences", names)
                .text("fact", n -> n)
                .text("this run", n -> facts.getOrDefault(n, "–"))
                .text("the other", n -> other.facts.getOrDefault(n, "–"))
                .table();
    }

    /** SHA-256 over names and contents, its first twelve hexadecimal digits. */
    private static String hash(Path path) throws IOException {
        try {
            MessageDigest digest = MessageDigest.getInstance("SHA-256");
            try (Stream<Path> files = Files.walk(path)) {
                for (Path f : files.filter(Files::isRegularFile).sorted().toList()) {
                    digest.update(
                            path.relativize(f).toString().replace('\\', '/').getBytes("UTF-8"));
                    digest.update(Files.readAllBytes(f));
                }
            }
            return "sha256 " + HexFormat.of().formatHex(digest.digest()).substring(0, 12);
        } catch (NoSuchFileException e) {
            throw new IOException(e.getFile() + " does not exist; check the path given to Provenance.of", e);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java has SHA-256", e);
        }
    }
}
