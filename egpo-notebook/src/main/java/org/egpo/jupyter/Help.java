package org.egpo.jupyter;

import java.io.File;
import java.lang.reflect.Field;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;
import jdk.jshell.SourceCodeAnalysis;
import jdk.jshell.SourceCodeAnalysis.Documentation;

/** What Jupyter shows for shift-tab: the signature and the Javadoc of the name at the cursor, our library's included. */
public final class Help {
    private Help() {}

    /** {@code JavaKernel.inspect}: of the last snippet before the cursor, which stands at the end of a name. */
    public static synchronized List<Documentation> of(
            SourceCodeAnalysis analysis, String code, int cursor, boolean javadoc) {
        addSources(analysis);
        String snippet = code.substring(0, cursor);
        var first = analysis.analyzeCompletion(snippet);
        while (first.completeness().isComplete() && !first.remaining().isBlank()) {
            snippet = first.remaining();
            first = analysis.analyzeCompletion(snippet);
        }
        return Stream.of(snippet + "(", snippet, "new " + snippet.replaceFirst("(?s).*\\W", "") + "(")
                .map(text -> analysis.documentation(text, text.length(), javadoc))
                .filter(found -> !found.isEmpty())
                .findFirst()
                .orElse(List.of());
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
