package org.egpo.reward;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.stream.IntStream;
import org.egpo.call.ToolSpec;
import org.egpo.data.BadRecordException;
import org.egpo.data.Dialogue;
import org.egpo.data.Message;
import org.egpo.data.Question;
import org.egpo.data.Questions;
import org.egpo.policy.Sampling;
import org.egpo.rollout.Group;
import org.egpo.rollout.Prompt;
import org.egpo.rollout.ReplayBackend;
import org.egpo.rollout.Response;
import org.egpo.rollout.RolloutBackend;
import org.egpo.rollout.SavedRollouts;
import org.egpo.testing.SharedVectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A policy and the environments, message by message. */
class EpisodesTest {
    private static final Path FOLDER = SharedVectors.root().resolve("datasets/bfcl-mini");
    private static final List<Question> ALL = Questions.dialogues(FOLDER, Dialogue.MAX_STEPS, Dialogue.MAX_TOKENS);

    /** Says something to the question as it stands. */
    private interface Script {
        String answer(Question now);
    }

    /** A policy that follows a script; keeps what it was shown. */
    private static final class Scripted implements RolloutBackend {
        private final Script script;
        private final Map<Prompt, Question> asked = new IdentityHashMap<>();
        private final List<Question> shown = new ArrayList<>();
        private int calls;

        private Scripted(Script script) {
            this.script = script;
        }

        @Override
        public Prompt prompt(Question question) {
            Prompt prompt = new Prompt(question.id(), "" + question.example().messages());
            asked.put(prompt, question);
            return prompt;
        }

        @Override
        public List<List<Response>> sample(List<Prompt> prompts, int samples, Sampling sampling) {
            calls++;
            return prompts.stream()
                    .map(p -> IntStream.range(0, samples)
                            .mapToObj(i -> {
                                shown.add(asked.get(p));
                                return Response.ofTexts(List.of(script.answer(asked.get(p))), new double[1], false);
                            })
                            .toList())
                    .toList();
        }
    }

    private static Question question(String id) {
        return ALL.stream().filter(q -> q.id().equals(id)).findFirst().orElseThrow();
    }

    private static Question limited(String id, int steps, int tokens) {
        return Questions.dialogues(FOLDER, steps, tokens).stream()
                .filter(q -> q.id().equals(id))
                .findFirst()
                .orElseThrow();
    }

    private static Group play(Question question, int samples, Script script) {
        return new Scripted(script)
                .rollouts(List.of(question), samples, Sampling.greedy())
                .get(0);
    }

    private static Reward judged(Question question, Script script) {
        return new StrictReward().judge(play(question, 1, script)).rewards().get(0);
    }

    private static int turn(Question now) {
        return (int) now.example().messages().stream()
                        .filter(m -> m.role().equals("user"))
                        .count()
                - 1;
    }

    private static boolean asksNow(Question now) {
        List<Message> messages = now.example().messages();
        return messages.get(messages.size() - 1).role().equals("user");
    }

    /** Knows the reference: calls all of a turn at once, then says so. */
    private static String knowing(Question now) {
        return asksNow(now)
                ? "<think>I know this.</think>\n["
                        + String.join(
                                ", ", now.dialogue().scenario().groundTruth().get(turn(now))) + "]"
                : "<think>All done.</think>\nDone.";
    }

    @Test
    void aPolicyThatKnowsTheReferenceEarnsOneEverywhere() {
        for (RewardFunction f : List.of(new StrictReward(), DialogueReward.PROGRESS, DialogueReward.STATE)) {
            for (Question q : ALL) {
                Reward reward =
                        f.judge(play(q, 1, EpisodesTest::knowing)).rewards().get(0);
                assertEquals(1, reward.value(), () -> q.id() + " " + reward.reasons());
                assertEquals(List.of(), reward.reasons());
            }
        }
    }

    @Test
    void resultsComeBackAsToolMessages() {
        Scripted policy = new Scripted(EpisodesTest::knowing);
        policy.rollouts(List.of(question("multi_turn_base_0")), 1, Sampling.greedy());
        List<Message> messages = policy.shown.get(2).example().messages();
        assertEquals(
                List.of("user", "assistant", "tool", "tool", "assistant", "user"),
                messages.stream().map(Message::role).toList());
        assertEquals(
                "{\"current_working_directory\": \"plans\"}", messages.get(2).content());
    }

    /** All episodes that still run take their step in one call, though they are in different turns. */
    @Test
    void episodesOfManyScenariosAdvanceTogether() {
        Scripted policy = new Scripted(EpisodesTest::knowing);
        List<Group> groups = policy.rollouts(ALL, 3, Sampling.greedy());
        int most = ALL.stream().mapToInt(q -> q.dialogue().turns()).max().orElseThrow();
        assertTrue(policy.calls <= 2 * most, policy.calls + " calls");
        assertEquals(
                ALL.stream().map(Question::id).toList(),
                groups.stream().map(Group::id).toList());
        groups.forEach(g -> assertEquals(3, new StrictReward().judge(g).meanReward() * 3, 1e-9));
    }

    @Test
    void aPolicyThatNeverStopsMeetsTheLimitOfSteps() {
        Question q = limited("multi_turn_base_0", 3, Dialogue.MAX_TOKENS);
        Group group = play(q, 1, now -> "<think>a</think>[pwd()]");
        Reward reward = new StrictReward().judge(group).rewards().get(0);
        assertEquals(0, reward.value());
        assertEquals("multi_turn:force_terminated", reward.errorType());
        assertEquals(4, group.responses().get(0).steps().size());
        assertTrue(reward.reasons().get(0).startsWith("The limit of steps ended the episode in turn 1 of"));
    }

    @Test
    void aLongEpisodeMeetsTheLimitOfTokens() {
        Question q = limited("multi_turn_base_0", 20, 4096);
        Reward reward = judged(q, now -> "<think>a</think>[echo(content='" + "word ".repeat(10_000) + "')]");
        assertEquals(0, reward.value());
        assertTrue(reward.reasons().get(0).startsWith("The limit of tokens ended the episode in turn 1 of"));
    }

    @Test
    void silenceEarnsNothingAndSaysWhy() {
        Reward reward = judged(question("multi_turn_base_0"), now -> "<think>a</think>I cannot do that.");
        assertEquals(0, reward.value());
        assertEquals("Model response list is empty for turn 0", reward.reasons().get(0));
    }

    @Test
    void withoutThinkingTheCallsAreRightAndTheRewardIsNot() {
        Reward reward =
                judged(question("multi_turn_base_0"), now -> knowing(now).replaceFirst("<think>.*</think>\n", ""));
        assertTrue(reward.callsRight() && !reward.wellFormed());
        assertEquals(0, reward.value());
        assertEquals("format", reward.errorType());
    }

    /** The first turn is right and the others are not done. */
    @Test
    void progressCountsTheTurnsBeforeTheFirstWrongOne() {
        Question q = question("multi_turn_base_0");
        Group group = play(q, 1, now -> turn(now) == 0 ? knowing(now) : "<think>a</think>No.");
        int turns = q.dialogue().turns();
        assertEquals(
                1.0 / turns,
                DialogueReward.PROGRESS.judge(group).rewards().get(0).value(),
                1e-12);
        double state = DialogueReward.STATE.judge(group).rewards().get(0).value();
        assertTrue(state >= 0 && state < 1, "" + state);
    }

    @Test
    void aMissedFunctionIsNotOfferedBeforeItsTurn() {
        boolean[] offered = new boolean[3];
        play(question("multi_turn_miss_func_0"), 1, now -> {
            offered[turn(now)] = now.tools().stream().map(ToolSpec::name).anyMatch("diff"::equals);
            return "Nothing to do.";
        });
        assertFalse(offered[0]);
        assertTrue(offered[1]);
    }

    @Test
    void entropyAndLengthAreOfWhatThePolicyWrote() {
        double[] entropies = {1, 2, 3, Double.NaN, Double.NaN, 4, 6};
        double[] unknown = new double[7];
        Response episode = new Response(
                "<think>a</think>[f()]resultuser<think></think>",
                List.of("<think>", "a</think>", "[f()]", "result", "user", "<think>", "</think>"),
                new long[7],
                unknown,
                unknown,
                entropies,
                false,
                null,
                false,
                List.of(new Response.Step(0, 0, 3, null), new Response.Step(1, 5, 7, null)));
        assertEquals((1 + 2 + 4 + 6) / 4.0, episode.thinkingEntropy());
        assertEquals((1 + 2 + 3 + 4 + 6) / 5.0, episode.meanEntropy());
        assertEquals(5, episode.writtenLength());
        assertEquals(2, episode.parts().size());
    }

    @Test
    void aFileKeepsTheSteps(@TempDir Path folder) throws IOException {
        List<Group> played = new Scripted(EpisodesTest::knowing).rollouts(ALL, 1, Sampling.greedy());
        Response first = played.get(0).responses().get(0);
        Path file = folder.resolve("episodes.jsonl.gz");
        SavedRollouts.write(file, played);
        Response read = SavedRollouts.read(file, ALL).get(0).responses().get(0);
        assertEquals(first.tokens(), read.tokens());
        for (int i = 0; i < first.steps().size(); i++) {
            Response.Step s = first.steps().get(i);
            Response.Step r = read.steps().get(i);
            assertEquals(List.of(s.turn(), s.start(), s.end()), List.of(r.turn(), r.start(), r.end()));
            assertArrayEquals(s.prompt(), r.prompt());
        }
        List<Group> replayed = new ReplayBackend(file).rollouts(ALL, 1, Sampling.greedy());
        new StrictReward().judge(replayed).forEach(g -> assertEquals(1, g.meanReward(), g.id()));
        String broken =
                "{\"id\": \"a\", \"responses\": [{\"tokens\": [\"x\"], \"entropies\": [0], \"steps\": [[0, 0, 2]]}]}";
        Path bad = Files.writeString(folder.resolve("bad.jsonl"), broken);
        BadRecordException e = assertThrows(BadRecordException.class, () -> SavedRollouts.read(bad));
        assertTrue(e.getMessage().contains("line 1: a step goes from token 0 to 2"), e.getMessage());
    }

    /** Whatever a model writes ends in a reward with reasons. */
    @Test
    void hostileOutputsEndAsReasons() {
        Random random = new Random(19);
        String million = "x".repeat(1 << 20);
        List<Question> questions =
                ALL.stream().map(q -> limited(q.id(), 3, 4096)).toList();
        int[] said = {0};
        Script hostile = now -> {
            int n = said[0]++;
            String name = now.tools().get(random.nextInt(now.tools().size())).name();
            return switch (n % 250 == 0 ? 12 + random.nextInt(4) : random.nextInt(12)) {
                case 0 -> "[" + name + "(" + "(".repeat(500) + ")]";
                case 1 -> "<think>" + "[".repeat(2000);
                case 2 -> "[no_such_function(a=1), __import__('os').system('true')]";
                case 3 -> "[" + name + "(*[1], **{'a': 2})]";
                case 4 -> "<tool_call>\n{\"name\": \"" + name + "\", \"arguments\": [[[[\n</tool_call>";
                case 5 -> "[" + name + "(a=9**9**9**9)]";
                case 6 -> "[" + name + "(a='" + "\\u0000\uD800".repeat(50) + "')]";
                case 7 -> "[" + "pwd(), ".repeat(300) + "pwd()]";
                case 8 -> "";
                case 9 -> "</think></think><think><think>[" + name + "()]";
                case 10 -> "[" + name + "(" + "a=1, ".repeat(400) + "b=2)]";
                case 11 -> "[(lambda: 0)(), eval('1'), " + name + "(x for x in y)]";
                case 12 -> "[" + name + "(a='" + million + "')]";
                case 13 -> million;
                case 14 -> "[" + name + "(" + "[".repeat(1 << 20) + ")]";
                default ->
                    "<tool_call>\n{\"name\": \"" + name + "\", \"arguments\": {\"a\": \"" + million
                            + "\"}}\n</tool_call>";
            };
        };
        while (said[0] < 10_000) {
            for (Group group : new Scripted(hostile).rollouts(questions, 4, Sampling.greedy())) {
                for (Reward reward : new StrictReward().judge(group).rewards()) {
                    assertEquals(0, reward.value());
                    assertFalse(reward.reasons().isEmpty());
                    assertFalse(reward.errorType().isEmpty());
                }
            }
        }
    }
}
