package org.egpo.datasets;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.dataformat.yaml.YAMLMapper;
import java.io.IOException;
import java.io.UncheckedIOException;
import org.egpo.call.Resources;

/** The tools and words of the generated data, kept as YAML beside the classes. */
final class DatasetResources {
    private DatasetResources() {}

    static JsonNode yaml(String name) {
        try {
            return new YAMLMapper().readTree(Resources.text(DatasetResources.class, name + ".yaml"));
        } catch (IOException e) {
            throw new UncheckedIOException(name + ".yaml cannot be read", e);
        }
    }
}
