package org.egpo.bfcl.multiturn;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.egpo.call.PythonText;
import org.egpo.call.Value;
import org.egpo.call.ValueJson;

/** Calls as function-calling interfaces give them, {@code [{"cd": "{\"folder\": \"x\"}"}]}, as texts to run. */
final class NativeCalls {
    private NativeCalls() {}

    /** The calls of one step; empty where it is no list of such maps. */
    static List<String> texts(Value step) {
        List<String> texts = new ArrayList<>();
        if (!(step instanceof Value.ListValue list)) {
            return texts;
        }
        for (Value call : list.items()) {
            if (!(call instanceof Value.MapValue m && m.size() > 0)) {
                return List.of();
            }
            for (int i = 0; i < m.size(); i++) {
                Value arguments = arguments(m.value(i));
                if (!(arguments instanceof Value.MapValue named)) {
                    return List.of();
                }
                texts.add(PythonText.str(m.key(i)) + listed(named));
            }
        }
        return texts;
    }

    private static Value arguments(Value v) {
        if (!(v instanceof Value.Text t)) {
            return v;
        }
        try {
            JsonNode json = ValueJson.MAPPER.readTree(t.value());
            return json == null ? v : ValueJson.read(json);
        } catch (JsonProcessingException | IllegalArgumentException e) {
            return v;
        }
    }

    private static String listed(Value.MapValue named) {
        return IntStream.range(0, named.size())
                .mapToObj(i -> PythonText.str(named.key(i)) + "=" + PythonText.repr(named.value(i)))
                .collect(Collectors.joining(",", "(", ")"));
    }
}
