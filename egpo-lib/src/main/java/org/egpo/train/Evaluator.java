package org.egpo.train;

import java.io.IOException;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.egpo.data.Example;
import org.egpo.policy.CausalLm;
import org.egpo.policy.ChatTemplate;
import org.egpo.policy.SamplingOptions;
import org.egpo.policy.Tokenizer;
import org.egpo.reward.Query;

/**
 * Notes accuracies in a run's {@code evaluation.csv} and keeps the model that is best on dev. Accuracy is pass@1 as it is
 * defined: one response at temperature 1, always with the same random numbers. Greedy accuracy, with the most probable
 * token each time, stands beside it: training that does nothing but sharpen a distribution raises the first and not the second.
 */
final class Evaluator implements AutoCloseable {
    private static final long SEED = 2508;

    private final RunFolder folder;
    private final int prompts;
    private final ChatTemplate template;
    private final Tokenizer tokenizer;
    private final SamplingOptions sampled;
    private final SamplingOptions greedy;
    private final StepCsv csv;
    private final Map<String, List<Query>> queries = new LinkedHashMap<>();

    /** @param done steps that are done already */
    Evaluator(RunFolder folder, int done, int prompts, int maxTokens) throws IOException {
        this.folder = folder;
        this.prompts = prompts;
        this.template = ChatTemplate.load(folder.start());
        this.tokenizer = Tokenizer.load(folder.start());
        this.sampled = new SamplingOptions(1, 0, 1, maxTokens, SEED);
        this.greedy = SamplingOptions.greedy(maxTokens);
        this.csv = new StepCsv(folder.out().resolve("evaluation.csv"), done);
    }

    /** Does nothing where the line is there already, from before the run was stopped. */
    void evaluate(int step, String split, List<Example> examples, CausalLm model) throws IOException {
        List<String[]> before = csv.rows();
        if (before.stream().anyMatch(r -> r[0].equals("" + step) && r[1].equals(split))) {
            return;
        }
        List<Query> asked = queries.computeIfAbsent(
                split, s -> new Queries(template, examples.subList(0, Math.min(examples.size(), prompts))));
        Evaluation e = Evaluation.of(model, tokenizer, asked, 1, sampled);
        boolean best =
                before.stream().filter(r -> r[1].equals("dev")).allMatch(r -> e.accuracy() > Double.parseDouble(r[3]));
        if (split.equals("dev") && best) {
            folder.save(model, "best");
        }
        Map<String, Object> row = new LinkedHashMap<>();
        row.put("step", step);
        row.put("split", split);
        row.put("prompts", asked.size());
        row.put("accuracy", e.accuracy());
        row.put(
                "greedyAccuracy",
                Evaluation.of(model, tokenizer, asked, 1, greedy).accuracy());
        row.put("wellFormed", e.wellFormed());
        row.put("responseLength", e.responseLength());
        row.put("truncatedShare", e.truncated());
        csv.add(row);
    }

    @Override
    public void close() {
        tokenizer.close();
    }
}
