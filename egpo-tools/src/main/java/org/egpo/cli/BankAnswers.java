package org.egpo.cli;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.egpo.acebench.AcePrompts;
import org.egpo.apibank.BankData;
import org.egpo.apibank.BankScorer;
import org.egpo.bfcl.ScoreFiles;
import org.egpo.call.PythonText;
import org.egpo.call.Value;

/** Has a model answer API-Bank's test data; a result file has their fields and the answer, {@code pred}. */
final class BankAnswers {
    /** All but the calls of level 3 with an example in the prompt, which are the same calls again. */
    static final List<String> USUAL =
            BankScorer.NAMES.stream().filter(name -> !name.endsWith("icl")).toList();

    private BankAnswers() {}

    /** @param most only so many prompts */
    static Path write(BankData data, String name, AceAnswers.Model model, int most, Path folder) {
        List<Value.MapValue> prompts = data.prompts(name).stream().limit(most).toList();
        List<String> answers = model.apply(prompts.stream()
                .map(p -> List.of(
                        new AcePrompts.Message("system", PythonText.str(p.get("instruction"))),
                        new AcePrompts.Message("user", PythonText.str(p.get("input")))))
                .toList());
        List<Map<String, Object>> lines = new ArrayList<>();
        for (Value.MapValue p : prompts) {
            Map<String, Object> line = new LinkedHashMap<>();
            p.forEach((field, value) -> line.put(PythonText.str(field), value));
            line.put("pred", answers.get(lines.size()));
            lines.add(line);
        }
        Path file = folder.resolve(name + ".json");
        ScoreFiles.write(file, lines);
        return file;
    }
}
