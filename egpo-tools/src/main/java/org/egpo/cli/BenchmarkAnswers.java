package org.egpo.cli;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import org.egpo.acebench.AceData;
import org.egpo.acebench.AceItem;
import org.egpo.acebench.AcePrompts;
import org.egpo.acebench.AgentDialogue;
import org.egpo.apibank.BankData;
import org.egpo.apibank.BankScorer;
import org.egpo.bfcl.ScoreFiles;
import org.egpo.call.PythonObjects;
import org.egpo.call.PythonText;
import org.egpo.call.Value;
import org.egpo.data.Message;
import org.egpo.llm.ChatRequest;
import org.egpo.llm.OpenAiClient;
import org.egpo.policy.Sampling;
import org.egpo.rollout.Policy;
import org.egpo.rollout.Prompt;

/**
 * Has a model answer the tests of ACEBench, written as the official {@code generate.py} writes answers, or of API-Bank, whose result
 * files have the test's fields and the answer, {@code pred}.
 */
final class BenchmarkAnswers {
    /** API-Bank's files, all but the calls of level 3 with an example in the prompt, which are the same calls again. */
    static final List<String> USUAL =
            BankScorer.NAMES.stream().filter(name -> !name.endsWith("icl")).toList();

    /** Conversations → what the model says next in each. */
    interface Model extends Function<List<List<AcePrompts.Message>>, List<String>> {}

    private BenchmarkAnswers() {}

    /** A policy in this process, by its own chat template. */
    static Model local(Policy policy, Sampling sampling) {
        return conversations -> {
            List<Prompt> prompts = new ArrayList<>();
            for (List<AcePrompts.Message> messages : conversations) {
                List<Map<String, Object>> turns = messages.stream()
                        .map(m -> Map.<String, Object>of("role", m.role(), "content", m.text()))
                        .toList();
                String text = policy.template().render(turns, List.of(), true);
                prompts.add(new Prompt(String.valueOf(prompts.size()), text));
            }
            return policy.sample(prompts, 1, sampling).stream()
                    .map(responses -> responses.get(0).text())
                    .toList();
        };
    }

    /** A server that speaks OpenAI's protocol for chats. */
    static Model server(OpenAiClient client, Sampling sampling) {
        return conversations -> conversations.parallelStream()
                .map(messages -> {
                    Message[] turns = messages.stream()
                            .map(m -> new Message(m.role(), m.text(), List.of(), Value.MapValue.EMPTY))
                            .toArray(Message[]::new);
                    return client.chat(ChatRequest.of(turns)
                                    .withTemperature(sampling.temperature())
                                    .withMaxTokens(sampling.maxTokens())
                                    .withSeed(sampling.seed()))
                            .text();
                })
                .toList();
    }

    /**
     * Answers ACEBench's tests of a category.
     *
     * @param user plays the user of {@code agent_multi_turn}
     * @param most only so many of its tests
     * @param folder of the model's result files
     */
    static Path ace(AceData data, String language, String category, Model model, Model user, int most, Path folder) {
        List<AceItem> items =
                data.items(language, category).values().stream().limit(most).toList();
        List<String> answers = category.startsWith("agent")
                ? List.of()
                : model.apply(items.stream().map(AcePrompts::of).toList());
        List<Map<String, Object>> lines = new ArrayList<>();
        for (AceItem item : items) {
            Map<String, Object> line = new LinkedHashMap<>();
            line.put("id", item.id());
            if (item.isAgent()) {
                AgentDialogue d = AgentDialogue.run(
                        item,
                        m -> model.apply(List.of(m)).get(0),
                        m -> user.apply(List.of(m)).get(0),
                        AgentDialogue.MAX_MESSAGES);
                line.put("result", d.result());
                line.put("process", d.process());
            } else {
                line.put("result", answers.get(lines.size()));
            }
            lines.add(line);
        }
        return write(folder.resolve("data_" + category + "_result.json"), lines);
    }

    /** Answers a file of API-Bank's prompts, or only so many of them. */
    static Path bank(BankData data, String name, Model model, int most, Path folder) {
        List<Value.MapValue> prompts = data.prompts(name).stream().limit(most).toList();
        List<String> answers = model.apply(prompts.stream()
                .map(p -> List.of(
                        new AcePrompts.Message("system", PythonText.str(PythonObjects.at(p, "instruction"))),
                        new AcePrompts.Message("user", PythonText.str(PythonObjects.at(p, "input")))))
                .toList());
        List<Map<String, Object>> lines = new ArrayList<>();
        for (Value.MapValue p : prompts) {
            Map<String, Object> line = new LinkedHashMap<>();
            p.forEach((field, value) -> line.put(PythonText.str(field), value));
            line.put("pred", answers.get(lines.size()));
            lines.add(line);
        }
        return write(folder.resolve(name + ".json"), lines);
    }

    private static Path write(Path file, List<Map<String, Object>> lines) {
        ScoreFiles.write(file, lines);
        return file;
    }
}
