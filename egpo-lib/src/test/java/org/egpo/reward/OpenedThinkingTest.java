package org.egpo.reward;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;
import org.egpo.advantage.Egpo;
import org.egpo.bfcl.multiturn.Scenario;
import org.egpo.call.FunctionCall;
import org.egpo.call.ToolSpec;
import org.egpo.call.Value;
import org.egpo.data.Answer;
import org.egpo.data.Example;
import org.egpo.data.Question;
import org.egpo.data.Questions;
import org.egpo.policy.ChatTemplate;
import org.egpo.policy.Sampling;
import org.egpo.rollout.Group;
import org.egpo.rollout.Prompt;
import org.egpo.rollout.Prompts;
import org.egpo.rollout.Response;
import org.egpo.rollout.RolloutBackend;
import org.egpo.rollout.SavedRollouts;
import org.egpo.testing.SharedVectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Templates that end the prompt with the start tag: the response begins inside of its thinking, everywhere. */
class OpenedThinkingTest {
    private static final Value CITY = new Value.ListValue(List.of(Value.text("city")));
    private static final Question LISBON = Question.of(Example.of(
            "x_1",
            "Weather in Lisbon?",
            List.of(new ToolSpec(
                    "get_weather",
                    "w",
                    map(
                            "type",
                            Value.text("dict"),
                            "properties",
                            map("city", map("type", Value.text("string"))),
                            "required",
                            CITY))),
            Answer.of(new FunctionCall("get_weather", map("city", Value.text("Lisbon"))))));

    private static Value.MapValue map(Object... entries) {
        Value.MapBuilder b = new Value.MapBuilder();
        for (int i = 0; i < entries.length; i += 2) {
            b.put((String) entries[i], (Value) entries[i + 1]);
        }
        return b.build();
    }

    private static Response response(boolean opened, String... tokens) {
        double[] entropies =
                IntStream.rangeClosed(1, tokens.length).asDoubleStream().toArray();
        return Response.ofTexts(List.of(tokens), entropies, false).withOpened(opened);
    }

    private static Reward judged(Response r) {
        return new StrictReward().judge(new Group(LISBON, List.of(r))).rewards().get(0);
    }

    @Test
    void aStartTagOfThePromptCountsAsGiven() {
        Response r = response(
                true, "They", " ask", " about", " Lisbon.", "\n", "</think>", "\n\n", "[get_weather(city='Lisbon')]");
        Reward reward = judged(r);
        assertEquals(1, reward.value());
        assertTrue(reward.wellFormed() && reward.callsRight());
        assertEquals(new Response.Span(0, 6), r.thinking());
        assertEquals(3.5, r.thinkingEntropy());
        assertEquals(new Response.Span(6, 8), r.answer());
        assertEquals("get_weather(city='Lisbon')", r.calls().get(0).toString());
        assertEquals(
                new Response.Span(0, 3),
                response(true, "They", " ask", "</think>", "[f()]").thinking());
    }

    /** One rule: it is judged as the text behind the tag would be. */
    @ParameterizedTest
    @ValueSource(
            strings = {
                "hm</think>[get_weather(city='Lisbon')]",
                "</think>[get_weather(city='Lisbon')]",
                "\nhm\n</think>\n\n[get_weather(city='Lisbon')]",
                "hm</think>[get_weather(city='Porto')]",
                "hm</think>",
                "hm",
                "",
                "hm [get_weather(city='Lisbon')]",
                "hm</think>[get_weather(city='Lisbon')]</think>",
                "a <think> b </think>[get_weather(city='Lisbon')]",
                "hm</think><tool_call>[get_weather(city='Lisbon')]</tool_call>",
                "hm</think>The answer: [get_weather(city='Lisbon')]",
                "hm</think>```[get_weather(city='Lisbon')]```"
            })
    void itIsJudgedAsTheTextBehindTheTag(String text) {
        for (RewardFunction f : List.of(new StrictReward(), RewardKind.FORMAT.function(), new PartialReward())) {
            Reward whole = f.judge(LISBON, "<think>" + text);
            Response r = response(true, text);
            assertEquals(whole, f.judge(new Group(LISBON, List.of(r))).rewards().get(0));
        }
        assertEquals(
                response(false, "<think>", text).thinking().end() > 0,
                response(true, text).thinking().end() > 0);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "<think>hm</think>[get_weather(city='Lisbon')]",
                "\n<think>\nhm\n</think>\n[get_weather(city='Lisbon')]"
            })
    void aTagThatIsWrittenOnceMoreDoesNoHarm(String text) {
        assertEquals(1, judged(response(true, text)).value());
        assertEquals(1, judged(response(false, text)).value());
        assertEquals(new Response.Span(0, 1), response(true, text).thinking());
    }

    @ParameterizedTest
    @CsvSource({
        "'a,</think>,b', 0, 2",
        "'</think>,b', 0, 1",
        "'a,b', 0, 0",
        "'</thi,nk>,b', 0, 2",
        "'a,</th,ink>b', 0, 3",
        "'a,</think>,</think>', 0, 2",
        "' ,a, ,</think>', 0, 4",
        "'<think>,a,</think>,b', 0, 3",
        "'a,<think>,b,</think>,c', 0, 4",
        "'<thi,nk>,</think>', 0, 3"
    })
    void theSpanBeginsWithTheFirstToken(String tokens, int start, int end) {
        assertEquals(
                new Response.Span(start, end), response(true, tokens.split(",")).thinking());
    }

    @Test
    void advantagesSeeTheEntropyOfTheThinking() {
        Group group = new Group(
                LISBON,
                List.of(
                        response(true, "hm", "</think>", "[get_weather(city='Lisbon')]"),
                        response(true, "hm", "</think>", "[get_weather(city='Porto')]")));
        ScoredGroup scored = new StrictReward().judge(group);
        assertEquals("[1.0, 0.0]", Arrays.toString(scored.rewardValues()));
        assertEquals("[1.5, 1.5]", Arrays.toString(scored.thinkingEntropies()));
        assertTrue(Egpo.paper().advantages(scored).get(0).bonus() > 0);
    }

    @Test
    void aFileKeepsIt(@TempDir Path folder) throws IOException {
        Path file = folder.resolve("r.jsonl");
        List<Response> both = List.of(response(true, "a</think>"), response(false, "b"));
        SavedRollouts.write(file, List.of(new Group(LISBON, both)));
        List<Response> read = SavedRollouts.read(file).get(LISBON.id());
        assertTrue(read.get(0).opened() && !read.get(1).opened());
        assertEquals(new Response.Span(0, 1), read.get(0).thinking());
    }

    /** A model whose template opens the thinking, in a dialogue of several turns: it says what the reference calls. */
    @Test
    void dialoguesReadTheCallsBehindIt() {
        Question question =
                Questions.dialogues(SharedVectors.root().resolve("datasets/bfcl-mini"), 20, 1 << 20).stream()
                        .filter(q -> q.id().equals("multi_turn_base_0"))
                        .findFirst()
                        .orElseThrow();
        Scenario scenario = question.dialogue().scenario();
        ChatTemplate template =
                ChatTemplate.of("{{ tools | tojson }}{% for m in messages %}[{{ m.role }}]{{ m.content }}"
                        + "{% endfor %}[assistant]<think>\n");
        RolloutBackend model = new RolloutBackend() {
            @Override
            public Prompt prompt(Question question) {
                return Prompts.of(template, question.example());
            }

            @Override
            public List<List<Response>> sample(List<Prompt> prompts, int samples, Sampling sampling) {
                String prompt = prompts.get(0).text();
                int turn = prompt.split("\\[user\\]", -1).length - 2;
                boolean asked = prompt.lastIndexOf("[user]") > prompt.lastIndexOf("[tool]");
                String answer = asked ? scenario.groundTruth().get(turn).toString() : "Done.";
                return List.of(
                        List.of(response(prompts.get(0).opensThinking(), "I [pwd()] know.\n</think>\n" + answer)));
            }
        };
        Group group = model.rollouts(List.of(question), 1, Sampling.greedy()).get(0);
        Reward reward = new StrictReward().judge(group).rewards().get(0);
        assertEquals(1, reward.value(), () -> "" + reward.reasons());
        Response first = group.responses().get(0).parts().get(0);
        assertTrue(first.said().startsWith("<think>I [pwd()] know."));
    }
}
