package org.egpo.bfcl.multiturn;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.egpo.call.PythonExpression;
import org.egpo.call.PythonSyntax;
import org.egpo.call.Value;

/**
 * The value of a call's text in full: literals, calls of declared functions, constant arithmetic, comparison, items of
 * containers. Python's built-in functions and the methods of values are not called; such a text ends in an error.
 */
final class CallEvaluator {
    private static final Set<String> BUILT_IN = Set.of(
            "abs",
            "all",
            "any",
            "ascii",
            "bin",
            "callable",
            "chr",
            "compile",
            "delattr",
            "dir",
            "divmod",
            "eval",
            "exec",
            "format",
            "getattr",
            "globals",
            "hasattr",
            "hash",
            "hex",
            "id",
            "input",
            "isinstance",
            "issubclass",
            "iter",
            "len",
            "locals",
            "max",
            "min",
            "next",
            "oct",
            "ord",
            "pow",
            "print",
            "repr",
            "round",
            "setattr",
            "sorted",
            "sum",
            "vars");
    private static final Set<String> TYPES = Set.of(
            "bool",
            "bytearray",
            "bytes",
            "complex",
            "dict",
            "enumerate",
            "filter",
            "float",
            "frozenset",
            "int",
            "list",
            "map",
            "object",
            "range",
            "reversed",
            "set",
            "slice",
            "str",
            "tuple",
            "type",
            "zip");

    private final Map<String, Environment> instances;

    /** @param instances by the names that {@link MethodNames} puts in front of methods */
    CallEvaluator(Map<String, Environment> instances) {
        this.instances = instances;
    }

    Object evaluate(String text) {
        String source = text;
        while (source.startsWith(" ") || source.startsWith("\t")) {
            source = source.substring(1);
        }
        try {
            return value(PythonSyntax.parse(source));
        } catch (PythonSyntax.Failure e) {
            boolean limit = e.type().equals("LimitExceeded");
            throw new PythonException(e.type(), e.getMessage() + (limit ? "" : " (<string>, line 1)"));
        }
    }

    private Object value(PythonExpression e) {
        if (e instanceof PythonExpression.Constant c) {
            return c.value() == null ? new Printed("ellipsis", "Ellipsis") : PythonObjects.of(c.value());
        }
        if (e instanceof PythonExpression.Call c) {
            return call(c);
        }
        if (e instanceof PythonExpression.Name n) {
            return name(n.id());
        }
        if (e instanceof PythonExpression.ListDisplay l) {
            return new ListObject(values(l.items()));
        }
        if (e instanceof PythonExpression.TupleDisplay t) {
            return new TupleObject(values(t.items()));
        }
        if (e instanceof PythonExpression.SetDisplay s) {
            return new SetObject(values(s.items()));
        }
        if (e instanceof PythonExpression.DictDisplay d) {
            return dict(d);
        }
        if (e instanceof PythonExpression.Unary u) {
            return unary(u.operator(), value(u.operand()));
        }
        if (e instanceof PythonExpression.Binary b) {
            Object left = value(b.left());
            return binary(left, b.operator(), value(b.right()));
        }
        return control(e);
    }

    private Object control(PythonExpression e) {
        if (e instanceof PythonExpression.Logic l) {
            boolean and = l.operator().equals("and");
            Object last = null;
            for (PythonExpression operand : l.operands()) {
                last = value(operand);
                if (PythonObjects.truth(last) != and) {
                    break;
                }
            }
            return last;
        }
        if (e instanceof PythonExpression.Conditional c) {
            return PythonObjects.truth(value(c.test())) ? value(c.then()) : value(c.otherwise());
        }
        if (e instanceof PythonExpression.Compare c) {
            return compare(c);
        }
        if (e instanceof PythonExpression.Subscript s) {
            Object of = value(s.of());
            return item(of, value(s.index()));
        }
        if (e instanceof PythonExpression.Attribute a) {
            Object of = value(a.of());
            throw of instanceof Environment
                    ? PythonException.limit("attributes of an instance are not read here")
                    : PythonException.attribute(of, a.name());
        }
        throw PythonException.limit("this kind of expression is not evaluated here");
    }

    private Object name(String id) {
        Environment instance = instances.get(id);
        if (instance != null) {
            return instance;
        }
        if (BUILT_IN.contains(id)) {
            return new Printed("builtin_function_or_method", "<built-in function " + id + ">");
        }
        if (TYPES.contains(id)) {
            return new Printed("type", "<class '" + id + "'>");
        }
        throw PythonException.name(id);
    }

    private List<Object> values(List<PythonExpression> items) {
        List<Object> values = new ArrayList<>(items.size());
        for (PythonExpression item : items) {
            if (item instanceof PythonExpression.Starred s) {
                values.addAll(PythonObjects.items(value(s.value())));
            } else {
                values.add(value(item));
            }
        }
        return values;
    }

    private Object dict(PythonExpression.DictDisplay d) {
        DictObject dict = new DictObject();
        for (int i = 0; i < d.keys().size(); i++) {
            Object key = d.keys().get(i) == null ? null : value(d.keys().get(i));
            Object v = value(d.values().get(i));
            if (key != null) {
                dict.put(key, v);
            } else if (v instanceof DictObject more) {
                more.entries().forEach(e -> dict.put(more.spelling(e.getKey()), e.getValue()));
            } else {
                throw PythonException.type("'" + PythonObjects.typeName(v) + "' object is not a mapping");
            }
        }
        return dict;
    }

    private Object call(PythonExpression.Call c) {
        if (c.function() instanceof PythonExpression.Attribute a) {
            Object of = value(a.of());
            if (!(of instanceof Environment environment)) {
                throw PythonException.limit("methods of values are not called here");
            }
            Function f = environment.functions().get(a.name());
            if (f == null) {
                throw new PythonException(
                        "AttributeError", "'" + environment.name() + "' object has no attribute '" + a.name() + "'");
            }
            return f.call(environment, values(c.arguments()), named(c));
        }
        Object function = value(c.function());
        throw function instanceof Printed p && !p.type().equals("ellipsis")
                ? PythonException.limit("functions of Python itself are not called here")
                : PythonException.type("'" + PythonObjects.typeName(function) + "' object is not callable");
    }

    private Map<String, Object> named(PythonExpression.Call c) {
        Map<String, Object> named = new LinkedHashMap<>();
        for (PythonExpression.Keyword k : c.keywords()) {
            Object v = value(k.value());
            if (k.name() == null) {
                PythonObjects.dict(v, "keys").entries().forEach(e -> named.put((String) e.getKey(), e.getValue()));
            } else if (named.put(k.name(), v) != null) {
                throw new PythonException(
                        "SyntaxError", "keyword argument repeated: " + k.name() + " (<string>, line 1)");
            }
        }
        return named;
    }

    private static Object unary(String operator, Object v) {
        if (operator.equals("not")) {
            return !PythonObjects.truth(v);
        }
        if (v instanceof Value.Complex c && !operator.equals("~")) {
            return operator.equals("-") ? new Value.Complex(-c.real(), -c.imaginary()) : v;
        }
        if (v instanceof Double d && !operator.equals("~")) {
            return operator.equals("-") ? (Object) (-d) : d;
        }
        if (!Numbers.isInteger(v)) {
            throw PythonException.type(
                    "bad operand type for unary " + operator + ": '" + PythonObjects.typeName(v) + "'");
        }
        return switch (operator) {
            case "-" -> Numbers.integer(Numbers.big(v).negate());
            case "~" -> Numbers.integer(Numbers.big(v).not());
            default -> Numbers.integer(Numbers.big(v));
        };
    }

    private static Object binary(Object a, String operator, Object b) {
        return switch (operator) {
            case "+" -> Numbers.add(a, b);
            case "-" -> Numbers.subtract(a, b);
            case "*" -> Numbers.multiply(a, b);
            case "/" -> Numbers.divide(a, b);
            case "**" -> Numbers.power(a, b);
            default -> throw PythonException.limit("the operator " + operator + " is not computed here");
        };
    }

    private Object compare(PythonExpression.Compare c) {
        Object left = value(c.left());
        for (int i = 0; i < c.operators().size(); i++) {
            Object right = value(c.others().get(i));
            if (!holds(left, c.operators().get(i), right)) {
                return false;
            }
            left = right;
        }
        return true;
    }

    private static boolean holds(Object a, String operator, Object b) {
        return switch (operator) {
            case "==" -> PythonObjects.equal(a, b);
            case "!=" -> !PythonObjects.equal(a, b);
            case "in" -> PythonObjects.contains(b, a);
            case "not in" -> !PythonObjects.contains(b, a);
            case "is" -> a == b || a.equals(b) && !(a instanceof ListObject);
            case "is not" -> a != b && !a.equals(b);
            default -> Numbers.order(operator, a, b);
        };
    }

    private static Object item(Object of, Object index) {
        if (of instanceof DictObject d) {
            return d.at(index);
        }
        boolean sequence = of instanceof ListObject || of instanceof TupleObject || of instanceof String;
        if (!sequence) {
            throw PythonException.type("'" + PythonObjects.typeName(of) + "' object is not subscriptable");
        }
        String type = of instanceof String ? "string" : PythonObjects.typeName(of);
        if (!(index instanceof Long || index instanceof Boolean)) {
            throw PythonException.type(type + " indices must be integers"
                    + (of instanceof String ? ", not '" : " or slices, not ") + PythonObjects.typeName(index)
                    + (of instanceof String ? "'" : ""));
        }
        List<Object> items = PythonObjects.items(of);
        long i = Numbers.big(index).longValue();
        i = i < 0 ? i + items.size() : i;
        if (i < 0 || i >= items.size()) {
            throw new PythonException("IndexError", type + " index out of range");
        }
        return items.get((int) i);
    }
}
