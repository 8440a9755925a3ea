package org.egpo.bfcl.multiturn;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.egpo.bfcl.BadInputException;
import org.egpo.call.Value;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The file of constants, and what is said when it is not as it should be. */
class ConstantsTest {
    @TempDir
    Path folder;

    @Test
    void liesInTheFolderOfTheDataOrBesideIt() throws IOException {
        Path data = Files.createDirectory(folder.resolve("data"));
        Files.copy(Mini.FOLDER.resolve(Constants.FILE), folder.resolve(Constants.FILE));
        Simulation s =
                Simulation.start(Scenario.single("x", "TradingBot", Value.MapValue.EMPTY, false, Constants.near(data)));
        assertEquals("{\"symbol\": \"OAKS\"}", s.execute("get_symbol_by_name(name='Oak Works')"));
    }

    @Test
    void withoutAFileTheOfficialOnesHold() {
        Simulation s = Simulation.start(
                Scenario.single("x", "TradingBot", Value.MapValue.EMPTY, false, Constants.near(folder)));
        assertEquals("{\"symbol\": \"AAPL\"}", s.execute("get_symbol_by_name(name='Apple')"));
    }

    @Test
    void aMissingFieldIsNamed() throws IOException {
        Files.writeString(folder.resolve(Constants.FILE), "{\"default_state\": {}}");
        Constants constants = Constants.near(folder);
        BadInputException e = assertThrows(
                BadInputException.class,
                () -> Simulation.start(Scenario.single("x", "TicketAPI", Value.MapValue.EMPTY, false, constants)));
        assertTrue(e.getMessage().contains("default_state.TicketAPI.ticket_queue"), e.getMessage());
    }

    @Test
    void brokenJsonIsNamedWithItsLine() throws IOException {
        Files.writeString(folder.resolve(Constants.FILE), "{\n\"tables\": {,}}");
        BadInputException e = assertThrows(BadInputException.class, () -> Constants.near(folder));
        assertTrue(e.getMessage().contains("line 2"), e.getMessage());
    }
}
