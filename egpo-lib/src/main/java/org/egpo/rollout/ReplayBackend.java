package org.egpo.rollout;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.egpo.data.Question;
import org.egpo.policy.Sampling;

/** Saved rollouts: gives for each question what was sampled before, so that everything works from a file. */
public final class ReplayBackend implements RolloutBackend {
    private final Path file;
    private final Map<String, List<Response>> saved;

    /** @throws IOException as {@link SavedRollouts#read(Path)} */
    public ReplayBackend(Path file) throws IOException {
        this.file = file;
        this.saved = SavedRollouts.read(file);
    }

    /** The prompt of the saved rollouts was not saved with them; the user's text stands for it. */
    @Override
    public Prompt prompt(Question question) {
        return new Prompt(question.id(), question.text());
    }

    /** Episodes were played when the file was made. */
    @Override
    public List<Group> rollouts(List<Question> questions, int samples, Sampling sampling) {
        return questions.stream()
                .map(q -> new Group(q, responses(q.id(), samples)))
                .toList();
    }

    /** The sampling was fixed when the file was made and is not looked at. */
    @Override
    public List<List<Response>> sample(List<Prompt> prompts, int samples, Sampling sampling) {
        return prompts.stream().map(p -> responses(p.id(), samples)).toList();
    }

    private List<Response> responses(String id, int samples) {
        List<Response> all = saved.get(id);
        if (all == null) {
            throw new IllegalArgumentException(file + " holds no rollouts for " + id);
        }
        if (all.size() < samples) {
            throw new IllegalArgumentException(
                    file + " holds " + all.size() + " responses for " + id + "; " + samples + " were asked for");
        }
        return all.subList(0, samples);
    }
}
