package org.egpo.acebench;

import static org.egpo.acebench.AgentService.is;
import static org.egpo.call.PythonObjects.at;
import static org.egpo.call.PythonObjects.truth;

import java.time.LocalDateTime;
import java.util.ArrayList;
import java.util.List;
import org.egpo.bfcl.multiturn.Dates;
import org.egpo.bfcl.multiturn.SimulatedFunction.Table;
import org.egpo.bfcl.multiturn.SimulatedObject.Refusal;
import org.egpo.call.PythonArithmetic;
import org.egpo.call.PythonDict;
import org.egpo.call.PythonList;
import org.egpo.call.PythonObjects;
import org.egpo.call.Value;

/** What can be called at the airline; it answers with texts, and goes on in places where it should refuse. */
final class TravelFunctions {
    static final Table<AgentService> TABLE = new Table<AgentService>("Travel", "")
            .add("get_flight_details", TravelFunctions::flights)
            .add("get_user_details", (s, a) -> AgentService.without(user(s, a[0], a[1]), "password"))
            .add("get_reservation_details", TravelFunctions::reservations)
            .add("authenticate_user", (s, a) -> user(s, a[0], a[1]))
            .add("get_baggage_allowance", (s, a) -> allowance(s, a[0], a[1]))
            .add("find_transfer_flights", TravelFunctions::transfers)
            .add("calculate_baggage_fee", (s, a) -> baggageFee(s, a[0], a[1], a[2]))
            .add("update_balance", (s, a) -> Value.of(isPaid(a[0], a[1], a[2])))
            .add("reserve_flight", TravelFunctions::reserve)
            .add("modify_flight", TravelFunctions::modify)
            .add("cancel_reservation", TravelFunctions::cancel)
            .add("process_refund", (s, a) -> {
                change(a[0], "cash_balance", a[1]);
                return Value.None.NONE;
            })
            .add("calculate_price_difference", (s, a) -> difference(s, a[0], a[1], a[2]));

    private static final LocalDateTime NOW = LocalDateTime.of(2024, 7, 14, 6, 0);
    private static final Value BAGGAGE_FEE = Value.integer(50);
    private static final Value ZERO = Value.integer(0);

    private TravelFunctions() {}

    private static void refuse(AgentService s, boolean refused, String text) {
        if (refused) {
            throw new Refusal(Value.text(s.text(text)));
        }
    }

    private static void change(Value object, String field, Value amount) {
        PythonObjects.put(object, field, PythonArithmetic.add(at(object, field), amount));
    }

    private static Value negative(Value amount) {
        return PythonArithmetic.binary(ZERO, "-", amount);
    }

    private static Value firstOrNone(List<Value> found) {
        return found.isEmpty() ? Value.None.NONE : found.get(0);
    }

    private static Value flight(AgentService s, Value number) {
        return firstOrNone(s.where("flights", f -> is(f, "flight_no", number)));
    }

    private static Value reservation(AgentService s, Value user, Value id, String otherwise) {
        List<Value> found = s.where("reservations", r -> is(r, "reservation_id", id) && is(r, "user_id", user));
        refuse(s, found.isEmpty(), otherwise);
        return found.get(0);
    }

    private static PythonDict user(AgentService s, Value id, Value password) {
        return s.dict("users").get(id, ZERO) instanceof PythonDict user && is(user, "password", password)
                ? user
                : PythonDict.named("status message", "error", s.text("wrong user or password"));
    }

    private static Value flights(AgentService s, Value[] a) {
        List<Value> found = s.where(
                "flights",
                f -> (!truth(a[0]) || is(f, "origin", a[0])) && (!truth(a[1]) || is(f, "destination", a[1])));
        refuse(s, found.isEmpty(), "no flights");
        return new PythonList(found.stream().map(PythonObjects::copy).toList());
    }

    private static Value reservations(AgentService s, Value[] a) {
        Value id = a[0];
        Value user = a[1];
        if (!truth(id) && !truth(user)) {
            return PythonDict.named("status message", "error", s.text("neither reservation nor user"));
        }
        PythonList all = new PythonList();
        for (Value r : s.where("reservations", r -> truth(id) ? is(r, "reservation_id", id) : is(r, "user_id", user))) {
            PythonDict shown = PythonObjects.copy(r);
            shown.put("flight_info", flight(s, at(r, "flight_no")));
            all.add(shown);
        }
        return all;
    }

    private static List<Value> leg(AgentService s, Value from, Value to) {
        return s.where("flights", f -> is(f, "origin", from) && is(f, "destination", to) && isAvailable(f));
    }

    private static boolean isAvailable(Value flight) {
        return is(flight, "status", Value.text("available"));
    }

    private static Value transfers(AgentService s, Value[] cities) {
        PythonList found = new PythonList();
        for (Value first : leg(s, cities[0], cities[1])) {
            LocalDateTime arrival = Dates.parse(at(first, "arrival_time"), Dates.TIME);
            for (Value second : leg(s, cities[1], cities[2])) {
                if (arrival.isBefore(Dates.parse(at(second, "depart_time"), Dates.TIME))) {
                    found.add(PythonDict.named("first_leg second_leg", first, second));
                }
            }
        }
        refuse(s, found.size() == 0, "no transfer flights");
        return found;
    }

    private static Value allowance(AgentService s, Value level, Value cabin) {
        return ((Value.MapValue) s.dict("_free_baggage").get(level, Value.MapValue.EMPTY)).get(cabin, ZERO);
    }

    private static Value baggageFee(AgentService s, Value level, Value cabin, Value pieces) {
        return fee(pieces, PythonObjects.item(s.dict("_free_baggage").at(level), cabin));
    }

    private static Value fee(Value pieces, Value free) {
        Value extra = PythonArithmetic.binary(pieces, "-", free);
        return PythonArithmetic.binary(PythonArithmetic.order(extra, "<", 0) ? ZERO : extra, "*", BAGGAGE_FEE);
    }

    /** Adds to a balance unless it gets negative; an unknown way to pay changes nothing and counts as paid. */
    private static boolean isPaid(Value user, Value method, Value amount) {
        if (!Value.is(method, "cash") && !Value.is(method, "bank")) {
            return true;
        }
        String field = ((Value.Text) method).value() + "_balance";
        boolean enough = !PythonArithmetic.order(PythonArithmetic.add(at(user, field), amount), "<", 0);
        if (enough) {
            change(user, field, amount);
        }
        return enough;
    }

    private static Value price(AgentService s, Value flight, Value cabin) {
        return at(flight, Value.is(cabin, s.text("economy")) ? "economy_price" : "business_price");
    }

    /** @param a user_id, password, flight_no, cabin, payment_method, baggage_count */
    private static Value reserve(AgentService s, Value[] a) {
        // A wrong password gives a map that says so, which counts as true and has no membership level.
        Value user = user(s, a[0], a[1]);
        Value flight = firstOrNone(s.where("flights", f -> is(f, "flight_no", a[2]) && isAvailable(f)));
        Value price = price(s, flight, a[3]);
        Value cost = PythonArithmetic.add(price, baggageFee(s, at(user, "membership_level"), a[3], a[5]));
        refuse(s, !Value.is(a[4], "cash") && !Value.is(a[4], "bank"), "no such payment");
        refuse(s, !isPaid(user, a[4], negative(cost)), ((Value.Text) a[4]).value() + " too low");
        change(flight, "seats_available", Value.integer(-1));
        PythonList all = s.list("reservations", "append");
        Value id = Value.text("res_" + (all.size() + 1));
        String names = "reservation_id user_id flight_no payment_method cabin baggage";
        all.add(PythonDict.named(names, id, a[0], a[2], a[4], a[3], a[5]));
        return Value.text(s.text("booked", id, cost));
    }

    private static Value difference(AgentService s, Value flight, Value before, Value after) {
        PythonDict prices = PythonDict.of(
                s.text("economy"), at(flight, "economy_price"), s.text("business"), at(flight, "business_price"));
        Value old = prices.get(before, ZERO);
        return PythonArithmetic.binary(prices.get(after, ZERO), "-", old);
    }

    /** @param a user_id, reservation_id, new_flight_no, new_cabin, add_baggage, new_payment_method */
    private static Value modify(AgentService s, Value[] a) {
        Value reservation = reservation(s, a[0], a[1], "reservation not of user");
        Value flight = flight(s, at(reservation, "flight_no"));
        refuse(s, flight == Value.None.NONE, "no such flight");
        Value method = truth(a[5]) ? a[5] : at(reservation, "payment_method");
        Value user = s.dict("users").at(a[0]);
        List<String> said = new ArrayList<>();
        if (truth(a[2]) && !is(reservation, "flight_no", a[2])) {
            Value other = flight(s, a[2]);
            boolean fits = other != Value.None.NONE
                    && is(other, "origin", at(flight, "origin"))
                    && is(other, "destination", at(flight, "destination"));
            refuse(s, !fits, "other flight does not fit");
            PythonObjects.put(reservation, "flight_no", a[2]);
            said.add(s.text("flight changed"));
        }
        if (truth(a[3]) && !is(reservation, "cabin", a[3])) {
            // The price of the flight before; the cabin changes even where it cannot be paid.
            Value difference = difference(s, flight, at(reservation, "cabin"), a[3]);
            PythonObjects.put(reservation, "cabin", a[3]);
            boolean more = PythonArithmetic.order(difference, ">", 0);
            if (more || PythonArithmetic.order(difference, "<", 0)) {
                boolean paid = isPaid(user, method, negative(difference)) || !more;
                said.add(s.text(
                        paid ? more ? "difference paid" : "difference back" : "difference too high",
                        more ? difference : negative(difference)));
            }
        }
        if (PythonArithmetic.order(a[4], ">", 0)) {
            Value free = allowance(s, at(user, "membership_level"), at(reservation, "cabin"));
            change(reservation, "baggage", a[4]);
            Value cost = fee(at(reservation, "baggage"), free);
            if (PythonArithmetic.order(cost, ">", 0)) {
                said.add(s.text(isPaid(user, method, negative(cost)) ? "baggage paid" : "baggage too high", cost));
            }
        }
        return Value.text(said.isEmpty() ? s.text("changed without fees") : String.join(" ", said));
    }

    /** @param a user_id, reservation_id, reason */
    private static Value cancel(AgentService s, Value[] a) {
        Value user = s.dict("users").get(a[0], Value.None.NONE);
        refuse(s, user == Value.None.NONE, "no such user");
        Value reservation = reservation(s, a[0], a[1], "no such reservation");
        Value flight = flight(s, at(reservation, "flight_no"));
        refuse(s, flight == Value.None.NONE, "invalid flight");
        LocalDateTime departure = Dates.parse(at(flight, "depart_time"), Dates.TIME);
        refuse(s, NOW.isAfter(departure), "flight is gone");
        Value price = price(s, flight, at(reservation, "cabin"));
        boolean byAirline = Value.is(a[2], s.text("airline canceled"));
        boolean early = departure.isAfter(NOW.plusDays(1));
        Value fee = PythonArithmetic.binary(price, "*", Value.of(0.1));
        Value refund = byAirline || early ? price : PythonArithmetic.binary(price, "-", fee);
        change(user, "cash_balance", refund);
        return Value.text(s.text("canceled " + (byAirline ? "by airline" : early ? "early" : "late"), refund, fee));
    }
}
