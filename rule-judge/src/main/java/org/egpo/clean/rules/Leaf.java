package org.egpo.clean.rules;

import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.egpo.call.FunctionCall;
import org.egpo.call.PythonText;
import org.egpo.call.ToolSpec;
import org.egpo.call.Value;

/**
 * One single value of a call, inside lists and objects too.
 *
 * @param object that it is an entry of
 * @param path such as {@code sender.city}; items of a list share one
 * @param words the path's words
 * @param doc the parameter's description with those of the objects around it
 * @param schema of the value; empty when it has none
 * @param required whether it must be given, on every level
 */
record Leaf(
        FunctionCall call,
        Value object,
        String path,
        List<String> words,
        String doc,
        Value.MapValue schema,
        boolean required,
        Value value) {
    private static final int MAX_DEPTH = 16;
    private static final Value NONE = Value.None.NONE;
    private static final Set<String> MOMENTS = WordLists.set("moments");
    private static final Set<String> TIME =
            Stream.concat(MOMENTS.stream(), WordLists.list("times").stream()).collect(Collectors.toSet());

    static List<Leaf> of(FunctionCall call, ToolSpec tool) {
        List<Leaf> leaves = new ArrayList<>();
        new Leaf(call, NONE, "", List.of(), "", tool.parameters(), true, call.arguments()).collect(leaves, 0);
        return leaves;
    }

    /** The parameters of a tool, each without a value. */
    static List<Leaf> parametersOf(ToolSpec tool) {
        FunctionCall call = new FunctionCall(tool.name(), Value.MapValue.EMPTY);
        Leaf all = new Leaf(call, NONE, "", List.of(), "", tool.parameters(), true, NONE);
        return tool.properties().keys().stream()
                .map(name -> all.entry(PythonText.str(name), NONE))
                .toList();
    }

    private void collect(List<Leaf> to, int depth) {
        if (depth > MAX_DEPTH) {
            return;
        }
        if (value instanceof Value.MapValue m) {
            for (int i = 0; i < m.size(); i++) {
                entry(PythonText.str(m.key(i)), m.value(i)).collect(to, depth + 1);
            }
        } else if (value instanceof Value.ListValue l) {
            Value.MapValue items = schema.get("items") instanceof Value.MapValue m ? m : Value.MapValue.EMPTY;
            l.items().forEach(i -> new Leaf(call, object, path, words, doc, items, required, i).collect(to, depth + 1));
        } else {
            to.add(this);
        }
    }

    Leaf entry(String name, Value content) {
        Value.MapValue inner = child(schema, name);
        String text = inner.get("description") instanceof Value.Text t ? t.value() : "";
        boolean needed =
                schema.get("required") instanceof Value.ListValue l && l.items().contains(Value.text(name));
        String inside = path.isEmpty() ? name : path + "." + name;
        return new Leaf(
                call,
                value,
                inside,
                Stems.words(inside),
                doc.isEmpty() ? text : text + " " + doc,
                inner,
                required && needed,
                content);
    }

    private static Value.MapValue child(Value.MapValue schema, String name) {
        return schema.get("properties") instanceof Value.MapValue p && p.get(name) instanceof Value.MapValue m
                ? m
                : Value.MapValue.EMPTY;
    }

    /** Its name alone, without those of the objects around it. */
    String name() {
        return path.substring(path.lastIndexOf('.') + 1);
    }

    boolean isText() {
        return value instanceof Value.Text;
    }

    boolean isNumber() {
        return value instanceof Value.Int || value instanceof Value.Real;
    }

    /** Of a number, or of a text that is one. */
    double number() {
        return value instanceof Value.Int i
                ? i.value()
                : value instanceof Value.Real r ? r.value() : Double.parseDouble(text());
    }

    String text() {
        return ((Value.Text) value).value();
    }

    /** The values the schema allows, as texts; empty when it allows all. */
    List<String> allowed() {
        return schema.get("enum") instanceof Value.ListValue l
                ? l.items().stream().map(PythonText::str).toList()
                : List.of();
    }

    boolean wantsText() {
        return type().startsWith("str");
    }

    boolean wantsNumber() {
        return Stream.of("int", "num", "float", "double").anyMatch(type()::startsWith);
    }

    boolean isDay() {
        return words.contains("date") || words.contains("day");
    }

    boolean isTime() {
        return words.contains("time") || words.contains("hour");
    }

    /** Whether its name or description speaks of time. */
    boolean isAboutTime() {
        return words.stream().anyMatch(TIME::contains)
                || Stems.words(doc).stream().anyMatch(MOMENTS::contains);
    }

    private String type() {
        return schema.get("type") instanceof Value.Text t ? t.value() : "";
    }

    boolean isDefault() {
        Value d = schema.get("default");
        return d != null && Value.pythonEquals(d, value);
    }

    /** The unit that the parameter's name or its own description asks for, or {@link Units#NONE}. */
    Units.Unit unit() {
        Units.Unit named = Units.in(words);
        return named != Units.NONE ? named : Units.in(Stems.words(doc));
    }

    String shown() {
        return call.name() + "." + path + " = " + PythonText.repr(value);
    }
}
