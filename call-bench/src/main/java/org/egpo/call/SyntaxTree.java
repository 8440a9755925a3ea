package org.egpo.call;

import java.lang.management.ManagementFactory;
import java.lang.management.ThreadMXBean;
import java.lang.ref.Reference;
import java.nio.charset.StandardCharsets;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.function.Function;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.treesitter.TSInputEncoding;
import org.treesitter.TSLanguage;
import org.treesitter.TSNode;
import org.treesitter.TSParser;
import org.treesitter.TSTree;

/**
 * The tree that tree-sitter's grammar of a language gives for a text: the official decoder reads Java and JavaScript with
 * these grammars, repairs included, so nothing else gives the same answers. Size, nesting and time are bounded.
 */
record SyntaxTree(byte[] source, TSTree tree) {
    private static final int MAX_BYTES = 4_096;
    private static final long MAX_NANOS = 15_000_000;
    private static final int MAX_NESTING = 500;
    private static final int BUFFER = 16_384;
    private static final ThreadMXBean THREADS = ManagementFactory.getThreadMXBean();

    static {
        // The binding unpacks its native library to this folder; the project's launcher keeps such things in the clone.
        String root = System.getProperty("egpo.root");
        if (root != null && System.getProperty("tree-sitter-lib") == null) {
            System.setProperty("tree-sitter-lib", root + "/.egpo/tree-sitter");
        }
    }

    /** Parsers of one language, one per thread. */
    static ThreadLocal<TSParser> parsers(Supplier<TSLanguage> language) {
        return ThreadLocal.withInitial(() -> {
            TSParser parser = new TSParser();
            parser.setLanguage(language.get());
            return parser;
        });
    }

    /**
     * @param refusal what is said of a text that is not in the language
     * @throws PythonError when the text is too large, is no Unicode text or is not in the language
     */
    static SyntaxTree parse(TSParser parser, String text, String refusal) {
        checkNesting(text);
        byte[] source = utf8(text);
        TSTree tree = parse(parser, source);
        Reference.reachabilityFence(parser);
        SyntaxTree result = new SyntaxTree(source, tree);
        int error = result.read(SyntaxTree::firstError);
        if (error >= 0) {
            throw new PythonError(
                    "SyntaxError", refusal, new String(source, 0, error, StandardCharsets.UTF_8).length());
        }
        return result;
    }

    /**
     * Error recovery can take far longer than the text is long, so an attempt is ended after a while. Where other work on the
     * machine took that time from this thread, the parser begins again: going on gives other repairs than one run does.
     */
    private static TSTree parse(TSParser parser, byte[] source) {
        parser.setTimeoutMicros(MAX_NANOS / 1000);
        while (true) {
            long begun = THREADS.getCurrentThreadCpuTime();
            TSTree tree = attempt(parser, source);
            if (tree != null) {
                return tree;
            }
            parser.reset();
            if (THREADS.getCurrentThreadCpuTime() - begun > MAX_NANOS * 2 / 3) {
                throw new PythonError("LimitExceeded", "the text takes too long to parse");
            }
        }
    }

    private static TSTree attempt(TSParser parser, byte[] source) {
        return parser.parse(
                new byte[Math.max(1, Math.min(source.length, BUFFER))],
                null,
                (buffer, offset, point) -> {
                    int n = Math.min(buffer.length, source.length - offset);
                    if (n > 0) {
                        System.arraycopy(source, offset, buffer, 0, n);
                    }
                    return Math.max(0, n);
                },
                TSInputEncoding.TSInputEncodingUTF8);
    }

    private static byte[] utf8(String text) {
        PythonUnicode.requireNoSurrogates(text, -1);
        byte[] source = text.getBytes(StandardCharsets.UTF_8);
        if (source.length > MAX_BYTES) {
            throw new PythonError("LimitExceeded", "the text is longer than " + MAX_BYTES + " bytes", MAX_BYTES);
        }
        return source;
    }

    private static void checkNesting(String text) {
        int depth = 0;
        for (int i = 0; i < text.length() && i <= MAX_BYTES; i++) {
            switch (text.charAt(i)) {
                case '(', '[', '{', '<' -> depth++;
                case ')', ']', '}', '>' -> depth = Math.max(0, depth - 1);
                default -> {}
            }
            if (depth > MAX_NESTING) {
                throw new PythonError("LimitExceeded", "nested deeper than " + MAX_NESTING, i);
            }
        }
    }

    /** Where the grammar first could not read on, in bytes, or -1. Inserted missing tokens are no errors. */
    private static int firstError(TSNode root) {
        Deque<TSNode> open = new ArrayDeque<>(List.of(root));
        while (!open.isEmpty()) {
            TSNode node = open.pop();
            // An error without content does not say that it has one.
            if (node.getType().equals("ERROR")) {
                return node.getStartByte();
            }
            if (!node.hasError()) {
                continue;
            }
            List<TSNode> children = children(node);
            for (int i = children.size() - 1; i >= 0; i--) {
                open.push(children.get(i));
            }
        }
        return -1;
    }

    /** The children of a node. (The binding's cursor would be faster, but forgets what an ERROR is called.) */
    static List<TSNode> children(TSNode node) {
        int n = node.getChildCount();
        List<TSNode> children = new ArrayList<>(n);
        for (int i = 0; i < n; i++) {
            children.add(node.getChild(i));
        }
        return children;
    }

    /**
     * Reads the tree from its root. Nodes are bare addresses into it and must not be used outside: the tree's memory is
     * freed when nobody holds the tree any more.
     */
    <T> T read(Function<TSNode, T> reader) {
        try {
            return reader.apply(tree.getRootNode());
        } finally {
            Reference.reachabilityFence(tree);
        }
    }

    /** The bytes of a node as text. */
    String text(TSNode node) {
        return new String(source, node.getStartByte(), node.getEndByte() - node.getStartByte(), StandardCharsets.UTF_8);
    }

    /** Arguments of a call as the official parsers collect them: positional ones under the null key. */
    static final class Arguments {
        private final Value.MapBuilder map = new Value.MapBuilder();
        private final Set<String> names = new HashSet<>();
        private boolean repeated;

        void put(@Nullable String name, String value) {
            repeated |= !names.add(name);
            map.put(name == null ? Value.None.NONE : Value.text(name), Value.text(value));
        }

        /** One call: a list of one map, function → arguments. */
        Value call(String function) {
            if (repeated) {
                throw new PythonError("Exception", "an argument is given twice");
            }
            return new Value.ListValue(List.of(Value.MapValue.of(function, map.build())));
        }
    }
}
