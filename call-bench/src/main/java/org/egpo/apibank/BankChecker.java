package org.egpo.apibank;

import static org.egpo.call.PythonObjects.at;

import java.math.BigDecimal;
import java.math.RoundingMode;
import java.util.Collections;
import java.util.IdentityHashMap;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import org.egpo.call.PythonDict;
import org.egpo.call.PythonError;
import org.egpo.call.PythonObjects;
import org.egpo.call.PythonText;
import org.egpo.call.PythonUnicode;
import org.egpo.call.Value;
import org.jspecify.annotations.Nullable;

/**
 * Judges the answers of one run as the official scripts do: {@code evaluator_by_json.py} for levels 1 and 2, where each call
 * meets fresh databases, {@code lv3_evaluator.py} for level 3, where an earlier call may spoil a later one.
 */
public final class BankChecker {
    public static final String CORRECT = "correct";
    /** The official script ends with an exception here, or does not end; counted as not correct. */
    public static final String CRASH = "crash";
    /** The answer depends on a language model or the network, and the data do not tell it; counted as not correct. */
    public static final String UNJUDGED = "UNJUDGED";

    /**
     * @param type {@link #CORRECT}, an error class of the scripts, or one of the others here; empty for a scored response
     * @param call null where none was found
     * @param result of the API; None where it was not run to its end
     */
    public record Verdict(String type, @Nullable BankCall call, Value result) {}

    private final BankData data;
    private final Map<Value, Value> truths = new IdentityHashMap<>(4);
    private final Set<Value> spent = Collections.newSetFromMap(new IdentityHashMap<>(4));

    public BankChecker(BankData data) {
        this.data = data;
    }

    /** Never throws for anything that a model wrote. */
    public Verdict check(BankData.Sample sample, String answer) {
        BankCall call = BankCall.find(answer);
        if (call == null) {
            return new Verdict("NO_API_CALL", null, Value.None.NONE);
        }
        Value[] result = {Value.None.NONE};
        return new Verdict(type(sample, call, result), call, result[0]);
    }

    /** What was recorded; a copy where comparisons remove fields of it. */
    private Value truth(BankData.Sample sample, BankApi expected) {
        return expected.removes()
                ? truths.computeIfAbsent(sample.call(), turn -> PythonObjects.thaw(at(turn, "result")))
                : at(sample.call(), "result");
    }

    private String type(BankData.Sample sample, BankCall call, Value[] result) {
        boolean third = sample.level() == 3;
        BankTools tools = data.tools(sample.level());
        String wanted = PythonText.str(at(sample.call(), "api_name"));
        if (!third && !wanted.equals(call.name())) {
            return "API_NAME_MISMATCH";
        }
        Map<String, String> parameters = call.parameters();
        if (third && call.name().equals("ToolSearcher")) {
            String keywords = parameters.get("keywords");
            if (keywords == null) {
                return CRASH;
            }
            parameters = new LinkedHashMap<>(parameters);
            parameters.put("keywords", splitByUppercase(keywords));
        }
        BankApi api = tools.api(call.name());
        BankApi expected = tools.api(wanted);
        if (api == null || expected == null) {
            return third ? "INVALID_TOOL" : CRASH;
        }
        try {
            PythonDict got = tools.call(api, parameters, spent);
            result[0] = got;
            Value truth = truth(sample, expected);
            boolean holds = BankComparison.holds(expected.conditions(), got, truth);
            return holds ? CORRECT : third ? "INCORRECT" : mismatch(got, truth);
        } catch (PythonError e) {
            return error(e, third, result[0] != Value.None.NONE);
        }
    }

    private static String error(PythonError e, boolean third, boolean compared) {
        String text = e.getMessage();
        boolean name = !compared && text.contains("invalid parameter name");
        boolean missing = !compared && text.matches("(?s).*missing.* required positional argument.*");
        return switch (e.type) {
            case BankTools.UNJUDGED -> UNJUDGED;
            case "AssertionError" -> third ? "ASSERTION_ERROR" : name ? "INVALID_INPUT_PARAMETER" : CRASH;
            case "KeyError" -> compared ? "KEY_ERROR" : CRASH;
            case "TypeError" -> third && !compared ? "TYPE_ERROR" : missing ? "MISS_INPUT_ARGUMENT" : CRASH;
            default -> CRASH;
        };
    }

    private static String mismatch(PythonDict got, Value truth) {
        if (PythonObjects.truth(at(got, "exception"))) {
            return "HAS_EXCEPTION";
        }
        for (String field : new String[] {"output", "input"}) {
            if (!Value.pythonEquals(at(got, field), at(truth, field))) {
                return field.toUpperCase(Locale.ROOT) + "_MISMATCH";
            }
        }
        return "UNCATEGORISED";
    }

    /** A space before each upper-case letter, then trimmed. */
    public static String splitByUppercase(String s) {
        StringBuilder b = new StringBuilder();
        for (int i = 0; i < s.length(); i++) {
            b.append(Character.isUpperCase(s.codePointAt(i)) ? " " : "").append(s.charAt(i));
        }
        return PythonUnicode.strip(b.toString());
    }

    /** What a response scores, 0 to 1; NaN where the official script ends with an exception, which counts as 0. */
    public static double score(BankData.Sample sample, String answer) {
        if (sample.level() == 3) {
            String text = PythonUnicode.strip(answer.replace("User:", "").replace("AI:", ""));
            return text.isEmpty() ? 0 : RougeL.f(text, sample.response());
        }
        double f = answer.isEmpty() ? 0 : RougeL.f(answer, sample.response());
        return Double.isNaN(f)
                ? f
                : new BigDecimal(f).setScale(4, RoundingMode.HALF_EVEN).doubleValue();
    }
}
