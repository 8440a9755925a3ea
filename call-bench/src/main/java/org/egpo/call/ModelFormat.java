package org.egpo.call;

import java.util.Arrays;
import java.util.Locale;
import java.util.function.Function;
import java.util.stream.Collectors;

/**
 * How a model writes its calls in a result file, read exactly as the official handler of such models reads it, quirks
 * included. The registry of models says which model has which, see {@code RegisteredModel}.
 */
public enum ModelFormat {
    /** {@code [f(x=1), g(y="a")]}, or what else the test's prompt asks for, see {@link CallFormat}. */
    PROMPT(new Prompted(r -> text(r, "strip"))),
    /** {@code [{"f": "{\"x\": 1}"}]}: what function-calling interfaces give, arguments as JSON text. */
    FUNCTION_CALLING(CallLists::interfaceCalls, r -> CallLists.texts(CallLists.wrapped(r), ",", true)),
    /** For a model that nobody registered: a text as {@code prompt}, a list as {@code function-calling} or {@code gemini}. */
    ANY(
            (r, asked, tag) -> r instanceof Value.Text
                    ? PROMPT.calls.read(r, asked, tag)
                    : CallLists.interfaceCalls(CallLists.spelled(r)),
            r -> (r instanceof Value.Text ? PROMPT : FUNCTION_CALLING).texts.apply(r)),
    /** {@code prompt} between {@code ```tool_code} and {@code ```}. */
    TOOL_CODE(new Prompted(r -> text(r, "replace").replace("```tool_code\n", "").replace("\n```", ""))),
    /** {@code prompt} after {@code ```json} or {@code ```python}. */
    PHI(
            (r, asked, tag) -> CallDecoder.calls(CallLists.opened(PythonUnicode.strip(text(r, "strip"))), asked, tag),
            r -> CallDecoder.texts(CallLists.opened(text(r, "startswith")))),
    /** {@code prompt} between {@code <TOOLCALL>} and {@code </TOOLCALL>}; without them no call. */
    NEMOTRON(new Prompted(r -> CallLists.blocks(searched(r), "<TOOLCALL>", "</TOOLCALL>").stream()
            .findFirst()
            .orElse(null))),
    /** {@code f(x=1), g(y="a")} without brackets; the official decoder reads no dialogue of it. */
    GORILLA(
            (r, asked, tag) -> {
                String plain = text(r, "can only concatenate str (not \"%s\") to str");
                return CallDecoder.read("[" + plain + "]", -1, asked, tag);
            },
            r -> {
                throw new PythonError("NotImplementedError", "Unsupported language: False");
            }),
    /** {@code [{"f": {"x": 1}}]}: arguments as an object; one object alone is a list of one. */
    GEMINI(CallLists::listed, r -> CallLists.texts(r, ",", false)),
    /** {@code [{"f": {"x": 1}}]}: a list. */
    CALL_LIST(r -> CallLists.list(r, false), r -> CallLists.texts(CallLists.list(r, false), ",", true)),
    /** {@code [{"f": {"x": 1}}]}: a list of objects. */
    CALL_OBJECTS(r -> CallLists.list(r, true), r -> CallLists.texts(CallLists.list(r, true), ",", true)),
    /** {@code [{"tool_name": "f", "parameters": {"x": 1}}]}; a text is no call. */
    COHERE(r -> CallLists.named(r instanceof Value.ListValue ? r : CallLists.NONE, "tool_name", "parameters")),
    /** {@code [{"name": "f", "arguments": {"x": 1}}]}. */
    NAME_ARGUMENTS(r -> CallLists.named(r), CallLists::lenientTexts),
    /** {@code <|python_tag|>{"name": "f", "parameters": {"x": 1}}}: Python literals or, between {@code ;}, JSON. */
    LLAMA(r -> CallLists.named(
            CallLists.literals(text(r, "replace").replace("<|python_tag|>", "")), "name", "parameters")),
    /** {@code '[{"name": "f", "arguments": {"x": 1}}]'}: JSON text; also single objects between {@code ;}. */
    XLAM(r -> CallLists.named(CallLists.jsonOrPieces(json(r)))),
    /** {@code '[{"name": "f", "arguments": {"x": 1}}]'}: JSON text. */
    JSON_CALLS(r -> CallLists.named(CallLists.listed(PythonJson.parse(json(r))))),
    /** {@code '[{"name": "f", "arguments": {"x": 1}}]'}: JSON text with {@code ```} anywhere; what is no JSON is no call. */
    HAMMER(r -> CallLists.named(CallLists.unfenced(text(r, "replace"))), r -> {
        Value json = CallLists.unfenced(text(r, "replace"));
        Value list = json instanceof Value.ListValue ? json : null;
        Value calls = json instanceof Value.MapValue m ? m.get("tool_calls") : list;
        return calls == null ? CallLists.NONE : CallLists.lenientTexts(CallLists.listed(calls));
    }),
    /** {@code <tool_call>⏎{"name": "f", "arguments": {"x": 1}}⏎</tool_call>}: blocks anywhere, unreadable ones passed over. */
    HERMES(
            r -> CallLists.objectArguments(CallLists.named(CallLists.jsonBlocks(searched(r)))),
            r -> CallLists.texts(CallLists.keyed(CallLists.named(CallLists.jsonBlocks(searched(r)))), ",", true)),
    /** {@code <function_call> {"name": "f", "arguments": {"x": 1}}} once for each call; other text stays text. */
    GRANITE(r -> CallLists.granite(text(r, "split")), r -> CallLists.graniteTexts(CallLists.granite(text(r, "split")))),
    /** {@code f⏎{"x": 1}}: the name on a line, its arguments as JSON on the next. */
    GLM(
            r -> CallLists.lines(text(r, "split"), PythonJson::parse, CallLists::listed),
            r -> CallLists.texts(CallLists.lines(text(r, "split"), Value::text, name -> name), ",", true)),
    /** {@code <|tool_call_start|>⏎```python⏎f(x=1)⏎```⏎<|tool_call_end|>}: a call a line, thoughts before. */
    MINICPM(r -> MiniCpmCalls.decode(text(r, "strip")), r -> {
        Value calls = MiniCpmCalls.decode(text(r, "strip"));
        return CallLists.texts(calls instanceof Value.ListValue ? calls : CallLists.NONE, ", ", false);
    }),
    /** {@code <tool_call>[{"name": "f", "arguments": {"x": 1}}]</tool_call>}: the first pair of tags only. */
    FALCON(r -> CallLists.falcon(text(r, "argument of type '%s' is not iterable"))),
    /** {@code <think>…</think>[{'name': 'f', 'arguments': {'x': 1}}]}; the official decoder reads no dialogue of it. */
    THINK_AGENT(r -> CallLists.named(CallLists.afterThought(text(r, "strip"))), r -> {
        if (PythonObjects.truth(CallLists.named(CallLists.afterThought(text(r, "strip"))))) {
            throw new PythonError("AttributeError", "'str' object has no attribute 'items'");
        }
        return CallLists.NONE;
    }),
    /** {@code <start_function_call>call:f{x:1,y:<escape>a<escape>}<end_function_call>}. */
    FUNCTIONGEMMA(
            r -> GemmaCalls.decode(searched(r)), r -> CallLists.texts(GemmaCalls.decode(searched(r)), ", ", false));

    /** The text in an answer that is to be read in the form that the test's prompt asks for; null where there is no call. */
    private record Prompted(Function<Value, String> text) {
        Value read(Value result, Function<String, Value> reader) {
            String found = text.apply(result);
            return found == null ? CallLists.NONE : reader.apply(found);
        }
    }

    /** Reads the calls in a result, by the format that the test asks for and whether it asks for tags. */
    private interface Calls {
        Value read(Value result, CallFormat asked, boolean tag);
    }

    private final Calls calls;
    private final Function<Value, Value> texts;

    ModelFormat(Prompted prompted) {
        this(
                (r, asked, tag) -> prompted.read(r, text -> CallDecoder.calls(text, asked, tag)),
                r -> prompted.read(r, CallDecoder::texts));
    }

    ModelFormat(Function<Value, Value> calls) {
        this(calls, r -> CallLists.texts(calls.apply(r), ",", false));
    }

    ModelFormat(Function<Value, Value> calls, Function<Value, Value> texts) {
        this((r, asked, tag) -> calls.apply(r), texts);
    }

    ModelFormat(Calls calls, Function<Value, Value> texts) {
        this.calls = calls;
        this.texts = texts;
    }

    /** The format of that name, such as {@code hermes}; throws IllegalArgumentException naming all where there is none. */
    public static ModelFormat of(String name) {
        return Arrays.stream(values())
                .filter(f -> f.toString().equalsIgnoreCase(name))
                .findFirst()
                .orElseThrow(() -> new IllegalArgumentException("no model writes \"" + name + "\"; there are "
                        + Arrays.stream(values()).map(ModelFormat::toString).collect(Collectors.joining(", "))));
    }

    @Override
    public String toString() {
        return name().toLowerCase(Locale.ROOT).replace('_', '-');
    }

    /**
     * The calls in what a model answered: {@code decode_ast} of the official handlers.
     *
     * @param result the field {@code result}: a text, or a list where an interface gives one
     * @param asked the format that the test asks for; counts only where the model follows a prompt
     * @param tag whether the test asks for {@code <TOOLCALL>} tags
     */
    public Decoded decode(Value result, CallFormat asked, boolean tag) {
        return Decoded.of(() -> CallLists.keyed(calls.read(result, asked, tag)));
    }

    /** The calls as texts that could be run, one step of a dialogue: {@code decode_execute} of the official handlers. */
    public Decoded decodeExecute(Value result) {
        return Decoded.of(() -> texts.apply(result));
    }

    /** The text that an answer is; {@code otherwise} is the method it is wanted for, or what Python says of the wrong type. */
    private static String text(Value result, String otherwise) {
        if (result instanceof Value.Text t) {
            return CallDecoder.requireLength(t.value());
        }
        throw otherwise.contains(" ")
                ? PythonError.type(otherwise.replace("%s", PythonType.name(result)))
                : PythonError.attribute(result, otherwise);
    }

    private static String searched(Value result) {
        return text(result, "expected string or bytes-like object, got '%s'");
    }

    static String json(Value result) {
        return text(result, "the JSON object must be str, bytes or bytearray, not %s");
    }
}
