package org.egpo.acebench;

import static org.egpo.acebench.AceScorerTest.MINI;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.egpo.call.Value;
import org.junit.jupiter.api.Test;

/** Answers between right and wrong: never an exception. {@code -Dacebench.answers=100000} makes more of them. */
class MutatedAnswersTest {
    private static final int ANSWERS = Integer.getInteger("acebench.answers", 4_000);
    private static final String[] PIECES = {
        "[", "]", "(", ")", "{", "}", "'", "\"", "=", ",", ":", "**", "-", "+", "not ", "f(", "None", "True", "1e400",
        "2**99", "'a'*9", "[[[[[[", "{}", "lambda:", "\\", "\n", "\u3000", "\u0000", "\ud800", "dict", "x.y", "%s",
        "{0}", "_1"
    };

    @Test
    void noAnswerEndsInAnException() {
        Random random = new Random(20);
        AceData data = AceData.at(MINI);
        List<AceItem> items = new ArrayList<>();
        AceData.CATEGORIES.forEach(c -> items.addAll(data.items("en", c).values()));
        List<String> texts = new ArrayList<>(
                List.of(
                        "[login_food_platform(username='Eve', password='password123'), turn_on_wifi()]",
                        "[add_food_delivery_order(username='Eve', merchant_name='Heytea', items=[{'product': 'x', 'quantity': 1}])]",
                        "[modify_flight(user_id='user1', reservation_id='res_1', new_cabin='Business Class', add_baggage=2)]",
                        "[cancel_reservation(user_id='user1', reservation_id='res_1', reason='x'), get_reservation_details()]"));
        new AceScorer(data)
                .score(MINI.resolve("result_en"), null).get(0).categories().stream()
                        .flatMap(c -> c.cases().stream())
                        .forEach(c -> texts.add(((Value.Text) c.result()).value()));
        int right = 0;
        for (int i = 0; i < ANSWERS; i++) {
            AceItem item = items.get(i % items.size());
            String text = mutated(texts.get(random.nextInt(texts.size())), random);
            AceChecker.Verdict verdict =
                    item.isAgent() ? agent(item, text) : AceChecker.check(item, Value.text(text), Value.None.NONE);
            assertNotNull(verdict);
            right += verdict.valid() ? 1 : 0;
        }
        assertTrue(right < ANSWERS / 2, right + " are right");
    }

    private static AceChecker.Verdict agent(AceItem item, String text) {
        AgentDialogue d = AgentDialogue.run(item, m -> text, m -> "Go on.", 5);
        return AceChecker.check(item, Value.of(d.result()), Value.of(d.process()));
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
}
