package org.egpo.apibank;

import java.time.LocalDateTime;
import java.util.Locale;
import org.egpo.bfcl.multiturn.Dates;
import org.egpo.call.PythonUnicode;
import org.egpo.call.Value;
import org.jspecify.annotations.Nullable;

/** Dates and times as the APIs read and print them; null stands for a text that is none. */
public final class BankDates {
    private BankDates() {}

    /** @param format {@link Dates#DATE} or {@link Dates#TIME} */
    public static @Nullable LocalDateTime parse(String text, String format) {
        return Dates.parseOrNull(Value.text(text), format);
    }

    /** A date and time once its year is filled up to four digits. */
    static @Nullable LocalDateTime moment(String text) {
        return parse(filled(text), Dates.TIME);
    }

    /** A date and time printed again, with its year filled up; as on Linux, a year is printed without leading zeros. */
    public static @Nullable String time(String text) {
        LocalDateTime t = moment(text);
        return t == null ? null : date(t) + t.format(java.time.format.DateTimeFormatter.ofPattern(" HH:mm:ss"));
    }

    /** The same for a date alone. */
    public static @Nullable String date(String text) {
        LocalDateTime t = parse(filled(text), Dates.DATE);
        return t == null ? null : date(t);
    }

    private static String date(LocalDateTime t) {
        return t.getYear() + monthDay(t);
    }

    private static String monthDay(LocalDateTime t) {
        return String.format(Locale.ROOT, "-%02d-%02d", t.getMonthValue(), t.getDayOfMonth());
    }

    /** Month and day, such as {@code 03-31}; where there is no year it is 1900, which had no 29 February. */
    public static @Nullable String monthDay(String text) {
        LocalDateTime t = parse(filled(text), Dates.DATE);
        t = t == null ? parse("1900-" + PythonUnicode.strip(text), Dates.DATE) : t;
        return t == null ? null : monthDay(t).substring(1);
    }

    private static String filled(String text) {
        String s = PythonUnicode.strip(text);
        int year = s.indexOf('-');
        boolean three = s.chars().filter(c -> c == '-').count() == 2;
        return three && year < 4 ? "0".repeat(4 - year) + s : s;
    }
}
