package org.egpo.datasets;

import java.util.ArrayList;
import java.util.List;

/** All tools of the generated data, and the small talk that none of them serves. */
final class ToolCatalog {
    static final List<String> DOMAINS = List.of(("calendar finance food health home language learning maths media"
                    + " messages navigation office shopping sports travel weather")
            .split(" "));

    private final List<GeneratedTool> tools = new ArrayList<>();
    private final List<Phrasing> smallTalk = new ArrayList<>();

    ToolCatalog() {
        for (String domain : DOMAINS) {
            DatasetResources.yaml(domain)
                    .properties()
                    .forEach(e -> tools.add(GeneratedTool.read(e.getKey(), e.getValue(), domain)));
        }
        DatasetResources.yaml("chat").forEach(t -> smallTalk.add(new Phrasing(t.asText())));
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
