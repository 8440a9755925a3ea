package org.egpo.datasets;

import com.fasterxml.jackson.core.JsonProcessingException;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Random;
import java.util.stream.Collectors;
import org.egpo.call.FunctionCall;
import org.egpo.call.ToolSpec;
import org.egpo.call.ValueJson;
import org.egpo.data.Answer;
import org.egpo.data.Example;

/** Damages a whole record: its question, its tools, the list of its calls. It stays as it is where a defect does not apply. */
final class RecordDefects {
    private static final List<String> REFUSALS = List.of(
            "I cannot help with that.", "None of the functions can be used.", "No function fits this question.");

    private final Map<String, GeneratedTool> tools;
    private final Random random;
    final ArgumentDefects arguments;

    RecordDefects(Map<String, GeneratedTool> tools, Random random) {
        this.tools = tools;
        this.random = random;
        this.arguments = new ArgumentDefects(tools, random);
    }

    Answer refusal() {
        return new Answer(List.of(), CallEdits.pick(REFUSALS, random));
    }

    private FunctionCall anyCall(ToolSpec tool) {
        GeneratedTool t = Objects.requireNonNull(tools.get(tool.name()), tool.name());
        Phrasing phrasing = CallEdits.pick(t.phrasings(), random);
        return phrasing.say(t, random, new HashSet<>()).calls().get(0);
    }

    Example answeredAnyway(Example e) {
        return e.withAnswer(Answer.of(anyCall(CallEdits.pick(e.tools(), random))));
    }

    Example noAnswer(Example e) {
        return e.withAnswer(random.nextBoolean() ? Answer.NO_CALL : refusal());
    }

    Example contradictory(Example e) {
        return random.nextBoolean() ? arguments.ungrounded(e) : arguments.wrongNumber(e);
    }

    Example wrongFunction(Example e) {
        List<ToolSpec> others = e.tools().stream()
                .filter(t -> e.calls().stream().noneMatch(c -> c.name().equals(t.name())))
                .toList();
        if (others.isEmpty()) {
            return e;
        }
        int n = random.nextInt(e.calls().size());
        return CallEdits.replace(e, n, anyCall(CallEdits.pick(others, random)));
    }

    Example unknownFunction(Example e) {
        int n = random.nextInt(e.calls().size());
        FunctionCall c = e.calls().get(n);
        String name =
                switch (random.nextInt(4)) {
                    case 0 -> "get_" + c.name();
                    case 1 -> c.name().substring(0, c.name().indexOf('_'));
                    case 2 -> "api." + c.name();
                    default -> c.name().substring(c.name().indexOf('_') + 1) + "_tool";
                };
        return CallEdits.replace(e, n, new FunctionCall(name, c.arguments()));
    }

    Example brokenJson(Example e) {
        String json = e.calls().stream()
                .map(c -> "{\"name\": \"" + c.name() + "\", \"arguments\": " + ValueJson.write(c.arguments()) + "}")
                .collect(Collectors.joining(", ", "[", "]"));
        int quote = json.indexOf('"', json.length() / 3);
        String broken =
                switch (random.nextInt(4)) {
                    case 0 -> json.substring(0, json.length() - 2) + "]";
                    case 1 -> json.substring(0, quote) + json.substring(quote + 1);
                    case 2 -> json.replaceFirst(":", "");
                    default -> json.replaceFirst("\\{", "");
                };
        try {
            ValueJson.MAPPER.readTree(broken);
            return e;
        } catch (JsonProcessingException isBroken) {
            return e.withAnswer(new Answer(List.of(), broken));
        }
    }

    Example truncatedCall(Example e) {
        String text = e.answer().toString();
        int length = text.length() * (40 + random.nextInt(50)) / 100;
        Answer cut = Answer.ofText(text.substring(0, length));
        return cut.isCall() ? e : e.withAnswer(cut);
    }

    Example truncatedQuestion(Example e) {
        String[] words = e.question().split(" ");
        int keep = Math.max(1, words.length * (20 + random.nextInt(20)) / 100);
        return e.withQuestion(String.join(" ", List.of(words).subList(0, keep)));
    }

    Example tooFewCalls(Example e) {
        if (e.calls().size() < 2) {
            return e;
        }
        List<FunctionCall> calls = new ArrayList<>(e.calls());
        calls.remove(random.nextInt(calls.size()));
        return e.withAnswer(Answer.of(calls));
    }

    Example tooManyCalls(Example e) {
        List<FunctionCall> calls = new ArrayList<>(e.calls());
        FunctionCall more =
                random.nextBoolean() ? CallEdits.pick(calls, random) : anyCall(CallEdits.pick(e.tools(), random));
        calls.add(more);
        return e.withAnswer(Answer.of(calls));
    }

    Example nearDuplicate(Example e) {
        String q = e.question();
        String other =
                switch (random.nextInt(5)) {
                    case 0 -> q.toLowerCase(Locale.ROOT);
                    case 1 -> "Please, " + Character.toLowerCase(q.charAt(0)) + q.substring(1);
                    case 2 -> q.substring(0, q.length() - 1) + "!";
                    case 3 -> q.replaceFirst(" ", "  ") + " ";
                    default -> "Hi! " + q + " Thanks!";
                };
        return other.equals(q) ? e : e.withQuestion(other);
    }
}
