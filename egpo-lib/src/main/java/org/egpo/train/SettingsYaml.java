package org.egpo.train;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.StreamReadFeature;
import com.fasterxml.jackson.databind.MappingIterator;
import com.fasterxml.jackson.databind.ObjectReader;
import com.fasterxml.jackson.dataformat.yaml.YAMLMapper;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.egpo.data.WholeFile;

/** The settings of a run as a flat YAML file: one line for each, all of them written, any of them read. */
public final class SettingsYaml {
    private static final ObjectReader FLAT = YAMLMapper.builder()
            .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
            .build()
            .readerForMapOf(String.class);

    private SettingsYaml() {}

    /**
     * Reads a file's settings, name → value; {@link Training#set} says whether they are known and good.
     *
     * @throws IOException naming file and line where it is not a flat list of settings
     */
    public static Map<String, String> read(Path file) throws IOException {
        try (MappingIterator<Map<String, String>> documents = FLAT.readValues(Files.readString(file))) {
            return documents.hasNextValue() ? documents.nextValue() : Map.of();
        } catch (JsonProcessingException e) {
            int line = e.getLocation() == null ? 1 : e.getLocation().getLineNr();
            throw new IOException(
                    file + ", line " + line + ": must be lines of the form 'name: value', each name once ("
                            + e.getOriginalMessage() + ")",
                    e);
        }
    }

    /** Writes the settings, whole or not at all. */
    public static void write(Path file, Map<String, String> values, String comment) throws IOException {
        StringBuilder b = new StringBuilder();
        comment.lines().forEach(l -> b.append("# ").append(l).append('\n'));
        values.forEach(
                (name, value) -> b.append(name).append(": ").append(value).append('\n'));
        WholeFile.write(file, b);
    }
}
