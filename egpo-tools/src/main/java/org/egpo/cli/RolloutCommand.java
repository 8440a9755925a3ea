package org.egpo.cli;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.Callable;
import org.egpo.bfcl.ScoreFiles;
import org.egpo.call.ModelText;
import org.egpo.data.Dialogue;
import org.egpo.data.Question;
import org.egpo.llm.LlmOptions;
import org.egpo.llm.OpenAiClient;
import org.egpo.policy.Sampling;
import org.egpo.reward.Reward;
import org.egpo.reward.ScoredGroup;
import org.egpo.reward.StrictReward;
import org.egpo.rollout.Group;
import org.egpo.rollout.Policy;
import org.egpo.rollout.PromptStyle;
import org.egpo.rollout.Response;
import org.egpo.rollout.RolloutBackend;
import org.egpo.rollout.SavedRollouts;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** {@code egpo rollout}: plays multi-turn scenarios and writes the benchmark's result files. */
@Command(name = "rollout", mixinStandardHelpOptions = true, sortOptions = false)
final class RolloutCommand implements Callable<Integer> {
    @Mixin
    private DialogueOptions dialogues;

    @Option(names = "--model", required = true, paramLabel = "DIR|URL")
    private String model;

    @Option(names = "--served", paramLabel = "NAME")
    private @Nullable String served;

    @Option(names = "--data", paramLabel = "DIR|SPLIT", defaultValue = "test")
    private String data;

    @Option(names = "--out", required = true, paramLabel = "DIR")
    private Path out;

    @Option(names = "--categories", split = ",", paramLabel = "NAME")
    private List<String> categories = List.of();

    @Option(names = "--prompts", paramLabel = "N")
    private int prompts = Integer.MAX_VALUE;

    @Option(names = "--temperature", paramLabel = "T", defaultValue = "0")
    private double temperature;

    @Option(names = "--max-tokens", paramLabel = "N", defaultValue = "160")
    private int maxTokens;

    @Option(names = "--seed", paramLabel = "N", defaultValue = "2508")
    private long seed;

    @Option(names = "--prompt", paramLabel = "auto|template|rules", defaultValue = "auto")
    private PromptStyle prompt;

    @Option(names = "--rollouts", paramLabel = "FILE")
    private @Nullable Path rollouts;

    @Override
    public Integer call() throws IOException {
        if (!dialogues.isMultiTurn()) {
            throw new IllegalArgumentException(
                    "rollout plays scenarios: give --task multi-turn (egpo eval --rollouts saves single answers)");
        }
        Map<String, List<Question>> byCategory = new LinkedHashMap<>();
        for (Question q : dialogues.questions(data)) {
            boolean wanted =
                    categories.isEmpty() || categories.contains(q.category().replace("multi_turn_", ""));
            List<Question> part = byCategory.computeIfAbsent(q.category(), c -> new ArrayList<>());
            if (wanted && part.size() < prompts) {
                part.add(q);
            }
        }
        byCategory.values().removeIf(List::isEmpty);
        if (byCategory.isEmpty()) {
            throw new IllegalArgumentException(data + " holds no scenarios of the categories " + categories);
        }
        OpenAiClient server =
                model.matches("https?://.*") ? new OpenAiClient(LlmOptions.from(System.getenv(), model, served)) : null;
        Sampling sampling =
                Sampling.temperature(temperature).withMaxTokens(maxTokens).withSeed(seed);
        List<Group> all = new ArrayList<>();
        try (RolloutBackend policy = server != null
                ? new ToolChat(server)
                : Policy.load(Path.of(model)).withPrompts(prompt)) {
            for (Map.Entry<String, List<Question>> e : byCategory.entrySet()) {
                List<Group> groups = policy.rollouts(e.getValue(), 1, sampling);
                all.addAll(groups);
                Path file = out.resolve(EvalCommand.name(model, server))
                        .resolve("multi_turn")
                        .resolve("BFCL_v4_" + e.getKey() + "_result.json");
                ScoreFiles.write(file, groups.stream().map(RolloutCommand::line).toList());
                System.out.println(file + ": " + summary(new StrictReward().judge(groups)));
            }
        }
        if (rollouts != null) {
            SavedRollouts.write(rollouts, all);
        }
        if (server != null) {
            System.out.println(server.ledger());
        }
        return 0;
    }

    /** Turns → steps → what was said behind the thinking, as the official handlers of thinking models write it. */
    private static Map<String, Object> line(Group group) {
        Response episode = group.responses().get(0);
        List<List<String>> turns = new ArrayList<>();
        for (int i = 0; i < episode.steps().size(); i++) {
            while (turns.size() <= episode.steps().get(i).turn()) {
                turns.add(new ArrayList<>());
            }
            String said = episode.parts().get(i).said();
            String answer = ModelText.of(said).answerText();
            List<String> calls = said.contains("<tool_call>") ? Dialogue.calls(said) : List.of();
            turns.get(turns.size() - 1).add(calls.isEmpty() ? answer : "[" + String.join(", ", calls) + "]");
        }
        Map<String, Object> line = new LinkedHashMap<>();
        line.put("id", group.id());
        line.put("result", turns);
        return line;
    }

    private static String summary(List<ScoredGroup> groups) {
        Map<String, Integer> errors = new TreeMap<>();
        int right = 0;
        for (ScoredGroup g : groups) {
            Reward r = g.rewards().get(0);
            right += r.callsRight() ? 1 : 0;
            if (!r.callsRight()) {
                errors.merge(r.errorType(), 1, Integer::sum);
            }
        }
        return right + " of " + groups.size() + " accepted by the checker" + (errors.isEmpty() ? "" : ", " + errors);
    }
}
