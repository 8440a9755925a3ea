package org.egpo.bfcl.multiturn;

import java.util.List;
import org.egpo.call.PythonDict;
import org.egpo.call.PythonError;
import org.egpo.call.PythonList;
import org.egpo.call.PythonObjects;
import org.egpo.call.PythonSet;
import org.egpo.call.TextMethods;
import org.egpo.call.Value;

/** The official {@code MessageAPI}: users of a workspace and their messages. */
final class MessageApi extends Environment {
    static final SimulatedFunction.Table<MessageApi> FUNCTIONS = new SimulatedFunction.Table<MessageApi>(
                    "MessageAPI", "generated_ids user_count user_map inbox message_count current_user")
            .add(
                    "list_users",
                    (m, a) -> PythonDict.of(
                            "user_list", new PythonList(m.users("keys").keys())))
            .add("get_user_id", (m, a) -> m.userId(a[0]))
            .add("message_login", (m, a) -> m.login(a[0]))
            .add("message_get_login_status", (m, a) -> PythonDict.of("login_status", m.isSet("current_user")))
            .add("send_message", (m, a) -> m.send(a[0], a[1]))
            .add("delete_message", (m, a) -> m.delete(a[0]))
            .add("view_messages_sent", (m, a) -> m.sent())
            .add("add_contact", (m, a) -> m.addContact(a[0]))
            .add("search_messages", (m, a) -> m.search(a[0]))
            .add("get_message_stats", (m, a) -> m.statistics());

    private static final long LOWEST_ID = 10_000;
    private static final long HIGHEST_ID = 99_999;

    private PythonDict users(String method) {
        return dict("user_map", method);
    }

    private boolean isUserId(Value id) {
        return users("values").values().stream().anyMatch(known -> Value.pythonEquals(known, id));
    }

    private Value userId(Value user) {
        refuse(!has("user_map", user), "User '%s' not found in the workspace.", user);
        return PythonDict.of("user_id", users("get").get(user));
    }

    private Value login(Value id) {
        boolean known = isUserId(id);
        if (known) {
            set("current_user", id);
        }
        String message = known ? "User '%s' logged in successfully." : "User ID '%s' not found.";
        return PythonDict.of("login_status", known, "message", say(message, id));
    }

    private Value newId() {
        Value id;
        do {
            id = Value.integer(random().randint(LOWEST_ID, HIGHEST_ID));
        } while (has("generated_ids", id));
        if (!(get("generated_ids") instanceof PythonSet ids)) {
            throw PythonError.attribute(get("generated_ids"), "add");
        }
        ids.add(id);
        return PythonDict.of("new_id", id);
    }

    private Value send(Value receiver, Value message) {
        refuse(!isUserId(receiver), "Receiver ID '%s' not found.", receiver);
        Value id = newId();
        PythonDict entry = new PythonDict();
        entry.put(receiver, message);
        list("inbox", "append").add(entry);
        increase("message_count", 1);
        String sent = say("Message sent to '%s' successfully.", receiver);
        return PythonDict.named("sent_status message_id message", true, id, sent);
    }

    /** The receiver of a message, its first key. */
    private static Value receiver(Value message) {
        return PythonObjects.dict(message, "items").firstKey();
    }

    private static Value content(Value message) {
        return ((PythonDict) message).value(0);
    }

    private Value delete(Value to) {
        if (get("inbox") instanceof PythonDict) {
            throw PythonError.type("unhashable type: 'slice'");
        }
        List<Value> messages = PythonObjects.items(get("inbox"));
        for (int i = messages.size() - 1; i >= 0; i--) {
            Value receiver = receiver(messages.get(i));
            if (Value.pythonEquals(receiver, to)) {
                list("inbox", "remove").remove(messages.get(i));
                String deleted = say("Receiver %s's latest message deleted successfully.", to);
                return PythonDict.named("deleted_status receiver_id message", true, receiver, deleted);
            }
        }
        return error("Receiver ID %s not found.", to);
    }

    private Value sent() {
        PythonDict all = new PythonDict();
        for (Value message : PythonObjects.items(get("inbox"))) {
            Value receiver = receiver(message);
            if (!all.has(receiver)) {
                all.put(receiver, new PythonList());
            }
            ((PythonList) all.at(receiver)).add(content(message));
        }
        return PythonDict.of("messages", all);
    }

    private Value addContact(Value userName) {
        refuse(has("user_map", userName), "User name '%s' already exists.", userName);
        String number = str(increase("user_count", 1));
        String id = "USR" + "0".repeat(Math.max(0, 3 - number.length())) + number;
        refuse(isUserId(Value.text(id)), "User ID '%s' already exists.", id);
        users("keys").put(userName, Value.text(id));
        String added = say("Contact '%s' added successfully.", userName);
        return PythonDict.named("added_status user_id message", true, id, added);
    }

    private Value search(Value keyword) {
        String wanted = TextMethods.lower(keyword);
        PythonList results = new PythonList();
        for (Value message : PythonObjects.items(get("inbox"))) {
            Value receiver = receiver(message);
            if (TextMethods.lower(content(message)).contains(wanted)) {
                results.add(PythonDict.of("receiver_id", receiver, "message", content(message)));
            }
        }
        return PythonDict.of("results", results);
    }

    private Value statistics() {
        PythonSet contacts = new PythonSet();
        List<Value> messages = PythonObjects.items(get("inbox"));
        messages.forEach(m -> contacts.add(receiver(m)));
        return PythonDict.of(
                "stats", PythonDict.of("received_count", messages.size(), "total_contacts", contacts.size()));
    }
}
