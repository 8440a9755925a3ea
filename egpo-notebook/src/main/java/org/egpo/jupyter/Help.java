package org.egpo.jupyter;

import java.io.File;
import java.lang.reflect.Field;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import jdk.jshell.SourceCodeAnalysis;
import jdk.jshell.SourceCodeAnalysis.CompletionInfo;
import jdk.jshell.SourceCodeAnalysis.Documentation;
import org.dflib.jjava.jupyter.kernel.display.DisplayData;

/** What Jupyter shows for shift-tab: the signature and the Javadoc of the name at the cursor, our library's included. */
public final class Help {
    private Help() {}

    /** {@code JavaKernel.inspect}; null for nothing known. */
    public static synchronized DisplayData inspect(Object kernel, String code, int cursor, boolean detailed) {
        SourceCodeAnalysis analysis = Cells.shell().sourceCodeAnalysis();
        addSources(analysis);
        int at = Math.max(0, Math.min(cursor, code.length()));
        String restOfName = code.substring(at).replaceFirst("(?s)\\W.*", "");
        String snippet = lastSnippet(analysis, code.substring(0, at) + restOfName);
        String name = snippet.replaceFirst("(?s).*\\W", "");
        return Stream.of(snippet + "(", snippet, "new " + name + "(")
                .map(text -> analysis.documentation(text, text.length(), true))
                .filter(found -> !found.isEmpty())
                .findFirst()
                .map(found -> new DisplayData(found.stream().map(Help::text).collect(Collectors.joining("\n\n"))))
                .orElse(null);
    }

    private static String text(Documentation found) {
        String javadoc = found.javadoc();
        return found.signature() + (javadoc == null || javadoc.isBlank() ? "" : "\n" + javadoc.strip());
    }

    private static String lastSnippet(SourceCodeAnalysis analysis, String code) {
        CompletionInfo info = analysis.analyzeCompletion(code);
        return info.completeness().isComplete() && !info.remaining().isBlank()
                ? lastSnippet(analysis, info.remaining())
                : code;
    }

    /** JShell reads Javadoc from the JDK's sources alone, the kernelspec names ours; without this there are signatures only. */
    private static void addSources(SourceCodeAnalysis analysis) {
        String[] folders = System.getProperty("egpo.sources", "").split(File.pathSeparator);
        try {
            Field known = analysis.getClass().getDeclaredField("availableSources");
            known.setAccessible(true);
            known.set(analysis, Arrays.stream(folders).map(Path::of).toList());
        } catch (ReflectiveOperationException | RuntimeException e) {
            // a later JShell may have no such list
        }
    }
}
