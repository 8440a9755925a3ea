package org.egpo.template;

import java.math.BigDecimal;
import java.math.BigInteger;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.Collections;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * Python's operations on null, Boolean, Long, Double, String, List and Map. A view of a map is a Collection that is no List: it has a
 * length and no places. A generator is an Iterator: true even where it is empty, and empty once it was read.
 */
final class Operands {
    private static final int LONGEST = 1 << 24;

    private Operands() {}

    static @Nullable Object normal(@Nullable Object value) {
        if (value instanceof Integer || value instanceof Short || value instanceof Byte) {
            return ((Number) value).longValue();
        }
        if (value instanceof Float || value instanceof BigDecimal) {
            return ((Number) value).doubleValue();
        }
        if (value instanceof BigInteger big) {
            if (big.bitLength() > 63) {
                throw new JinjaException("the number " + big + " is too large");
            }
            return big.longValue();
        }
        return value;
    }

    static String type(@Nullable Object v) {
        if (v instanceof Undefined u) {
            return "\"" + u.name() + "\", which is undefined";
        }
        String name = v instanceof Boolean
                ? "boolean"
                : v instanceof Number
                        ? "number"
                        : v instanceof String ? "string" : v instanceof Map ? "map" : "function";
        return v == null
                ? "None"
                : "a " + (v instanceof Collection ? "list" : v instanceof Iterator ? "generator" : name);
    }

    static boolean truth(@Nullable Object v) {
        if (isNumber(v)) {
            return number(v).doubleValue() != 0;
        }
        boolean sized = v instanceof String || v instanceof Collection || v instanceof Map;
        return sized ? length(v) > 0 : v != null && !(v instanceof Undefined);
    }

    static String str(@Nullable Object v) {
        if (v instanceof String s) {
            return s;
        }
        if (v instanceof Undefined) {
            return "";
        }
        StringBuilder b = new StringBuilder();
        repr(v, b, 0);
        return b.toString();
    }

    private static void repr(@Nullable Object raw, StringBuilder b, int depth) {
        Object v = normal(raw);
        if (depth > 200) {
            throw new JinjaException("a value is nested too deeply");
        }
        if (v == null) {
            b.append("None");
        } else if (v instanceof Boolean x) {
            b.append(x ? "True" : "False");
        } else if (v instanceof Long) {
            b.append(v);
        } else if (v instanceof Double d) {
            b.append(PythonRepr.number(d));
        } else if (v instanceof String s) {
            PythonRepr.quote(s, b);
        } else if (v instanceof List<?> l) {
            boolean tuple = l instanceof Tuple;
            b.append(tuple ? '(' : '[');
            for (int i = 0; i < l.size(); i++) {
                b.append(i == 0 ? "" : ", ");
                repr(l.get(i), b, depth + 1);
            }
            b.append(tuple ? l.size() == 1 ? ",)" : ")" : "]");
        } else if (v instanceof Map<?, ?> m) {
            b.append('{');
            String comma = "";
            for (Map.Entry<?, ?> e : m.entrySet()) {
                b.append(comma);
                repr(e.getKey(), b, depth + 1);
                b.append(": ");
                repr(e.getValue(), b, depth + 1);
                comma = ", ";
            }
            b.append('}');
        } else {
            throw new JinjaException("cannot write " + type(v));
        }
    }

    static Iterator<?> iterate(@Nullable Object v) {
        if (v instanceof Iterator<?> generator) {
            return generator;
        }
        if (v instanceof Collection<?> all) {
            return all.iterator();
        }
        if (v instanceof Map<?, ?> m) {
            return m.keySet().iterator();
        }
        if (v instanceof String s) {
            return characters(s).iterator();
        }
        if (v instanceof Undefined) {
            return List.of().iterator();
        }
        throw new JinjaException("cannot loop over " + type(v));
    }

    static List<Object> list(@Nullable Object v) {
        List<Object> all = new ArrayList<>();
        iterate(v).forEachRemaining(x -> all.add(normal(x)));
        return all;
    }

    static List<String> characters(String s) {
        return s.codePoints().mapToObj(Character::toString).toList();
    }

    static long length(@Nullable Object v) {
        if (v instanceof String s) {
            return s.codePointCount(0, s.length());
        }
        if (v instanceof Collection<?> all) {
            return all.size();
        }
        if (v instanceof Map<?, ?> m) {
            return m.size();
        }
        if (v instanceof Undefined) {
            return 0;
        }
        throw new JinjaException(type(v) + " has no length");
    }

    static boolean isNumber(@Nullable Object v) {
        return v instanceof Number || v instanceof Boolean;
    }

    /** A boolean counts as 0 or 1. */
    static Number number(@Nullable Object v) {
        if (v instanceof Boolean b) {
            return b ? 1L : 0L;
        }
        if (v instanceof Number n) {
            return n;
        }
        throw new JinjaException("expected a number, not " + type(v));
    }

    static boolean same(@Nullable Object rawA, @Nullable Object rawB) {
        Object a = normal(rawA);
        Object b = normal(rawB);
        if (isNumber(a) && isNumber(b)) {
            return number(a).equals(number(b))
                    || number(a).doubleValue() == number(b).doubleValue();
        }
        if (a instanceof Undefined || b instanceof Undefined) {
            return a instanceof Undefined && b instanceof Undefined;
        }
        if (a instanceof List<?> x && b instanceof List<?> y) {
            boolean equal = x.size() == y.size() && x instanceof Tuple == y instanceof Tuple;
            for (int i = 0; equal && i < x.size(); i++) {
                equal = same(x.get(i), y.get(i));
            }
            return equal;
        }
        if (a instanceof Map<?, ?> x && b instanceof Map<?, ?> y) {
            return x.size() == y.size()
                    && x.entrySet().stream()
                            .allMatch(e -> y.containsKey(e.getKey()) && same(e.getValue(), y.get(e.getKey())));
        }
        return Objects.equals(a, b);
    }

    static int compare(@Nullable Object rawA, @Nullable Object rawB) {
        Object a = normal(rawA);
        Object b = normal(rawB);
        if (isNumber(a) && isNumber(b)) {
            Number x = number(a);
            Number y = number(b);
            return x instanceof Long && y instanceof Long
                    ? Long.compare(x.longValue(), y.longValue())
                    : Double.compare(x.doubleValue(), y.doubleValue());
        }
        if (a instanceof String x && b instanceof String y) {
            return Arrays.compare(x.codePoints().toArray(), y.codePoints().toArray());
        }
        if (a instanceof List<?> x && b instanceof List<?> y) {
            for (int i = 0; i < Math.min(x.size(), y.size()); i++) {
                if (!same(x.get(i), y.get(i))) {
                    return compare(x.get(i), y.get(i));
                }
            }
            return Integer.compare(x.size(), y.size());
        }
        throw new JinjaException("cannot compare " + type(a) + " with " + type(b));
    }

    static boolean contains(@Nullable Object container, @Nullable Object item) {
        if (container instanceof String s) {
            if (item instanceof String part) {
                return s.contains(part);
            }
            throw new JinjaException("a string cannot contain " + type(item));
        }
        if (container instanceof Map<?, ?> m) {
            if (item instanceof List || item instanceof Map) {
                throw new JinjaException(type(item) + " cannot be a key");
            }
            return m.containsKey(item);
        }
        if (container instanceof Collection || container instanceof Iterator || container instanceof Undefined) {
            return list(container).stream().anyMatch(x -> same(x, item));
        }
        throw new JinjaException("cannot look for something in " + type(container));
    }

    static Object calculate(String sign, @Nullable Object a, @Nullable Object b) {
        if (sign.equals("+") && a instanceof String x && b instanceof String y) {
            return x + y;
        }
        if (sign.equals("+") && a instanceof List<?> x && b instanceof List<?> y) {
            List<Object> all = new ArrayList<>(x);
            all.addAll(y);
            return x instanceof Tuple && y instanceof Tuple ? new Tuple(all) : all;
        }
        if (sign.equals("*") && a instanceof String s && b instanceof Long n) {
            if (s.length() * Math.max(0, n) > LONGEST) {
                throw new JinjaException("a string would become too long");
            }
            return s.repeat((int) Math.max(0, n));
        }
        if (sign.equals("*") && a instanceof Long && b instanceof String) {
            return calculate(sign, b, a);
        }
        if (sign.equals("%") && a instanceof String s) {
            return PercentFormat.of(s, b instanceof Tuple t ? t : Collections.singletonList(b));
        }
        if (!isNumber(a) || !isNumber(b)) {
            throw new JinjaException("\"" + sign + "\" cannot take " + type(a) + " and " + type(b));
        }
        try {
            return number(a) instanceof Long x && number(b) instanceof Long y ? whole(sign, x, y) : real(sign, a, b);
        } catch (ArithmeticException e) {
            throw new JinjaException("\"" + sign + "\" gives no number: " + e.getMessage());
        }
    }

    private static Object whole(String sign, long x, long y) {
        return switch (sign) {
            case "+" -> Math.addExact(x, y);
            case "-" -> Math.subtractExact(x, y);
            case "*" -> Math.multiplyExact(x, y);
            case "//" -> Math.floorDiv(x, y);
            case "%" -> Math.floorMod(x, y);
            case "/" -> real(sign, x, y);
            default ->
                y < 0 || y > 63
                        ? (Object) Math.pow(x, y)
                        : (Object) BigInteger.valueOf(x).pow((int) y).longValueExact();
        };
    }

    private static Object real(String sign, @Nullable Object a, @Nullable Object b) {
        double x = number(a).doubleValue();
        double y = number(b).doubleValue();
        if (y == 0 && "//%".contains(sign)) {
            throw new ArithmeticException("division by zero");
        }
        return switch (sign) {
            case "+" -> x + y;
            case "-" -> x - y;
            case "*" -> x * y;
            case "/" -> x / y;
            case "//" -> Math.floor(x / y);
            case "%" -> x - y * Math.floor(x / y);
            default -> Math.pow(x, y);
        };
    }
}
