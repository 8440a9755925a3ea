package org.egpo.clean;

import java.util.LinkedHashMap;
import java.util.Map;
import org.egpo.call.ToolSpec;
import org.egpo.call.Value;

/** Compiled schemas, each made once for all records that offer the same tool; the least used are given up beyond 4,096. */
final class ToolSchemas {
    private static final int LIMIT = 4096;

    private final Map<Value.MapValue, ToolSchema> compiled = new LinkedHashMap<>(256, 0.75f, true) {
        private static final long serialVersionUID = 1L;

        @Override
        protected boolean removeEldestEntry(Map.Entry<Value.MapValue, ToolSchema> eldest) {
            return size() > LIMIT;
        }
    };

    synchronized ToolSchema of(ToolSpec tool) {
        ToolSchema known = compiled.get(tool.parameters());
        if (known == null) {
            known = ToolSchema.of(tool.parameters());
            compiled.put(tool.parameters(), known);
        }
        return known;
    }
}
