package org.egpo.notebook;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileVisitOption;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.Collections;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.apache.commons.codec.digest.DigestUtils;
import org.egpo.policy.EngineInfo;
import tech.tablesaw.api.Table;

/**
 * What a result depends on: versions, commit, machine, settings, seed, and a hash of every data file. Show it at the top of a notebook, and
 * compare two of them to learn why two runs differ.
 *
 * @param facts name → value, in the order shown
 */
public record Provenance(Map<String, String> facts) {
    /** Not those of the launcher and of the project's folders, and no secrets. */
    private static final String SETTING = "EGPO_(?!PARENT_PID|DATASETS|MEMORY|DEBUG)\\w+(?<!_KEY|_TOKEN|_URL)";

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
        facts.put("commit", commit());
        facts.put("date", LocalDate.now(ZoneOffset.UTC).toString());
        facts.put("Java", System.getProperty("java.version") + " (" + System.getProperty("java.vendor") + ")");
        facts.put("kernel", Show.kernelName());
        facts.put("engine", EngineInfo.open().toString());
        facts.put("machine", System.getProperty("os.name") + " " + System.getProperty("os.arch") + ", " + processor());
        facts.put("command", command());
        facts.put("seed", Long.toString(seed));
        for (Path p : data) {
            facts.put("data " + name(p), hash(p));
        }
        return new Provenance(facts);
    }

    /** The settings {@code EGPO_…} of this process, name → value in the order of names; keys and addresses are left out. */
    public static Map<String, String> settings() {
        Map<String, String> all = new TreeMap<>(System.getenv());
        all.entrySet()
                .removeIf(e -> !e.getKey().matches(SETTING) || e.getValue().isBlank());
        return all;
    }

    /** What runs a notebook in the same way; of paths the last part alone. */
    public static String command() {
        StringBuilder b = new StringBuilder();
        settings().forEach((name, value) -> b.append(name)
                .append('=')
                .append(value.replaceFirst(".*[/\\\\](?=.)", ""))
                .append(' '));
        return b + "./egpo run";
    }

    /** Below {@code datasets} by its way from there, else by its own name. */
    private static String name(Path path) throws IOException {
        Path full = path.toAbsolutePath().normalize();
        Path datasets = Workspace.datasets().toAbsolutePath().normalize();
        return full.startsWith(datasets)
                ? datasets.relativize(full).toString().replace('\\', '/')
                : String.valueOf(full.getFileName());
    }

    private static String commit() throws IOException {
        try {
            Process git = new ProcessBuilder("git", "describe", "--always", "--dirty", "--abbrev=10")
                    .directory(Workspace.datasets().toFile())
                    .redirectErrorStream(true)
                    .start();
            String said = new String(git.getInputStream().readAllBytes(), StandardCharsets.UTF_8).strip();
            return git.waitFor() == 0 ? said : "unknown";
        } catch (IOException e) {
            return "unknown (no git)";
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return "unknown";
        }
    }

    /** The processor's name where the system tells it, and how many threads compute. */
    private static String processor() throws IOException {
        Path info = Path.of("/proc/cpuinfo");
        String model = !Files.isReadable(info)
                ? ""
                : Files.readString(info)
                        .lines()
                        .filter(l -> l.startsWith("model name"))
                        .map(l -> l.replaceFirst(".*:\\s*", "") + ", ")
                        .findFirst()
                        .orElse("");
        return model + Runtime.getRuntime().availableProcessors() + " threads";
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

    /** SHA-256 over names and contents of a file or a folder: {@code sha256} and its first twelve hexadecimal digits. */
    public static String hash(Path path) throws IOException {
        MessageDigest digest = DigestUtils.getSha256Digest();
        try (Stream<Path> files = Files.walk(path, FileVisitOption.FOLLOW_LINKS)) {
            for (Path f : files.filter(Files::isRegularFile).sorted().toList()) {
                DigestUtils.updateDigest(digest, path.relativize(f).toString().replace('\\', '/'));
                digest.update(Files.readAllBytes(f));
            }
            return "sha256 " + HexFormat.of().formatHex(digest.digest()).substring(0, 12);
        } catch (NoSuchFileException e) {
            throw new IOException(e.getFile() + " does not exist; check the path given to Provenance.of", e);
        }
    }
}
