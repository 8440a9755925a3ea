package org.egpo.clean.rules;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Dates and times of day in a question, and whether a value agrees with one of them. */
final class Calendar {
    private static final Pattern DATED = WordLists.pattern("dated");
    private static final List<Pattern> DATES = WordLists.patterns("dates");
    private static final Pattern RELATIVE = WordLists.pattern("relative");
    private static final Pattern CLOCK = WordLists.pattern("clock");
    private static final Pattern PAST = WordLists.pattern("past");
    private static final Pattern VALUE = WordLists.pattern("time_value");
    private static final int NOON = 720;
    private static final int DAY = 1440;
    private static final Map<String, Integer> NAMED = Map.of("noon", NOON, "midday", NOON, "midnight", 0);

    /** Year or day 0 when it is not said; spans in characters. */
    record Day(int year, int month, int day, int start, int end) {
        boolean agrees(Day d) {
            return d.month == month
                    && (d.day == day || d.day == 0 || day == 0)
                    && (d.year == year || d.year == 0 || year == 0);
        }
    }

    /** Whether a value names a day without a date, such as {@code tomorrow} or {@code next Monday}. */
    static boolean isRelative(String value) {
        return RELATIVE.matcher(value).find();
    }

    /** Minutes since midnight; {@code exact} when morning or evening is clear. */
    record Time(int minutes, boolean exact, int start, int end) {}

    final List<Day> days;
    final List<Time> times = new ArrayList<>();
    final boolean relative;

    Calendar(QuestionText question) {
        days = days(question.raw);
        relative = isRelative(question.raw);
        for (Matcher m = CLOCK.matcher(question.raw); m.find(); ) {
            String half = m.group("half") == null ? m.group("part") : m.group("half");
            boolean clock = half != null || m.group("minute") != null || m.group("clock") != null;
            int hour = number(m.group("hour"));
            if (clock && hour <= 24) {
                int minutes = minutes(hour, number(m.group("minute")), half);
                times.add(new Time(minutes, half != null || hour > 12, m.start(), m.end()));
            }
        }
        question.words.stream()
                .filter(w -> NAMED.containsKey(w.text()))
                .forEach(w -> times.add(new Time(NAMED.getOrDefault(w.text(), NOON), true, w.start(), w.end())));
        // "half past seven", "quarter to nine", "ten past six".
        for (Matcher m = PAST.matcher(question.raw); m.find(); ) {
            double minutes = NumberWords.read(m.group("minutes"));
            double hour = NumberWords.read(m.group("hour"));
            if (hour <= 24 && minutes < 60) {
                double past = (minutes < 1 ? 60 * minutes : minutes) * (m.group("past") == null ? -1 : 1);
                times.add(new Time(Math.floorMod((int) (hour * 60 + past), DAY), false, m.start(), m.end()));
            }
        }
    }

    private static List<Day> days(String raw) {
        List<Day> days = new ArrayList<>();
        for (Pattern date : DATED.matcher(raw).find() ? DATES : List.<Pattern>of()) {
            for (Matcher m = date.matcher(raw); m.find(); ) {
                int year = number(m.group("year"));
                int day = number(m.group("day"));
                if (year + day > 0) {
                    int full = year > 0 && year < 100 ? 2000 + year : year;
                    days.add(new Day(full, month(m.group("month")), day, m.start(), m.end()));
                }
            }
        }
        return days;
    }

    private static int number(@Nullable String digits) {
        return digits == null || digits.isEmpty() ? 0 : Integer.parseInt(digits);
    }

    private static int month(String text) {
        String name = text.substring(0, Math.min(3, text.length())).toLowerCase(Locale.ROOT);
        return Character.isDigit(text.charAt(0))
                ? number(text)
                : "janfebmaraprmayjunjulaugsepoctnovdec".indexOf(name) / 3 + 1;
    }

    /** Since midnight; {@code half} of the day such as "pm" or "evening", or null. */
    private static int minutes(int hour, int minute, @Nullable String half) {
        int minutes = hour % 24 * 60 + minute;
        return half == null ? minutes : minutes % NOON + (half.matches("(?i)p.*|afternoon|evening") ? NOON : 0);
    }

    /** What comparing a value with the question brought. */
    enum Match {
        NOT_A_DATE,
        SAME,
        /** The question speaks of a day, but not by its date. */
        UNKNOWN,
        OTHER
    }

    /** The days of the question that a value names. */
    List<Day> agreeing(String value) {
        List<Day> wanted = days(value);
        return days.stream().filter(d -> wanted.stream().anyMatch(d::agrees)).toList();
    }

    Match day(String value) {
        if (days(value).isEmpty()) {
            return Match.NOT_A_DATE;
        }
        return !agreeing(value).isEmpty() ? Match.SAME : relative ? Match.UNKNOWN : Match.OTHER;
    }

    Match time(String value) {
        Matcher m = VALUE.matcher(value);
        if (!m.matches()) {
            return Match.NOT_A_DATE;
        }
        int minutes = minutes(number(m.group(1)), number(m.group(2)), m.group(3));
        return isTime(minutes) ? Match.SAME : times.isEmpty() && relative ? Match.UNKNOWN : Match.OTHER;
    }

    /** Whether the question names that time of day. */
    boolean isTime(int minutes) {
        return times.stream().anyMatch(t -> t.minutes == minutes || !t.exact && t.minutes % NOON == minutes % NOON);
    }

    /** Whether that word of the question is a part of a date or a time. */
    boolean covers(Word w) {
        return days.stream().anyMatch(d -> w.isIn(d.start, d.end)) || isTime(w);
    }

    /** Whether that word of the question is a part of a time of day. */
    boolean isTime(Word w) {
        return times.stream().anyMatch(t -> w.isIn(t.start, t.end));
    }
}
