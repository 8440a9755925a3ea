package org.egpo.call;

import java.util.List;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.treesitter.TSNode;
import org.treesitter.TSParser;
import org.treesitter.TreeSitterJava;

/**
 * Java source text → the first method call in it, arguments as source text. White space inside expressions and bodies of
 * anonymous classes disappear. Source: {@code parse_java_function_call} of the official decoder on tree-sitter-java 0.21.0;
 * like it, pieces are cut by UTF-8 byte offsets out of a string of code points, so that text after a character outside
 * ASCII shifts.
 */
public final class JavaCalls {
    private static final int MAX_DEPTH = 1000;
    private static final ThreadLocal<TSParser> PARSERS = SyntaxTree.parsers(TreeSitterJava::new);

    private final SyntaxTree tree;
    private final String source;
    private final boolean ascii;

    private JavaCalls(SyntaxTree tree, String source) {
        this.tree = tree;
        this.source = source;
        this.ascii = source.chars().allMatch(c -> c < 128);
    }

    /**
     * @param source the text between the outer brackets
     * @return a list with one call, or an empty map when there is none
     */
    public static Value decode(String source) {
        SyntaxTree tree = SyntaxTree.parse(PARSERS.get(), source, "Error parsing java the source code.");
        JavaCalls calls = new JavaCalls(tree, source);
        Value call = tree.read(root -> calls.firstCall(root, 0));
        return call != null ? call : Value.MapValue.EMPTY;
    }

    private @Nullable Value firstCall(TSNode node, int depth) {
        checkDepth(depth);
        if (node.getType().equals("method_invocation")) {
            TSNode object = node.getChildByFieldName("object");
            String name = text(node.getChildByFieldName("name"));
            TSNode arguments = node.getChildByFieldName("arguments");
            return arguments.isNull()
                    ? null
                    : arguments(arguments).call(object.isNull() ? name : text(object) + "." + name);
        }
        for (TSNode child : SyntaxTree.children(node)) {
            Value call = firstCall(child, depth + 1);
            if (call != null) {
                return call;
            }
        }
        return null;
    }

    private static void checkDepth(int depth) {
        if (depth > MAX_DEPTH) {
            throw new PythonError("LimitExceeded", "nested deeper than " + MAX_DEPTH);
        }
    }

    private SyntaxTree.Arguments arguments(TSNode list) {
        SyntaxTree.Arguments arguments = new SyntaxTree.Arguments();
        for (TSNode child : SyntaxTree.children(list)) {
            switch (child.getType()) {
                case "assignment_expression" ->
                    arguments.put(text(child.getChild(0)), expression(child.getChild(2), false, 0));
                case "identifier", "class_literal", "set" -> arguments.put(null, expression(child, false, 0));
                default -> {}
            }
        }
        return arguments;
    }

    private String expression(TSNode node, boolean nested, int depth) {
        checkDepth(depth);
        if (node.isNull()) {
            throw new PythonError("AttributeError", "an array without values has no text");
        }
        return switch (node.getType()) {
            case "string_literal", "character_literal" -> nested ? text(node) : TextMethods.inner(text(node));
            case "identifier", "class_literal", "type_identifier", "method_invocation" -> text(node);
            case "array_creation_expression" ->
                "new " + expression(node.getChildByFieldName("type"), true, depth + 1) + "[]"
                        + expression(node.getChildByFieldName("value"), true, depth + 1);
            case "object_creation_expression" -> creation(node, depth);
            default ->
                node.getChildCount() == 0
                        ? text(node)
                        : SyntaxTree.children(node).stream()
                                .map(child -> expression(child, true, depth + 1))
                                .collect(Collectors.joining());
        };
    }

    private String creation(TSNode node, int depth) {
        String type = expression(node.getChildByFieldName("type"), true, depth + 1);
        TSNode list = node.getChildByFieldName("arguments");
        List<TSNode> parts = list.isNull() ? List.of() : SyntaxTree.children(list);
        return parts.stream()
                .filter(child -> !",()".contains(child.getType()))
                .map(child -> expression(child, true, depth + 1))
                .collect(Collectors.joining(", ", "new " + type + "(", ")"));
    }

    /** Byte offsets used as offsets of code points, as the official parser does. */
    private String text(TSNode node) {
        if (ascii) {
            return tree.text(node);
        }
        int n = source.codePointCount(0, source.length());
        int from = Math.min(n, node.getStartByte());
        int to = Math.min(n, node.getEndByte());
        return source.substring(source.offsetByCodePoints(0, from), source.offsetByCodePoints(0, to));
    }
}
