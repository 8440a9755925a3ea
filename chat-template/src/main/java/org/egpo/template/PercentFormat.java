package org.egpo.template;

import java.math.BigDecimal;
import java.math.BigInteger;
import java.util.Iterator;
import java.util.List;

/** Python's {@code "…%s…" % values}, for {@code %s}, {@code %d} and {@code %%}. */
final class PercentFormat {
    private PercentFormat() {}

    static String of(String format, List<Object> values) {
        StringBuilder b = new StringBuilder();
        Iterator<Object> left = values.iterator();
        for (int i = 0; i < format.length(); i++) {
            char c = format.charAt(i);
            if (c != '%') {
                b.append(c);
                continue;
            }
            i++;
            char kind = i < format.length() ? format.charAt(i) : ' ';
            if (kind != '%' && !left.hasNext()) {
                throw new JinjaException("a format has more places than values");
            }
            switch (kind) {
                case '%' -> b.append('%');
                case 's' -> b.append(Operands.str(left.next()));
                case 'd' -> b.append(whole(left.next()));
                default -> throw new JinjaException("the format \"%" + kind + "\" is not supported");
            }
        }
        if (left.hasNext()) {
            throw new JinjaException("a format has fewer places than values");
        }
        return b.toString();
    }

    private static BigInteger whole(Object value) {
        if (!Operands.isNumber(value) || !Double.isFinite(Operands.number(value).doubleValue())) {
            throw new JinjaException("the format \"%d\" takes a finite number, not " + Operands.type(value));
        }
        return new BigDecimal(Operands.number(value).toString()).toBigInteger();
    }
}
