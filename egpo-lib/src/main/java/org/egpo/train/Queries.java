package org.egpo.train;

import java.util.AbstractList;
import java.util.List;
import java.util.RandomAccess;
import org.egpo.data.Example;
import org.egpo.policy.ChatTemplate;
import org.egpo.reward.Query;
import org.egpo.rollout.Prompts;

/** Examples as questions to a model, each written by the model's chat template when it is first asked for. */
public final class Queries extends AbstractList<Query> implements RandomAccess {
    private final ChatTemplate template;
    private final List<Example> examples;
    private final Query[] made;

    public Queries(ChatTemplate template, List<Example> examples) {
        this.template = template;
        this.examples = List.copyOf(examples);
        this.made = new Query[examples.size()];
    }

    @Override
    public Query get(int i) {
        if (made[i] == null) {
            made[i] = Query.of(Prompts.of(template, examples.get(i)), examples.get(i));
        }
        return made[i];
    }

    @Override
    public int size() {
        return made.length;
    }
}
