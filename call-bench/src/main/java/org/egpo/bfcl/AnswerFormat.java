package org.egpo.bfcl;

import org.egpo.call.CallDecoder;
import org.egpo.call.CallFormat;
import org.egpo.call.Decoded;
import org.egpo.call.PythonError;
import org.egpo.call.PythonJson;
import org.egpo.call.PythonObjects;
import org.egpo.call.Value;

/** From what a model said to decoded calls, by the format that the test asked for. */
record AnswerFormat(CallFormat format, boolean toolCallTag) {
    private static final AnswerFormat PYTHON = new AnswerFormat(CallFormat.PYTHON, false);
    private static final AnswerFormat JAVA = new AnswerFormat(CallFormat.JAVA, false);
    private static final AnswerFormat JAVASCRIPT = new AnswerFormat(CallFormat.JAVASCRIPT, false);

    static AnswerFormat of(Language language) {
        return switch (language) {
            case PYTHON -> PYTHON;
            case JAVA -> JAVA;
            case JAVASCRIPT -> JAVASCRIPT;
        };
    }

    /** The format that an id {@code format_sensitivity_N:ret_fmt=json&tool_call_tag=True&…:test_id} asks for. */
    static AnswerFormat ofId(String id) {
        String[] parts = id.split(":", 3);
        CallFormat format = CallFormat.PYTHON;
        boolean tag = false;
        if (parts.length == 3) {
            for (String setting : parts[1].split("&")) {
                if (setting.startsWith("ret_fmt=")) {
                    format = CallFormat.of(setting.substring("ret_fmt=".length()));
                } else if (setting.equals("tool_call_tag=True")) {
                    tag = true;
                }
            }
        }
        return new AnswerFormat(format, tag);
    }

    Decoded decode(String text) {
        return CallDecoder.decode(text, format, toolCallTag);
    }

    Decoded decode(ModelResult result) {
        return result.result() instanceof Value.Text t ? decode(t.value()) : decodeInterface(result.result());
    }

    /** Calls of a function-calling interface: maps of function → arguments, these as JSON text. */
    private static Decoded decodeInterface(Value result) {
        try {
            java.util.List<Value> calls = new java.util.ArrayList<>();
            for (Value item : PythonObjects.items(result)) {
                Value.MapValue call = PythonObjects.map(item);
                if (call.size() == 0) {
                    throw new PythonError("IndexError", "list index out of range");
                }
                calls.add(new Value.MapBuilder()
                        .put(call.key(0), arguments(call.value(0)))
                        .build());
            }
            return new Decoded.Success(new Value.ListValue(calls));
        } catch (PythonError e) {
            return new Decoded.Failure(e.type, e.getMessage(), -1);
        }
    }

    private static Value arguments(Value v) {
        if (!(v instanceof Value.Text t)) {
            return v;
        }
        Decoded decoded = PythonJson.decode(t.value());
        if (decoded instanceof Decoded.Failure f) {
            throw new PythonError(f.errorType(), "the arguments are no JSON");
        }
        return ((Decoded.Success) decoded).value();
    }
}
