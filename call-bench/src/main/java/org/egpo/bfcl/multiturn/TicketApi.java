package org.egpo.bfcl.multiturn;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.egpo.call.Value;

/** The official {@code TicketAPI}: support tickets in a queue. */
final class TicketApi extends Environment {
    private static final Function.Table<TicketApi> FUNCTIONS = new Function.Table<TicketApi>("TicketAPI")
            .add("create_ticket(title, description='', priority=1)", (t, a) -> t.create(a[0], a[1], a[2]))
            .add("get_ticket(ticket_id)", (t, a) -> t.get(a[0]))
            .add("close_ticket(ticket_id)", (t, a) -> t.finish(a[0], "Closed", null))
            .add("resolve_ticket(ticket_id, resolution)", (t, a) -> t.finish(a[0], "Resolved", a[1]))
            .add("edit_ticket(ticket_id, updates)", (t, a) -> t.edit(a[0], a[1]))
            .add("ticket_login(username, password)", (t, a) -> t.login(a[0], a[1]))
            .add(
                    "ticket_get_login_status()",
                    (t, a) -> DictObject.of("login_status", PythonObjects.truth(t.currentUser)))
            .add("logout()", (t, a) -> t.logout())
            .add("get_user_tickets(status=None)", (t, a) -> t.own(a[0]));

    private static final Set<String> EDITABLE = Set.of("title", "description", "status", "priority");

    private Object ticketQueue;
    private Object ticketCounter;
    private Object currentUser;

    TicketApi(Constants constants, SharedObjects shared) {
        super(constants, shared);
    }

    @Override
    String name() {
        return "TicketAPI";
    }

    @Override
    Map<String, Function> functions() {
        return FUNCTIONS.functions();
    }

    @Override
    void load(Value.MapValue configuration) {
        ticketQueue = configured(configuration, "ticket_queue");
        ticketCounter = configured(configuration, "ticket_counter");
        currentUser = configured(configuration, "current_user");
    }

    @Override
    LinkedHashMap<String, Object> attributes() {
        LinkedHashMap<String, Object> all = new LinkedHashMap<>();
        all.put("ticket_queue", ticketQueue);
        all.put("ticket_counter", ticketCounter);
        all.put("current_user", currentUser);
        return all;
    }

    @Override
    Environment copy(ObjectCopies copies) {
        TicketApi copy = new TicketApi(constants, shared);
        copy.longContext = longContext;
        copy.ticketQueue = copies.copy(ticketQueue);
        copy.ticketCounter = ticketCounter;
        copy.currentUser = copies.copy(currentUser);
        return copy;
    }

    private Object create(Object title, Object description, Object priority) {
        if (!PythonObjects.truth(currentUser)) {
            return DictObject.error("User not authenticated. Please log in to create a ticket.");
        }
        if (Numbers.less(priority, 1L) || Numbers.greater(priority, 5L)) {
            return DictObject.error("Invalid priority. Priority must be between 1 and 5.");
        }
        DictObject ticket = DictObject.of(
                "id",
                ticketCounter,
                "title",
                title,
                "description",
                description,
                "status",
                "Open",
                "priority",
                priority,
                "created_by",
                currentUser);
        PythonObjects.list(ticketQueue, "append").add(ticket);
        ticketCounter = Numbers.add(ticketCounter, 1L);
        return ticket;
    }

    /** The ticket of that id, or null. */
    private Object find(Object id) {
        for (Object ticket : PythonObjects.items(ticketQueue)) {
            if (PythonObjects.equal(PythonObjects.at(ticket, "id"), id)) {
                return ticket;
            }
        }
        return null;
    }

    private static String ticket(Object id) {
        return "Ticket " + PythonSpelling.str(id);
    }

    private static DictObject notFound(Object id) {
        return DictObject.error("Ticket with ID " + PythonSpelling.str(id) + " not found.");
    }

    private Object get(Object id) {
        Object ticket = find(id);
        return ticket == null ? notFound(id) : ticket;
    }

    private Object finish(Object id, String status, Object resolution) {
        Object ticket = find(id);
        if (ticket == null) {
            return notFound(id);
        }
        String word = status.toLowerCase(java.util.Locale.ROOT);
        if (status.equals(PythonObjects.at(ticket, "status"))) {
            return DictObject.error("Ticket with ID " + PythonSpelling.str(id) + " is already " + word + ".");
        }
        PythonObjects.put(ticket, "status", status);
        if (resolution != null) {
            PythonObjects.put(ticket, "resolution", resolution);
        }
        return DictObject.of("status", ticket(id) + " has been " + word + " successfully.");
    }

    private Object edit(Object id, Object updates) {
        Object ticket = find(id);
        if (ticket == null) {
            return notFound(id);
        }
        DictObject changes = PythonObjects.dict(updates, "keys");
        List<Object> invalid = new ArrayList<>();
        for (Object key : changes.keys()) {
            if (!EDITABLE.contains(key)) {
                invalid.add(key);
            }
        }
        if (!invalid.isEmpty()) {
            // Python's set has no order that could be told.
            invalid.sort(Comparator.comparing(PythonSpelling::repr));
            return DictObject.error("Invalid fields for update: " + Texts.joined(invalid));
        }
        for (Map.Entry<Object, Object> e : changes.entries()) {
            if (e.getValue() != PythonObjects.NONE) {
                PythonObjects.put(ticket, e.getKey(), e.getValue());
            }
        }
        return DictObject.of("status", ticket(id) + " has been updated successfully.");
    }

    private Object login(Object username, Object password) {
        if (PythonObjects.truth(username) && PythonObjects.truth(password)) {
            currentUser = username;
            return DictObject.of("success", true);
        }
        return DictObject.of("success", false);
    }

    private Object logout() {
        boolean someone = PythonObjects.truth(currentUser);
        currentUser = someone ? PythonObjects.NONE : currentUser;
        return DictObject.of("success", someone);
    }

    private Object own(Object status) {
        if (!PythonObjects.truth(currentUser)) {
            return ListObject.of(DictObject.error("User not authenticated. Please log in to view tickets."));
        }
        List<Object> own = new ArrayList<>();
        for (Object ticket : PythonObjects.items(ticketQueue)) {
            if (PythonObjects.equal(PythonObjects.at(ticket, "created_by"), currentUser)) {
                own.add(ticket);
            }
        }
        if (!PythonObjects.truth(status)) {
            return new ListObject(own);
        }
        ListObject filtered = new ListObject();
        for (Object ticket : own) {
            if (Texts.lower(PythonObjects.at(ticket, "status")).equals(Texts.lower(status))) {
                filtered.add(ticket);
            }
        }
        return filtered;
    }
}
