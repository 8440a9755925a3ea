package org.egpo.acebench;

import static org.egpo.acebench.AgentService.is;
import static org.egpo.call.PythonObjects.at;
import static org.egpo.call.PythonObjects.items;
import static org.egpo.call.TextMethods.lower;

import java.time.LocalDateTime;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.function.Predicate;
import org.egpo.bfcl.multiturn.Dates;
import org.egpo.bfcl.multiturn.SimulatedFunction.Table;
import org.egpo.call.PythonArithmetic;
import org.egpo.call.PythonDict;
import org.egpo.call.PythonError;
import org.egpo.call.PythonList;
import org.egpo.call.PythonObjects;
import org.egpo.call.Value;

/** What can be called on the phone: the device itself, messages, reminders, the food platform. */
final class PhoneFunctions {
    static final Table<AgentService> BASE = new Table<AgentService>("BaseApi", "")
            .add("turn_on_wifi", (s, a) -> switchOn(s, "wifi"))
            .add("login_device", (s, a) -> switchOn(s, "logged_in"));

    static final Table<AgentService> MESSAGES = new Table<AgentService>("MessageApi", "")
            .inherit(BASE)
            .add("send_message", PhoneFunctions::send)
            .add("delete_message", (s, a) -> delete(s, "inbox", "message", a[0]))
            .add("view_messages_between_users", PhoneFunctions::between)
            .add("search_messages", PhoneFunctions::search)
            .add("get_all_message_times_with_ids", (s, a) -> {
                s.refuse(s.isOff("logged_in"), "get_all offline");
                PythonDict times = new PythonDict();
                s.dict("inbox").forEach((id, message) -> times.put(id, at(message, "time")));
                return times;
            })
            .add("get_latest_message_id", (s, a) -> first(s, "latest"))
            .add("get_earliest_message_id", (s, a) -> first(s, "earliest"));

    static final Table<AgentService> REMINDERS = new Table<AgentService>("ReminderApi", "")
            .inherit(BASE)
            .add("view_reminder_by_title", PhoneFunctions::byTitle)
            .add("add_reminder", PhoneFunctions::remind)
            .add("delete_reminder", (s, a) -> delete(s, "reminder_list", "reminder", a[0]))
            .add("view_all_reminders", (s, a) -> {
                List<PythonDict> all = s.dict("reminder_list").values().stream()
                        .map(r -> AgentService.without(r, "reminder_id"))
                        .toList();
                return s.found("reminders", all, "no reminders");
            });

    /** With two functions that the English phone has not. */
    static final Table<AgentService> CHINESE_REMINDERS = new Table<AgentService>("ReminderApi", "")
            .inherit(REMINDERS)
            .add("mark_as_notified", (s, a) -> {
                s.refuse(!s.has("reminder_list", a[0]), "no reminder");
                PythonObjects.put(s.dict("reminder_list").at(a[0]), "notified", Value.Bool.TRUE);
                return s.done("reminder marked", a[0]);
            })
            .add("search_reminders", PhoneFunctions::searchReminders);

    static final Table<AgentService> FOOD = new Table<AgentService>("FoodPlatform", "")
            .inherit(BASE)
            .add("login_food_platform", (s, a) -> {
                s.refuse(s.isOff("wifi"), "login without wifi");
                s.refuse(!s.has("users", a[0]), "no user");
                s.refuse(!is(s.dict("users").at(a[0]), "password", a[1]), "wrong password");
                s.refuse(s.has("logged_in_users", a[0]), "already in", a[0]);
                s.list("logged_in_users", "append").add(a[0]);
                return s.done("logged in", a[0]);
            })
            .add("view_logged_in_users", (s, a) -> {
                s.refuse(!s.isSet("logged_in_users"), "nobody in");
                return PythonDict.named("status logged_in_users", true, s.get("logged_in_users"));
            })
            .add(
                    "check_balance",
                    (s, a) -> s.has("users", a[0]) ? at(s.dict("users").at(a[0]), "balance") : Value.of(0.0))
            .add("add_food_delivery_order", PhoneFunctions::order)
            .add("get_products", (s, a) -> {
                s.refuse(!s.has("merchant_list", a[0]), "no merchant of name", a[0]);
                return at(s.dict("merchant_list").at(a[0]), "menu");
            })
            .add(
                    "view_orders",
                    (s, a) -> s.found("orders", s.where("orders", o -> is(o, "user_name", a[0])), "no orders"))
            .add(
                    "search_orders",
                    (s, a) -> s.found("orders", s.where("orders", o -> matches(s, o, lower(a[0]))), "no orders with"));

    private PhoneFunctions() {}

    private static Value switchOn(AgentService s, String attribute) {
        s.set(attribute, Value.Bool.TRUE);
        return s.done(attribute + " on");
    }

    private static boolean isFull(AgentService s, String attribute) {
        return PythonArithmetic.order(Value.of(s.dict(attribute).size()), ">=", s.get("max_capacity"));
    }

    private static Value delete(AgentService s, String attribute, String what, Value id) {
        s.refuse(s.isOff("logged_in"), "delete_" + what + " offline");
        s.refuse(!s.has(attribute, id), "no " + what);
        s.dict(attribute).remove(id);
        return s.done(what + " deleted", id);
    }

    private static Value userId(AgentService s, Value name) {
        return at(s.dict("user_list").at(name), "user_id");
    }

    private static Value send(AgentService s, Value[] a) {
        s.refuse(s.isOff("logged_in"), "send_message offline");
        s.refuse(s.isOff("wifi"), "send_message without wifi");
        s.refuse(isFull(s, "inbox"), "inbox full");
        s.refuse(!s.has("user_list", a[0]) || !s.has("user_list", a[1]), "no sender or receiver");
        Value sent = PythonDict.named("sender_id receiver_id message", userId(s, a[0]), userId(s, a[1]), a[2]);
        s.dict("inbox").put(s.increase("message_id_counter", 1), sent);
        return s.done("message sent", a[1]);
    }

    /** The messages for which a condition holds, each with its id, without its time. */
    private static List<PythonDict> messages(AgentService s, Predicate<Value> condition) {
        String names = "id sender_id receiver_id message";
        List<PythonDict> found = new ArrayList<>();
        s.dict("inbox").forEach((id, m) -> {
            if (condition.test(m)) {
                found.add(PythonDict.named(names, id, at(m, "sender_id"), at(m, "receiver_id"), at(m, "message")));
            }
        });
        return found;
    }

    private static Value between(AgentService s, Value[] a) {
        s.refuse(s.isOff("logged_in"), "view_messages offline");
        s.refuse(!s.has("user_list", a[0]), "no sender");
        s.refuse(!s.has("user_list", a[1]), "no receiver");
        Predicate<Value> wanted = m -> is(m, "sender_id", userId(s, a[0])) && is(m, "receiver_id", userId(s, a[1]));
        String names = "id sender receiver message";
        List<PythonDict> found = messages(s, wanted).stream()
                .map(m -> PythonDict.named(names, at(m, "id"), a[0], a[1], at(m, "message")))
                .toList();
        return s.found("messages", found, "no messages between");
    }

    private static Value search(AgentService s, Value[] a) {
        s.refuse(!s.has("user_list", a[0]), "no user");
        Value user = userId(s, a[0]);
        Predicate<Value> wanted = m -> (is(m, "sender_id", user) || is(m, "receiver_id", user))
                && lower(at(m, "message")).contains(lower(a[1]));
        return s.found("messages", messages(s, wanted), "no messages with");
    }

    /** @param which latest or earliest */
    private static Value first(AgentService s, String which) {
        s.refuse(s.isOff("logged_in"), "get_" + which + " offline");
        PythonDict inbox = s.dict("inbox");
        s.refuse(inbox.size() == 0, "inbox empty");
        List<LocalDateTime> times = inbox.values().stream()
                .map(m -> Dates.parse(at(m, "time"), Dates.DATE))
                .toList();
        Value id = inbox.key(times.indexOf(which.equals("latest") ? Collections.max(times) : Collections.min(times)));
        return PythonDict.named("status message message_id", true, s.text(which + " message", id), id);
    }

    private static Value byTitle(AgentService s, Value[] a) {
        s.refuse(s.isOff("logged_in"), "view_reminder offline");
        for (Value reminder : s.dict("reminder_list").values()) {
            if (is(reminder, "title", a[0])) {
                return PythonDict.named("status reminder", true, reminder);
            }
        }
        return s.refusal("no reminder of title", a[0]);
    }

    private static Value remind(AgentService s, Value[] a) {
        s.refuse(s.isOff("logged_in"), "add_reminder offline");
        s.refuse(isFull(s, "reminder_list"), "reminders full");
        Value id = s.increase("reminder_id_counter", 1);
        String names = "reminder_id title description time notified";
        s.dict("reminder_list").put(id, PythonDict.named(names, id, a[0], a[1], a[2], false));
        return s.done("reminder added", a[0]);
    }

    private static Value searchReminders(AgentService s, Value[] a) {
        for (Value r : s.dict("reminder_list").values()) {
            if (lower(at(r, "title")).contains(lower(a[0]))
                    || lower(at(r, "description")).contains(lower(a[0]))) {
                // The official code takes the text for a time here.
                throw PythonError.attribute(at(r, "time"), "strftime");
            }
        }
        return s.refusal("no reminder with");
    }

    /** The Chinese code takes the items themselves for texts, which raises an error. */
    private static boolean matches(AgentService s, Value order, String word) {
        return lower(at(order, "merchant_name")).contains(word)
                || items(at(order, "items")).stream().anyMatch(i -> lower(s.isChinese() ? i : at(i, "product"))
                        .contains(word));
    }

    /** @param a username, merchant_name, items */
    private static Value order(AgentService s, Value[] a) {
        Value user = a[0];
        Value merchant = a[1];
        s.refuse(!s.has("logged_in_users", user), "user not in", user);
        s.refuse(!s.has("merchant_list", merchant), "no merchant");
        Value total = Value.of(0.0);
        PythonList ordered = new PythonList();
        for (Value item : items(a[2])) {
            if (!(item instanceof Value.MapValue m)) {
                throw PythonError.attribute(item, "get");
            }
            Value product = m.get(Value.text("product"), Value.None.NONE);
            Value quantity = m.get(Value.text("quantity"), Value.integer(1));
            boolean positive = PythonArithmetic.isInteger(quantity) && PythonArithmetic.order(quantity, ">", 0);
            s.refuse(!positive, "bad quantity", quantity, product);
            List<Value> offers = items(at(s.dict("merchant_list").at(merchant), "menu")).stream()
                    .filter(o -> is(o, "product", product))
                    .toList();
            s.refuse(offers.isEmpty(), "no product", product, merchant);
            Value price = at(offers.get(0), "price");
            total = PythonArithmetic.add(total, PythonArithmetic.binary(price, "*", quantity));
            ordered.add(PythonDict.named("product quantity price_per_unit", product, quantity, price));
        }
        Value account = s.dict("users").at(user);
        Value balance = at(account, "balance");
        s.refuse(PythonArithmetic.order(total, s.isChinese() ? ">=" : ">", balance), "balance too low");
        PythonObjects.put(account, "balance", PythonArithmetic.binary(balance, "-", total));
        String names = "user_name merchant_name items total_price";
        s.list("orders", "append").add(PythonDict.named(names, user, merchant, ordered, total));
        return s.done("ordered", merchant, total);
    }
}
