package org.egpo.acebench;

import static org.egpo.acebench.AgentService.is;
import static org.egpo.call.PythonObjects.at;
import static org.egpo.call.TextMethods.lower;

import java.time.LocalDateTime;
import java.util.function.BiFunction;
import org.egpo.bfcl.multiturn.Dates;
import org.egpo.bfcl.multiturn.SimulatedFunction.Table;
import org.egpo.call.PythonArithmetic;
import org.egpo.call.PythonDict;
import org.egpo.call.PythonError;
import org.egpo.call.PythonList;
import org.egpo.call.PythonObjects;
import org.egpo.call.Value;

/** What can be called on the phone: the device itself, messages, reminders. */
final class PhoneFunctions {
    static final Table<AgentService> BASE = new Table<AgentService>("BaseApi", "")
            .define("turn_on_wifi()", (s, a) -> switchOn(s, "wifi"))
            .define("login_device()", (s, a) -> switchOn(s, "logged_in"));

    static final Table<AgentService> MESSAGES = new Table<AgentService>("MessageApi", "")
            .inherit(BASE)
            .define("send_message(sender_name, receiver_name, message)", (s, a) -> send(s, a[0], a[1], a[2]))
            .define("delete_message(message_id)", (s, a) -> {
                s.refuse(s.isOff("logged_in"), "delete_message offline");
                s.refuse(!s.has("inbox", a[0]), "no message");
                s.dict("inbox").remove(a[0]);
                return s.done("message deleted", a[0]);
            })
            .define("view_messages_between_users(sender_name, receiver_name)", (s, a) -> {
                s.refuse(s.isOff("logged_in"), "view_messages offline");
                s.refuse(!s.has("user_list", a[0]), "no sender");
                s.refuse(!s.has("user_list", a[1]), "no receiver");
                return found(
                        s,
                        "no messages between",
                        (id, m) -> isFrom(s, m, a[0]) && isTo(s, m, a[1])
                                ? PythonDict.named("id sender receiver message", id, a[0], a[1], at(m, "message"))
                                : null);
            })
            .define("search_messages(user_name, keyword)", (s, a) -> {
                s.refuse(!s.has("user_list", a[0]), "no user");
                return found(
                        s,
                        "no messages with",
                        (id, m) -> (isFrom(s, m, a[0]) || isTo(s, m, a[0]))
                                        && lower(at(m, "message")).contains(lower(a[1]))
                                ? PythonDict.named(
                                        "id sender_id receiver_id message",
                                        id,
                                        at(m, "sender_id"),
                                        at(m, "receiver_id"),
                                        at(m, "message"))
                                : null);
            })
            .define("get_all_message_times_with_ids()", (s, a) -> {
                s.refuse(s.isOff("logged_in"), "get_all offline");
                PythonDict times = new PythonDict();
                s.dict("inbox").forEach((id, message) -> times.put(id, at(message, "time")));
                return times;
            })
            .define("get_latest_message_id()", (s, a) -> first(s, "latest"))
            .define("get_earliest_message_id()", (s, a) -> first(s, "earliest"));

    static final Table<AgentService> REMINDERS = reminders();
    static final Table<AgentService> CHINESE_REMINDERS = reminders()
            .define("mark_as_notified(reminder_id)", (s, a) -> {
                s.refuse(!s.has("reminder_list", a[0]), "no reminder");
                PythonObjects.put(s.dict("reminder_list").at(a[0]), Value.text("notified"), Value.Bool.TRUE);
                return s.done("reminder marked", a[0]);
            })
            .define("search_reminders(keyword)", (s, a) -> {
                String word = lower(a[0]);
                for (Value r : s.dict("reminder_list").values()) {
                    if (lower(at(r, "title")).contains(word)
                            || lower(at(r, "description")).contains(word)) {
                        // The official code takes the text for a time here.
                        throw PythonError.attribute(at(r, "time"), "strftime");
                    }
                }
                return s.refusal("no reminder with");
            });

    private PhoneFunctions() {}

    private static Value switchOn(AgentService s, String attribute) {
        s.set(attribute, Value.Bool.TRUE);
        return s.done(attribute + " on");
    }

    private static boolean isFull(AgentService s, String attribute) {
        return PythonArithmetic.order(Value.of(s.dict(attribute).size()), ">=", s.get("max_capacity"));
    }

    private static Value userId(AgentService s, Value name) {
        return at(s.dict("user_list").at(name), "user_id");
    }

    private static boolean isFrom(AgentService s, Value message, Value user) {
        return is(message, "sender_id", userId(s, user));
    }

    private static boolean isTo(AgentService s, Value message, Value user) {
        return is(message, "receiver_id", userId(s, user));
    }

    private static Value send(AgentService s, Value sender, Value receiver, Value message) {
        s.refuse(s.isOff("logged_in"), "send_message offline");
        s.refuse(s.isOff("wifi"), "send_message without wifi");
        s.refuse(isFull(s, "inbox"), "inbox full");
        s.refuse(!s.has("user_list", sender) || !s.has("user_list", receiver), "no sender or receiver");
        String names = "sender_id receiver_id message";
        PythonDict sent = PythonDict.named(names, userId(s, sender), userId(s, receiver), message);
        s.dict("inbox").put(s.next("message_id_counter"), sent);
        return s.done("message sent", receiver);
    }

    /** @param shown id and message → what is shown of it, or null */
    private static Value found(AgentService s, String otherwise, BiFunction<Value, Value, Value> shown) {
        PythonList found = new PythonList();
        s.dict("inbox").forEach((id, message) -> {
            Value v = shown.apply(id, message);
            if (v != null) {
                found.add(v);
            }
        });
        s.refuse(found.size() == 0, otherwise);
        return PythonDict.named("status messages", true, found);
    }

    /** @param which latest or earliest */
    private static Value first(AgentService s, String which) {
        s.refuse(s.isOff("logged_in"), "get_" + which + " offline");
        s.refuse(s.dict("inbox").size() == 0, "inbox empty");
        Value found = null;
        LocalDateTime best = null;
        for (Value id : s.dict("inbox").keys()) {
            LocalDateTime time = Dates.parse(at(s.dict("inbox").at(id), "time"), Dates.DATE);
            if (best == null || (which.equals("latest") ? time.isAfter(best) : time.isBefore(best))) {
                best = time;
                found = id;
            }
        }
        return PythonDict.named("status message message_id", true, s.text(which + " message", found), found);
    }

    private static Table<AgentService> reminders() {
        return new Table<AgentService>("ReminderApi", "")
                .inherit(BASE)
                .define("view_reminder_by_title(title)", (s, a) -> {
                    s.refuse(s.isOff("logged_in"), "view_reminder offline");
                    for (Value reminder : s.dict("reminder_list").values()) {
                        if (is(reminder, "title", a[0])) {
                            return PythonDict.named("status reminder", true, reminder);
                        }
                    }
                    return s.refusal("no reminder of title", a[0]);
                })
                .define("add_reminder(title, description, time)", (s, a) -> {
                    s.refuse(s.isOff("logged_in"), "add_reminder offline");
                    s.refuse(isFull(s, "reminder_list"), "reminders full");
                    Value id = s.next("reminder_id_counter");
                    String names = "reminder_id title description time notified";
                    s.dict("reminder_list").put(id, PythonDict.named(names, id, a[0], a[1], a[2], false));
                    return s.done("reminder added", a[0]);
                })
                .define("delete_reminder(reminder_id)", (s, a) -> {
                    s.refuse(s.isOff("logged_in"), "delete_reminder offline");
                    s.refuse(!s.has("reminder_list", a[0]), "no reminder");
                    s.dict("reminder_list").remove(a[0]);
                    return s.done("reminder deleted", a[0]);
                })
                .define("view_all_reminders()", (s, a) -> {
                    s.refuse(s.dict("reminder_list").size() == 0, "no reminders");
                    PythonList all = new PythonList();
                    for (Value reminder : s.dict("reminder_list").values()) {
                        PythonDict shown = PythonObjects.copy(reminder);
                        shown.remove(Value.text("reminder_id"));
                        all.add(shown);
                    }
                    return PythonDict.named("status reminders", true, all);
                });
    }
}
