package org.egpo.conformance;

import static org.egpo.conformance.CaseNumbers.doubles;
import static org.egpo.conformance.CaseNumbers.matrix;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.Arrays;
import java.util.List;
import org.egpo.policy.OptimizerSettings;
import org.egpo.train.AdamW;

/** Twenty steps of a small network: losses, gradients and weights of each ({@code adamw}). */
final class AdamWCheck {
    private static final Tolerance EXACT = Tolerance.of(1e-10);
    private static final Tolerance FLOAT = new Tolerance(2e-6, 1e-4);
    private static final List<String> NAMES = List.of("w1", "b1", "w2", "b2");

    private AdamWCheck() {}

    static void check(JsonNode vector, Verdicts verdicts) {
        JsonNode p = vector.path("params");
        JsonNode input = vector.path("input");
        SmallNetwork network = new SmallNetwork(
                matrix(input.path("x")),
                matrix(input.path("y")),
                p.path("loss_scale").asDouble(1));
        double[][] parameters = NAMES.stream()
                .map(n -> flat(input.path("initial_params").path(n)))
                .toArray(double[][]::new);
        boolean biases = !p.path("no_decay_bias").asBoolean(false);
        AdamW optimizer = new AdamW(
                new OptimizerSettings(
                        p.path("betas").path(0).asDouble(),
                        p.path("betas").path(1).asDouble(),
                        p.path("eps").asDouble(),
                        p.path("weight_decay").asDouble(),
                        p.path("max_grad_norm").asDouble(0)),
                parameters,
                new boolean[] {true, biases, true, biases});
        for (int step = 0; step < p.path("steps").asInt(); step++) {
            double[][] gradients = new double[NAMES.size()][];
            double loss = network.loss(parameters, gradients);
            double rate = p.path("lr_per_step").path(step).asDouble(p.path("lr").asDouble());
            double norm = optimizer.step(parameters, gradients, rate);
            String name = vector.path("name").asText() + ": step " + (step + 1) + " ";
            JsonNode want = vector.path("expected").path("f64").path(step);
            verdicts.add(name + "loss", EXACT.number(want.path("loss"), loss));
            verdicts.add(name + "gradient norm", EXACT.number(want.path("grad_norm"), norm));
            arrays(want.path("grad_before_clip"), gradients, EXACT, name + "gradient ", verdicts);
            arrays(want.path("params"), parameters, EXACT, name, verdicts);
            JsonNode rounded = vector.path("expected").path("f32").path(step);
            arrays(rounded.path("params"), parameters, FLOAT, name + "32-bit ", verdicts);
        }
    }

    private static void arrays(JsonNode want, double[][] got, Tolerance tolerance, String name, Verdicts verdicts) {
        for (int i = 0; i < got.length; i++) {
            double[] flat = flat(want.path(NAMES.get(i)));
            boolean same = flat.length == got[i].length;
            for (int j = 0; same && j < flat.length; j++) {
                same = tolerance.holds(flat[j], got[i][j]);
            }
            verdicts.add(
                    name + NAMES.get(i),
                    same ? Outcome.pass() : Outcome.fail(Arrays.toString(flat), Arrays.toString(got[i])));
        }
    }

    /** A vector, or a matrix with its rows one after the other. */
    private static double[] flat(JsonNode array) {
        return array.path(0).isArray()
                ? Arrays.stream(matrix(array)).flatMapToDouble(Arrays::stream).toArray()
                : doubles(array);
    }
}
