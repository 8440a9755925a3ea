package org.egpo.llm;

import com.fasterxml.jackson.databind.JsonNode;

/**
 * The JSON that an answer must be: sent as {@code response_format} to servers that offer structured output. Say it in the
 * prompt too; other servers ignore or refuse the field, and then it is left out.
 *
 * @param name letters, digits, {@code _} and {@code -}
 * @param schema a JSON Schema
 */
public record AnswerShape(String name, JsonNode schema) {}
