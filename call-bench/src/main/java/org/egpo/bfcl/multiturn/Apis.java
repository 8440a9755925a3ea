package org.egpo.bfcl.multiturn;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.BiFunction;

/** The fixed registry of environments, by the official names of their classes. */
public final class Apis {
    private static final Map<String, BiFunction<Constants, SharedObjects, Environment>> MAKERS = makers();
    private static final Map<String, String> DOCUMENTS = Map.of(
            "GorillaFileSystem", "gorilla_file_system.json",
            "MathAPI", "math_api.json",
            "MessageAPI", "message_api.json",
            "TwitterAPI", "posting_api.json",
            "TicketAPI", "ticket_api.json",
            "TradingBot", "trading_bot.json",
            "TravelAPI", "travel_booking.json",
            "VehicleControlAPI", "vehicle_control.json");

    private Apis() {}

    private static Map<String, BiFunction<Constants, SharedObjects, Environment>> makers() {
        Map<String, BiFunction<Constants, SharedObjects, Environment>> all = new LinkedHashMap<>();
        all.put("GorillaFileSystem", GorillaFileSystem::new);
        all.put("MathAPI", MathApi::new);
        all.put("MessageAPI", MessageApi::new);
        all.put("TwitterAPI", TwitterApi::new);
        all.put("TicketAPI", TicketApi::new);
        all.put("TradingBot", TradingBot::new);
        all.put("TravelAPI", TravelApi::new);
        all.put("VehicleControlAPI", VehicleControlApi::new);
        return all;
    }

    /** Official class names. */
    public static List<String> names() {
        return List.copyOf(MAKERS.keySet());
    }

    /** The name of the file with a class's function documents, in the folder {@code multi_turn_func_doc}. */
    public static String documentFile(String name) {
        return DOCUMENTS.get(name);
    }

    /** The signatures of a class's functions in Python's syntax. */
    public static List<String> functions(String name, Constants constants) {
        return make(name, constants, null).functions().values().stream()
                .map(SimulatedFunction::toString)
                .toList();
    }

    static boolean has(String name) {
        return MAKERS.containsKey(name);
    }

    static Environment make(String name, Constants constants, SharedObjects shared) {
        return MAKERS.get(name).apply(constants, shared);
    }
}
