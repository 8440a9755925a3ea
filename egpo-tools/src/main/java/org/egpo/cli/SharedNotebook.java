package org.egpo.cli;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.FileVisitOption;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import java.util.zip.ZipEntry;
import java.util.zip.ZipFile;
import java.util.zip.ZipOutputStream;
import org.egpo.notebook.Provenance;

/**
 * A notebook with what it takes to run it again: {@code NAME.ipynb}, the data below {@code datasets/} that its provenance card names,
 * what its settings name below {@code settings/NAME/}, and {@code manifest.json} with the settings and the data's hashes.
 *
 * @param folder where it was unpacked
 * @param notebook the notebook as it was shared
 * @param settings name → value; a value {@code settings/…} is a path in the folder
 * @param data path below {@code datasets} → hash
 */
record SharedNotebook(Path folder, Path notebook, Map<String, String> settings, Map<String, String> data) {
    private static final JsonMapper JSON = new JsonMapper();
    private static final Pattern DATA = Pattern.compile("(?m)^  data (\\S.*?) +(sha256 [0-9a-f]{12})$");
    private static final Pattern COMMAND = Pattern.compile("(?m)^  command +(.*)$");
    private static final long LARGEST = 50_000_000;
    private static final long IN_ALL = 1_000_000_000;

    /**
     * Packs a notebook; settings are those of this process.
     *
     * @return what was left out, a sentence each
     * @throws IOException where the notebook has no card, or was run with other settings
     */
    static List<String> pack(Path notebook, Path datasets, Path zip) throws IOException {
        String card = NotebookDifferences.card(JSON.readTree(notebook.toFile()));
        Matcher command = COMMAND.matcher(card);
        if (!command.find()) {
            throw new IOException(notebook + " shows no provenance card with a command; run it and save it first");
        }
        if (!command.group(1).equals(Provenance.command())) {
            throw new IOException(notebook + " was run by \"" + command.group(1)
                    + "\"; set the same EGPO_… to share it, not \"" + Provenance.command() + "\"");
        }
        List<String> left = new ArrayList<>();
        Map<String, String> settings = Provenance.settings();
        Map<String, String> data = new LinkedHashMap<>();
        try (ZipOutputStream out = new ZipOutputStream(Files.newOutputStream(zip))) {
            add(out, notebook.getFileName().toString(), notebook);
            for (Map.Entry<String, String> s : settings.entrySet()) {
                Path named = Path.of(s.getValue());
                if (Files.exists(named)) {
                    s.setValue("settings/" + s.getKey() + "/" + named.getFileName());
                    addAll(out, s.getValue(), named, left);
                }
            }
            Matcher m = DATA.matcher(card);
            while (m.find()) {
                if (Files.exists(datasets.resolve(m.group(1)))) {
                    data.put(m.group(1), m.group(2));
                    addAll(out, "datasets/" + m.group(1), datasets.resolve(m.group(1)), left);
                }
            }
            out.putNextEntry(new ZipEntry("manifest.json"));
            out.write(JSON.writeValueAsBytes(
                    Map.of("notebook", notebook.getFileName().toString(), "settings", settings, "data", data)));
        }
        return left;
    }

    private static void addAll(ZipOutputStream out, String name, Path path, List<String> left) throws IOException {
        try (Stream<Path> files = Files.walk(path, FileVisitOption.FOLLOW_LINKS)) {
            for (Path f : files.filter(Files::isRegularFile).sorted().toList()) {
                String below = path.relativize(f).toString().replace('\\', '/');
                if (Files.size(f) > LARGEST) {
                    left.add("left out, because it has " + Files.size(f) / 1_000_000 + " MB: " + f);
                } else {
                    add(out, below.isEmpty() ? name : name + "/" + below, f);
                }
            }
        }
    }

    private static void add(ZipOutputStream out, String name, Path file) throws IOException {
        out.putNextEntry(new ZipEntry(name));
        Files.copy(file, out);
    }

    /** Unpacks into a folder of its own. @throws IOException where the file is no shared notebook or reaches outside of the folder */
    static SharedNotebook open(Path zip, Path folder) throws IOException {
        KernelSpec.delete(folder);
        long size = 0;
        try (ZipFile file = new ZipFile(zip.toFile())) {
            for (ZipEntry e : file.stream().filter(e -> !e.isDirectory()).toList()) {
                Path to = folder.resolve(e.getName()).normalize();
                size += Math.max(0, e.getSize());
                if (!to.startsWith(folder) || size > IN_ALL) {
                    throw new IOException(
                            zip + ": " + e.getName() + " leads outside of its folder or makes it too large");
                }
                Files.createDirectories(to.getParent());
                try (InputStream in = file.getInputStream(e)) {
                    Files.copy(in, to, StandardCopyOption.REPLACE_EXISTING);
                }
            }
        }
        if (!Files.exists(folder.resolve("manifest.json"))) {
            throw new IOException(zip + " has no manifest.json; egpo share writes such files");
        }
        JsonNode manifest = JSON.readTree(folder.resolve("manifest.json").toFile());
        Path notebook = folder.resolve(manifest.path("notebook").asText()).normalize();
        if (!notebook.startsWith(folder)) {
            throw new IOException(zip + ": its notebook leads outside of its folder");
        }
        return new SharedNotebook(folder, notebook, texts(manifest.path("settings")), texts(manifest.path("data")));
    }

    private static Map<String, String> texts(JsonNode object) {
        Map<String, String> all = new TreeMap<>();
        object.properties().forEach(e -> all.put(e.getKey(), e.getValue().asText()));
        return all;
    }

    /** The settings for another clone. Where its data differ from the shared ones, those are put over a copy of its datasets. */
    Map<String, String> environment(Path root) throws IOException {
        Map<String, String> all = new TreeMap<>();
        settings.forEach((name, value) -> {
            if (name.matches("EGPO_\\w+")) {
                all.put(
                        name,
                        value.startsWith("settings/") ? folder.resolve(value).toString() : value);
            }
        });
        Path own = root.resolve("datasets");
        Path shared = folder.resolve("datasets");
        boolean differs = false;
        for (Map.Entry<String, String> d : data.entrySet()) {
            Path mine = own.resolve(d.getKey());
            if (!Files.exists(mine) || !Provenance.hash(mine).equals(d.getValue())) {
                System.out.println("data " + d.getKey() + " is not what this clone has; the shared one is used");
                differs = true;
            }
        }
        all.put("EGPO_DATASETS", (differs ? shared : own).toString());
        if (differs) {
            try (Stream<Path> files = Files.walk(own, FileVisitOption.FOLLOW_LINKS)) {
                for (Path f : files.filter(Files::isRegularFile).toList()) {
                    Path to = shared.resolve(own.relativize(f).toString());
                    if (!Files.exists(to)) {
                        Files.createDirectories(to.getParent());
                        Files.copy(f, to);
                    }
                }
            }
        }
        return all;
    }
}
