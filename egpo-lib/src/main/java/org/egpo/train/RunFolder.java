package org.egpo.train;

import java.io.IOException;
import java.nio.file.FileVisitOption;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.egpo.policy.CausalLm;
import org.egpo.policy.GgufModel;

/**
 * The folder of a run: its settings, and models in the layout that {@code --model} takes.
 *
 * @param out the run's folder
 * @param start folder of the model that the run begins with
 */
record RunFolder(Path out, Path start) {
    RunFolder {
        start = GgufModel.folder(start);
    }

    /**
     * Writes the settings. A folder belongs to one run.
     *
     * @param free settings that may change when the run is taken up again
     * @throws IllegalArgumentException where the folder holds a run with other settings
     */
    void claim(Map<String, String> settings, List<String> free, String comment) throws IOException {
        Path file = out.resolve("settings.yaml");
        if (Files.exists(file)) {
            Map<String, String> there = SettingsYaml.read(file);
            settings.forEach((name, value) -> {
                if (!free.contains(name) && !value.equals(there.get(name))) {
                    throw new IllegalArgumentException(out + " holds a run whose " + name + " is " + there.get(name)
                            + ", not " + value + "; give another folder, or the run's own settings to go on with it");
                }
            });
        }
        SettingsYaml.write(file, settings, comment);
    }

    /** Saves a model with all that is needed to use it; the folder is complete when its weights are there. */
    void save(CausalLm model, String name) throws IOException {
        Path folder = Files.createDirectories(out.resolve(name));
        try (Stream<Path> files = Files.walk(start, 2, FileVisitOption.FOLLOW_LINKS)) {
            for (Path f : files.filter(Files::isRegularFile).toList()) {
                Path own = start.relativize(f);
                if (own.getNameCount() == 1 ? belongsToTokenizer(own) : own.startsWith("additional_chat_templates")) {
                    Files.createDirectories(folder.resolve(own).getParent());
                    Files.copy(f, folder.resolve(own), StandardCopyOption.REPLACE_EXISTING);
                }
            }
        }
        model.save(folder, CausalLm.Storage.FLOAT32);
    }

    private static boolean belongsToTokenizer(Path file) {
        String name = file.getFileName().toString();
        return name.contains("token")
                || name.startsWith("chat_template")
                || List.of("vocab.json", "merges.txt", "generation_config.json").contains(name);
    }
}
