package org.egpo.datasets;

import com.fasterxml.jackson.core.JsonProcessingException;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Random;
import java.util.stream.Collectors;
import org.egpo.call.FunctionCall;
import org.egpo.call.ToolSpec;
import org.egpo.call.ValueJson;
import org.egpo.data.Answer;
import org.egpo.data.Example;

/** Damages a whole record: its question, its tools, the list of its calls. Null where a defect does not apply. */
final class RecordDefects {
    private static final String[] REFUSALS = {
        "I cannot help with that.",
        "None of the functions can be used.",
        "No function fits this question.",
        "The answer is 42.",
    };

    private final Map<String, GeneratedTool> tools;
    private final Random random;
    private final ArgumentDefects arguments;

    RecordDefects(Map<String, GeneratedTool> tools, Random random) {
        this.tools = tools;
        this.random = random;
        this.arguments = new ArgumentDefects(tools, random);
    }

    /** The example with the defect, or null where the defect does not apply to it. */
    Example apply(Defect defect, Example e) {
        if (e.calls().isEmpty()) {
            return defect == Defect.ANSWER_TO_UNANSWERABLE ? answeredAnyway(e) : null;
        }
        return switch (defect) {
            case SWAPPED_ARGUMENTS -> arguments.swapped(e);
            case WRONG_TYPE -> arguments.wrongType(e);
            case MISSING_REQUIRED -> arguments.missingRequired(e);
            case INVENTED_PARAMETER -> arguments.inventedParameter(e);
            case UNGROUNDED_VALUE -> arguments.ungrounded(e);
            case WRONG_NUMBER -> arguments.wrongNumber(e);
            case WRONG_UNIT -> arguments.wrongUnit(e);
            case ENUM_VIOLATION -> arguments.enumViolation(e);
            case WRONG_NESTING -> arguments.wrongNesting(e);
            case WRONG_FUNCTION -> wrongFunction(e);
            case UNKNOWN_FUNCTION -> unknownFunction(e);
            case BROKEN_JSON -> brokenJson(e);
            case TRUNCATED_CALL -> truncatedCall(e);
            case TRUNCATED_QUESTION -> truncatedQuestion(e);
            case TOO_FEW_CALLS -> tooFewCalls(e);
            case TOO_MANY_CALLS -> tooManyCalls(e);
            case NO_ANSWER -> e.withAnswer(random.nextBoolean() ? Answer.NO_CALL : refusal());
            case ANSWER_TO_UNANSWERABLE -> null;
            case DUPLICATE -> e;
            case NEAR_DUPLICATE -> nearDuplicate(e);
            case CONTRADICTORY_ANSWER -> random.nextBoolean() ? arguments.ungrounded(e) : arguments.wrongNumber(e);
        };
    }

    Answer refusal() {
        return new Answer(List.of(), REFUSALS[random.nextInt(REFUSALS.length - 1)]);
    }

    private FunctionCall anyCall(ToolSpec tool) {
        GeneratedTool t = tools.get(tool.name());
        return t.phrasings()
                .get(random.nextInt(t.phrasings().size()))
                .say(t, random, new HashSet<>())
                .calls()
                .get(0);
    }

    private Example answeredAnyway(Example e) {
        return e.withAnswer(
                Answer.of(anyCall(e.tools().get(random.nextInt(e.tools().size())))));
    }

    private Example wrongFunction(Example e) {
        List<ToolSpec> others = e.tools().stream()
                .filter(t -> e.calls().stream().noneMatch(c -> c.name().equals(t.name())))
                .toList();
        if (others.isEmpty()) {
            return null;
        }
        int n = random.nextInt(e.calls().size());
        return CallEdits.replace(e, n, anyCall(others.get(random.nextInt(others.size()))));
    }

    private Example unknownFunction(Example e) {
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

    private Example brokenJson(Example e) {
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
            return null;
        } catch (JsonProcessingException isBroken) {
            return e.withAnswer(new Answer(List.of(), broken));
        }
    }

    private Example truncatedCall(Example e) {
        String text = e.answer().toString();
        int length = text.length() * (40 + random.nextInt(50)) / 100;
        Answer cut = Answer.ofText(text.substring(0, length));
        return cut.isCall() ? null : e.withAnswer(cut);
    }

    private Example truncatedQuestion(Example e) {
        String[] words = e.question().split(" ");
        int keep = Math.max(1, words.length * (20 + random.nextInt(20)) / 100);
        return e.withQuestion(String.join(" ", List.of(words).subList(0, keep)));
    }

    private Example tooFewCalls(Example e) {
        if (e.calls().size() < 2) {
            return null;
        }
        List<FunctionCall> calls = new ArrayList<>(e.calls());
        calls.remove(random.nextInt(calls.size()));
        return e.withAnswer(Answer.of(calls));
    }

    private Example tooManyCalls(Example e) {
        List<FunctionCall> calls = new ArrayList<>(e.calls());
        FunctionCall more = random.nextBoolean()
                ? calls.get(random.nextInt(calls.size()))
                : anyCall(e.tools().get(random.nextInt(e.tools().size())));
        calls.add(more);
        return e.withAnswer(Answer.of(calls));
    }

    private Example nearDuplicate(Example e) {
        String q = e.question();
        String other =
                switch (random.nextInt(5)) {
                    case 0 -> q.toLowerCase(Locale.ROOT);
                    case 1 -> "Please, " + Character.toLowerCase(q.charAt(0)) + q.substring(1);
                    case 2 -> q.substring(0, q.length() - 1) + "!";
                    case 3 -> q.replaceFirst(" ", "  ") + " ";
                    default -> "Hi! " + q + " Thanks!";
                };
        return other.equals(q) ? null : e.withQuestion(other);
    }
}
