package org.egpo.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.egpo.call.CallDecoder;
import org.egpo.call.FunctionCall;
import org.egpo.call.ToolSpec;
import org.egpo.data.Dialogue;
import org.egpo.data.JsonTree;
import org.egpo.data.Question;
import org.egpo.data.Questions;
import org.egpo.reward.ScoredGroup;
import org.egpo.reward.StrictReward;
import org.egpo.rollout.SavedRollouts;
import org.egpo.testing.SharedVectors;
import org.egpo.testing.StubServer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import picocli.CommandLine;

/** {@code egpo rollout --task multi-turn}, and that {@code egpo bfcl score} reads what it writes. */
class RolloutCommandTest {
    private static final String DATA =
            SharedVectors.root().resolve("datasets/multi-turn/dev").toString();
    private static final List<Question> ALL = Questions.dialogues(Path.of(DATA), 20, Dialogue.MAX_TOKENS);

    @TempDir
    private Path folder;

    private final StringWriter out = new StringWriter();
    private final StringWriter err = new StringWriter();

    private int run(String... args) {
        CommandLine line = EgpoCommand.commandLine();
        line.setOut(new PrintWriter(out, true)).setErr(new PrintWriter(err, true));
        return line.execute(args);
    }

    /** Knows the reference: one call after the other, each sent apart, then a text. */
    private static StubServer.Answer knowing(JsonNode request) {
        JsonNode messages = request.get("messages");
        List<String> asked = new ArrayList<>();
        int done = 0;
        for (JsonNode m : messages) {
            boolean user = m.get("role").asText().equals("user");
            if (user) {
                asked.add(m.get("content").asText());
            }
            done = user ? 0 : done + (m.get("role").asText().equals("tool") ? 1 : 0);
        }
        int turn = asked.size() - 1;
        List<String> offered = request.get("tools").findValuesAsText("name");
        Question question = ALL.stream()
                .filter(q -> q.dialogue().turns() > turn)
                .filter(q -> IntStream.rangeClosed(0, turn)
                        .allMatch(t -> q.dialogue().messages(t).get(0).content().equals(asked.get(t))))
                .filter(q -> q.dialogue().tools().get(turn).stream()
                        .map(ToolSpec::name)
                        .toList()
                        .equals(offered))
                .findFirst()
                .orElseThrow();
        List<String> calls = question.dialogue().scenario().groundTruth().get(turn);
        if (done >= calls.size()) {
            return StubServer.text("Done.");
        }
        FunctionCall call =
                FunctionCall.of(CallDecoder.decode("[" + calls.get(done) + "]")).get(0);
        ObjectNode body = StubServer.JSON.createObjectNode();
        body.putArray("choices")
                .addObject()
                .put("finish_reason", "tool_calls")
                .putObject("message")
                .put("role", "assistant")
                .putNull("content")
                .putArray("tool_calls")
                .addObject()
                .put("id", "x")
                .put("type", "function")
                .putObject("function")
                .put("name", call.name())
                .put("arguments", JsonTree.of(call.arguments()).toString());
        return StubServer.raw(200, "application/json", body.toString());
    }

    private int play(StubServer server, String... more) {
        return run(Stream.concat(
                        Stream.of("rollout", "--task", "multi-turn", "--model", server.url(), "--served", "stub"),
                        Stream.concat(
                                Stream.of(
                                        "--data",
                                        DATA,
                                        "--out",
                                        folder.resolve("result").toString()),
                                Stream.of(more)))
                .toArray(String[]::new));
    }

    @Test
    void aServerThatKnowsTheReferenceIsAcceptedByTheScorer() throws IOException {
        try (StubServer server = new StubServer((request, number) -> knowing(request))) {
            assertEquals(0, play(server, "--prompts", "5"), err::toString);
            for (JsonNode request : server.requests) {
                assertTrue(request.get("tools").toString().contains("\"type\":\"object\""));
                JsonNode messages = request.get("messages");
                for (int i = 1; i < messages.size(); i++) {
                    if (messages.get(i).get("role").asText().equals("tool")) {
                        assertEquals(
                                messages.get(i - 1).at("/tool_calls/0/id").asText(),
                                messages.get(i).get("tool_call_id").asText());
                    }
                }
            }
        }
        assertEquals(
                0, run("bfcl", "score", folder.resolve("result").toString(), "--data", DATA, "-o", folder + "/score"));
        for (String category : List.of("base", "miss_func", "miss_param")) {
            String first = Files.readAllLines(
                            folder.resolve("score/stub/multi_turn/BFCL_v4_multi_turn_" + category + "_score.json"))
                    .get(0);
            assertTrue(first.contains("\"accuracy\": 1.0") && first.contains("\"total_count\": 5"), first);
        }
    }

    /** As {@code transformers serve} 5.24.0 sends what egpo-tiny-turns writes: thinking apart, the call in the text. */
    @Test
    void thinkingComesBackInItsPlaceAndCallsInATextStayThere() throws IOException {
        String call = "[set_navigation(destination='Hill Street 3')]";
        String reply = "{\"choices\": [{\"finish_reason\": \"stop\", \"index\": 0, \"message\": {\"content\": \"" + call
                + "\", \"role\": \"assistant\", \"reasoning_content\": \"set_navigation fits.\"}}]}";
        try (StubServer server = new StubServer((request, number) ->
                number == 0 ? StubServer.raw(200, "application/json", reply) : StubServer.text("Done."))) {
            play(server, "--categories", "base", "--prompts", "1");
            JsonNode messages = server.requests.get(1).get("messages");
            JsonNode said = messages.get(messages.size() - 2);
            assertEquals(
                    "<think>set_navigation fits.</think>\n" + call,
                    said.get("content").asText());
            assertTrue(said.path("tool_calls").isMissingNode(), said.toString());
            JsonNode result = messages.get(messages.size() - 1);
            assertEquals("tool", result.get("role").asText());
            assertTrue(result.hasNonNull("tool_call_id"), result.toString());
        }
    }

    /** The number that the command tells is the number that the scorer finds. */
    @Test
    void aLocalModelPlaysAndTheScorerAgrees() throws IOException {
        String model =
                SharedVectors.root().resolve("datasets/models/egpo-tiny-turns").toString();
        Path saved = folder.resolve("episodes.jsonl.gz");
        String[] play = {
            "rollout",
            "--task",
            "multi-turn",
            "--model",
            model,
            "--data",
            DATA,
            "--prompts",
            "6",
            "--out",
            folder.resolve("result").toString(),
            "--max-tokens",
            "80",
            "--rollouts",
            saved.toString()
        };
        assertEquals(0, run(play), err::toString);
        assertEquals(
                0, run("bfcl", "score", folder.resolve("result").toString(), "--data", DATA, "-o", folder + "/score"));
        int right = 0;
        for (ScoredGroup g : new StrictReward().judge(SavedRollouts.read(saved, ALL))) {
            right += g.rewards().get(0).callsRight() ? 1 : 0;
        }
        int accepted = 0;
        for (String category : List.of("base", "miss_func", "miss_param")) {
            Path scores =
                    folder.resolve("score/egpo-tiny-turns/multi_turn/BFCL_v4_multi_turn_" + category + "_score.json");
            JsonNode first = StubServer.JSON.readTree(Files.readAllLines(scores).get(0));
            accepted += first.get("correct_count").asInt();
        }
        assertEquals(accepted, right);
        assertTrue(right > 3, right + " of 18");
    }

    @Test
    void whatIsNoTaskIsOneSentence() {
        assertEquals(1, run("rollout", "--model", "x", "--out", folder.toString()));
        assertTrue(err.toString().contains("give --task multi-turn"), err.toString());
        assertEquals(1, run("eval", "--task", "many", "--model", "x"));
        assertTrue(err.toString().contains("task is 'many'"), err.toString());
    }
}
