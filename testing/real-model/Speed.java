import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.nio.file.*;
import java.util.*;
import java.util.stream.*;
import java.util.zip.GZIPInputStream;
import org.egpo.policy.*;

/** The Java third of speed.py. */
class Speed {
    public static void main(String[] args) throws Exception {
        int threads = Integer.parseInt(args[1]);
        int length = Integer.parseInt(args[2]);
        int fresh = Integer.parseInt(args[3]);
        EngineInfo.useThreads(threads);
        long[] prompt;
        Path vectors = Path.of(System.getProperty("egpo.root"), "testing/vectors/smollm2.json.gz");
        try (GZIPInputStream in = new GZIPInputStream(Files.newInputStream(vectors))) {
            JsonNode ids = new ObjectMapper().readTree(in).at("/runs/0/ids");
            prompt = StreamSupport.stream(ids.spliterator(), false).mapToLong(JsonNode::asLong).toArray();
        }
        long[] whole = LongStream.range(0, length).map(i -> prompt[(int) (i % prompt.length)]).toArray();
        try (CausalLm model = CausalLm.load(Path.of(args[0]))) {
            Generator generator = new Generator(model);
            seconds(generator, prompt, 4);
            double prefill = seconds(generator, whole, 1);
            double decode = seconds(generator, prompt, fresh + 1) - seconds(generator, prompt, 1);
            System.out.printf(Locale.ROOT, "here %d %.1f %.1f%n", threads, length / prefill, fresh / decode);
        }
        System.exit(0);
    }

    private static double seconds(Generator generator, long[] prompt, int tokens) {
        double best = Double.MAX_VALUE;
        for (int i = 0; i < 3; i++) {
            long start = System.nanoTime();
            int made = generator.generate(List.of(prompt), 1, Sampling.greedy().withMaxTokens(tokens)).get(0).get(0).tokens().length;
            best = Math.min(best, (System.nanoTime() - start) / 1e9);
            if (made != tokens) {
                throw new IllegalStateException(made + " tokens instead of " + tokens);
            }
        }
        return best;
    }
}
