package org.egpo.apibank;

import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.regex.Pattern;
import org.egpo.call.PythonDict;
import org.egpo.call.PythonError;
import org.egpo.call.PythonNumbers;
import org.egpo.call.PythonObjects;
import org.egpo.call.PythonText;
import org.egpo.call.PythonUnicode;
import org.egpo.call.Value;

/**
 * One API as the data describe it.
 *
 * @param entry what a prompt says of it
 * @param optional absent ones are None in the result's input
 * @param database name of a file, or the database itself (level 3); None where there is none
 * @param conditions how its results are compared ({@link BankComparison})
 * @param steps what it does ({@link BankRequest})
 */
record BankApi(
        Value entry,
        Value.MapValue types,
        List<String> required,
        List<String> optional,
        Value database,
        List<BankComparison.Condition> conditions,
        List<BankRequest.Step> steps) {
    /** What {@code str.isdigit} takes besides decimal digits. */
    private static final Pattern DIGITS = Pattern.compile("[²³¹⁰⁴-⁹₀-₉①-⑨⑴-⑼⒈-⒐⓪⓵-⓽⓿❶-❾➀-➈➊-➒\u1369-\u1371\u19da"
            + "\\x{10a40}-\\x{10a43}\\x{10e60}-\\x{10e68}\\x{11052}-\\x{1105a}\\x{1f100}-\\x{1f10a}]");

    /** @param function conditions and steps, a line of {@code functions.txt} */
    static BankApi read(Value spec, String[] function) {
        Value entry = PythonObjects.at(spec, "entry");
        return new BankApi(
                entry,
                PythonObjects.map(PythonObjects.at(entry, "input_parameters")),
                texts(PythonObjects.at(spec, "required")),
                texts(PythonObjects.at(spec, "optional")),
                PythonObjects.map(spec).get(Value.text("database"), Value.None.NONE),
                BankComparison.Condition.all(function[1].strip()),
                BankRequest.Step.all(function[2].strip()));
    }

    private static List<String> texts(Value list) {
        return PythonObjects.items(list).stream().map(PythonText::str).toList();
    }

    String name() {
        return PythonText.str(PythonObjects.at(entry, "name"));
    }

    /** Whether comparing a result changes it. */
    boolean removes() {
        return conditions.stream().anyMatch(BankComparison.Condition::removes);
    }

    /** @throws PythonError for a bad parameter, and what the API does not catch */
    PythonDict call(Map<String, String> parameters, Function<Value.MapValue, BankRequest> request) {
        PythonDict arguments = new PythonDict();
        parameters.forEach((name, text) -> arguments.put(name, converted(name, text)));
        for (String name : required) {
            if (!parameters.containsKey(name)) {
                throw PythonError.type("missing 1 required positional argument: '" + name + "'");
            }
        }
        for (String name : optional) {
            arguments.put(name, arguments.get(Value.text(name), Value.None.NONE));
        }
        Value output = Value.None.NONE;
        Value exception = Value.None.NONE;
        try {
            output = request.apply(arguments).run(steps);
        } catch (PythonError e) {
            if (!e.type.equals(BankRequest.REFUSED)) {
                throw e;
            }
            exception = Value.text(e.getMessage());
        }
        Value input = types.size() == 0 ? Value.None.NONE : arguments;
        return PythonDict.named("api_name input output exception", Value.text(name()), input, output, exception);
    }

    private Value converted(String parameter, String text) {
        Value type = types.get(parameter);
        if (type == null) {
            throw new PythonError("AssertionError", "invalid parameter name. parameter: " + parameter);
        }
        Value value = Value.text(text);
        String name = PythonText.str(PythonObjects.at(type, "type"));
        boolean whole = name.equals("int");
        if (whole || name.equals("float")) {
            String digits =
                    DIGITS.matcher(whole ? text : text.replaceFirst("\\.", "")).replaceAll("0");
            if (digits.isEmpty() || !digits.codePoints().allMatch(PythonUnicode::isDigit)) {
                throw new PythonError("AssertionError", "invalid parameter type. parameter: " + text);
            }
            return whole ? PythonNumbers.toInteger(value) : PythonNumbers.toReal(value);
        }
        return name.equals("bool") ? Value.Bool.of(text.equals("True")) : value;
    }
}
