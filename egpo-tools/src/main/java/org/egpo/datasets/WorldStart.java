package org.egpo.datasets;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeSet;
import org.egpo.call.ValueJson;

/**
 * The states in which the worlds of scenarios begin, and the names that can be spoken of because of it.
 *
 * @param pools gets what the user may name, by slot
 */
record WorldStart(Random random, Map<String, List<String>> pools) {
    private static final List<String> STOCKS = List.of("OAKS", "PINE", "REED", "FERN", "MOSS", "CLAY");
    private static final List<String> FILES = List.of("notes.txt", "diary.txt", "poem.txt", "recipe.txt", "names.txt");
    private static final List<String> FOLDERS = List.of("archive", "shared", "old", "backup");
    private static final List<String> PEOPLE = List.of("Ada", "Ben", "Cleo", "Dan", "Eva");
    private static final List<String> WORDS =
            List.of("blue sky", "warm bread", "quiet river", "green hill", "long road", "small boat");

    ObjectNode of(String world) {
        ObjectNode start = ValueJson.MAPPER.createObjectNode();
        switch (world) {
            case "TicketAPI" -> tickets(start);
            case "TradingBot" -> trading(start);
            case "VehicleControlAPI" ->
                start.put("fuelLevel", 10.0 + random.nextInt(10))
                        .put("batteryVoltage", 12.5)
                        .put("engineState", "stopped");
            case "GorillaFileSystem" -> files(start);
            default -> messages(start);
        }
        return start;
    }

    private List<String> drawn(String slot, List<String> all, int most) {
        List<String> some = new ArrayList<>(all);
        Collections.shuffle(some, random);
        List<String> kept = new ArrayList<>(some.subList(0, most));
        pools.put(slot, new ArrayList<>(kept));
        return kept;
    }

    private List<String> ids(String slot, int from) {
        TreeSet<Integer> ids = new TreeSet<>();
        while (ids.size() < 3) {
            ids.add(from + random.nextInt(80));
        }
        return drawn(slot, ids.stream().map(String::valueOf).toList(), 3);
    }

    private void tickets(ObjectNode start) {
        ArrayNode queue = start.putArray("ticket_queue");
        List<String> titles = List.of("Dark hall", "Loud fan", "Torn cable", "Weak signal");
        for (String id : ids("ticket", 101)) {
            queue.addObject()
                    .put("id", Integer.parseInt(id))
                    .put("title", titles.get(random.nextInt(titles.size())))
                    .put("description", "")
                    .put("status", "Open")
                    .put("priority", 1 + random.nextInt(5))
                    .put("created_by", "ada");
        }
        start.put("ticket_counter", 200).put("current_user", "ada");
    }

    private void trading(ObjectNode start) {
        ObjectNode stocks = start.putObject("stocks");
        drawn("stock", STOCKS, 4)
                .forEach(s -> stocks.putObject(s).put("price", 10 + random.nextInt(80) + 0.5 * random.nextInt(2)));
        ObjectNode orders = start.putObject("orders");
        for (String id : ids("order", 301)) {
            orders.putObject(id)
                    .put("id", Integer.parseInt(id))
                    .put("order_type", "Buy")
                    .put("symbol", STOCKS.get(random.nextInt(STOCKS.size())))
                    .put("price", 20 + random.nextInt(40))
                    .put("amount", 1 + random.nextInt(9))
                    .put("status", "Open");
        }
        start.putObject("account_info")
                .put("account_id", 7)
                .put("balance", 20_000.0)
                .put("binding_card", 1234);
        start.put("authenticated", true).put("market_status", "Open").put("order_counter", 400);
        start.putArray("watch_list");
        start.putArray("transaction_history");
    }

    private void files(ObjectNode start) {
        ObjectNode home = start.putObject("root")
                .putObject("home")
                .put("type", "directory")
                .putObject("contents");
        drawn("file", FILES, 3)
                .forEach(f ->
                        home.putObject(f).put("type", "file").put("content", WORDS.get(random.nextInt(WORDS.size()))));
        drawn("folder", FOLDERS, 2)
                .forEach(f -> home.putObject(f).put("type", "directory").putObject("contents"));
    }

    private void messages(ObjectNode start) {
        ObjectNode users = start.putObject("user_map");
        List<String> people = drawn("person", PEOPLE, 4);
        List<String> ids = new ArrayList<>();
        for (String person : people) {
            ids.add("USR00" + (ids.size() + 1));
            users.put(person, ids.get(ids.size() - 1));
        }
        drawn("user", ids.subList(1, ids.size()), 3);
        pools.put("person", new ArrayList<>(people.subList(1, people.size())));
        ArrayNode inbox = start.putArray("inbox");
        inbox.addObject().put(ids.get(1), "the bus is late");
        start.put("user_count", 4).put("message_count", 1).put("current_user", ids.get(0));
    }
}
