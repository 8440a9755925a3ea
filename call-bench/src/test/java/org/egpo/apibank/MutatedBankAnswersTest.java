package org.egpo.apibank;

import static org.egpo.apibank.BankScorerTest.MINI;
import static org.egpo.call.PythonObjects.at;
import static org.egpo.call.PythonText.str;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.regex.Matcher;
import org.egpo.call.PythonObjects;
import org.egpo.call.Value;
import org.egpo.testing.SharedVectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Answers between right and wrong: never an exception. {@code -Dapibank.answers=100000} makes more of them. */
class MutatedBankAnswersTest {
    private static final int ANSWERS = Integer.getInteger("apibank.answers", 4_000);
    private static final String[] PIECES = {
        "[",
        "]",
        "(",
        ")",
        "{",
        "}",
        "'",
        "\"",
        "=",
        ",",
        "='",
        "')]",
        ")]",
        "[f(",
        "²",
        "٣",
        " ",
        "\n",
        "\u3000",
        "\u0000",
        "\ud800",
        "0",
        "-",
        "2023-02-30",
        "29",
        "99999999999999999999",
        "*",
        "/0",
        "))((",
        "User:",
        ".",
        "..",
        "token=",
        "keywords='x'",
        "\u0301",
        "_"
    };

    @Test
    void noAnswerEndsInAnException() {
        Random random = new Random(20);
        Path tests = SharedVectors.root().resolve("testing/data/apibank");
        int right = 0;
        for (BankData data : List.of(BankData.at(MINI), BankData.at(tests))) {
            List<BankData.Sample> calls = new ArrayList<>();
            List<BankData.Sample> responses = new ArrayList<>();
            for (int level = 1; level <= 3; level++) {
                calls.addAll(data.samples(level, true).values());
                responses.addAll(data.samples(level, false).values());
            }
            BankChecker checker = new BankChecker(data);
            for (int i = 0; i < ANSWERS / 2; i++) {
                BankData.Sample sample = calls.get(random.nextInt(calls.size()));
                BankData.Sample other = random.nextInt(4) > 0 ? sample : calls.get(random.nextInt(calls.size()));
                BankChecker.Verdict verdict = checker.check(sample, mutated(written(other), random));
                assertNotNull(verdict.type());
                right += verdict.type().equals(BankChecker.CORRECT) ? 1 : 0;
                BankData.Sample response = responses.get(random.nextInt(responses.size()));
                double score = BankChecker.score(response, mutated(response.response(), random));
                assertTrue(Double.isNaN(score) || score >= 0 && score <= 1);
            }
        }
        assertTrue(right > 0 && right < ANSWERS * 9 / 10, right + " are right");
    }

    /** The recorded call as a model would write it. */
    private static String written(BankData.Sample sample) {
        Value input = at(at(sample.call(), "result"), "input");
        Value.MapValue arguments = input == Value.None.NONE ? Value.MapValue.EMPTY : PythonObjects.map(input);
        StringBuilder b = new StringBuilder("[")
                .append(str(at(sample.call(), "api_name")))
                .append('(');
        arguments.forEach((key, value) ->
                b.append(str(key)).append("='").append(str(value)).append("', "));
        return b.append(")]").toString();
    }

    private static String mutated(String text, Random random) {
        StringBuilder b = new StringBuilder(text);
        for (int n = random.nextInt(4); n > 0; n--) {
            int at = random.nextInt(b.length() + 1);
            int to = Math.min(b.length(), at + random.nextInt(9));
            switch (random.nextInt(4)) {
                case 0 -> b.delete(at, to);
                case 1 -> b.insert(at, b.substring(at, to));
                case 2 -> b.insert(at, (char) random.nextInt(0x250));
                default -> b.insert(at, PIECES[random.nextInt(PIECES.length)]);
            }
        }
        return b.toString();
    }

    /** A megabyte of one piece, as the whole answer, as each parameter of each call, and as a response. */
    @ParameterizedTest
    @ValueSource(
            strings = {
                "[", "[f(", "[f()]\n", "\n", "a='", "a=' ", "a=[", "a = ", "'", "(", "(1)+", "1+", ".", " ", "a ",
                "a. ", "\t.", "`"
            })
    void longAnswersEnd(String piece) {
        String text = piece.repeat(1_000_000 / piece.length());
        BankData data = BankData.at(MINI);
        BankChecker checker = new BankChecker(data);
        List<String> types = new ArrayList<>();
        for (int level = 1; level <= 3; level++) {
            for (BankData.Sample sample : data.samples(level, true).values()) {
                types.add(checker.check(sample, text).type());
                String longer = written(sample).replaceFirst("='[^']", "='" + Matcher.quoteReplacement(text));
                types.add(checker.check(sample, longer).type());
            }
            for (BankData.Sample sample : data.samples(level, false).values()) {
                BankChecker.score(sample, text);
            }
        }
        assertEquals(30, types.size());
    }
}
