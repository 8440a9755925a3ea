package org.egpo.datasets;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.dataformat.yaml.YAMLMapper;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.List;
import org.egpo.call.Resources;

/** All tools of the generated data, and the small talk that none of them serves. */
final class ToolCatalog {
    static final List<String> DOMAINS = List.of(("calendar finance food health home language learning maths media"
                    + " messages navigation office shopping sports travel weather")
            .split(" "));

    private final List<GeneratedTool> tools = new ArrayList<>();
    private final List<Phrasing> smallTalk = new ArrayList<>();

    ToolCatalog() {
        for (String domain : DOMAINS) {
            yaml(domain).properties().forEach(e -> tools.add(GeneratedTool.read(e.getKey(), e.getValue(), domain)));
        }
        yaml("chat").forEach(t -> smallTalk.add(new Phrasing(t.asText())));
    }

    /** Tools and words of the generated data, kept as YAML beside the classes. */
    static JsonNode yaml(String name) {
        try {
            return new YAMLMapper().readTree(Resources.text(ToolCatalog.class, name + ".yaml"));
        } catch (IOException e) {
            throw new UncheckedIOException(name + ".yaml cannot be read", e);
        }
    }

    List<GeneratedTool> tools() {
        return tools;
    }

    /** The tools that a split may show. */
    List<GeneratedTool> tools(boolean heldOutToo) {
        return tools.stream().filter(t -> heldOutToo || !t.heldOut()).toList();
    }

    List<Phrasing> smallTalk() {
        return smallTalk;
    }
}
