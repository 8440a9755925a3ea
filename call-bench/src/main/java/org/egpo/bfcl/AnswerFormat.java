package org.egpo.bfcl;

import org.egpo.call.CallFormat;
import org.egpo.call.Decoded;
import org.egpo.call.ModelFormat;

/** The format that a test asks for. */
record AnswerFormat(CallFormat format, boolean toolCallTag) {
    static AnswerFormat of(Language language) {
        return new AnswerFormat(CallFormat.valueOf(language.name()), false);
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

    /** From what a model answered to decoded calls, in the form that such a model writes them. */
    Decoded decode(ModelResult result, ModelFormat model) {
        return model.decode(result.result(), format, toolCallTag);
    }
}
