package org.egpo.rollout;

import java.io.IOException;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.egpo.policy.SamplingOptions;

/** Saved rollouts: gives for each query what was sampled before, so that everything works from a file. */
public final class ReplayBackend implements RolloutBackend {
    private final Path file;
    private final Map<String, RolloutGroup> groups = new HashMap<>();

    /** @throws IOException as {@link SavedRollouts#read} */
    public ReplayBackend(Path file) throws IOException {
        this.file = file;
        SavedRollouts.read(file).forEach(g -> groups.put(g.id(), g));
    }

    /** The sampling options were fixed when the file was made and are not looked at. */
    @Override
    public List<RolloutGroup> sample(List<Prompt> prompts, int samples, SamplingOptions options) {
        return prompts.stream().map(p -> group(p.id(), samples)).toList();
    }

    private RolloutGroup group(String id, int samples) {
        RolloutGroup group = groups.get(id);
        if (group == null) {
            throw new IllegalArgumentException(file + " holds no rollouts for " + id);
        }
        if (group.responses().size() < samples) {
            throw new IllegalArgumentException(file + " holds "
                    + group.responses().size() + " responses for " + id + "; " + samples + " were asked for");
        }
        return new RolloutGroup(id, group.responses().subList(0, samples));
    }
}
