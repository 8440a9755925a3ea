package org.egpo.bfcl.multiturn;

import static org.egpo.call.PythonArithmetic.order;

import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import org.egpo.call.PythonArithmetic;
import org.egpo.call.PythonDict;
import org.egpo.call.PythonList;
import org.egpo.call.PythonObjects;
import org.egpo.call.PythonText;
import org.egpo.call.TextMethods;
import org.egpo.call.Value;

/** The official {@code TicketAPI}: support tickets in a queue. */
final class TicketApi extends Environment {
    private static final SimulatedFunction.Table<TicketApi> FUNCTIONS = new SimulatedFunction.Table<TicketApi>(
                    "TicketAPI", "ticket_queue ticket_counter current_user")
            .add("create_ticket", (t, a) -> t.create(a[0], a[1], a[2]))
            .add("get_ticket", (t, a) -> t.ticket(a[0]))
            .add("close_ticket", (t, a) -> t.finish(a[0], "Closed", null))
            .add("resolve_ticket", (t, a) -> t.finish(a[0], "Resolved", a[1]))
            .add("edit_ticket", (t, a) -> t.edit(a[0], a[1]))
            .add("ticket_login", (t, a) -> t.login(a[0], a[1]))
            .add("ticket_get_login_status", (t, a) -> PythonDict.of("login_status", t.isSet("current_user")))
            .add("logout", (t, a) -> t.logout())
            .add("get_user_tickets", (t, a) -> t.own(a[0]));

    private static final Set<String> EDITABLE = Set.of("title", "description", "status", "priority");

    TicketApi(Constants constants, SharedObjects shared) {
        super(FUNCTIONS, constants, shared);
    }

    private Value create(Value title, Value description, Value priority) {
        Refusal.when(!isSet("current_user"), "User not authenticated. Please log in to create a ticket.");
        Refusal.when(
                order(priority, "<", 1) || order(priority, ">", 5),
                "Invalid priority. Priority must be between 1 and 5.");
        Value id = get("ticket_counter");
        PythonDict ticket = PythonDict.named(
                "id title description status priority created_by",
                id,
                title,
                description,
                "Open",
                priority,
                get("current_user"));
        list("ticket_queue", "append").add(ticket);
        set("ticket_counter", PythonArithmetic.add(id, 1));
        return ticket;
    }

    /** The ticket of that id, or null. */
    private Value find(Value id) {
        return PythonObjects.items(get("ticket_queue")).stream()
                .filter(ticket -> Value.pythonEquals(PythonObjects.at(ticket, "id"), id))
                .findFirst()
                .orElse(null);
    }

    private static PythonDict notFound(Value id) {
        return error("Ticket with ID " + str(id) + " not found.");
    }

    private Value ticket(Value id) {
        Value ticket = find(id);
        return ticket == null ? notFound(id) : ticket;
    }

    private Value finish(Value id, String status, Value resolution) {
        Value ticket = find(id);
        if (ticket == null) {
            return notFound(id);
        }
        String word = status.toLowerCase(Locale.ROOT);
        Refusal.when(
                Value.is(PythonObjects.at(ticket, "status"), status),
                () -> "Ticket with ID " + str(id) + " is already " + word + ".");
        PythonObjects.put(ticket, Value.text("status"), Value.text(status));
        if (resolution != null) {
            PythonObjects.put(ticket, Value.text("resolution"), resolution);
        }
        return PythonDict.of("status", "Ticket " + str(id) + " has been " + word + " successfully.");
    }

    private Value edit(Value id, Value updates) {
        Value ticket = find(id);
        if (ticket == null) {
            return notFound(id);
        }
        PythonDict changes = PythonObjects.dict(updates, "keys");
        // Python's set has no order that could be told.
        List<Value> invalid = changes.keys().stream()
                .filter(key -> !(key instanceof Value.Text t && EDITABLE.contains(t.value())))
                .sorted(Comparator.comparing(PythonText::boundedRepr))
                .toList();
        Refusal.when(!invalid.isEmpty(), () -> "Invalid fields for update: " + TextMethods.joined(invalid));
        changes.forEach((key, value) -> {
            if (value != Value.None.NONE) {
                PythonObjects.put(ticket, key, value);
            }
        });
        return PythonDict.of("status", "Ticket " + str(id) + " has been updated successfully.");
    }

    private Value login(Value username, Value password) {
        boolean given = PythonObjects.truth(username) && PythonObjects.truth(password);
        if (given) {
            set("current_user", username);
        }
        return PythonDict.of("success", given);
    }

    private Value logout() {
        boolean someone = isSet("current_user");
        if (someone) {
            set("current_user", Value.None.NONE);
        }
        return PythonDict.of("success", someone);
    }

    private Value own(Value status) {
        if (!isSet("current_user")) {
            return new PythonList(List.of(error("User not authenticated. Please log in to view tickets.")));
        }
        List<Value> own = PythonObjects.items(get("ticket_queue")).stream()
                .filter(t -> Value.pythonEquals(PythonObjects.at(t, "created_by"), get("current_user")))
                .toList();
        return new PythonList(own.stream()
                .filter(t -> !PythonObjects.truth(status)
                        || TextMethods.lower(PythonObjects.at(t, "status")).equals(TextMethods.lower(status)))
                .toList());
    }
}
