package org.egpo.bfcl;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonFactoryBuilder;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.core.StreamReadConstraints;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import org.egpo.call.Value;

/** Reads plain JSON into values, token by token; nothing in it is a tag. */
final class Json {
    static final JsonFactory FACTORY = new JsonFactoryBuilder()
            .streamReadConstraints(StreamReadConstraints.builder()
                    .maxNumberLength(100_000)
                    .maxNestingDepth(1000)
                    .maxStringLength(Integer.MAX_VALUE)
                    .build())
            .build();

    private Json() {}

    /** The value that starts at the parser's current token. */
    static Value read(JsonParser json) throws IOException {
        return read(json, false);
    }

    /** The same without descriptions: what function documents tell the checker. */
    static Value readWithoutDescriptions(JsonParser json) throws IOException {
        return read(json, true);
    }

    private static Value read(JsonParser json, boolean slim) throws IOException {
        return switch (json.currentToken()) {
            case VALUE_STRING -> new Value.Text(json.getText());
            case VALUE_NUMBER_INT ->
                json.getNumberType() == JsonParser.NumberType.BIG_INTEGER
                        ? Value.integer(json.getBigIntegerValue())
                        : new Value.Int(json.getLongValue());
            case VALUE_NUMBER_FLOAT -> new Value.Real(json.getDoubleValue());
            case VALUE_TRUE -> Value.Bool.TRUE;
            case VALUE_FALSE -> Value.Bool.FALSE;
            case START_ARRAY -> readArray(json, slim);
            case START_OBJECT -> readObject(json, slim);
            default -> Value.None.NONE;
        };
    }

    private static Value readArray(JsonParser json, boolean slim) throws IOException {
        List<Value> items = new ArrayList<>();
        while (json.nextToken() != JsonToken.END_ARRAY) {
            items.add(read(json, slim));
        }
        return new Value.ListValue(items);
    }

    private static Value readObject(JsonParser json, boolean slim) throws IOException {
        Value.MapBuilder map = new Value.MapBuilder();
        while (json.nextToken() != JsonToken.END_OBJECT) {
            String key = json.currentName();
            if (json.nextToken() == JsonToken.VALUE_STRING && slim && key.equals("description")) {
                continue;
            }
            map.put(key, read(json, slim));
        }
        return map.build();
    }
}
