package org.egpo.bfcl.multiturn;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.function.Supplier;

/** The fixed registry of environments, by the official names of their classes. */
public final class Apis {
    /** @param document the name of the file with the functions' documents */
    private record Api(String document, SimulatedFunction.Table<?> functions, Supplier<Environment> maker) {}

    private static final Map<String, Api> ALL = new LinkedHashMap<>();

    static {
        ALL.put(
                "GorillaFileSystem",
                new Api("gorilla_file_system.json", GorillaFileSystem.FUNCTIONS, GorillaFileSystem::new));
        ALL.put("MathAPI", new Api("math_api.json", MathApi.FUNCTIONS, MathApi::new));
        ALL.put("MessageAPI", new Api("message_api.json", MessageApi.FUNCTIONS, MessageApi::new));
        ALL.put("TwitterAPI", new Api("posting_api.json", TwitterApi.FUNCTIONS, TwitterApi::new));
        ALL.put("TicketAPI", new Api("ticket_api.json", TicketApi.FUNCTIONS, TicketApi::new));
        ALL.put("TradingBot", new Api("trading_bot.json", TradingBot.FUNCTIONS, TradingBot::new));
        ALL.put("TravelAPI", new Api("travel_booking.json", TravelApi.FUNCTIONS, TravelApi::new));
        ALL.put(
                "VehicleControlAPI",
                new Api("vehicle_control.json", VehicleControlApi.FUNCTIONS, VehicleControlApi::new));
    }

    private Apis() {}

    /** Official class names. */
    public static List<String> names() {
        return List.copyOf(ALL.keySet());
    }

    /** The name of the file with a class's function documents, in the folder {@code multi_turn_func_doc}. */
    public static String documentFile(String name) {
        return Objects.requireNonNull(ALL.get(name), name).document;
    }

    static boolean has(String name) {
        return ALL.containsKey(name);
    }

    /** An environment as a scenario begins. */
    static Environment make(String name, Scenario scenario, SharedObjects shared) {
        Api api = Objects.requireNonNull(ALL.get(name), name);
        Environment e = api.maker.get();
        e.begin(api.functions, scenario, shared);
        return e;
    }
}
