import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.*;
import java.nio.file.*;
import java.util.*;
import org.egpo.policy.*;

/** The Java half of trained.py: compares prompts and ids, and writes the logits of each text as 32-bit floats. */
class Trained {
    public static void main(String[] args) throws IOException {
        Path out = Path.of(args[1]);
        ChatTemplate template = ChatTemplate.load(Path.of(args[0]));
        try (CausalLm model = CausalLm.load(Path.of(args[0])); Tokenizer tokenizer = Tokenizer.load(Path.of(args[0]))) {
            int i = 0;
            for (JsonNode run : new ObjectMapper().readTree(out.resolve("runs.json").toFile())) {
                String text = run.get("text").asText();
                String prompt = template.render(List.of(Map.of("role", "user", "content", text)), List.of(), true);
                same("prompt", run.get("prompt").asText(), prompt);
                long[] ids = tokenizer.encode(prompt + text);
                same("ids", run.get("ids").toString(), Arrays.toString(ids).replace(" ", ""));
                try (DataOutputStream file = new DataOutputStream(
                        new BufferedOutputStream(Files.newOutputStream(out.resolve(i++ + ".bin"))))) {
                    for (float[] row : model.logits(TokenBatch.rightPadded(List.of(ids), 0))[0]) {
                        for (float x : row) {
                            file.writeFloat(x);
                        }
                    }
                }
            }
        }
        System.exit(0);
    }

    private static void same(String what, String expected, String here) {
        if (!expected.equals(here)) {
            throw new IllegalStateException(what + " differ: Transformers " + expected + ", here " + here);
        }
    }
}
