package org.egpo.llm;

/** Something that answers like a chat model: a server, or a recording of one. Safe for use by several threads. */
public interface LlmBackend {
    /** The model's name, for provenance. */
    String model();

    /**
     * @throws LlmException when no usable answer came, after retries
     */
    LlmReply chat(ChatRequest request);
}
