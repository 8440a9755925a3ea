package org.egpo.clean;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.regex.Pattern;
import org.egpo.call.FunctionCall;
import org.egpo.call.ToolSpec;
import org.egpo.call.Value;
import org.egpo.data.Answer;
import org.egpo.data.Example;

/**
 * Stage 2: the abstract syntax tree of the answer against the tools. The paper's two reasons to drop come first: no tool
 * can serve the question yet the answer parses as a call; a call is needed yet the answer does not parse. Then every call
 * is held against the schema of its tool; what can be corrected beyond doubt is. Safe for several threads.
 */
public final class AstStage {
    /** The look of an answer that was meant as calls: it opens like a list or an object, or a name stands before a bracket. */
    private static final Pattern CALL_LIKE = Pattern.compile(
            "\\A\\s*(```|<|\\[|\\{)|\\A\\s*[\\w.]+\\s*\\(|\"(name|function|arguments|parameters)\"\\s*:");

    private final ToolSchema.Cache schemas = new ToolSchema.Cache();

    /** Names of types that tools gave so far and that are not known; they allow every value. */
    List<String> unknownTypes() {
        return schemas.unknownTypes();
    }

    /** For a record that no judge has seen. */
    public AstResult check(Example example) {
        return check(example, CallNeed.UNKNOWN);
    }

    /** @param need what the judge says */
    public AstResult check(Example example, CallNeed need) {
        Answer answer = example.answer();
        if (answer.isCall() && (need == CallNeed.NO_CALL || example.tools().isEmpty())) {
            String why = example.tools().isEmpty() ? "no tool is on offer" : "the judge finds no tool that serves";
            return dropped(answer, new Finding(Reason.NO_TOOL_FITS, why));
        }
        if (!answer.isCall()) {
            boolean broken = answer.text() != null && isCallLike(answer.text());
            return need == CallNeed.CALL || broken
                    ? dropped(answer, new Finding(Reason.DOES_NOT_PARSE, "the answer is " + shown(answer)))
                    : new AstResult(Outcome.KEPT, answer, List.of());
        }
        return checkCalls(example);
    }

    private static AstResult dropped(Answer answer, Finding... findings) {
        return new AstResult(Outcome.DROPPED, answer, List.of(findings));
    }

    /** Whether a text that does not parse was meant as calls, rather than as words to the user. */
    static boolean isCallLike(String text) {
        return CALL_LIKE.matcher(text).find();
    }

    private static String shown(Answer answer) {
        String text = answer.toString();
        return text.length() <= 80 ? text : text.substring(0, 77) + "…";
    }

    private AstResult checkCalls(Example example) {
        List<FunctionCall> calls = new ArrayList<>();
        List<Finding> problems = new ArrayList<>();
        List<Finding> corrections = new ArrayList<>();
        Set<FunctionCall> seen = new HashSet<>();
        for (FunctionCall written : example.calls()) {
            FunctionCall call = checkCall(example, written, problems, corrections);
            if (!seen.add(call)) {
                problems.add(new Finding(Reason.REPEATED_CALL, call.toString()));
            }
            calls.add(call);
        }
        if (!problems.isEmpty()) {
            return new AstResult(Outcome.DROPPED, example.answer(), problems);
        }
        return corrections.isEmpty()
                ? new AstResult(Outcome.KEPT, example.answer(), List.of())
                : new AstResult(Outcome.CORRECTED, Answer.of(calls), corrections);
    }

    private FunctionCall checkCall(
            Example example, FunctionCall written, List<Finding> problems, List<Finding> corrections) {
        ToolSpec tool = example.tool(
                Repairs.alike(written.name(), example.tools().stream().map(ToolSpec::name)));
        if (tool == null) {
            problems.add(new Finding(Reason.UNKNOWN_FUNCTION, written.name()));
            return written;
        }
        ToolSchema schema = schemas.of(tool);
        List<Finding> found = schema.check(tool.name(), written.arguments());
        FunctionCall call = written;
        if (!tool.name().equals(written.name())) {
            corrections.add(new Finding(Reason.UNKNOWN_FUNCTION, written.name() + " is spelled " + tool.name()));
            call = new FunctionCall(tool.name(), written.arguments());
        }
        if (!found.isEmpty() || hasFloatForInteger(schema, written)) {
            var repaired = Repairs.repair(tool.name(), written.arguments(), schema.json(), corrections);
            call = new FunctionCall(tool.name(), repaired);
            found = schema.check(tool.name(), repaired);
        }
        problems.addAll(found);
        return call;
    }

    /** {@code 5.0} is an integer to JSON Schema, but not to Python. */
    private static boolean hasFloatForInteger(ToolSchema schema, FunctionCall call) {
        JsonNode properties = schema.json().path("properties");
        return properties
                .propertyStream()
                .anyMatch(p -> p.getValue().path("type").asText().equals("integer")
                        && call.arguments().get(p.getKey()) instanceof Value.Real);
    }
}
