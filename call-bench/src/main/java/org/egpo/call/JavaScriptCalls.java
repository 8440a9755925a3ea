package org.egpo.call;

import org.treesitter.TSNode;
import org.treesitter.TSParser;
import org.treesitter.TreeSitterJavascript;

/**
 * JavaScript source text → the first statement that is a call, arguments as source text. Source:
 * {@code parse_javascript_function_call} of the official decoder, which uses tree-sitter-javascript 0.21.4; of the published
 * builds for Java, 0.23.1 repairs damaged text like it.
 */
public final class JavaScriptCalls {
    private static final ThreadLocal<TSParser> PARSERS = SyntaxTree.parsers(TreeSitterJavascript::new);

    private JavaScriptCalls() {}

    /**
     * @param source the text between the outer brackets
     * @return a list with one call, or None when no statement is a call
     */
    public static Value decode(String source) {
        SyntaxTree tree = SyntaxTree.parse(PARSERS.get(), source, "Error js parsing the source code.");
        return tree.read(root -> firstCall(tree, root));
    }

    private static Value firstCall(SyntaxTree tree, TSNode root) {
        for (TSNode statement : SyntaxTree.children(root)) {
            if (statement.getType().equals("expression_statement")) {
                for (TSNode call : SyntaxTree.children(statement)) {
                    if (call.getType().equals("call_expression")) {
                        return arguments(tree, call.getChild(1)).call(tree.text(call.getChild(0)));
                    }
                }
            }
        }
        return Value.None.NONE;
    }

    private static SyntaxTree.Arguments arguments(SyntaxTree tree, TSNode list) {
        SyntaxTree.Arguments arguments = new SyntaxTree.Arguments();
        for (TSNode child : SyntaxTree.children(list)) {
            switch (child.getType()) {
                case "assignment_expression" ->
                    arguments.put(tree.text(child.getChild(0)), unquoted(tree.text(child.getChild(2))));
                case "identifier", "true" -> arguments.put(null, tree.text(child));
                default -> {}
            }
        }
        return arguments;
    }

    private static String unquoted(String s) {
        boolean quoted = s.startsWith("\"") && s.endsWith("\"") || s.startsWith("'") && s.endsWith("'");
        return !quoted ? s : s.length() < 2 ? "" : s.substring(1, s.length() - 1);
    }
}
