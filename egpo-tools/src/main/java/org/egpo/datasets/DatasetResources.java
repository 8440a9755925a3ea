package org.egpo.datasets;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.dataformat.yaml.YAMLMapper;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;

/** The tools and words of the generated data, kept as YAML beside the classes. */
final class DatasetResources {
    private DatasetResources() {}

    static JsonNode yaml(String name) {
        try (InputStream in = DatasetResources.class.getResourceAsStream(name + ".yaml")) {
            if (in == null) {
                throw new IllegalArgumentException("there is no " + name + ".yaml beside the generator");
            }
            return new YAMLMapper().readTree(in);
        } catch (IOException e) {
            throw new UncheckedIOException(name + ".yaml cannot be read", e);
        }
    }
}
