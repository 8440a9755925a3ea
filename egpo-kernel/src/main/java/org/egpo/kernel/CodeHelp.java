package org.egpo.kernel;

import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import jdk.jshell.JShell;
import jdk.jshell.MethodSnippet;
import jdk.jshell.Snippet;
import jdk.jshell.SourceCodeAnalysis;
import jdk.jshell.SourceCodeAnalysis.Completeness;
import jdk.jshell.SourceCodeAnalysis.CompletionInfo;
import jdk.jshell.SourceCodeAnalysis.Documentation;
import jdk.jshell.SourceCodeAnalysis.Suggestion;
import jdk.jshell.VarSnippet;

/** Completion, inspection and the question whether code is complete. Positions are UTF-16 indices. */
final class CodeHelp {
    /** Replacements for the code from one position up to the cursor. */
    record Completion(List<String> matches, int from) {}

    private final JShell shell;
    private final SourceCodeAnalysis analysis;
    private final Set<String> magics;

    CodeHelp(JShell shell, Set<String> magics) {
        this.shell = shell;
        this.analysis = shell.sourceCodeAnalysis();
        this.magics = magics;
    }

    Completion complete(String code, int cursor) {
        int lineStart = code.lastIndexOf('\n', cursor - 1) + 1;
        String line = code.substring(lineStart, cursor);
        if (line.strip().matches("%\\w*")) {
            String prefix = line.strip().substring(1);
            return new Completion(
                    magics.stream().filter(m -> m.startsWith(prefix)).toList(), cursor - prefix.length());
        }
        String java = withoutMagics(code);
        // Earlier statements of the same cell are not run yet: analysed together they know each other's variables.
        Completion whole = suggest(withoutImports(java.substring(0, cursor)), 0, cursor);
        if (!whole.matches().isEmpty()) {
            return whole;
        }
        return suggest(java, snippetStart(java, cursor), cursor);
    }

    private Completion suggest(String java, int from, int cursor) {
        int[] anchor = new int[1];
        Set<String> matches = new LinkedHashSet<>();
        List<Suggestion> suggestions =
                analysis.completionSuggestions(java.substring(from, cursor), cursor - from, anchor);
        boolean typed = suggestions.stream().anyMatch(Suggestion::matchesType);
        suggestions.stream()
                .filter(s -> !typed || s.matchesType())
                .map(Suggestion::continuation)
                .sorted()
                .forEach(matches::add);
        suggestions.stream().map(Suggestion::continuation).sorted().forEach(matches::add);
        return new Completion(List.copyOf(matches), from + anchor[0]);
    }

    /** What is known of the name at the cursor: signatures, type and value, documentation; null for nothing. */
    String inspect(String code, int cursor, boolean detail) {
        String java = withoutMagics(code);
        int end = cursor;
        while (end < java.length() && Character.isJavaIdentifierPart(java.charAt(end))) {
            end++;
        }
        int start = Math.min(cursor, java.length());
        while (start > 0 && Character.isJavaIdentifierPart(java.charAt(start - 1))) {
            start--;
        }
        // Inside or behind an argument list, the method before it is meant.
        List<String> found = new ArrayList<>(start < end ? ofName(java.substring(start, end)) : List.of());
        int snippet = snippetStart(java, cursor);
        String[] attempts = {
            java.substring(snippet, end) + "(", java.substring(snippet, end), "new " + java.substring(start, end) + "("
        };
        for (String attempt : attempts) {
            if (found.isEmpty()) {
                analysis.documentation(attempt, attempt.length(), detail || attempt.length() < 400).stream()
                        .map(CodeHelp::text)
                        .forEach(found::add);
            }
        }
        if (found.isEmpty() && cursor > 0 && start == end) {
            int before = java.substring(0, Math.min(cursor, java.length()))
                    .stripTrailing()
                    .length();
            if (before > 0 && before <= cursor && ")(;.".indexOf(java.charAt(before - 1)) >= 0) {
                return inspect(java, before - 1, detail);
            }
        }
        return found.isEmpty() ? null : String.join("\n\n", new LinkedHashSet<>(found));
    }

    private List<String> ofName(String name) {
        List<String> found = new ArrayList<>();
        for (Snippet snippet :
                shell.snippets().filter(s -> shell.status(s).isActive()).toList()) {
            if (snippet instanceof VarSnippet v && v.name().equals(name)) {
                found.add(v.typeName() + " " + name);
            } else if (snippet instanceof MethodSnippet m && m.name().equals(name)) {
                found.add(m.signature() + "\n\n" + m.source().strip());
            }
        }
        return found;
    }

    private static String text(Documentation d) {
        String doc = d.javadoc();
        return d.signature() + (doc == null || doc.isBlank() ? "" : "\n\n" + doc.strip());
    }

    /** @return {@code complete}, {@code invalid}, {@code unknown} or {@code incomplete} */
    String completeness(String code) {
        String rest = withoutMagics(code);
        while (true) {
            CompletionInfo info = analysis.analyzeCompletion(rest);
            Completeness c = info.completeness();
            if (c == Completeness.EMPTY) {
                return "complete";
            }
            // JShell counts code that cannot be right as complete.
            if (c == Completeness.UNKNOWN) {
                return "invalid";
            }
            if (!c.isComplete()) {
                return "incomplete";
            }
            if (info.remaining().isBlank()) {
                return "complete";
            }
            rest = info.remaining();
        }
    }

    /** Blanks of the last line, and one level more when it opens a bracket. */
    static String indent(String code) {
        String last = code.substring(code.lastIndexOf('\n') + 1);
        String blanks = last.substring(0, last.length() - last.stripLeading().length());
        return blanks + (last.stripTrailing().matches(".*[{(\\[]") ? "    " : "");
    }

    private int snippetStart(String java, int cursor) {
        String rest = java.substring(0, cursor);
        while (true) {
            CompletionInfo info = analysis.analyzeCompletion(rest);
            if (!info.completeness().isComplete() || info.remaining().isBlank()) {
                return cursor - rest.length();
            }
            rest = info.remaining();
        }
    }

    private static String withoutImports(String java) {
        return java.lines()
                        .map(l -> l.strip().startsWith("import ") ? " ".repeat(l.length()) : l)
                        .collect(Collectors.joining("\n"))
                + (java.endsWith("\n") ? "\n" : "");
    }

    /** Blanks out the lines of magics; positions stay. */
    private String withoutMagics(String code) {
        char[] java = code.toCharArray();
        int lineNumber = 1;
        Set<Integer> lines = CellParser.parse(code, magics).stream()
                .filter(CellParser.Part::magic)
                .map(CellParser.Part::line)
                .collect(Collectors.toSet());
        for (int i = 0; i < java.length; i++) {
            if (java[i] == '\n') {
                lineNumber++;
            } else if (lines.contains(lineNumber)) {
                java[i] = ' ';
            }
        }
        return new String(java);
    }
}
