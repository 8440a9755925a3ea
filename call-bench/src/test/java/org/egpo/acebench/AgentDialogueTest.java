package org.egpo.acebench;

import static org.egpo.acebench.AceScorerTest.MINI;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import org.egpo.call.PythonText;
import org.egpo.call.Value;
import org.junit.jupiter.api.Test;

/** Dialogues of an agent with the services; what comes out is worked out by hand. */
class AgentDialogueTest {
    private static final AceItem FOOD =
            AceData.at(MINI).items("en", "agent_multi_step").get("agent_multi_step_0");
    private static final AceItem FLIGHT =
            AceData.at(MINI).items("en", "agent_multi_turn").get("agent_multi_turn_0");
    private static final String END = "finish conversation";

    private static AgentDialogue say(AceItem item, String... messages) {
        Iterator<String> next = List.of(messages).iterator();
        return AgentDialogue.run(item, m -> next.hasNext() ? next.next() : END, m -> "Go on.", 40);
    }

    private static AceChecker.Verdict verdict(AceItem item, AgentDialogue d) {
        return AceChecker.check(item, Value.of(d.result()), Value.of(d.process()));
    }

    @Test
    void rightSteps() {
        AgentDialogue d = say(
                FOOD,
                "[turn_on_wifi()]",
                "[login_food_platform(username='Eve', password='password123')]",
                "[add_food_delivery_order(username='Eve', merchant_name='Heytea', items=[{'product': 'Cheese Milk Tea',"
                        + " 'quantity': 1}])]");
        assertEquals("uaeaeaea", d.senders());
        assertEquals(
                "[{'status': True, 'message': \"Food delivery order successfully placed with Heytea. Total amount: 25.0"
                        + " yuan\"}]",
                PythonText.repr(d.observations().get(2))
                        .replace("'Food", "\"Food")
                        .replace("yuan'", "yuan\""));
        assertEquals(new AceChecker.Verdict(true, null, 1), verdict(FOOD, d));
    }

    @Test
    void withoutWifiTheOrderFails() {
        AgentDialogue d = say(
                FOOD,
                "[login_food_platform(username='Eve', password='password123')]",
                "What now?",
                "[add_food_delivery_order(username='Eve', merchant_name='Heytea', items=[])]",
                "[dance(), login_food_platform(user='Eve')]");
        assertEquals(
                List.of(
                        "[{'status': False, 'message': 'Wi-Fi is not enabled, unable to login'}]",
                        "Please do not ask me any questions, use the known conditions to solve the problem",
                        "[{'status': False, 'message': 'User Eve is not logged in to the food platform'}]",
                        "[\"Error during execution: cannot access local variable 'func_call_result' where it is not"
                                + " associated with a value\", \"Error during execution:"
                                + " FoodPlatform.login_food_platform() got an unexpected keyword argument 'user'\"]"),
                d.observations().stream().map(PythonText::str).toList());
        AceChecker.Verdict got = verdict(FOOD, d);
        assertEquals("class attributes wrong", got.errorType());
        // The second milestone is looked for behind the first, which is not there: nothing counts.
        assertEquals(0, got.process());
    }

    @Test
    void anErrorEndsAMessageOfADialogueAndArrivesAsCharacters() {
        AgentDialogue d = say(FLIGHT, "[reserve_flight(user_id='user3'), get_flight_details()]", "I am sorry.");
        assertEquals("uaeauaua".substring(0, d.senders().length()), d.senders());
        assertEquals(
                "Error during execution: {str(e)}", characters(d.observations().get(0)));
        assertEquals(List.of(), d.result());
        assertEquals("wrong number of class", verdict(FLIGHT, d).errorType());
    }

    private static String characters(Value list) {
        StringBuilder b = new StringBuilder();
        ((Value.ListValue) list).items().forEach(c -> b.append(PythonText.str(c)));
        return b.toString();
    }

    @Test
    void aBookingFromTheBank() {
        AgentDialogue d = say(
                FLIGHT,
                "[get_flight_details(origin='Beijing', destination='Shanghai')]",
                "[reserve_flight(user_id='user3', password='password789', flight_no='CA1234', cabin='Economy Class',"
                        + " payment_method='bank', baggage_count=1)]");
        assertEquals(
                "['Booking successful. Reservation ID: res_5. Total cost: 1200 yuan (including baggage fees).']",
                PythonText.repr(d.observations().get(1)));
        assertTrue(verdict(FLIGHT, d).valid());
    }

    @Test
    void theUserSeesItsOwnWordsAndTheAgentsWithoutTheirNames() {
        List<List<AcePrompts.Message>> seen = new ArrayList<>();
        AgentDialogue.run(
                FLIGHT,
                m -> "agent: Where to?",
                m -> {
                    seen.add(m);
                    return "Shanghai";
                },
                4);
        List<AcePrompts.Message> last = seen.get(seen.size() - 1);
        assertTrue(last.get(0).text().contains("Instruction: You are Grace"));
        assertEquals(new AcePrompts.Message("user", "Is there anything you need help with today?"), last.get(1));
        assertEquals(new AcePrompts.Message("system", "Shanghai"), last.get(2));
        assertEquals(new AcePrompts.Message("user", " Where to?"), last.get(3));
    }
}
