package org.egpo.bfcl.multiturn;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.BiFunction;

/** The fixed registry of environments, by the official names of their classes. */
public final class Apis {
    /** @param document the name of the file with the functions' documents */
    private record Api(String document, BiFunction<Constants, SharedObjects, Environment> maker) {}

    private static final Map<String, Api> ALL = new LinkedHashMap<>();

    static {
        ALL.put("GorillaFileSystem", new Api("gorilla_file_system.json", GorillaFileSystem::new));
        ALL.put("MathAPI", new Api("math_api.json", MathApi::new));
        ALL.put("MessageAPI", new Api("message_api.json", MessageApi::new));
        ALL.put("TwitterAPI", new Api("posting_api.json", TwitterApi::new));
        ALL.put("TicketAPI", new Api("ticket_api.json", TicketApi::new));
        ALL.put("TradingBot", new Api("trading_bot.json", TradingBot::new));
        ALL.put("TravelAPI", new Api("travel_booking.json", TravelApi::new));
        ALL.put("VehicleControlAPI", new Api("vehicle_control.json", VehicleControlApi::new));
    }

    private Apis() {}

    /** Official class names. */
    public static List<String> names() {
        return List.copyOf(ALL.keySet());
    }

    /** The name of the file with a class's function documents, in the folder {@code multi_turn_func_doc}. */
    public static String documentFile(String name) {
        return ALL.get(name).document;
    }

    /** The signatures of a class's functions in Python's syntax. */
    public static List<String> functions(String name, Constants constants) {
        return make(name, constants, null).functions().values().stream()
                .map(SimulatedFunction::toString)
                .toList();
    }

    static boolean has(String name) {
        return ALL.containsKey(name);
    }

    static Environment make(String name, Constants constants, SharedObjects shared) {
        return ALL.get(name).maker.apply(constants, shared);
    }
}
