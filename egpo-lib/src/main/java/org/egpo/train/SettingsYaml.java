package org.egpo.train;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.dataformat.yaml.YAMLFactory;
import com.fasterxml.jackson.dataformat.yaml.YAMLParser;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import org.egpo.advantage.Egpo;
import org.egpo.data.WholeFile;
import org.egpo.policy.LossSettings;
import org.egpo.policy.OptimizerSettings;
import org.egpo.reward.RewardKind;

/** The settings of a run as a flat YAML file: one line for each, all of them written, any of them read. */
public final class SettingsYaml {
    private SettingsYaml() {}

    /** All settings, name → value as written. */
    public static Map<String, String> values(RunSettings run) {
        ReinforcementSettings s = run.training();
        Map<String, String> all = new LinkedHashMap<>();
        put(all, "algorithm", s.algorithm());
        put(all, "lambda", s.egpo().lambda());
        put(all, "alpha", s.egpo().alpha());
        put(all, "bonus", s.egpo().form());
        put(all, "entropy_over", s.entropyOver());
        put(all, "reward", run.reward());
        put(all, "group_size", s.groupSize());
        put(all, "prompts_per_step", s.promptsPerStep());
        put(all, "micro_batch", s.microBatch());
        put(all, "epochs_per_step", s.epochsPerStep());
        put(all, "steps", s.steps());
        put(all, "max_tokens", s.maxTokens());
        put(all, "temperature", s.loss().temperature());
        put(all, "clip_low", s.loss().clipLow());
        put(all, "clip_high", s.loss().clipHigh());
        put(all, "clip_negative", s.loss().clipNegative());
        put(all, "kl_kind", s.loss().klKind());
        put(all, "kl_coefficient", s.loss().klCoefficient());
        put(all, "entropy_coefficient", s.loss().entropyCoefficient());
        put(all, "aggregation", s.aggregation());
        put(all, "beta1", s.optimizer().beta1());
        put(all, "beta2", s.optimizer().beta2());
        put(all, "epsilon", s.optimizer().epsilon());
        put(all, "weight_decay", s.optimizer().weightDecay());
        put(all, "max_gradient_norm", s.optimizer().maxGradientNorm());
        put(all, "learning_rate", s.learningRate().peak());
        put(all, "warmup", s.learningRate().warmup());
        put(all, "schedule", s.learningRate().shape());
        put(all, "seed", s.seed());
        put(all, "checkpoint_every", s.checkpointEvery());
        put(all, "keep_checkpoints", run.keepCheckpoints());
        put(all, "eval_every", run.evalEvery());
        put(all, "eval_prompts", run.evalPrompts());
        put(all, "rollouts_every", run.rolloutsEvery());
        return all;
    }

    private static void put(Map<String, String> all, String name, Object value) {
        String text = String.valueOf(value);
        all.put(
                name,
                value instanceof Enum
                        ? text.toLowerCase(Locale.ROOT)
                        : text.endsWith(".0") ? text.substring(0, text.length() - 2) : text);
    }

    /**
     * The settings with some of them changed.
     *
     * @param changes name → value as it stands in a file
     * @throws IllegalArgumentException naming field, value, what is allowed and why
     */
    public static RunSettings with(RunSettings settings, Map<String, String> changes) {
        return of(new SettingsText(merged(values(settings), changes)));
    }

    static Map<String, String> merged(Map<String, String> defaults, Map<String, String> changes) {
        Map<String, String> all = new LinkedHashMap<>(defaults);
        changes.forEach((name, value) -> {
            if (all.replace(name, value) == null) {
                throw new IllegalArgumentException(
                        name + " is not a setting; the settings are " + String.join(", ", all.keySet()));
            }
        });
        return all;
    }

    private static RunSettings of(SettingsText t) {
        ReinforcementSettings training = new ReinforcementSettings(
                t.choice("algorithm", ReinforcementSettings.Algorithm.class),
                new Egpo(t.real("lambda"), t.real("alpha"), t.choice("bonus", Egpo.Form.class)),
                t.choice("entropy_over", ReinforcementSettings.EntropyOver.class),
                t.whole("group_size"),
                t.whole("prompts_per_step"),
                t.whole("micro_batch"),
                t.whole("epochs_per_step"),
                t.whole("steps"),
                t.whole("max_tokens"),
                new LossSettings(
                        true,
                        t.real("temperature"),
                        t.real("clip_low"),
                        t.real("clip_high"),
                        t.real("clip_negative"),
                        t.whole("kl_kind"),
                        t.real("kl_coefficient"),
                        t.real("entropy_coefficient")),
                t.choice("aggregation", Aggregation.class),
                new OptimizerSettings(
                        t.real("beta1"),
                        t.real("beta2"),
                        t.real("epsilon"),
                        t.real("weight_decay"),
                        t.real("max_gradient_norm")),
                new LearningRate(
                        t.real("learning_rate"), t.whole("warmup"), t.choice("schedule", LearningRate.Shape.class)),
                t.whole("checkpoint_every"),
                t.number("seed"));
        return new RunSettings(
                training,
                t.choice("reward", RewardKind.class),
                t.whole("eval_every"),
                t.whole("eval_prompts"),
                t.whole("rollouts_every"),
                t.whole("keep_checkpoints"));
    }

    /**
     * Reads a file's settings, name → value; {@link #with} says whether they are known and good.
     *
     * @throws IOException naming file and line where it is not a flat list of settings
     */
    public static Map<String, String> read(Path file) throws IOException {
        Map<String, String> all = new LinkedHashMap<>();
        try (YAMLParser yaml = new YAMLFactory().createParser(Files.readString(file))) {
            JsonToken first = yaml.nextToken();
            if (first == null) {
                return all;
            }
            while (first == JsonToken.START_OBJECT && yaml.nextToken() == JsonToken.FIELD_NAME) {
                String name = yaml.currentName();
                int line = yaml.currentTokenLocation().getLineNr();
                if (!yaml.nextToken().isScalarValue()) {
                    throw new IOException(file + ", line " + line + ": " + name + " must be one value");
                }
                if (all.put(name, yaml.getText()) != null) {
                    throw new IOException(file + ", line " + line + ": " + name + " is set for the second time");
                }
            }
            if (yaml.currentToken() != JsonToken.END_OBJECT) {
                throw new IOException(file + ": must be lines of the form 'name: value'");
            }
            return all;
        } catch (JsonProcessingException e) {
            throw new IOException(
                    file + ", line " + e.getLocation().getLineNr() + ": not valid YAML (" + e.getOriginalMessage()
                            + ")",
                    e);
        }
    }

    /** Writes the settings, whole or not at all. */
    public static void write(Path file, Map<String, String> values, String comment) throws IOException {
        StringBuilder b = new StringBuilder();
        comment.lines().forEach(l -> b.append("# ").append(l).append('\n'));
        values.forEach(
                (name, value) -> b.append(name).append(": ").append(value).append('\n'));
        WholeFile.write(file, b);
    }
}
