package org.egpo.bfcl.multiturn;

import static org.egpo.call.PythonArithmetic.order;

import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import org.egpo.call.PythonDict;
import org.egpo.call.PythonList;
import org.egpo.call.PythonObjects;
import org.egpo.call.PythonText;
import org.egpo.call.TextMethods;
import org.egpo.call.Value;
import org.jspecify.annotations.Nullable;

/** The official {@code TicketAPI}: support tickets in a queue. */
final class TicketApi extends Environment {
    static final SimulatedFunction.Table<TicketApi> FUNCTIONS = new SimulatedFunction.Table<TicketApi>(
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

    private Value create(Value title, Value description, Value priority) {
        boolean invalid = order(priority, "<", 1) || order(priority, ">", 5);
        refuse(invalid, "Invalid priority. Priority must be between 1 and 5.");
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
        increase("ticket_counter", 1);
        return ticket;
    }

    private Value ticket(Value id) {
        for (Value ticket : PythonObjects.items(get("ticket_queue"))) {
            if (Value.pythonEquals(PythonObjects.at(ticket, "id"), id)) {
                return ticket;
            }
        }
        throw new Refusal(error("Ticket with ID %s not found.", id));
    }

    private Value finish(Value id, String status, @Nullable Value resolution) {
        Value ticket = ticket(id);
        String word = status.toLowerCase(Locale.ROOT);
        boolean already = Value.is(PythonObjects.at(ticket, "status"), status);
        refuse(already, "Ticket with ID %s is already %s.", id, word);
        PythonObjects.put(ticket, "status", Value.text(status));
        if (resolution != null) {
            PythonObjects.put(ticket, "resolution", resolution);
        }
        return PythonDict.of("status", say("Ticket %s has been %s successfully.", id, word));
    }

    private Value edit(Value id, Value updates) {
        Value ticket = ticket(id);
        PythonDict changes = PythonObjects.dict(updates, "keys");
        // Python's set has no order that could be told.
        List<Value> invalid = changes.keys().stream()
                .filter(key -> !(key instanceof Value.Text t && EDITABLE.contains(t.value())))
                .sorted(Comparator.comparing(PythonText::boundedRepr))
                .toList();
        if (!invalid.isEmpty()) {
            return error("Invalid fields for update: " + TextMethods.joined(invalid));
        }
        changes.forEach((key, value) -> {
            if (value != Value.None.NONE) {
                PythonObjects.put(ticket, key, value);
            }
        });
        return PythonDict.of("status", say("Ticket %s has been updated successfully.", id));
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
        List<Value> own =
                where("ticket_queue", t -> Value.pythonEquals(PythonObjects.at(t, "created_by"), get("current_user")));
        return new PythonList(own.stream()
                .filter(t -> !PythonObjects.truth(status)
                        || TextMethods.lower(PythonObjects.at(t, "status")).equals(TextMethods.lower(status)))
                .toList());
    }
}
