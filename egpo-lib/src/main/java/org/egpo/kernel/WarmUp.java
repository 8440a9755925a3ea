package org.egpo.kernel;

import com.google.gson.JsonObject;
import io.github.spencerpark.jupyter.kernel.KernelConnectionProperties;
import io.github.spencerpark.jupyter.messages.HMACGenerator;
import java.nio.charset.StandardCharsets;
import java.util.List;

/** Loads what a first cell needs, so that an archive of classes can be recorded. */
final class WarmUp {
    private static final List<String> CELLS = List.of(
            "int x = 1; String s = \"a\" + x; System.out.print(\"\");",
            "import java.util.stream.*; record P(int a, String b) {}\nint f(int n) { return n < 2 ? n : f(n - 1); }",
            "IntStream.range(0, 3).mapToObj(i -> new P(i, \"\" + i)).map(P::toString).toList()",
            "for (int i = 0; i < 2; i++) { f(i); }\nnew int[] {1}",
            "throw new IllegalStateException(\"a\", new RuntimeException(\"b\"));",
            "undefined(1)");

    private WarmUp() {}

    static void run() {
        EgpoKernel kernel = EgpoKernel.offline();
        CellRunner runner = kernel.runner();
        JsonObject header = new JsonObject();
        header.addProperty("msg_type", "execute_request");
        JupyterMessage request = new JupyterMessage(List.of(), header, new JsonObject());
        Channels channels =
                new Channels(new KernelConnectionProperties("127.0.0.1", 1, 1, 1, 1, 1, "tcp", "hmac-sha256", "k"));
        Wire wire = new Wire(HMACGenerator.NO_AUTH_INSTANCE);
        for (int i = 0; i < CELLS.size(); i++) {
            Cell cell = new Cell(new CellOutput(request, channels, new StreamFlusher()));
            try {
                Object shown = runner.run(cell, CellSource.cell(i + 1, CELLS.get(i)));
                JsonObject content = Requests.content("data", String.valueOf(shown));
                wire.decode(wire.encode(List.of("a".getBytes(StandardCharsets.UTF_8)), "x", header, content));
            } catch (CellFailure e) {
                Wire.GSON.toJson(e.error().traceback());
            }
        }
        new CodeHelp(runner.shell().jshell(), runner.magics().names()).complete("System.out.pri", 14);
        ParentWatch.exit(0);
    }
}
