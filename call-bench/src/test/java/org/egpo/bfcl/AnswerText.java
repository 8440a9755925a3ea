package org.egpo.bfcl;

import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import java.util.stream.Collectors;
import org.egpo.call.PythonObjects;
import org.egpo.call.PythonText;
import org.egpo.call.Value;

/** A test's allowed answer written out as a model would write it, right or damaged. */
public final class AnswerText {

    /** What is wrong with the text. */
    enum Damage {
        NONE,
        OTHER_VALUE,
        MISSING_PARAMETER,
        EXTRA_PARAMETER,
        OTHER_FUNCTION,
        EXTRA_CALL,
        BROKEN_BRACKET,
        FENCE,
        PROSE;

        static Damage draw(SplittableRandom random) {
            return values()[1 + random.nextInt(values().length - 1)];
        }
    }

    private final BfclEntry entry;
    private final Language language;

    AnswerText(BfclEntry entry) {
        this.entry = entry;
        this.language = Language.ofCategory(entry.category());
    }

    /** A right answer: the first allowed value of each parameter; the first two optional ones are given too. */
    public static String right(BfclEntry entry) {
        return new AnswerText(entry).text(Damage.NONE, new SplittableRandom(0));
    }

    String text(Damage damage, SplittableRandom random) {
        List<Value> expected = PythonObjects.items(entry.expected());
        List<String> calls = new ArrayList<>();
        int hit = random.nextInt(expected.size());
        for (int i = 0; i < expected.size(); i++) {
            calls.add(call(PythonObjects.map(expected.get(i)), i == hit ? damage : Damage.NONE));
        }
        if (damage == Damage.EXTRA_CALL) {
            calls.add(calls.get(0));
        }
        String text = "[" + String.join(", ", calls) + "]";
        return switch (damage) {
            case BROKEN_BRACKET -> text.substring(0, text.length() - 2) + "]";
            case FENCE -> "```" + language.name().toLowerCase(java.util.Locale.ROOT) + "\n" + text + "\n```";
            case PROSE -> "I would call " + nameOf(expected.get(hit)) + " to do this.";
            default -> text;
        };
    }

    /** Some call to the first function of a test that has no answer. */
    static String someCall(BfclEntry entry) {
        Value document = PythonObjects.item(entry.functions(), 0);
        Value parameters = PythonObjects.at(document, "parameters");
        String arguments = PythonObjects.items(PythonObjects.at(parameters, "required")).stream()
                .map(p -> PythonText.str(p) + "="
                        + sample(PythonObjects.map(PythonObjects.at(parameters, "properties"))
                                .get(p)))
                .collect(Collectors.joining(", "));
        return "[" + PythonText.str(PythonObjects.at(document, "name")) + "(" + arguments + ")]";
    }

    private static String sample(Value doc) {
        return switch (PythonText.str(PythonObjects.at(doc, "type"))) {
            case "integer" -> "1";
            case "float" -> "1.5";
            case "boolean" -> "True";
            case "array" -> "[]";
            case "dict" -> "{}";
            default -> "'something'";
        };
    }

    private static String nameOf(Value call) {
        return PythonText.str(PythonObjects.map(call).key(0));
    }

    private String call(Value.MapValue call, Damage damage) {
        String name = PythonText.str(call.key(0));
        Value.MapValue allowed = PythonObjects.map(call.value(0));
        List<String> arguments = new ArrayList<>();
        for (int i = 0; i < allowed.size(); i++) {
            Value value = first(allowed.value(i));
            if (value == null || PythonObjects.contains(allowed.value(i), PythonObjects.EMPTY) && i > 1) {
                continue;
            }
            boolean last = arguments.isEmpty();
            if (last
                    && damage == Damage.MISSING_PARAMETER
                    && !PythonObjects.contains(allowed.value(i), PythonObjects.EMPTY)) {
                damage = Damage.NONE;
                continue;
            }
            if (last && damage == Damage.OTHER_VALUE) {
                value = other(value);
            }
            arguments.add(PythonText.str(allowed.key(i)) + "=" + source(value, documentOf(name, allowed.key(i))));
        }
        if (damage == Damage.EXTRA_PARAMETER) {
            arguments.add("note=" + source(Value.text("please"), null));
        }
        return name + (damage == Damage.OTHER_FUNCTION ? "_now" : "") + "(" + String.join(", ", arguments) + ")";
    }

    private Value documentOf(String function, Value parameter) {
        for (Value f : PythonObjects.items(entry.functions())) {
            if (Value.text(function).equals(PythonObjects.at(f, "name"))) {
                return PythonObjects.map(PythonObjects.at(PythonObjects.at(f, "parameters"), "properties"))
                        .get(parameter);
            }
        }
        return null;
    }

    /** The first allowed value that is not the empty string, its own alternatives resolved; null when there is none. */
    private static Value first(Value allowed) {
        for (Value v : PythonObjects.items(allowed)) {
            if (!Value.is(v, "")) {
                return resolved(v);
            }
        }
        return null;
    }

    private static Value resolved(Value v) {
        if (v instanceof Value.ListValue l) {
            return new Value.ListValue(
                    l.items().stream().map(AnswerText::resolved).toList());
        }
        if (!(v instanceof Value.MapValue m)) {
            return v;
        }
        Value.MapBuilder map = new Value.MapBuilder();
        for (int i = 0; i < m.size(); i++) {
            Value value = m.value(i) instanceof Value.ListValue ? first(m.value(i)) : m.value(i);
            if (value != null) {
                map.put(m.key(i), value);
            }
        }
        return map.build();
    }

    private static Value other(Value v) {
        if (v instanceof Value.Int i) {
            return Value.integer(i.value() + 1);
        }
        if (v instanceof Value.Real r) {
            return new Value.Real(r.value() * 2);
        }
        if (v instanceof Value.Bool b) {
            return Value.Bool.of(!b.value());
        }
        if (v instanceof Value.ListValue l && !l.items().isEmpty()) {
            return new Value.ListValue(l.items().subList(1, l.items().size()));
        }
        return v instanceof Value.Text t ? Value.text(t.value() + " or so") : v;
    }

    private String source(Value v, Value document) {
        if (language == Language.PYTHON) {
            return PythonText.repr(v);
        }
        String type = document == null ? "String" : PythonText.str(PythonObjects.at(document, "type"));
        if (v instanceof Value.Text t) {
            return type.equals("any") ? t.value() : '"' + t.value() + '"';
        }
        if (v instanceof Value.ListValue l) {
            String items = l.items().stream().map(i -> source(i, null)).collect(Collectors.joining(", "));
            return switch (type) {
                case "Array" -> "new int[]{" + items + "}";
                case "ArrayList" -> "new ArrayList<String>(Arrays.asList(" + items + "))";
                default -> "[" + items + "]";
            };
        }
        if (v instanceof Value.MapValue m) {
            List<String> entries = new ArrayList<>();
            for (int i = 0; i < m.size(); i++) {
                entries.add(PythonText.str(m.key(i)) + ": " + source(m.value(i), null));
            }
            return "{" + String.join(", ", entries) + "}";
        }
        String plain = v instanceof Value.Bool b ? String.valueOf(b.value()) : PythonText.repr(v);
        return plain
                + switch (type) {
                    case "long" -> "L";
                    case "Bigint" -> "n";
                    case "float" -> language == Language.JAVA ? "f" : "";
                    default -> "";
                };
    }
}
