package org.egpo.clean.rules;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Dates and times of day in a question, and whether a value agrees with one of them. */
final class Calendar {
    private static final String MONTHS = "jan(?:uary)?|feb(?:ruary)?|mar(?:ch)?|apr(?:il)?|may|june?|july?|aug(?:ust)?|"
            + "sept?(?:ember)?|oct(?:ober)?|nov(?:ember)?|dec(?:ember)?";
    /** Where both orders of day and month are in use, both are read. */
    private static final Pattern EITHER_ORDER =
            Pattern.compile("\\b(?<month>\\d{1,2})[-/.](?<day>\\d{1,2})[-/.](?<year>\\d{4}|\\d{2})\\b");

    private static final List<Pattern> DATES = List.of(
            Pattern.compile("\\b(?<year>\\d{4})[-/.](?<month>\\d{1,2})[-/.](?<day>\\d{1,2})\\b"),
            EITHER_ORDER,
            Pattern.compile("^(?<month>\\d{1,2})[-/](?<day>\\d{1,2})(?<year>)$"),
            Pattern.compile(
                    "\\b(?<month>" + MONTHS
                            + ")\\.?\\s+(?:the\\s+)?(?<day>\\d{1,2})(?:st|nd|rd|th)?\\b(?:,?\\s*(?<year>\\d{4}))?",
                    Pattern.CASE_INSENSITIVE),
            Pattern.compile(
                    "\\b(?<day>\\d{1,2})(?:st|nd|rd|th)?\\s+(?:of\\s+)?(?<month>" + MONTHS
                            + ")\\b\\.?(?:,?\\s*(?<year>\\d{4}))?",
                    Pattern.CASE_INSENSITIVE),
            Pattern.compile(
                    "\\b(?<day>)(?<month>" + MONTHS + ")\\.?,?\\s+(?<year>\\d{4})\\b", Pattern.CASE_INSENSITIVE));
    private static final Pattern VALUE =
            Pattern.compile("(?:.*[T ])?(\\d{1,2}):(\\d{2})(?::\\d{2})?\\s*([AaPp])?[mM]?\\b.*");
    private static final Pattern RELATIVE = Pattern.compile(
            "\\b(today|tonight|tomorrow|yesterday|next|this|(up)?coming|last(?!\\s+day\\b)|ago|week(end|day)s?|(mon|tues|wednes|thurs|fri|satur|sun)days?|mon|tue|wed|thu|fri|sat|sun)\\b",
            Pattern.CASE_INSENSITIVE);
    private static final Pattern CLOCK = Pattern.compile(
            "\\b(\\d{1,2})(?:[:.h](\\d{2}))?(?::\\d{2})?(?:\\s*(?:(a\\.?m|p\\.?m)\\b\\.?|o.?clock))?(?:\\s+in\\s+the\\s+(morning|afternoon|evening))?",
            Pattern.CASE_INSENSITIVE);
    private static final Pattern PAST =
            Pattern.compile("\\b(half|quarter|\\w+)\\s+(past|after|to|before)\\s+(\\w+)\\b", Pattern.CASE_INSENSITIVE);
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

    final List<Day> days = new ArrayList<>();
    final List<Time> times = new ArrayList<>();
    final boolean relative;

    Calendar(QuestionText question) {
        String raw = question.raw;
        days(raw, days);
        relative = RELATIVE.matcher(raw).find();
        times(raw);
        for (Word w : question.words) {
            Integer named = NAMED.get(w.text());
            if (named != null) {
                times.add(new Time(named, true, w.start(), w.end()));
            }
        }
        spoken(raw);
    }

    private static void days(String raw, List<Day> days) {
        for (Pattern date : DATES) {
            Matcher m = date.matcher(raw);
            while (m.find()) {
                int said = m.group("year") == null ? 0 : number(m.group("year"));
                int year = said > 0 && said < 100 ? 2000 + said : said;
                int month = month(m.group("month"));
                int day = number(m.group("day"));
                if (day == 0 && days.stream().anyMatch(d -> d.end >= m.start() && d.start <= m.end())) {
                    continue;
                }
                days.add(new Day(year, month, day, m.start(), m.end()));
                if (date == EITHER_ORDER) {
                    days.add(new Day(year, day, month, m.start(), m.end()));
                }
            }
        }
    }

    private static int number(String digits) {
        return digits.isEmpty() ? 0 : Integer.parseInt(digits);
    }

    private static int month(String text) {
        String name = text.substring(0, Math.min(3, text.length())).toLowerCase(Locale.ROOT);
        return Character.isDigit(text.charAt(0))
                ? number(text)
                : "janfebmaraprmayjunjulaugsepoctnovdec".indexOf(name) / 3 + 1;
    }

    private void times(String raw) {
        Matcher m = CLOCK.matcher(raw);
        while (m.find()) {
            int hour = number(m.group(1));
            String half = m.group(3) != null ? m.group(3) : m.group(4);
            boolean clock = m.group(2) != null || half != null || m.group().matches("(?i).*clock.*");
            if (!clock || hour > 24) {
                continue;
            }
            int minutes = hour % 24 * 60 + (m.group(2) == null ? 0 : number(m.group(2)));
            if (half != null) {
                boolean late = half.matches("(?i)p.*|afternoon|evening");
                minutes = minutes % NOON + (late ? NOON : 0);
            }
            times.add(new Time(minutes, half != null || hour > 12, m.start(), m.end()));
        }
    }

    /** "half past seven", "quarter to nine", "ten past six". */
    private void spoken(String raw) {
        Matcher m = PAST.matcher(raw);
        while (m.find()) {
            Double minutes = NumberWords.read(m.group(1));
            Double hour = NumberWords.read(m.group(3));
            if (minutes == null || hour == null || hour > 24 || minutes >= 60) {
                continue;
            }
            // Half and a quarter of an hour.
            double past = (minutes < 1 ? 60 * minutes : minutes) * (m.group(2).matches("(?i)past|after") ? 1 : -1);
            times.add(new Time(Math.floorMod((int) (hour * 60 + past), DAY), false, m.start(), m.end()));
        }
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
        List<Day> wanted = new ArrayList<>();
        days(value, wanted);
        return days.stream().filter(d -> wanted.stream().anyMatch(d::agrees)).toList();
    }

    Match day(String value) {
        List<Day> wanted = new ArrayList<>();
        days(value, wanted);
        if (wanted.isEmpty()) {
            return Match.NOT_A_DATE;
        }
        if (!agreeing(value).isEmpty()) {
            return Match.SAME;
        }
        return relative ? Match.UNKNOWN : Match.OTHER;
    }

    Match time(String value) {
        Matcher m = VALUE.matcher(value);
        if (!m.matches()) {
            return Match.NOT_A_DATE;
        }
        int minutes = number(m.group(1)) * 60 + number(m.group(2));
        if (m.group(3) != null) {
            minutes = minutes % NOON + (m.group(3).equalsIgnoreCase("p") ? NOON : 0);
        }
        return isTime(minutes) ? Match.SAME : times.isEmpty() && relative ? Match.UNKNOWN : Match.OTHER;
    }

    /** Whether the question names that time of day. */
    boolean isTime(int minutes) {
        return times.stream().anyMatch(t -> t.minutes == minutes || !t.exact && t.minutes % NOON == minutes % NOON);
    }
}
