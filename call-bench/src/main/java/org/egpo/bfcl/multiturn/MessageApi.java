package org.egpo.bfcl.multiturn;

import java.util.List;
import java.util.function.Supplier;
import org.egpo.call.PythonArithmetic;
import org.egpo.call.PythonDict;
import org.egpo.call.PythonError;
import org.egpo.call.PythonList;
import org.egpo.call.PythonObjects;
import org.egpo.call.PythonSet;
import org.egpo.call.TextMethods;
import org.egpo.call.Value;

/** The official {@code MessageAPI}: users of a workspace and their messages. */
final class MessageApi extends Environment {
    private static final SimulatedFunction.Table<MessageApi> FUNCTIONS = new SimulatedFunction.Table<MessageApi>(
                    "MessageAPI", "generated_ids user_count user_map inbox message_count current_user")
            .add(
                    "list_users",
                    (m, a) -> PythonDict.of(
                            "user_list", new PythonList(m.users("keys").keys())))
            .add("get_user_id", (m, a) -> m.userId(a[0]))
            .add("message_login", (m, a) -> m.login(a[0]))
            .add("message_get_login_status", (m, a) -> PythonDict.of("login_status", m.isSet("current_user")))
            .add("send_message", (m, a) -> m.loggedIn(() -> m.send(a[0], a[1])))
            .add("delete_message", (m, a) -> m.loggedIn(() -> m.delete(a[0])))
            .add("view_messages_sent", (m, a) -> m.loggedIn(m::sent))
            .add("add_contact", (m, a) -> m.addContact(a[0]))
            .add("search_messages", (m, a) -> m.loggedIn(() -> m.search(a[0])))
            .add("get_message_stats", (m, a) -> m.loggedIn(m::statistics));

    private static final long LOWEST_ID = 10_000;
    private static final long HIGHEST_ID = 99_999;

    MessageApi(Constants constants, SharedObjects shared) {
        super(FUNCTIONS, constants, shared);
    }

    @Override
    void load(Value.MapValue configuration) {
        seed(configuration);
        super.load(configuration);
    }

    private PythonDict users(String method) {
        return dict("user_map", method);
    }

    private Value loggedIn(Supplier<Value> action) {
        return isSet("current_user") ? action.get() : error("No user is currently logged in.");
    }

    private boolean isUserId(Value id) {
        return users("values").values().stream().anyMatch(known -> Value.pythonEquals(known, id));
    }

    private Value userId(Value user) {
        Refusal.when(!has("user_map", user), () -> "User '" + str(user) + "' not found in the workspace.");
        return PythonDict.of("user_id", users("get").get(user));
    }

    private Value login(Value id) {
        boolean known = isUserId(id);
        if (known) {
            set("current_user", id);
        }
        String message = "User " + (known ? "" : "ID ") + "'" + str(id) + "' "
                + (known ? "logged in successfully." : "not found.");
        return PythonDict.of("login_status", known, "message", message);
    }

    private Value newId() {
        Value id = Value.integer(random.randint(LOWEST_ID, HIGHEST_ID));
        while (has("generated_ids", id)) {
            id = Value.integer(random.randint(LOWEST_ID, HIGHEST_ID));
        }
        if (!(get("generated_ids") instanceof PythonSet ids)) {
            throw PythonError.attribute(get("generated_ids"), "add");
        }
        ids.add(id);
        return PythonDict.of("new_id", id);
    }

    private Value send(Value receiver, Value message) {
        Refusal.when(!isUserId(receiver), () -> "Receiver ID '" + str(receiver) + "' not found.");
        Value id = newId();
        PythonDict entry = new PythonDict();
        entry.put(receiver, message);
        list("inbox", "append").add(entry);
        set("message_count", PythonArithmetic.add(get("message_count"), 1));
        return PythonDict.named(
                "sent_status message_id message", true, id, "Message sent to '" + str(receiver) + "' successfully.");
    }

    /** The receiver of a message, its first key. */
    private static Value receiver(Value message) {
        List<Value> keys = PythonObjects.dict(message, "items").keys();
        if (keys.isEmpty()) {
            throw new PythonError("IndexError", "list index out of range");
        }
        return keys.get(0);
    }

    private static Value content(Value message) {
        return ((PythonDict) message).values().iterator().next();
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
                return PythonDict.named(
                        "deleted_status receiver_id message",
                        true,
                        receiver,
                        "Receiver " + str(to) + "'s latest message deleted successfully.");
            }
        }
        return error("Receiver ID " + str(to) + " not found.");
    }

    private Value sent() {
        PythonDict all = new PythonDict();
        for (Value message : PythonObjects.items(get("inbox"))) {
            Value receiver = receiver(message);
            if (!all.has(receiver)) {
                all.put(receiver, new PythonList());
            }
            ((PythonList) all.get(receiver)).add(content(message));
        }
        return PythonDict.of("messages", all);
    }

    private Value addContact(Value userName) {
        Refusal.when(has("user_map", userName), () -> "User name '" + str(userName) + "' already exists.");
        set("user_count", PythonArithmetic.add(get("user_count"), 1));
        String number = str(get("user_count"));
        String id = "USR" + "0".repeat(Math.max(0, 3 - number.length())) + number;
        Refusal.when(isUserId(Value.text(id)), () -> "User ID '" + id + "' already exists.");
        users("keys").put(userName, Value.text(id));
        return PythonDict.named(
                "added_status user_id message", true, id, "Contact '" + str(userName) + "' added successfully.");
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
