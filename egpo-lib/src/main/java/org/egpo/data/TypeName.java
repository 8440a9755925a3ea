package org.egpo.data;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * A type as data sets write it, in Python's, TypeScript's, Java's and JSON Schema's manner, read by one grammar:
 *
 * <pre>
 * whole  = ["optional" | "required"] union {"," remark | "(" remark ")" | "=" default}
 * union  = item {("|" | "or" | "/") item}
 * item   = (name ["[" arguments "]" | "&lt;" arguments "&gt;"] ["of" item] | literal | "(" union ")" | "[" union "]"
 *        | "{" entries "}") {"[]" | "?"}
 * </pre>
 *
 * A name that is not known, and what the grammar does not cover, allows every value and is reported by {@link #unknown}.
 *
 * @param schema as JSON Schema
 * @param optional whether the type says that its parameter may be left out: {@code Optional[X]}, {@code X | None}, {@code X?},
 *     {@code X, optional}, a default
 * @param unknown names that are not known; mostly empty
 */
public record TypeName(ObjectNode schema, boolean optional, List<String> unknown) {
    private static final JsonNodeFactory JSON = JsonNodeFactory.instance;
    private static final int MOST_CHARACTERS = 2_000;
    private static final int MAX_DEPTH = 32;

    /** Names, in lower case and without the module in front, with what JSON calls them; "any" allows everything. */
    private static final Map<String, String> NAMES = Stream.of(
                    "string string strings str text char character varchar charsequence date datetime date-time time url uri email"
                            + " uuid path",
                    "integer integer integers int ints long short byte bigint biginteger int8 int16 int32 int64 uint uint8 uint16"
                            + " uint32 uint64",
                    "number number numbers float floats double decimal bigdecimal num numeric real float32 float64",
                    "boolean boolean booleans bool bools",
                    "object object objects dict dicts dictionary dictionaries hashmap map mapping mutablemapping defaultdict"
                            + " ordereddict record struct json",
                    "array array arrays list lists arraylist tuple tuples set frozenset sequence mutablesequence iterable"
                            + " collection deque vector ndarray",
                    "null null none nonetype nil undefined void",
                    "any any mixed variant value")
            .map(line -> line.split(" "))
            .flatMap(words -> Stream.of(words).skip(1).map(w -> Map.entry(w, words[0])))
            .collect(Collectors.toMap(Map.Entry::getKey, Map.Entry::getValue));

    /** The type that a text names. Total: every text has one. */
    public static TypeName of(String text) {
        Parser p = new Parser(text);
        if (text.length() <= MOST_CHARACTERS) {
            try {
                return p.whole();
            } catch (IllegalArgumentException | IndexOutOfBoundsException e) {
                p.optional |= text.toLowerCase(Locale.ROOT).contains("optional");
            }
        }
        return new TypeName(JSON.objectNode(), p.optional, List.of(text));
    }

    private static ObjectNode type(String name) {
        return name.equals("any") ? JSON.objectNode() : JSON.objectNode().put("type", name);
    }

    private static boolean isNull(JsonNode schema) {
        return schema.path("type").asText().equals("null")
                || schema.path("enum").size() == 1 && schema.get("enum").get(0).isNull();
    }

    /** One of several; literals together are an enumeration, and what allows everything allows everything. */
    private static ObjectNode union(List<ObjectNode> items) {
        if (items.size() == 1) {
            return items.get(0);
        }
        ObjectNode union = JSON.objectNode();
        if (items.stream().allMatch(i -> i.has("enum"))) {
            ArrayNode all = union.putArray("enum");
            items.forEach(i -> i.get("enum").forEach(all::add));
        } else if (items.stream().noneMatch(ObjectNode::isEmpty)) {
            union.putArray("anyOf").addAll(items);
        }
        return union;
    }

    /** Reads one text from the left. */
    private static final class Parser {
        private final String text;
        private final List<String> unknown = new ArrayList<>();
        private String taken = "";
        private int at;
        private int depth;
        private boolean optional;

        private Parser(String text) {
            this.text = text;
        }

        private TypeName whole() {
            boolean said = word("optional");
            optional = said && text.substring(at).strip().matches("[\\w\"'({].*");
            if (said && !optional) {
                at = 0;
            }
            if (!word("required")) {
                skip();
            }
            List<ObjectNode> items = union();
            while (!isEnd()) {
                remark(items);
            }
            optional |= items.stream()
                    .anyMatch(i -> isNull(i) || i.path("anyOf").valueStream().anyMatch(TypeName::isNull));
            return new TypeName(TypeName.union(items), optional, List.copyOf(unknown));
        }

        /** What stands behind a type: whether it may be left out, its default, a further type, or words for people. */
        private void remark(List<ObjectNode> items) {
            boolean bracket = take('(');
            boolean comma = !bracket && take("[,;]");
            if (take('=') || word("defaults?")) {
                optional = true;
                at = text.length();
            } else if (word("(optional|nullable)")) {
                optional = true;
            } else if (!word("required") && comma) {
                int from = at;
                int before = unknown.size();
                List<ObjectNode> more = isEnd() || Character.isLetter(peek()) ? union() : List.of();
                if (more.isEmpty() || unknown.size() > before || !isEnd() && peek() != ',') {
                    unknown.subList(before, unknown.size()).clear();
                    at = (text + ",").indexOf(',', from);
                } else {
                    items.addAll(more);
                }
            } else if (bracket && take("[^)]*(?=\\))")) {
                optional |= Pattern.compile("\\b(optional|defaults?)\\b", Pattern.CASE_INSENSITIVE)
                        .matcher(taken)
                        .find();
            } else if (!bracket && !isEnd() && peek() != ')') {
                throw new IllegalArgumentException(text);
            }
            take(')');
        }

        private List<ObjectNode> union() {
            if (++depth > MAX_DEPTH) {
                throw new IllegalArgumentException(text);
            }
            List<ObjectNode> items = new ArrayList<>();
            take('|');
            do {
                items.add(item());
            } while (take('|') || take('/') || word("or"));
            depth--;
            return items;
        }

        private ObjectNode item() {
            ObjectNode item = prime();
            while (true) {
                if (take('?')) {
                    item = TypeName.union(List.of(item, type("null")));
                } else if (take("\\[]")) {
                    item = array(item);
                } else {
                    return item;
                }
            }
        }

        private ObjectNode prime() {
            skip();
            if (take("(?s)'[^']*'|\"[^\"]*\"")) {
                return literal(JSON.textNode(taken.substring(1, taken.length() - 1)));
            }
            if (take('(')) {
                ObjectNode inner = TypeName.union(union());
                if (!take(')')) {
                    throw new IllegalArgumentException(text);
                }
                return inner;
            }
            if (take('[')) {
                ObjectNode inner = TypeName.union(arguments(']'));
                return array(inner);
            }
            if (peek() == '{') {
                return braces();
            }
            if (take("-?\\d+(\\.\\d+)?(?![\\p{L}\\p{Nd}_.$-])")) {
                return literal(
                        taken.contains(".")
                                ? JSON.numberNode(Double.valueOf(taken))
                                : JSON.numberNode(Long.valueOf(taken)));
            }
            return named(name());
        }

        private ObjectNode named(String whole) {
            String name = whole.substring(whole.lastIndexOf('.') + 1).toLowerCase(Locale.ROOT);
            List<ObjectNode> inner = List.of();
            skip();
            boolean brackets = !isEnd() && "[<".indexOf(peek()) >= 0 && !text.startsWith("[]", at);
            if (brackets && take('[')) {
                inner = arguments(']');
            } else if (take('<')) {
                inner = arguments('>');
            } else if (word("of")) {
                inner = List.of(item());
            }
            String known = NAMES.getOrDefault(name, "");
            if (known.equals("array")) {
                return inner.isEmpty() ? type(known) : array(TypeName.union(inner));
            }
            if (known.equals("object")) {
                ObjectNode object = type(known);
                if (inner.size() == 2 && !inner.get(1).isEmpty()) {
                    object.set("additionalProperties", inner.get(1));
                }
                return object;
            }
            if (!known.isEmpty() && !brackets) {
                return type(known);
            }
            if (name.equals("true") || name.equals("false")) {
                return literal(JSON.booleanNode(name.equals("true")));
            }
            return switch (inner.isEmpty() ? "" : name) {
                case "optional" -> TypeName.union(List.of(TypeName.union(inner), type("null")));
                case "union", "literal", "enum", "oneof", "anyof" -> TypeName.union(inner);
                case "annotated", "final", "required", "readonly" -> inner.get(0);
                case "notrequired" -> {
                    optional = true;
                    yield inner.get(0);
                }
                default -> {
                    unknown.add(whole);
                    yield JSON.objectNode();
                }
            };
        }

        private List<ObjectNode> arguments(char close) {
            List<ObjectNode> all = new ArrayList<>();
            skip();
            while (!take(close)) {
                if (text.startsWith("...", at)) {
                    at += 3;
                } else {
                    all.add(TypeName.union(union()));
                }
                if (!take(',') && peek() != close) {
                    throw new IllegalArgumentException(text);
                }
                skip();
            }
            return all;
        }

        /** {@code {'a', 'b'}} lists values; any other braces, as TypeScript's, describe an object. */
        private ObjectNode braces() {
            int from = ++at;
            for (int open = 1; open > 0; at++) {
                open += peek() == '{' ? 1 : peek() == '}' ? -1 : 0;
            }
            String inside = text.substring(from, at - 1);
            if (inside.contains(":") || inside.isBlank()) {
                return type("object");
            }
            int end = at;
            at = from;
            ObjectNode values = TypeName.union(arguments('}'));
            at = end;
            return values;
        }

        private static ObjectNode array(ObjectNode items) {
            ObjectNode array = type("array");
            if (!items.isEmpty()) {
                array.set("items", items);
            }
            return array;
        }

        private static ObjectNode literal(JsonNode value) {
            ObjectNode schema = JSON.objectNode();
            schema.putArray("enum").add(value);
            return schema;
        }

        private String name() {
            if (!take("[\\p{L}\\p{Nd}_.$-]+")) {
                throw new IllegalArgumentException(text);
            }
            return taken;
        }

        /** Takes a word in any case. */
        private boolean word(String word) {
            return take("(?i)" + word + "(?![\\p{L}\\p{Nd}\\[<])");
        }

        private boolean take(char c) {
            return take(Pattern.quote("" + c));
        }

        /** Takes what a pattern finds here or behind spaces. */
        private boolean take(String pattern) {
            Matcher m = Pattern.compile(pattern).matcher(text);
            skip();
            boolean there = m.region(at, text.length()).lookingAt();
            if (there) {
                taken = m.group();
                at = m.end();
            }
            return there;
        }

        private char peek() {
            return text.charAt(at);
        }

        private boolean isEnd() {
            return at >= text.length() || text.substring(at).isBlank();
        }

        private void skip() {
            while (at < text.length() && Character.isWhitespace(text.charAt(at))) {
                at++;
            }
        }
    }
}
