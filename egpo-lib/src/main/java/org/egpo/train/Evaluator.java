package org.egpo.train;

import java.io.IOException;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.egpo.data.Question;
import org.egpo.policy.Sampling;
import org.egpo.rollout.Policy;

/**
 * Notes accuracies in a run's {@code evaluation.csv} and keeps the model that is best on dev. Accuracy is pass@1 as it is
 * defined: one response at temperature 1, always with the same random numbers. Greedy accuracy, with the most probable
 * token each time, stands beside it: training that does nothing but sharpen a distribution raises the first and not the second.
 */
final class Evaluator {
    private static final long SEED = 2508;

    private final RunFolder folder;
    private final int prompts;
    private final Sampling sampled;
    private final Sampling greedy;
    private final StepCsv csv;

    /** @param done steps that are done already */
    Evaluator(RunFolder folder, int done, int prompts, int maxTokens) throws IOException {
        this.folder = folder;
        this.prompts = prompts;
        this.sampled = Sampling.temperature(1).withMaxTokens(maxTokens).withSeed(SEED);
        this.greedy = Sampling.greedy().withMaxTokens(maxTokens);
        this.csv = new StepCsv(folder.out().resolve("evaluation.csv"), done);
    }

    /** Does nothing where the line is there already, from before the run was stopped, or where there are no questions. */
    void evaluate(int step, String split, List<Question> questions, Policy policy) throws IOException {
        List<String[]> before = csv.rows();
        if (before.stream().anyMatch(r -> r[0].equals("" + step) && r[1].equals(split)) || questions.isEmpty()) {
            return;
        }
        List<Question> asked = questions.subList(0, Math.min(questions.size(), prompts));
        Evaluation e = Evaluation.of(policy, asked, 1, sampled);
        boolean best =
                before.stream().filter(r -> r[1].equals("dev")).allMatch(r -> e.accuracy() > Double.parseDouble(r[3]));
        if (split.equals("dev") && best) {
            folder.save(policy.model(), "best");
        }
        Map<String, Object> row = new LinkedHashMap<>();
        row.put("step", step);
        row.put("split", split);
        row.put("prompts", asked.size());
        row.put("accuracy", e.accuracy());
        row.put("greedyAccuracy", Evaluation.of(policy, asked, 1, greedy).accuracy());
        row.put("wellFormed", e.wellFormed());
        row.put("responseLength", e.responseLength());
        row.put("truncatedShare", e.truncated());
        csv.add(row);
    }
}
