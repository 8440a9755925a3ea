package org.egpo.call;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ModelTextTest {

    @Test
    void thinkingThenCalls() {
        ModelText m = ModelText.of("<think>\nhm\n</think>\n\n[f(x=1)]\n");
        assertEquals("\nhm\n", m.thinkingText());
        assertEquals("[f(x=1)]", m.answerText());
        assertEquals(new ModelText.Span(7, 11), m.thinking());
        assertEquals(new ModelText.Span(21, 29), m.answer());
        assertTrue(m.wellFormed());
    }

    @Test
    void answerTagsOfTheFirstVersion() {
        ModelText m = ModelText.of("<think>a</think> <answer> [f()] </answer>");
        assertEquals("[f()]", m.answerText());
        assertTrue(m.wellFormed());
    }

    @Test
    void toolCallBlocks() {
        ModelText m = ModelText.of("<think>a</think><tool_call>{1}</tool_call>\n<tool_call>{2}</tool_call>");
        assertEquals("{1}", m.answerText());
    }

    @Test
    void templateMayHaveOpenedTheThinking() {
        ModelText m = ModelText.of("hm</think>[f()]", true);
        assertEquals("hm", m.thinkingText());
        assertTrue(m.wellFormed());
        assertFalse(ModelText.of("hm</think>[f()]").wellFormed());
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "[f()]",
                "<think>never closed",
                "x<think>a</think>[f()]",
                "<think>a</think>",
                "<think>a</think></think>[f()]",
                "<think>a<think>b</think>[f()]",
                "<think>a</think>so <answer>[f()]</answer>",
                "",
                "</think><think>"
            })
    void otherShapesAreNotWellFormed(String text) {
        assertFalse(ModelText.of(text).wellFormed());
    }

    @Test
    void withoutThinkingTheWholeTextIsTheAnswer() {
        ModelText m = ModelText.of(" [f()] ");
        assertNull(m.thinking());
        assertEquals("[f()]", m.answerText());
    }
}
