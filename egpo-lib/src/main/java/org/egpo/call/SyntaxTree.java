package org.egpo.call;

import java.nio.ByteBuffer;
import java.nio.CharBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.function.Supplier;
import org.treesitter.TSInputEncoding;
import org.treesitter.TSLanguage;
import org.treesitter.TSNode;
import org.treesitter.TSParser;
import org.treesitter.TSTree;

/**
 * The tree that tree-sitter's grammar of a language gives for a text: the official decoder reads Java and JavaScript with
 * these grammars, repairs included, so nothing else gives the same answers. Sizes and nesting are bounded.
 */
final class SyntaxTree {
    /**
     * The grammar's error recovery takes more than linear time on hopeless texts; a text that is right needs some
     * microseconds.
     */
    private static final long MAX_MICROSECONDS = 30_000;

    private static final int MAX_BYTES = 10_000;
    private static final int MAX_NESTING = 500;
    private static final int BUFFER = 16_384;

    private final byte[] source;
    private final TSTree tree;

    private SyntaxTree(byte[] source, TSTree tree) {
        this.source = source;
        this.tree = tree;
    }

    /** Parsers of one language, one per thread. */
    static ThreadLocal<TSParser> parsers(Supplier<TSLanguage> language) {
        return ThreadLocal.withInitial(() -> {
            TSParser parser = new TSParser();
            parser.setLanguage(language.get());
            parser.setTimeoutMicros(MAX_MICROSECONDS);
            return parser;
        });
    }

    /**
     * @throws CallFailure when the text is too large, is no Unicode text or is not in the language
     */
    static SyntaxTree parse(TSParser parser, String text, String language) {
        checkNesting(text);
        byte[] source = utf8(text);
        TSTree tree = parser.parse(
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
        if (tree == null) {
            parser.reset();
            throw new CallFailure("LimitExceeded", "the text takes too long to parse as " + language + " code", -1);
        }
        SyntaxTree result = new SyntaxTree(source, tree);
        TSNode error = firstError(tree.getRootNode());
        if (error != null) {
            throw new CallFailure(
                    "SyntaxError", "the text is no " + language + " code", result.utf16Offset(error.getStartByte()));
        }
        return result;
    }

    private static byte[] utf8(String text) {
        if (text.length() > MAX_BYTES) {
            throw tooLarge();
        }
        try {
            ByteBuffer bytes = StandardCharsets.UTF_8.newEncoder().encode(CharBuffer.wrap(text));
            if (bytes.remaining() > MAX_BYTES) {
                throw tooLarge();
            }
            byte[] exact = new byte[bytes.remaining()];
            bytes.get(exact);
            return exact;
        } catch (CharacterCodingException e) {
            throw new CallFailure("UnicodeEncodeError", "the text holds half a surrogate pair", -1);
        }
    }

    private static CallFailure tooLarge() {
        return new CallFailure("LimitExceeded", "the text is longer than " + MAX_BYTES + " bytes", MAX_BYTES);
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
                throw new CallFailure("LimitExceeded", "nested deeper than " + MAX_NESTING, i);
            }
        }
    }

    /** The first place that the grammar could not read, or null. Inserted missing tokens are no errors. */
    private static TSNode firstError(TSNode node) {
        TSNode at = node;
        while (at != null && at.hasError()) {
            if (at.getType().equals("ERROR")) {
                return at;
            }
            TSNode next = null;
            for (int i = 0; i < at.getChildCount() && next == null; i++) {
                TSNode child = at.getChild(i);
                if (child.hasError()) {
                    TSNode inside = firstError(child);
                    if (inside != null) {
                        return inside;
                    }
                }
            }
            at = next;
        }
        return null;
    }

    TSNode root() {
        return tree.getRootNode();
    }

    /** The bytes of a node as text. */
    String text(TSNode node) {
        return new String(source, node.getStartByte(), node.getEndByte() - node.getStartByte(), StandardCharsets.UTF_8);
    }

    private int utf16Offset(int bytes) {
        return new String(source, 0, bytes, StandardCharsets.UTF_8).length();
    }
}
