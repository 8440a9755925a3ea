package org.egpo.advantage;

import java.util.List;
import org.egpo.reward.ScoredGroup;

/** A way from the rewards of a group to the advantages of its responses. */
@FunctionalInterface
public interface AdvantageRule {
    /** The advantages of one group; rewards and entropies are the group's own. */
    GroupAdvantages advantages(ScoredGroup group);

    /** The advantages of all groups, in their order. */
    default List<GroupAdvantages> advantages(List<ScoredGroup> groups) {
        return groups.stream().map(this::advantages).toList();
    }
}
