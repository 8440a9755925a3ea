package org.egpo.train;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.dataformat.yaml.YAMLFactory;
import com.fasterxml.jackson.dataformat.yaml.YAMLParser;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import org.egpo.data.WholeFile;

/** The settings of a run as a flat YAML file: one line for each, all of them written, any of them read. */
public final class SettingsYaml {
    private SettingsYaml() {}

    /**
     * Reads a file's settings, name → value; {@link Training#set} says whether they are known and good.
     *
     * @throws IOException naming file and line where it is not a flat list of settings
     */
    public static Map<String, String> read(Path file) throws IOException {
        Map<String, String> all = new LinkedHashMap<>();
        try (YAMLParser yaml = new YAMLFactory().createParser(Files.readString(file))) {
            JsonToken first = yaml.nextToken();
            if (first == null) {
                return all;
            }
            while (first == JsonToken.START_OBJECT && yaml.nextToken() == JsonToken.FIELD_NAME) {
                String name = yaml.currentName();
                int line = yaml.currentTokenLocation().getLineNr();
                if (!yaml.nextToken().isScalarValue()) {
                    throw new IOException(file + ", line " + line + ": " + name + " must be one value");
                }
                if (all.put(name, yaml.getText()) != null) {
                    throw new IOException(file + ", line " + line + ": " + name + " is set for the second time");
                }
            }
            if (yaml.currentToken() != JsonToken.END_OBJECT) {
                throw new IOException(file + ": must be lines of the form 'name: value'");
            }
            return all;
        } catch (JsonProcessingException e) {
            throw new IOException(
                    file + ", line " + e.getLocation().getLineNr() + ": not valid YAML (" + e.getOriginalMessage()
                            + ")",
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
