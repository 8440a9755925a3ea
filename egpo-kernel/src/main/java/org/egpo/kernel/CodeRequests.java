package org.egpo.kernel;

import com.google.gson.JsonObject;
import java.util.Map;

/** Answers the requests about code that is not run: completion, inspection, completeness. */
final class CodeRequests {
    private final EgpoKernel kernel;
    private CodeHelp help;

    CodeRequests(EgpoKernel kernel) {
        this.kernel = kernel;
    }

    private CodeHelp help() {
        if (help == null) {
            CellRunner runner = kernel.runner();
            help = new CodeHelp(runner.shell().jshell(), runner.magics().names());
        }
        return help;
    }

    JsonObject complete(JupyterMessage request) {
        String code = request.text("code", "");
        int cursor = cursor(request, code);
        CodeHelp.Completion found = help().complete(code, cursor);
        JsonObject content = Requests.content("status", "ok");
        content.add("matches", Wire.GSON.toJsonTree(found.matches()));
        content.addProperty("cursor_start", code.codePointCount(0, found.from()));
        content.addProperty("cursor_end", code.codePointCount(0, cursor));
        content.add("metadata", new JsonObject());
        return content;
    }

    JsonObject inspect(JupyterMessage request) {
        String code = request.text("code", "");
        String text = help().inspect(code, cursor(request, code), request.number("detail_level", 0) > 0);
        JsonObject content = Requests.content("status", "ok");
        content.addProperty("found", text != null);
        content.add("data", Wire.GSON.toJsonTree(text == null ? Map.of() : Map.of("text/plain", text)));
        content.add("metadata", new JsonObject());
        return content;
    }

    JsonObject isComplete(JupyterMessage request) {
        String code = request.text("code", "");
        String status = help().completeness(code);
        JsonObject content = Requests.content("status", status);
        if (status.equals("incomplete")) {
            content.addProperty("indent", CodeHelp.indent(code));
        }
        return content;
    }

    /** Positions come in Unicode code points; outside the code they mean its nearest end. */
    private static int cursor(JupyterMessage request, String code) {
        int points = code.codePointCount(0, code.length());
        int at = request.number("cursor_pos", points);
        return code.offsetByCodePoints(0, Math.max(0, Math.min(at, points)));
    }
}
