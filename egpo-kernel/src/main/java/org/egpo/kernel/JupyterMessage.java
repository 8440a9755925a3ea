package org.egpo.kernel;

import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import java.util.List;

/**
 * One message of the Jupyter protocol.
 *
 * @param identities routing frames, given back with the reply
 * @param header its own header, the parent header of all that answers it
 * @param content the fields of its type
 */
record JupyterMessage(List<byte[]> identities, JsonObject header, JsonObject content) {

    String type() {
        return header.get("msg_type").getAsString();
    }

    String text(String field, String otherwise) {
        JsonElement value = content.get(field);
        return value != null && value.isJsonPrimitive() ? value.getAsString() : otherwise;
    }

    boolean flag(String field, boolean otherwise) {
        JsonElement value = content.get(field);
        return value != null && value.isJsonPrimitive() ? value.getAsBoolean() : otherwise;
    }

    int number(String field, int otherwise) {
        JsonElement value = content.get(field);
        if (value == null || !value.isJsonPrimitive()) {
            return otherwise;
        }
        try {
            return (int) value.getAsDouble();
        } catch (NumberFormatException e) {
            return otherwise;
        }
    }
}
