package org.egpo.rollout;

import java.util.List;
import org.egpo.policy.SamplingOptions;

/** Where responses come from: a local model, a server, or a file. */
public interface RolloutBackend extends AutoCloseable {

    /**
     * Samples responses.
     *
     * @param prompts the queries
     * @param samples responses for each query (S), at least 1
     * @return one group for each prompt, in the same order
     * @throws java.util.concurrent.CancellationException when the calling thread is interrupted
     */
    List<RolloutGroup> sample(List<Prompt> prompts, int samples, SamplingOptions options);

    @Override
    default void close() {}
}
