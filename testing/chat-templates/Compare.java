import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.nio.file.*;
import java.util.*;
import org.egpo.data.*;
import org.egpo.policy.ChatTemplate;
import org.egpo.rollout.*;

/** The Java half of compare.py: its expectations, and the records of the dialogues. */
class Compare {
    public static void main(String[] args) throws Exception {
        ObjectMapper json = new ObjectMapper();
        JsonNode given = json.readTree(Path.of(args[0]).toFile());
        Path folder = Files.createTempDirectory("template");
        Files.writeString(folder.resolve("tokenizer_config.json"), given.get("special").toString());
        List<String> lines = new ArrayList<>();
        json.readTree(Path.of(args[1]).toFile()).get("records").forEach(r -> lines.add(r.toString()));
        Map<String, Example> dialogues = new HashMap<>();
        for (Example e : Examples.read(Files.write(folder.resolve("dialogues.jsonl"), lines))) {
            dialogues.put(e.id(), e);
        }
        Map<String, Integer> counts = new TreeMap<>();
        for (JsonNode p : given.get("prompts")) {
            Path file = Path.of(p.get("template").asText());
            Files.copy(file, folder.resolve("chat_template.jinja"), StandardCopyOption.REPLACE_EXISTING);
            Example e = dialogues.get(p.get("dialogue").asText());
            if (!p.get("tools").asBoolean()) {
                e = new Example(e.id(), e.messages(), List.of(), e.answer(), e.metadata(), e.other(), null);
            }
            String got = null;
            String why = "";
            try {
                got = Prompts.of(ChatTemplate.load(folder), e, PromptStyle.TEMPLATE).text();
            } catch (RuntimeException refused) {
                why = refused.getMessage().replace(folder + "/", "").replace('\n', ' ');
            }
            String kind = p.get("text").isNull()
                    ? got == null ? "refused by both" : "GIVEN WHERE PYTHON REFUSES"
                    : got != null
                            ? got.equals(p.get("text").asText()) ? "equal" : "OTHER"
                            : why.contains("does not show the earlier calls") ? "refused: earlier calls not shown" : "refused";
            counts.merge(kind, 1, Integer::sum);
            if (kind.equals("refused") || kind.equals(kind.toUpperCase(Locale.ROOT))) {
                System.out.println(kind + ": " + file.getFileName() + ", " + e.id() + " " + why);
            }
        }
        System.out.println(counts);
        System.exit(0);
    }
}
