package org.egpo.call;

/**
 * From a model's text to calls, exactly as the official scorer of the Berkeley Function Calling Leaderboard decodes it.
 * Total: every text gives a value or a typed failure, in bounded time and depth; nothing is evaluated as code.
 */
public final class CallDecoder {
    /** Longer texts fail with {@code LimitExceeded}. */
    public static final int MAX_LENGTH = 1 << 20;

    private static final String OPEN_TAG = "<TOOLCALL>";
    private static final String CLOSE_TAG = "</TOOLCALL>";

    private CallDecoder() {}

    /** Decodes calls in Python's syntax without a tool-call tag. */
    public static Decoded decode(String text) {
        return decode(text, CallFormat.PYTHON, false);
    }

    /**
     * Mirrors {@code default_decode_ast_prompting}.
     *
     * @param text what the model wrote
     * @param format the format it was asked for
     * @param toolCallTag whether the calls must stand between {@code <TOOLCALL>} and {@code </TOOLCALL>}
     */
    public static Decoded decode(String text, CallFormat format, boolean toolCallTag) {
        return Decoded.of(() -> calls(text, format, toolCallTag));
    }

    /** The same, but raises what there is a failure. */
    static Value calls(String text, CallFormat format, boolean toolCallTag) {
        boolean plain = format == CallFormat.PYTHON && !toolCallTag && text.length() <= MAX_LENGTH;
        Value fast = plain ? PlainCalls.decode(text) : null;
        return fast != null ? fast : decodeSource(requireLength(text), format, toolCallTag);
    }

    static String requireLength(String text) {
        if (text.length() > MAX_LENGTH) {
            throw new PythonError("LimitExceeded", "the text has more than " + MAX_LENGTH + " characters", MAX_LENGTH);
        }
        return text;
    }

    /**
     * Mirrors {@code default_decode_execute_prompting}: the calls as texts that a Python interpreter could run.
     *
     * @return a list of strings
     */
    public static Decoded decodeExecute(String text) {
        return Decoded.of(() -> texts(text));
    }

    static Value texts(String text) {
        Value calls = calls(text, CallFormat.PYTHON, false);
        return calls instanceof Value.ListValue
                ? PythonObjects.mapped(calls, call -> Value.text(FunctionCall.text((Value.MapValue) call, false)))
                : calls;
    }

    /** The full path, without the shortcut for common Python calls. */
    static Value decodeSource(String text, CallFormat format, boolean toolCallTag) {
        String inside = TextMethods.strip(text, "`\n ");
        int from = inside.isEmpty() ? text.length() : text.indexOf(inside);
        boolean open = inside.startsWith("[");
        String source = (open ? "" : "[") + inside + (inside.endsWith("]") ? "" : "]");
        try {
            return read(source, open ? from : from - 1, format, toolCallTag);
        } catch (PythonError e) {
            throw e.position <= text.length() ? e : new PythonError(e.type, e.getMessage(), text.length());
        }
    }

    /** @param at where the source begins in the model's text, for positions */
    static Value read(String bracketed, int at, CallFormat format, boolean toolCallTag) {
        String source = bracketed;
        int offset = at;
        if (toolCallTag) {
            int start = source.indexOf(OPEN_TAG);
            int end = start < 0 ? -1 : source.indexOf(CLOSE_TAG, start + OPEN_TAG.length());
            if (end < 0) {
                throw new PythonError("ValueError", "No tool call tag found in input string: " + source, -1);
            }
            start += OPEN_TAG.length();
            source = source.substring(start, end);
            offset += start;
            offset += PythonUnicode.skipSpace(source, 0);
            source = PythonUnicode.strip(source);
        }
        try {
            return switch (format) {
                case PYTHON -> PythonCalls.decode(source);
                case JSON -> JsonCalls.decode(source);
                case VERBOSE_XML -> XmlCalls.decode(source, true);
                case CONCISE_XML -> XmlCalls.decode(source, false);
                case JAVA -> JavaCalls.decode(inside(source));
                case JAVASCRIPT -> JavaScriptCalls.decode(inside(source));
            };
        } catch (PythonError e) {
            boolean bracket = format == CallFormat.JAVA || format == CallFormat.JAVASCRIPT;
            int place = e.position + offset + (bracket ? 1 : 0);
            throw e.position < 0 ? e : new PythonError(e.type, e.getMessage(), Math.max(0, place));
        }
    }

    /** Without first and last character, which are the brackets unless a tag was cut away. */
    private static String inside(String source) {
        return source.length() < 2 ? "" : source.substring(1, source.length() - 1);
    }
}
