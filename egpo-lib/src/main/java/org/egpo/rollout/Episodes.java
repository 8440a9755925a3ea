package org.egpo.rollout;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import java.util.function.Function;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.egpo.bfcl.multiturn.Simulation;
import org.egpo.data.Dialogue;
import org.egpo.data.Message;
import org.egpo.data.Question;
import org.egpo.policy.Sampling;
import org.jspecify.annotations.Nullable;

/**
 * Episodes: a policy and a world take turns. All episodes that still run take their next step in one call of the backend, whatever
 * turn they are in; each has a world of its own. What was sampled stays as it was: where the chat template writes the dialogue so
 * far as it stood before, only the tokens of what is new are added, so that a step is sampled behind the very tokens that it is
 * learnt behind.
 */
final class Episodes {
    /** Between the seeds of two steps; a prime that no other seed is a multiple of. */
    private static final long NEXT = 15_485_863;

    /** Characters that a token has at least on average, where tokens are not known. */
    private static final int CHARACTERS = 4;

    private final RolloutBackend backend;
    private final Sampling sampling;

    private Episodes(RolloutBackend backend, Sampling sampling) {
        this.backend = backend;
        this.sampling = sampling;
    }

    /** A group of episodes for each question. */
    static List<Group> play(RolloutBackend backend, List<Question> questions, int samples, Sampling sampling) {
        Episodes all = new Episodes(backend, sampling);
        List<Prompt> prompts = questions.stream().map(all::first).toList();
        List<List<Response>> begun = backend.sample(prompts, samples, sampling);
        List<Episode> episodes = new ArrayList<>();
        for (int i = 0; i < questions.size(); i++) {
            for (Response r : begun.get(i)) {
                Episode e = all.new Episode(questions.get(i), prompts.get(i));
                e.take(r);
                episodes.add(e);
            }
        }
        List<Episode> running = episodes.stream().filter(Episode::goesOn).toList();
        for (int step = 1; !running.isEmpty(); step++) {
            List<List<Response>> said = backend.sample(
                    running.stream().map(e -> e.read).toList(), 1, sampling.withSeed(sampling.seed() + step * NEXT));
            for (int i = 0; i < running.size(); i++) {
                running.get(i).take(said.get(i).get(0));
            }
            running = running.stream().filter(Episode::goesOn).toList();
        }
        List<Response> responses = episodes.stream().map(Episode::response).toList();
        return IntStream.range(0, questions.size())
                .mapToObj(i -> new Group(questions.get(i), responses.subList(i * samples, (i + 1) * samples)))
                .toList();
    }

    private Prompt first(Question question) {
        Dialogue dialogue = question.asDialogue();
        Prompt prompt = read(backend.prompt(question));
        if (tooLong(prompt, dialogue)) {
            throw new IllegalArgumentException(question.id() + " begins with a prompt that leaves no room for "
                    + sampling.maxTokens() + " tokens within the " + limit(dialogue)
                    + " of an episode; raise that limit, lower max tokens, or take a model with more positions");
        }
        return prompt;
    }

    /** With its tokens, where the backend knows them. */
    private Prompt read(Prompt prompt) {
        long[] ids = backend.reading(prompt.text()).ids();
        return Arrays.stream(ids).anyMatch(id -> id < 0) ? prompt : new Prompt(prompt.id(), prompt.text(), ids);
    }

    private int limit(Dialogue dialogue) {
        return Math.min(dialogue.maxTokens(), backend.positions());
    }

    private boolean tooLong(Prompt prompt, Dialogue dialogue) {
        int tokens = prompt.ids() == null ? prompt.text().length() / CHARACTERS : prompt.ids().length;
        return (long) tokens + sampling.maxTokens() > limit(dialogue);
    }

    /** One trajectory through one scenario. */
    private final class Episode {
        private final Question question;
        private final Dialogue dialogue;
        private final Simulation world;
        private final List<Message> messages;
        private final List<Response> pieces = new ArrayList<>();
        private final List<Response.Step> steps = new ArrayList<>();
        private Prompt read;
        private long @Nullable [] anew;
        private long characters;
        private int length;
        private int turn;
        private int calling;
        private boolean truncated;
        private boolean ended;

        private Episode(Question question, Prompt prompt) {
            this.question = question;
            this.dialogue = question.asDialogue();
            this.world = Simulation.start(dialogue.scenario());
            this.messages = new ArrayList<>(question.example().messages());
            this.read = prompt;
        }

        /** The policy has taken a step; the world answers, or the user speaks, or the episode ends. */
        private void take(Response said) {
            steps.add(new Response.Step(turn, length, length + said.length(), anew));
            add(said);
            truncated |= said.truncated();
            say(new Message("assistant", said.said()));
            List<String> calls = Dialogue.calls(said.said());
            if (!calls.isEmpty()) {
                world.execute(calls).forEach(result -> say(new Message("tool", result)));
                ended = ++calling > dialogue.maxSteps();
            } else if (++turn < dialogue.turns()) {
                calling = 0;
                dialogue.messages(turn).forEach(this::say);
            } else {
                ended = true;
            }
        }

        private void say(Message message) {
            messages.add(message);
            characters += Objects.requireNonNullElse(message.content(), "").length();
        }

        private void add(Response piece) {
            pieces.add(piece);
            length += piece.length();
        }

        /** Prepares the next step; false where the episode has ended, or ends because there is no room for one. */
        private boolean goesOn() {
            if (ended) {
                return false;
            }
            // Nothing is written or read anew that cannot fit.
            boolean full = characters / CHARACTERS > 16L * limit(dialogue);
            ended = full
                    || !continues(backend.prompt(
                            question.after(messages, dialogue.tools().get(turn))));
            truncated |= ended;
            return !ended;
        }

        /** Reads the prompt of the next step behind the last one, or anew; false where it is too long. */
        private boolean continues(Prompt now) {
            Response last = pieces.get(pieces.size() - 1);
            String before = read.text() + last.text();
            boolean follows = read.ids() != null
                    && sampling.stop().isEmpty()
                    && now.text().startsWith(before);
            Response more = follows ? behind(last, backend.reading(now.text().substring(before.length()))) : null;
            Prompt next = more == null
                    ? read(now)
                    : new Prompt(
                            now.id(),
                            now.text(),
                            Stream.of(read.ids(), last.ids(), more.ids())
                                    .flatMapToLong(Arrays::stream)
                                    .toArray());
            if (tooLong(next, dialogue)) {
                return false;
            }
            // Where tokens are not known, all that is known is that this prompt is another one.
            anew = more != null ? null : next.ids() == null ? new long[0] : next.ids();
            if (more != null) {
                add(more);
            }
            read = next;
            return true;
        }

        /** What is new, without the token that the policy ended its step with itself; null where it ended it in another way. */
        private @Nullable Response behind(Response last, Response more) {
            int n = last.length();
            if (n == 0 || last.truncated() || !last.tokens().get(n - 1).isEmpty()) {
                return more;
            }
            return more.length() == 0 || more.ids()[0] != last.ids()[n - 1] ? null : more.slice(1, more.length());
        }

        private Response response() {
            List<String> tokens =
                    pieces.stream().flatMap(p -> p.tokens().stream()).toList();
            return new Response(
                    String.join("", tokens),
                    tokens,
                    pieces.stream().flatMapToLong(p -> Arrays.stream(p.ids())).toArray(),
                    all(Response::logProbabilities),
                    all(Response::temperedLogProbabilities),
                    all(Response::entropies),
                    truncated,
                    null,
                    pieces.get(0).opened(),
                    steps);
        }

        private double[] all(Function<Response, double[]> values) {
            return pieces.stream()
                    .flatMapToDouble(p -> Arrays.stream(values.apply(p)))
                    .toArray();
        }
    }
}
