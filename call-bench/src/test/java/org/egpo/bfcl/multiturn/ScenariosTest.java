package org.egpo.bfcl.multiturn;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.egpo.call.ToolSpec;
import org.egpo.call.Value;
import org.junit.jupiter.api.Test;

/** The scenarios that ship with the project. */
class ScenariosTest {

    @Test
    void coverEveryApiWithAtLeastTwelve() {
        List<Scenario> all = Mini.scenarios();
        assertTrue(all.size() >= 12, all.size() + " scenarios");
        Set<String> classes = all.stream().flatMap(s -> s.classes().stream()).collect(Collectors.toSet());
        assertEquals(new HashSet<>(Apis.names()), classes);
    }

    @Test
    void theReferenceCallsPassAndNoneFails() {
        for (Scenario scenario : Mini.scenarios()) {
            MultiTurnVerdict verdict = MultiTurnChecker.check(scenario, Mini.reference(scenario));
            assertTrue(verdict.isValid(), () -> scenario.id() + " " + verdict.reasons());
            for (MultiTurnVerdict.TurnResults turn : verdict.turns()) {
                turn.groundTruth().forEach(r -> assertFalse(r.contains("rror"), () -> scenario.id() + ": " + r));
            }
        }
    }

    @Test
    void everyFunctionHasADocumentWithItsParameters() {
        FunctionDocuments documents = FunctionDocuments.at(Mini.FOLDER);
        for (String name : Apis.names()) {
            Scenario world = Scenario.single("any", name, Value.MapValue.EMPTY, false, Constants.near(Mini.FOLDER));
            Set<String> declared = new TreeSet<>(Simulation.start(world).functions().stream()
                    .map(f -> f.replaceAll("=[^,)]*", ""))
                    .toList());
            Set<String> documented = new TreeSet<>();
            for (ToolSpec tool : documents.of(name)) {
                documented.add(tool.name() + "(" + String.join(", ", tool.parameterNames()) + ")");
            }
            assertEquals(declared, documented);
        }
    }

    @Test
    void aMissedFunctionIsOfferedLater() {
        Scenario scenario = Mini.scenario("multi_turn_miss_func_0");
        assertFalse(scenario.offers("diff", 0));
        assertTrue(scenario.offers("diff", 1));
        assertTrue(scenario.offers("cd", 0));
    }
}
