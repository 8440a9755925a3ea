package org.egpo.call;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import org.egpo.call.PythonExpression.Kind;
import org.jspecify.annotations.Nullable;

/**
 * The value of an expression: literals, constant arithmetic, comparison, items of containers, a few pure functions on
 * numbers and strings, and calls of what a {@link Callee} declares. A closed table with bounded size and work; nothing is
 * evaluated as code. Raises what CPython raises; what the table lacks is {@code LimitExceeded}.
 */
public final class PythonEvaluator {
    private static final int MAX_WORK = 1_000_000;
    /** What a power of broken numbers counts for. */
    private static final int POWER = 1_000;

    /** An object whose methods can be called. */
    public interface Callee {
        /** @throws PythonError as CPython raises, AttributeError where there is no such method */
        Value call(String method, List<Value> positional, Map<String, Value> named);
    }

    /** Names that mean something to Python, so that using one is no NameError, and those that only the decoder knows. */
    private static final Map<String, Value> BUILT_IN = new HashMap<>();

    private static final Map<String, Value> DECODER = new HashMap<>();

    static {
        // A line: the name of a type, how its objects are spelled, and their names.
        for (String line : Resources.lines(PythonEvaluator.class, "python-names.txt")) {
            String[] words = line.split(" ");
            for (String name : Arrays.asList(words).subList(2, words.length)) {
                String spelled = words[1].replace('_', ' ').replace("%s", name);
                (words[0].equals("object") ? DECODER : BUILT_IN)
                        .put(name, new PythonOpaque(words[0], "<" + spelled + ">"));
            }
        }
    }

    private final Function<String, Value> names;
    private int work;

    /** @param names what a name stands for before Python's own names are looked at, or null */
    public PythonEvaluator(Function<String, Value> names) {
        this.names = names;
    }

    /** The immutable value that the official decoder computes for arithmetic in an argument. */
    static Value decoded(PythonExpression e) {
        return PythonObjects.freeze(new PythonEvaluator(DECODER::get).evaluate(e));
    }

    private void spend(int amount) {
        work += amount;
        if (work > MAX_WORK) {
            throw PythonError.limit("arithmetic too large");
        }
    }

    /** The value: containers are fresh objects, which the caller may change. */
    public Value evaluate(PythonExpression e) {
        spend(1);
        return switch (e.kind()) {
            case CONSTANT -> e.value();
            case ELLIPSIS -> new PythonOpaque("ellipsis", "Ellipsis");
            case CALL -> call(e);
            case NAME -> name(e.text());
            case LIST -> new PythonList(values(e.parts()));
            case TUPLE -> new Value.TupleValue(values(e.parts()));
            case SET -> new PythonSet(values(e.parts()));
            case DICT -> dict(e.parts());
            case UNARY -> PythonArithmetic.unary(e.text(), evaluate(e.part(0)));
            case BINARY -> binary(e);
            case LOGIC -> logic(e);
            case COMPARE -> compare(e);
            case CONDITIONAL -> evaluate(e.part(PythonObjects.truth(evaluate(e.part(1))) ? 0 : 2));
            case SUBSCRIPT -> PythonObjects.item(evaluate(e.part(0)), evaluate(e.part(1)));
            case LAMBDA -> new PythonOpaque("function", "<function <lambda>>");
            case AWAIT, YIELD -> throw PythonError.syntax("await or yield outside a function", -1);
            default -> {
                if (e.kind() == Kind.ATTRIBUTE) {
                    evaluate(e.part(0));
                }
                throw PythonError.limit("this kind of expression is not evaluated here");
            }
        };
    }

    private Value binary(PythonExpression e) {
        Value left = evaluate(e.part(0));
        Value right = evaluate(e.part(1));
        spend(e.text().equals("**") ? POWER : 0);
        Value v = PythonArithmetic.binary(left, e.text(), right);
        spend(weight(v, MAX_WORK));
        return v;
    }

    /** How much there is to print of a value, counted through shared parts; more than the limit is not counted further. */
    private static int weight(Value v, int limit) {
        if (v instanceof Value.BigInt i) {
            return i.value().bitLength() / 8;
        }
        PythonType type = PythonType.of(v);
        if (type == PythonType.STR) {
            return ((Value.Text) v).value().length();
        }
        int sum = 1;
        if (type == PythonType.LIST || type == PythonType.TUPLE) {
            for (Value item : PythonObjects.items(v)) {
                sum += weight(item, limit - sum) + 1;
                if (sum > limit) {
                    return limit + 1;
                }
            }
        }
        return sum;
    }

    private Value logic(PythonExpression e) {
        Value last = Value.None.NONE;
        for (PythonExpression operand : e.parts()) {
            last = evaluate(operand);
            if (PythonObjects.truth(last) != e.text().equals("and")) {
                break;
            }
        }
        return last;
    }

    private Value name(String id) {
        Value own = names.apply(id);
        Value v = own == null ? BUILT_IN.get(id) : own;
        if (v == null) {
            throw new PythonError("NameError", "name '" + id + "' is not defined");
        }
        return v;
    }

    private List<Value> values(List<PythonExpression> items) {
        List<Value> values = new ArrayList<>(items.size());
        for (PythonExpression item : items) {
            if (item.kind() == Kind.STARRED) {
                values.addAll(PythonObjects.items(evaluate(item.part(0))));
                spend(values.size());
            } else {
                values.add(evaluate(item));
            }
        }
        return values;
    }

    private Value dict(List<PythonExpression> entries) {
        PythonDict dict = new PythonDict();
        for (int i = 0; i < entries.size(); i += 2) {
            Value key = entries.get(i) == null ? null : evaluate(entries.get(i));
            Value v = evaluate(entries.get(i + 1));
            if (key != null) {
                dict.put(key, v);
            } else if (v instanceof PythonDict more) {
                more.forEach(dict::put);
                spend(more.size());
            } else {
                throw PythonError.type("'" + PythonType.name(v) + "' object is not a mapping");
            }
        }
        return dict;
    }

    private Value call(PythonExpression c) {
        PythonExpression function = c.part(0);
        if (function.kind() == Kind.ATTRIBUTE) {
            if (!(evaluate(function.part(0)) instanceof Callee of)) {
                throw PythonError.limit("methods of values are not called here");
            }
            return of.call(function.text(), values(c.arguments()), named(c.keywords()));
        }
        Value called = evaluate(function);
        boolean callable = called instanceof PythonOpaque o && !o.typeName().equals("ellipsis");
        if (!callable) {
            throw PythonError.type("'" + PythonType.name(called) + "' object is not callable");
        }
        List<Value> a = values(c.arguments());
        if (function.kind() != Kind.NAME || !c.keywords().isEmpty() || a.isEmpty() || a.size() > 2) {
            throw PythonError.limit("this function of Python is not called here");
        }
        return pure(function.text(), a.get(0), a.size() == 1 ? null : a.get(1));
    }

    /** The pure functions of the table. */
    private static Value pure(String function, Value v, @Nullable Value second) {
        return switch (second == null || function.equals("round") ? function : "") {
            case "str" -> new Value.Text(PythonText.boundedStr(v));
            case "repr" -> new Value.Text(PythonText.boundedRepr(v));
            case "bool" -> Value.Bool.of(PythonObjects.truth(v));
            case "abs" -> PythonArithmetic.absolute(v);
            case "round" -> PythonArithmetic.round(v, second == null ? Value.None.NONE : second);
            case "int" -> PythonNumbers.toInteger(v);
            case "float" -> PythonNumbers.toReal(v);
            default -> throw PythonError.limit("this function of Python is not called here");
        };
    }

    private Map<String, Value> named(List<PythonExpression> keywords) {
        Map<String, Value> named = new LinkedHashMap<>();
        for (PythonExpression k : keywords) {
            Value v = evaluate(k.part(0));
            if (k.text().isEmpty()) {
                PythonObjects.dict(v, "keys").forEach((key, value) -> named.put(PythonObjects.text(key, "key"), value));
            } else if (named.put(k.text(), v) != null) {
                throw new PythonError("SyntaxError", "keyword argument repeated: " + k.text() + " (<string>, line 1)");
            }
        }
        return named;
    }

    private Value compare(PythonExpression e) {
        String[] operators = e.text().split(",");
        Value left = evaluate(e.part(0));
        for (int i = 0; i < operators.length; i++) {
            Value right = evaluate(e.part(i + 1));
            if (!holds(left, operators[i], right)) {
                return Value.Bool.FALSE;
            }
            left = right;
        }
        return Value.Bool.TRUE;
    }

    private static boolean holds(Value a, String operator, Value b) {
        return switch (operator) {
            case "==" -> Value.pythonEquals(a, b);
            case "!=" -> !Value.pythonEquals(a, b);
            case "in" -> PythonObjects.contains(b, a);
            case "not in" -> !PythonObjects.contains(b, a);
            case "is" -> PythonObjects.same(a, b);
            case "is not" -> !PythonObjects.same(a, b);
            default -> PythonArithmetic.order(a, operator, b);
        };
    }
}
