package org.egpo.bfcl.multiturn;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.egpo.call.Value;

/** The official {@code MessageAPI}: users of a workspace and their messages. */
final class MessageApi extends Environment {
    private static final Function.Table<MessageApi> FUNCTIONS = new Function.Table<MessageApi>("MessageAPI")
            .add(
                    "list_users()",
                    (m, a) -> DictObject.of(
                            "user_list", ListObject.copyOf(m.users("keys").keys())))
            .add("get_user_id(user)", (m, a) -> m.userId(a[0]))
            .add("message_login(user_id)", (m, a) -> m.login(a[0]))
            .add(
                    "message_get_login_status()",
                    (m, a) -> DictObject.of("login_status", PythonObjects.truth(m.currentUser)))
            .add("send_message(receiver_id, message)", (m, a) -> m.send(a[0], a[1]))
            .add("delete_message(receiver_id)", (m, a) -> m.delete(a[0]))
            .add("view_messages_sent()", (m, a) -> m.sent())
            .add("add_contact(user_name)", (m, a) -> m.addContact(a[0]))
            .add("search_messages(keyword)", (m, a) -> m.search(a[0]))
            .add("get_message_stats()", (m, a) -> m.statistics());

    private static final long LOWEST_ID = 10_000;
    private static final long HIGHEST_ID = 99_999;

    private PythonRandom random;
    private Object generatedIds;
    private Object userCount;
    private Object userMap;
    private Object inbox;
    private Object messageCount;
    private Object currentUser;

    MessageApi(Constants constants, SharedObjects shared) {
        super(constants, shared);
    }

    @Override
    String name() {
        return "MessageAPI";
    }

    @Override
    Map<String, Function> functions() {
        return FUNCTIONS.functions();
    }

    @Override
    void load(Value.MapValue configuration) {
        random = random(configuration);
        generatedIds = configured(configuration, "generated_ids");
        userCount = configured(configuration, "user_count");
        userMap = configured(configuration, "user_map");
        inbox = configured(configuration, "inbox");
        messageCount = configured(configuration, "message_count");
        currentUser = configured(configuration, "current_user");
    }

    @Override
    LinkedHashMap<String, Object> attributes() {
        LinkedHashMap<String, Object> all = new LinkedHashMap<>();
        all.put("generated_ids", generatedIds);
        all.put("user_count", userCount);
        all.put("user_map", userMap);
        all.put("inbox", inbox);
        all.put("message_count", messageCount);
        all.put("current_user", currentUser);
        return all;
    }

    @Override
    Environment copy(ObjectCopies copies) {
        MessageApi copy = new MessageApi(constants, shared);
        copy.longContext = longContext;
        copy.random = random.copy();
        copy.generatedIds = copies.copy(generatedIds);
        copy.userCount = userCount;
        copy.userMap = copies.copy(userMap);
        copy.inbox = copies.copy(inbox);
        copy.messageCount = messageCount;
        copy.currentUser = copies.copy(currentUser);
        return copy;
    }

    private DictObject users(String method) {
        return PythonObjects.dict(userMap, method);
    }

    private static DictObject nobody() {
        return DictObject.error("No user is currently logged in.");
    }

    private boolean isUserId(Object id) {
        return users("values").values().stream().anyMatch(known -> PythonObjects.equal(known, id));
    }

    private Object userId(Object user) {
        if (!PythonObjects.contains(userMap, user)) {
            return DictObject.error("User '" + PythonSpelling.str(user) + "' not found in the workspace.");
        }
        return DictObject.of("user_id", users("get").get(user));
    }

    private Object login(Object id) {
        String quoted = "'" + PythonSpelling.str(id) + "'";
        if (!isUserId(id)) {
            return DictObject.of("login_status", false, "message", "User ID " + quoted + " not found.");
        }
        currentUser = id;
        return DictObject.of("login_status", true, "message", "User " + quoted + " logged in successfully.");
    }

    private Object newId() {
        Object id = random.randint(LOWEST_ID, HIGHEST_ID);
        while (PythonObjects.contains(generatedIds, id)) {
            id = random.randint(LOWEST_ID, HIGHEST_ID);
        }
        if (!(generatedIds instanceof SetObject ids)) {
            throw PythonException.attribute(generatedIds, "add");
        }
        ids.add(id);
        return DictObject.of("new_id", id);
    }

    private Object send(Object receiver, Object message) {
        if (!PythonObjects.truth(currentUser)) {
            return nobody();
        }
        if (!isUserId(receiver)) {
            return DictObject.error("Receiver ID '" + PythonSpelling.str(receiver) + "' not found.");
        }
        Object id = newId();
        DictObject entry = new DictObject();
        entry.put(receiver, message);
        PythonObjects.list(inbox, "append").add(entry);
        messageCount = Numbers.add(messageCount, 1L);
        return DictObject.of(
                "sent_status",
                true,
                "message_id",
                id,
                "message",
                "Message sent to '" + PythonSpelling.str(receiver) + "' successfully.");
    }

    /** The receiver of a message, its first key. */
    private static Object receiver(Object message) {
        DictObject m = PythonObjects.dict(message, "items");
        if (m.isEmpty()) {
            throw new PythonException("IndexError", "list index out of range");
        }
        return m.keys().iterator().next();
    }

    private static Object content(Object message) {
        return ((DictObject) message).values().iterator().next();
    }

    private Object delete(Object to) {
        if (!PythonObjects.truth(currentUser)) {
            return nobody();
        }
        if (inbox instanceof DictObject) {
            throw PythonException.type("unhashable type: 'slice'");
        }
        List<Object> messages = PythonObjects.items(inbox);
        for (int i = messages.size() - 1; i >= 0; i--) {
            Object receiver = receiver(messages.get(i));
            if (PythonObjects.equal(receiver, to)) {
                PythonObjects.list(inbox, "remove").remove(messages.get(i));
                return DictObject.of(
                        "deleted_status",
                        true,
                        "receiver_id",
                        receiver,
                        "message",
                        "Receiver " + PythonSpelling.str(to) + "'s latest message deleted successfully.");
            }
        }
        return DictObject.error("Receiver ID " + PythonSpelling.str(to) + " not found.");
    }

    private Object sent() {
        if (!PythonObjects.truth(currentUser)) {
            return nobody();
        }
        DictObject all = new DictObject();
        for (Object message : PythonObjects.items(inbox)) {
            Object receiver = receiver(message);
            if (!all.containsKey(receiver)) {
                all.put(receiver, new ListObject());
            }
            ((ListObject) all.get(receiver)).add(content(message));
        }
        return DictObject.of("messages", all);
    }

    private Object addContact(Object userName) {
        if (PythonObjects.contains(userMap, userName)) {
            return DictObject.error("User name '" + PythonSpelling.str(userName) + "' already exists.");
        }
        userCount = Numbers.add(userCount, 1L);
        String number = PythonSpelling.str(userCount);
        String id = "USR" + "0".repeat(Math.max(0, 3 - number.length())) + number;
        if (isUserId(id)) {
            return DictObject.error("User ID '" + id + "' already exists.");
        }
        users("keys").put(userName, id);
        return DictObject.of(
                "added_status",
                true,
                "user_id",
                id,
                "message",
                "Contact '" + PythonSpelling.str(userName) + "' added successfully.");
    }

    private Object search(Object keyword) {
        if (!PythonObjects.truth(currentUser)) {
            return nobody();
        }
        String wanted = Texts.lower(keyword);
        ListObject results = new ListObject();
        for (Object message : PythonObjects.items(inbox)) {
            Object receiver = receiver(message);
            if (Texts.lower(content(message)).contains(wanted)) {
                results.add(DictObject.of("receiver_id", receiver, "message", content(message)));
            }
        }
        return DictObject.of("results", results);
    }

    private Object statistics() {
        if (!PythonObjects.truth(currentUser)) {
            return nobody();
        }
        SetObject contacts = new SetObject();
        List<Object> messages = PythonObjects.items(inbox);
        messages.forEach(m -> contacts.add(receiver(m)));
        return DictObject.of("stats", DictObject.of("received_count", (long) messages.size(), "total_contacts", (long)
                contacts.size()));
    }
}
