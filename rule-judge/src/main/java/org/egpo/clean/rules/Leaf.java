package org.egpo.clean.rules;

import java.util.ArrayList;
import java.util.List;
import org.egpo.call.FunctionCall;
import org.egpo.call.PythonText;
import org.egpo.call.ToolSpec;
import org.egpo.call.Value;

/**
 * One single value of a call, inside lists and objects too.
 *
 * @param path such as {@code sender.city}; items of a list share one
 * @param words the path's words
 * @param doc the parameter's description with those of the objects around it
 * @param schema of the value; empty when it has none
 * @param required whether it must be given, on every level
 */
record Leaf(
        FunctionCall call,
        String path,
        List<String> words,
        String doc,
        Value.MapValue schema,
        boolean required,
        Value value) {
    private static final int MAX_DEPTH = 16;

    static List<Leaf> of(FunctionCall call, ToolSpec tool) {
        List<Leaf> leaves = new ArrayList<>();
        new Leaf(call, "", List.of(), "", tool.parameters(), true, call.arguments()).collect(leaves, 0);
        return leaves;
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
            l.items().forEach(i -> new Leaf(call, path, words, doc, items, required, i).collect(to, depth + 1));
        } else {
            to.add(new Leaf(call, path, Stems.words(path), doc, schema, required, value));
        }
    }

    private Leaf entry(String name, Value inside) {
        Value.MapValue inner = child(schema, name);
        String text = inner.get("description") instanceof Value.Text t ? t.value() : "";
        boolean needed =
                schema.get("required") instanceof Value.ListValue l && l.items().contains(Value.text(name));
        return new Leaf(
                call,
                path.isEmpty() ? name : path + "." + name,
                words,
                doc.isEmpty() ? text : text + " " + doc,
                inner,
                required && needed,
                inside);
    }

    private static Value.MapValue child(Value.MapValue schema, String name) {
        return schema.get("properties") instanceof Value.MapValue p && p.get(name) instanceof Value.MapValue m
                ? m
                : Value.MapValue.EMPTY;
    }

    boolean isText() {
        return value instanceof Value.Text;
    }

    boolean isNumber() {
        return value instanceof Value.Int || value instanceof Value.Real;
    }

    double number() {
        return value instanceof Value.Int i ? i.value() : ((Value.Real) value).value();
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

    boolean isDefault() {
        Value d = schema.get("default");
        return d != null && Value.pythonEquals(d, value);
    }

    /** The unit that the parameter's name or its own description asks for, or null. */
    Units.Unit unit() {
        Units.Unit named = Units.in(words);
        return named != null ? named : Units.in(Stems.words(doc));
    }

    String shown() {
        return call.name() + "." + path + " = " + PythonText.repr(value);
    }
}
