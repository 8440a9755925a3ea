package org.egpo.bfcl.multiturn;

import java.time.DateTimeException;
import java.time.LocalDateTime;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.egpo.call.PythonError;
import org.egpo.call.PythonType;
import org.egpo.call.Value;
import org.jspecify.annotations.Nullable;

/** {@code datetime.strptime} for the two formats that the environments use. */
public final class Dates {
    public static final String DATE = "%Y-%m-%d";
    public static final String TIME = "%Y-%m-%d %H:%M:%S";
    private static final String DATE_PATTERN = "(\\d{4})-(1[0-2]|0[1-9]|[1-9])-(3[0-1]|[1-2]\\d|0[1-9]|[1-9]| [1-9])";
    private static final Pattern DATES = Pattern.compile(DATE_PATTERN, Pattern.UNICODE_CHARACTER_CLASS);
    private static final Pattern TIMES = Pattern.compile(
            DATE_PATTERN + "[\\s\\x1c-\\x1f]+(2[0-3]|[0-1]\\d|\\d):([0-5]\\d|\\d):(6[0-1]|[0-5]\\d|\\d)",
            Pattern.UNICODE_CHARACTER_CLASS);

    private Dates() {}

    /**
     * @param format {@link #DATE} or {@link #TIME}
     * @throws PythonError ValueError or TypeError as CPython raises them
     */
    public static LocalDateTime parse(Value text, String format) {
        if (!(text instanceof Value.Text t)) {
            String given = text == Value.None.NONE ? "None" : PythonType.name(text);
            throw PythonError.type("strptime() argument 1 must be str, not " + given);
        }
        String s = t.value();
        boolean time = format.equals(TIME);
        Matcher m = (time ? TIMES : DATES).matcher(s);
        if (!m.lookingAt()) {
            throw PythonError.value("time data %r does not match format '%s'", text, format);
        }
        if (m.end() < s.length()) {
            throw PythonError.value("unconverted data remains: " + s.substring(m.end()));
        }
        int year = number(m, 1);
        if (year == 0) {
            throw PythonError.value("year 0 is out of range");
        }
        try {
            LocalDateTime day = LocalDateTime.of(year, number(m, 2), number(m, 3), 0, 0);
            if (!time) {
                return day;
            }
            if (number(m, 6) > 59) {
                throw PythonError.value("second must be in 0..59");
            }
            return day.plusHours(number(m, 4)).plusMinutes(number(m, 5)).plusSeconds(number(m, 6));
        } catch (DateTimeException e) {
            throw PythonError.value("day is out of range for month");
        }
    }

    /** The same, but null where CPython raises ValueError. */
    public static @Nullable LocalDateTime parseOrNull(Value text, String format) {
        try {
            return parse(text, format);
        } catch (PythonError e) {
            if (e.type.equals("ValueError")) {
                return null;
            }
            throw e;
        }
    }

    private static int number(Matcher m, int group) {
        return Integer.parseInt(m.group(group).strip());
    }
}
