package org.egpo.clean.rules;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** How a question is read: numbers, units, days, times, codes, forms of words. */
class ReadingTest {

    @ParameterizedTest
    @CsvSource({
        "seven, 7",
        "twenty-five, 25",
        "a hundred, 100",
        "a hundred and twenty, 120",
        "two hundred five, 205",
        "nine hundred and ninety-nine, 999",
        "twelve hundred, 1200",
        "three thousand four hundred, 3400",
        "a million, 1000000",
        "two million five hundred thousand and one, 2500001",
        "half a dozen, 0.5",
        "half dozen, 6",
        "two dozen, 24",
        "two and a half, 2.5",
        "two and half, 2.5",
        "third, 3",
        "twenty-first, 21",
        "a couple, 2",
        "zero, 0"
    })
    void numbersAreReadInWords(String text, double value) {
        assertEquals(
                value,
                new QuestionText("It is " + text + " here").amounts.get(0).value());
    }

    @ParameterizedTest
    @CsvSource({"1.5, 1.5", "'1,250', 1250", "20k, 20000", "3 million, 3000000", "-4, -4", "2 dozen, 24"})
    void numbersAreReadInDigits(String text, double value) {
        assertEquals(
                value,
                new QuestionText("It is " + text + " here").amounts.get(0).value());
    }

    /** "five, seven" are two numbers, "one" may be none, "and" does not join what does not fit together. */
    @Test
    void whatIsNoSingleNumberIsNotJoined() {
        assertEquals(List.of(5.0, 7.0), values("five, seven"));
        assertEquals(List.of(5.0, 7.0), values("five and seven"));
        assertEquals(List.of(2.0, 30.0), values("two, thirty"));
        assertEquals(List.of(), values("hundreds of them, dozens"));
        assertFalse(new QuestionText("the one I like").amounts.get(0).sure());
        assertTrue(new QuestionText("twenty one").amounts.get(0).sure());
    }

    private static List<Double> values(String text) {
        return new QuestionText(text).amounts.stream().map(Amount::value).toList();
    }

    @Test
    void unitsConvertWithinTheirDimension() {
        Amount miles = new QuestionText("It is 3 miles away").amounts.get(0);
        assertEquals(4.828032, miles.unit().in(Units.of("km", true), miles.value()), 1e-9);
        assertTrue(miles.isOf(Units.of("feet", true)));
        assertFalse(miles.isOf(Units.of("kilograms", true)));
        assertEquals(
                "percent", new QuestionText("15 % off").amounts.get(0).unit().name());
        assertEquals(
                "celsius",
                new QuestionText("20 degrees Celsius").amounts.get(0).unit().name());
        assertSame(
                Units.NONE, new QuestionText("7 in the morning").amounts.get(0).unit(), "in is no inch here");
        assertSame(Units.NONE, Units.of("m", false), "m alone is no meter");
        assertSame(Units.NONE, Units.in(List.of("meters", "or", "feet")), "two units are none");
        assertEquals("minute", Units.in(List.of("duration", "minutes")).name());
    }

    @ParameterizedTest
    @CsvSource({
        "'on March 3rd, 2025', 2025-03-03, SAME",
        "'on the 3rd of March', 2025-03-03, SAME",
        "'on 03/04/25', 2025-04-03, SAME",
        "'on 03/04/25', 2025-03-04, SAME",
        "'on 2025.12.01', 2025-12-01, SAME",
        "'on Dec 24', 2024-12-24, SAME",
        "'next Monday', 2025-03-03, UNKNOWN",
        "'on March 3rd', 2025-04-03, OTHER",
        "'on March 3rd, 2024', 2025-03-03, OTHER",
        "'some day', soon, NOT_A_DATE"
    })
    void daysAgree(String question, String value, Calendar.Match match) {
        assertEquals(match, new QuestionText("A train " + question + "?").calendar.day(value));
    }

    @ParameterizedTest
    @CsvSource({
        "at 7pm, 19:00, SAME",
        "at 7:30 a.m., 07:30, SAME",
        "at 7 in the evening, 19:00, SAME",
        "at half past seven, 19:30, SAME",
        "at a quarter to nine, 08:45, SAME",
        "at noon, 12:00, SAME",
        "at midnight, 00:00, SAME",
        "at 7pm, 07:00, OTHER",
        "at seven, 07:15, OTHER",
        "tomorrow, 07:00, UNKNOWN",
        "at 7pm, seven, NOT_A_DATE"
    })
    void timesAgree(String question, String value, Calendar.Match match) {
        assertEquals(match, new QuestionText("Wake me " + question).calendar.time(value));
    }

    @Test
    void codesAreFoundByTheNamesTheyStandFor() {
        QuestionText q =
                new QuestionText("Change Swiss francs to yen for my trip to Japan from New York City, pay in €");
        assertArrayEquals(new int[] {1, 3}, Codes.find("CHF", q).get(0));
        assertArrayEquals(new int[] {4, 5}, Codes.find("JPY", q).get(0));
        assertArrayEquals(new int[] {9, 10}, Codes.find("jp", q).get(0));
        assertArrayEquals(new int[] {11, 14}, Codes.find("NYC", q).get(0));
        assertArrayEquals(new int[] {16, 17}, Codes.find("EUR", q).get(0));
        assertTrue(Codes.find("SEK", q).isEmpty());
        assertTrue(Codes.find("nyc", q).isEmpty(), "initials are capitals");
    }

    @Test
    void formsOfAWordAreEqualAndOthersAreNot() {
        assertEquals(Stems.root("convert"), Stems.root("converting"));
        assertEquals(Stems.root("booking"), Stems.root("books"));
        assertEquals(Stems.root("bought"), Stems.root("buying"));
        assertEquals(Stems.root("tall"), Stems.root("height"));
        assertNotEquals(Stems.root("weather"), Stems.root("water"));
        assertEquals(Stems.root("city"), Stems.root("cities"));
        assertEquals(Stems.root("bus"), Stems.root("buses"));
    }

    @Test
    void namesOfParametersAreWords() {
        assertEquals(List.of("base", "currency"), Stems.words("base_currency"));
        assertEquals(List.of("get", "weather", "2"), Stems.words("getWeather2"));
        assertEquals(List.of("http", "url"), Stems.words("HTTP_url"));
        assertEquals(List.of(Stems.root("departure")), Stems.roots("the departure of"));
    }

    @ParameterizedTest
    @CsvSource({"6.02 x 10^23, 6.02e23", "1.6e-19, 1.6e-19", "3 × 10^(-4), 3e-4", "3/4, 0.75", "300 million, 300"})
    void aNumberMayBeReadInTwoWays(String text, double second) {
        List<Double> read = values("It is " + text + " here");
        assertTrue(read.contains(second), read::toString);
    }

    @Test
    void aDateIsNoFraction() {
        assertFalse(values("It is 3/4/2025 here").contains(0.75));
    }

    @Test
    void aTitleEndsNoSentence() {
        assertEquals(List.of(0, 0, 0, 1, 1), sentences("Meet Dr. Smith. Bring tea."));
        assertEquals(List.of(0, 0, 1, 2), sentences("Meet Smith. Now! Tea"));
        assertEquals(List.of(0, 0, 0, 0), sentences("Open smith.pdf 1.5"), "no sentence ends inside a word");
    }

    private static List<Integer> sentences(String text) {
        return new QuestionText(text).words.stream().map(Word::sentence).toList();
    }

    @Test
    void theLanguageIsThatOfMostWords() {
        assertFalse(new QuestionText("请帮我在 Starbucks 预订 3 杯 latte").isEnglish());
        assertTrue(new QuestionText("Please tell me where the main station of 北京 is on the map").isEnglish());
        assertFalse(new QuestionText("Quero uma mesa para dois no centro de Lisboa").isEnglish());
    }
}
