package org.egpo.apibank;

import java.time.LocalDateTime;
import java.time.format.DateTimeFormatter;
import org.egpo.bfcl.multiturn.Dates;
import org.egpo.call.PythonError;
import org.egpo.call.Value;

/** Dates and times as the APIs read and print them; null stands for a text that is none. */
public final class BankDates {
    private static final DateTimeFormatter TIME = DateTimeFormatter.ofPattern("uuuu-MM-dd HH:mm:ss");
    private static final DateTimeFormatter DATE = DateTimeFormatter.ofPattern("uuuu-MM-dd");

    private BankDates() {}

    /** @param format {@link Dates#DATE} or {@link Dates#TIME} */
    public static LocalDateTime parse(String text, String format) {
        try {
            return Dates.parse(Value.text(text), format);
        } catch (PythonError e) {
            return null;
        }
    }

    /** A date and time as it is stored, from one with a short year or short fields. */
    public static String time(String text) {
        LocalDateTime t = parse(padded(text), Dates.TIME);
        return t == null ? null : TIME.format(t);
    }

    public static String date(String text) {
        LocalDateTime t = parse(padded(text), Dates.DATE);
        return t == null ? null : DATE.format(t);
    }

    /** Month and day; a text without a year is one of 1900, which had no 29 February. */
    public static String monthDay(String text) {
        String s = text.strip();
        String date = date(s.split("-", -1).length == 3 ? s : "1900-" + s);
        return date == null ? null : date.substring(5);
    }

    private static String padded(String text) {
        String s = text.strip();
        String[] parts = s.split("-", -1);
        return parts.length == 3 && parts[0].length() < 4 ? "0".repeat(4 - parts[0].length()) + s : s;
    }
}
