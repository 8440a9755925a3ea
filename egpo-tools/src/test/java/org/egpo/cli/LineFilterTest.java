package org.egpo.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;

class LineFilterTest {
    private final StringWriter errors = new StringWriter();
    private final ByteArrayOutputStream out = new ByteArrayOutputStream();

    private int run(byte[] input) throws Exception {
        return new LineFilter(new PrintWriter(errors, true))
                .run(new ByteArrayInputStream(input), out, (line, json) -> json.writeTree(line));
    }

    @Test
    void answersLineByLine() throws Exception {
        assertEquals(0, run("{\"a\":1}\n\n{\"b\":2}".getBytes(StandardCharsets.UTF_8)));
        assertEquals("{\"a\":1}\n{\"b\":2}\n", out.toString(StandardCharsets.UTF_8));
    }

    @Test
    void badLinesAreNamedAndTheRestGoesOn() throws Exception {
        byte[] input = "{\"a\":\n\"\u00e9\"\n[1]\n{\"b\":2}\n".getBytes(StandardCharsets.ISO_8859_1);
        assertEquals(1, run(input));
        String answers = out.toString(StandardCharsets.UTF_8);
        assertEquals(4, answers.lines().count());
        assertTrue(answers.contains("line 2: not UTF-8"), answers);
        assertTrue(answers.endsWith("{\"b\":2}\n"), answers);
        assertTrue(errors.toString().contains("line 1: not JSON"), errors.toString());
        assertTrue(errors.toString().contains("line 3: expected a JSON object"), errors.toString());
    }
}
