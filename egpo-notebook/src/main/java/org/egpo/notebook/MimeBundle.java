package org.egpo.notebook;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Objects;

/**
 * One output in several forms; the front end shows the richest it knows.
 *
 * @param data MIME type → value: text, Base64 text for binary types such as {@code image/png}, or a JSON value (map,
 *     list, number, boolean) for types ending in {@code json}; in the order given
 * @param metadata hints for front ends, such as {@code image/png} → {@code {width: 400}}; usually empty
 */
public record MimeBundle(Map<String, Object> data, Map<String, Object> metadata) {
    public MimeBundle {
        Objects.requireNonNull(data, "data");
        Objects.requireNonNull(metadata, "metadata");
        data = Collections.unmodifiableMap(new LinkedHashMap<>(data));
        metadata = Collections.unmodifiableMap(new LinkedHashMap<>(metadata));
    }

    public MimeBundle(Map<String, Object> data) {
        this(data, Map.of());
    }
}
