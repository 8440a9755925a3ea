package org.egpo.clean;

import com.fasterxml.jackson.core.JsonProcessingException;
import java.util.List;
import org.egpo.call.ToolSpec;
import org.egpo.call.Value;
import org.egpo.call.ValueJson;
import org.egpo.data.Answer;
import org.egpo.data.Example;

/** Small records for tests. */
public final class Records {
    private static final String CONVERT =
            """
            {"type": "dict", "properties": {
              "base_currency": {"type": "string", "description": "Currency to convert from."},
              "target_currency": {"type": "string", "description": "Currency to convert to."},
              "amount": {"type": "float", "description": "How much of the base currency."}},
             "required": ["base_currency", "target_currency", "amount"]}""";

    private Records() {}

    public static ToolSpec tool(String name, String description, String parameters) {
        try {
            return new ToolSpec(
                    name, description, (Value.MapValue) ValueJson.read(ValueJson.MAPPER.readTree(parameters)));
        } catch (JsonProcessingException e) {
            throw new IllegalArgumentException(e);
        }
    }

    public static ToolSpec convertCurrency() {
        return tool("convert_currency", "Converts money from one currency to another.", CONVERT);
    }

    /** The question of the paper's figure 1 with that answer. */
    public static Example yen(String id, String answer) {
        return Example.of(
                id,
                "How much will 20000 Japanese Yen be in United States Dollar?",
                List.of(convertCurrency()),
                Answer.ofText(answer));
    }

    public static final String RIGHT_YEN =
            "[convert_currency(base_currency='Japanese Yen', target_currency='United States Dollar', amount=20000)]";
}
