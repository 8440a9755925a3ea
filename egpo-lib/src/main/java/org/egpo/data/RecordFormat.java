package org.egpo.data;

import com.fasterxml.jackson.databind.JsonNode;

/** From a record of one format to an {@link Example}. */
interface RecordFormat {
    /**
     * @throws IllegalArgumentException naming the field that is missing or wrong
     */
    Example read(JsonNode record, Source source);
}
