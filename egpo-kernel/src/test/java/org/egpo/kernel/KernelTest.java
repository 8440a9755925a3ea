package org.egpo.kernel;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.google.gson.JsonObject;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.egpo.kernel.KernelClient.Result;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** The kernel in a process of its own, asked over its sockets. */
@Timeout(120)
class KernelTest {
    private static KernelClient kernel;

    @BeforeAll
    static void start() {
        kernel = KernelClient.start();
    }

    @AfterAll
    static void end() throws InterruptedException {
        assertTrue(kernel.shutdown(), "the kernel ends when asked");
        kernel.close();
    }

    private static Result run(String... lines) {
        return kernel.run(String.join("\n", lines));
    }

    @Test
    void kernelInfoSaysWhatTheKernelSpeaks() {
        JsonObject info = kernel.ask("kernel_info_request", new JsonObject());
        assertEquals("ok", info.get("status").getAsString());
        assertEquals("5.3", info.get("protocol_version").getAsString());
        assertEquals("Java", info.getAsJsonObject("language_info").get("name").getAsString());
    }

    @Test
    void lastExpressionIsShownAndDeclarationsAreNot() {
        assertEquals("42", run("int a = 40;", "a + 2").value());
        assertEquals("42", run("a + 2;").value(), "a semicolon does not hide a value");
        assertNull(run("int b = 5;").value());
        assertNull(run("b = 6").value());
        assertEquals("[1, 2]", run("new int[] {1, 2}").value());
        assertNull(run("System.out.print(1);").value());
    }

    @Test
    void importsOfIJavaArePreloaded() {
        assertEquals("6", run("new BigInteger(\"6\")").value());
        assertEquals("true", run("Pattern.matches(\"a+\", \"aa\")").value());
        assertEquals("[3]", run("new CopyOnWriteArrayList<>(List.of(3))").value());
    }

    @Test
    void outputsOfBothStreamsKeepTheirOrder() {
        Result r =
                run("System.out.println(\"one\"); System.err.println(\"two\"); System.out.println(\"three é 日本 🙂\");");
        assertEquals(
                List.of("stdout:one\n", "stderr:two\n", "stdout:three é 日本 🙂\n"),
                r.outputs().stream()
                        .filter(m -> m.type().equals("stream"))
                        .map(m -> m.text("name", "") + ":" + m.text("text", ""))
                        .toList());
    }

    @Test
    void printsComeBeforeTheValueThatFollowsThem() {
        Result r = run("System.out.println(\"first\");", "\"then\"");
        assertEquals(
                List.of("execute_input", "stream", "execute_result"),
                r.outputs().stream()
                        .map(JupyterMessage::type)
                        .filter(t -> !t.equals("status"))
                        .toList());
    }

    @Test
    void floodOfLinesLosesNothing() {
        Result r = run("for (int i = 0; i < 100_000; i++) System.out.println(\"line \" + i);");
        String expected =
                IntStream.range(0, 100_000).mapToObj(i -> "line " + i + "\n").collect(Collectors.joining());
        assertEquals(expected, r.stream("stdout"));
        assertTrue(
                r.outputs().size() < 1000,
                "gathered into few messages, not " + r.outputs().size());
    }

    @Test
    void exceptionShowsItsCausesAndMarksTheCellsLine() {
        Result r = run(
                "void inner() { throw new RuntimeException(\"outer\", new java.io.IOException(\"disk full\")); }",
                "int before = 1;",
                "inner();",
                "int after = 2;");
        assertEquals("error", r.status());
        assertEquals("java.lang.RuntimeException", r.reply().get("ename").getAsString());
        assertEquals(
                "outer (caused by java.io.IOException: disk full)",
                r.reply().get("evalue").getAsString());
        assertTrue(r.traceback().contains("Caused by: java.io.IOException: disk full"), r.traceback());
        assertTrue(r.traceback().contains("---->   1 | void inner()"), r.traceback());
        assertTrue(r.traceback().contains(", line 3)"), r.traceback());
        assertFalse(r.traceback().contains("$JShell$"), r.traceback());
        assertFalse(r.traceback().contains("org.egpo.kernel"), r.traceback());
        assertEquals("1", run("before").value(), "what ran before stays");
    }

    @Test
    void exceptionOfAnEarlierCellsMethodMarksTheCall() {
        run(
                "// a comment",
                "int half(int n) {",
                "  if (n % 2 != 0) throw new IllegalArgumentException(\"odd: \" + n);",
                "  return n / 2;",
                "}");
        Result r = run("int ok = half(4);", "", "half(5)");
        assertTrue(r.traceback().contains("---->   3 | half(5)"), r.traceback());
        assertTrue(r.traceback().contains("half (cell ["), r.traceback());
        assertTrue(r.traceback().contains("line 3)"), r.traceback());
    }

    @Test
    void exceptionInAClassOfACellNamesItsLine() {
        Result r = run(
                "class Box {",
                "  int get() {",
                "    Object o = null;",
                "    return o.hashCode();",
                "  }",
                "}",
                "new Box().get()");
        assertTrue(r.traceback().contains("line 4)"), r.traceback());
        assertTrue(r.traceback().contains("---->   4 |     return o.hashCode();"), r.traceback());
    }

    @Test
    void compileErrorShowsLineAndCaret() {
        Result r = run("int fine = 1;", "", "int wrong = \"text\";");
        assertEquals("CompilationError", r.reply().get("ename").getAsString());
        assertTrue(
                r.reply().get("evalue").getAsString().startsWith("line 3: incompatible types"),
                r.reply().toString());
        List<String> lines = r.traceback().lines().toList();
        int at = lines.indexOf("---->   3 | int wrong = \"text\";");
        assertTrue(at > 0, r.traceback());
        assertEquals(lines.get(at).indexOf("\"text\""), lines.get(at + 1).indexOf("^"), r.traceback());
    }

    @Test
    void unfinishedCodeIsAnErrorNotAWait() {
        Result r = run("int f() {", "  return 1;");
        assertEquals("error", r.status());
        assertTrue(r.traceback().contains("reached end of file"), r.traceback());
    }

    @Test
    void methodMayBeWrittenBeforeWhatItNeeds() {
        Result r = run("int early() { return late(); }");
        assertEquals("ok", r.status());
        assertTrue(r.stream("stderr").contains("early needs method late()"), r.stream("stderr"));
        Result call = run("early()");
        assertTrue(
                call.reply().get("evalue").getAsString().contains("late()"),
                call.reply().toString());
        run("int late() { return 7; }");
        assertEquals("7", run("early()").value());
    }

    @Test
    void percentInTextAndArithmeticIsNoMagic() {
        assertEquals(
                "\n%jars nothing\nx =%load y\n".strip(),
                run("String t = \"\"\"", "    %jars nothing", "    x =%load y", "    \"\"\";", "t.strip()")
                        .value());
        assertEquals(
                "1", run("int q = 7; int m = 3;", "int r = q", "    % m;", "r").value());
        assertEquals("1", run("int r2 = (q", "%m);", "r2").value());
        assertEquals("ok", run("/*", "%jars nothing", "*/").status());
    }

    @Test
    void unknownMagicIsOneSentence() {
        Result r = run("int z = 1;", "%jras x.jar");
        assertEquals("MagicError", r.reply().get("ename").getAsString());
        assertTrue(r.reply().get("evalue").getAsString().startsWith("there is no line magic %jras; known are %"));
        assertTrue(r.traceback().contains("---->   2 | %jras x.jar"), r.traceback());
    }

    @Test
    void jarsBecomeUsableAtOnce(@TempDir Path folder) throws Exception {
        Path jar = JarOfOneClass.write(
                folder, "shop.Till", "package shop; public class Till { public static int sum() { return 9; } }");
        Result r = run("%jars " + jar, "shop.Till.sum()");
        assertEquals("9", r.value(), () -> r.reply().toString());
        Result missing = run("%jars " + folder.resolve("none*.jar"));
        assertTrue(missing.reply().get("evalue").getAsString().startsWith("%jars finds nothing at "));
        Path manifestOnly = JarOfOneClass.manifest(
                folder,
                JarOfOneClass.write(
                        folder,
                        "shop.Other",
                        "package shop; public class Other { public static int sum() { return 8; } }"));
        assertEquals("8", run("%jars " + manifestOnly, "shop.Other.sum()").value(), "by a manifest's Class-Path");
    }

    @Test
    void loadRunsFilesAndNotebooks(@TempDir Path folder) throws Exception {
        Path script = folder.resolve("a.jshell");
        Files.writeString(script, "int loaded = 11;\n");
        assertEquals("11", run("%load " + script, "loaded").value());
        Path notebook = folder.resolve("b.ipynb");
        Files.writeString(
                notebook,
                "{\"cells\":[{\"cell_type\":\"markdown\",\"source\":\"x\"},"
                        + "{\"cell_type\":\"code\",\"source\":[\"int fromNotebook = 5;\\n\",\"fromNotebook++;\"]}]}");
        assertEquals("6", run("%load " + notebook, "fromNotebook").value());
        Files.writeString(script, "int bad = 1;\nbad.foo();\n");
        Result r = run("%load " + script);
        assertTrue(r.traceback().contains("a.jshell, line 2"), r.traceback());
    }

    @Test
    void completionKnowsEarlierLinesOfTheCell() {
        assertTrue(completions("import java.util.stream.*;\nString text = \"a\";\ntext.isEm")
                .contains("isEmpty()"));
        assertTrue(completions("%jar").contains("jars"));
        run("int aVeryLongName = 3;");
        assertTrue(completions("aVeryLo").contains("aVeryLongName"));
        JsonObject content = Requests.content("code", "String s = \"🙂\"; s.len");
        content.addProperty("cursor_pos", 21);
        JsonObject reply = kernel.ask("complete_request", content);
        assertEquals(18, reply.get("cursor_start").getAsInt(), "counted in code points");
        assertEquals(21, reply.get("cursor_end").getAsInt());
    }

    private static List<String> completions(String code) {
        JsonObject content = Requests.content("code", code);
        content.addProperty("cursor_pos", code.codePointCount(0, code.length()));
        List<String> matches = new ArrayList<>();
        kernel.ask("complete_request", content).getAsJsonArray("matches").forEach(m -> matches.add(m.getAsString()));
        return matches;
    }

    @Test
    void inspectionWorksAnywhereInANameAndAtTheEnd() {
        for (int at : new int[] {6, 8, 9}) {
            assertTrue(inspect("Math.floorMod", at).contains("int Math.floorMod(int x, int y)"), "at " + at);
        }
        assertTrue(inspect("Math.floorMod(", 14).contains("floorMod(int x, int y)"));
        assertTrue(inspect("Math.floorMod(1, 2);", 20).contains("floorMod(int x, int y)"));
        run("double rate = 0.5;");
        assertEquals("double rate", inspect("rate", 4));
        assertEquals("", inspect("nowhereToBeFound", 3));
    }

    private static String inspect(String code, int cursor) {
        JsonObject content = Requests.content("code", code);
        content.addProperty("cursor_pos", cursor);
        JsonObject reply = kernel.ask("inspect_request", content);
        return reply.get("found").getAsBoolean()
                ? reply.getAsJsonObject("data").get("text/plain").getAsString()
                : "";
    }

    @Test
    void displaysAreShownReplacedAndCleared() {
        Result r = run(
                "var sink = org.egpo.display.Displays.current().get();",
                "sink.display(\"one\", new org.egpo.display.MimeBundle(Map.of(\"text/html\", \"<b>1</b>\"), Map.of(\"a\", 1)));",
                "sink.update(\"one\", new org.egpo.display.MimeBundle(Map.of(\"text/html\", \"<b>2</b>\")));",
                "sink.clear(true);");
        List<JupyterMessage> shown =
                r.outputs().stream().filter(m -> !m.type().equals("status")).toList();
        assertEquals(
                List.of("execute_input", "display_data", "update_display_data", "clear_output"),
                shown.stream().map(JupyterMessage::type).toList());
        assertEquals(
                "one",
                shown.get(2)
                        .content()
                        .getAsJsonObject("transient")
                        .get("display_id")
                        .getAsString());
        assertTrue(shown.get(3).flag("wait", false));
        Result spencer = run(
                "var k = org.egpo.kernel.EgpoKernel.instance();",
                "var d = new io.github.spencerpark.jupyter.kernel.display.DisplayData(\"x\"); d.setDisplayId(\"two\");",
                "k.display(d); k.getIO().display.updateDisplay(d);");
        assertEquals(
                2,
                spencer.outputs().stream()
                        .filter(m -> m.type().contains("display"))
                        .count());
    }

    @Test
    void tablesAndChartsAreRenderedAsLastValues() {
        Result table = run("import tech.tablesaw.api.*;", "Table.create(\"t\", IntColumn.create(\"points\", 7, 8))");
        assertTrue(table.value("text/html").contains("points"), table.reply().toString());
        Result chart = run(
                "var chart = new org.knowm.xchart.XYChartBuilder().width(300).height(200).build();",
                "chart.addSeries(\"s\", new double[] {1, 2}, new double[] {3, 4});",
                "chart");
        assertTrue(chart.value("image/png").startsWith("iVBOR"), chart.reply().toString());
    }

    @Test
    void bundleIsShownAsItIs() {
        assertEquals(
                "<i>x</i>",
                run("new org.egpo.display.MimeBundle(Map.of(\"text/html\", \"<i>x</i>\"))")
                        .value("text/html"));
    }

    @Test
    void valueThatCannotBeShownIsAnError() {
        Result r = run(
                "class Bad { public String toString() { throw new IllegalStateException(\"no text\"); } }",
                "new Bad()");
        assertEquals("error", r.status());
        assertTrue(
                r.reply().get("evalue").getAsString().endsWith("cannot be shown: no text"),
                r.reply().toString());
    }

    @Test
    void inputIsAskedOfTheFrontEnd() {
        Result[] result = new Result[1];
        Thread reader = new Thread(() -> result[0] = kernel.run("new Scanner(System.in).nextLine() + \"!\""));
        reader.start();
        kernel.answerInput("typed");
        join(reader);
        assertEquals("typed!", result[0].value());
    }

    private static void join(Thread thread) {
        try {
            thread.join();
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }

    @Test
    void cellsSentTogetherStopAtTheFirstError() {
        kernel.send("execute_request", Requests.content("code", "Thread.sleep(200); throw new Error(\"stop\");"));
        kernel.send("execute_request", Requests.content("code", "int neverRun = 1;"));
        kernel.send("execute_request", Requests.content("code", "neverRun"));
        assertEquals("error", kernel.reply().text("status", ""));
        assertEquals("aborted", kernel.reply().text("status", ""));
        assertEquals("aborted", kernel.reply().text("status", ""));
        assertEquals("ok", run("1").status());
        assertEquals("error", run("neverRun").status());
    }

    @Test
    void stackOverflowIsCutShort() {
        Result r = run("int down(int n) { return down(n + 1); }", "down(0)");
        assertEquals("java.lang.StackOverflowError", r.reply().get("ename").getAsString());
        assertTrue(
                r.traceback().lines().count() < 60,
                "lines: " + r.traceback().lines().count());
    }

    @Test
    void silentCellsShowNothing() {
        JsonObject content = Requests.content("code", "System.out.println(1); 5");
        content.addProperty("silent", true);
        assertEquals("ok", kernel.ask("execute_request", content).get("status").getAsString());
        Result next = run("\"after\"");
        assertEquals("after", next.value());
    }

    @Test
    void malformedMessagesAreIgnored() {
        byte[] delimiter = "<IDS|MSG>".getBytes(StandardCharsets.US_ASCII);
        byte[] object = "{}".getBytes(StandardCharsets.US_ASCII);
        kernel.sendRaw(List.of(object));
        kernel.sendRaw(List.of(delimiter, object));
        kernel.sendRaw(List.of(delimiter, "bad".getBytes(StandardCharsets.US_ASCII), object, object, object, object));
        assertEquals(
                "error",
                kernel.ask("nonsense_request", new JsonObject()).get("status").getAsString());
        JsonObject odd = new JsonObject();
        odd.add("code", new JsonObject());
        odd.addProperty("cursor_pos", -7);
        assertEquals("ok", kernel.ask("complete_request", odd).get("status").getAsString());
        assertEquals("3", run("1 + 2").value());
        String log = kernel.errorText();
        assertTrue(log.contains("signature does not match"), log);
        assertTrue(log.contains("lacks the delimiter or some of its parts"), log);
    }

    @Test
    void parallelWorkPrintsIntoTheCellThatAsks() {
        run("IntStreams: ; java.util.stream.IntStream.range(0, 100).parallel().forEach(i -> System.out.print(\"\"));");
        Result r = run("java.util.stream.IntStream.range(0, 100).parallel().forEach(i -> System.out.println(i));");
        assertEquals(100, r.stream("stdout").lines().count());
    }

    @Test
    void wordsOfAMagicMayBeQuoted() {
        assertEquals(List.of("jars", "a b/*.jar", "c.jar"), LineMagics.words("jars \"a b/*.jar\"  c.jar"));
    }
}
