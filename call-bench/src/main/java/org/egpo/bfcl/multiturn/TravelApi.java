package org.egpo.bfcl.multiturn;

import static org.egpo.call.PythonArithmetic.order;

import java.time.LocalDate;
import java.time.LocalDateTime;
import java.util.List;
import java.util.Map;
import org.egpo.call.PythonArithmetic;
import org.egpo.call.PythonDict;
import org.egpo.call.PythonError;
import org.egpo.call.PythonList;
import org.egpo.call.PythonNumbers;
import org.egpo.call.PythonObjects;
import org.egpo.call.Value;
import org.jspecify.annotations.Nullable;

/** The official {@code TravelAPI}: flights, bookings and credit cards, fares and exchange rates. */
final class TravelApi extends Environment {
    static final SimulatedFunction.Table<TravelApi> FUNCTIONS = new SimulatedFunction.Table<TravelApi>(
                    "TravelAPI",
                    "credit_card_list booking_record access_token token_type token_expires_in token_scope"
                            + " user_first_name user_last_name budget_limit long_context")
            .add("authenticate_travel", (t, a) -> t.authenticate(a[3], a[4], a[5]))
            .add("travel_get_login_status", (t, a) -> PythonDict.of("status", t.isLoggedIn()))
            .add("get_budget_fiscal_year", (t, a) -> PythonDict.of("budget_fiscal_year", "2018"))
            .add("register_credit_card", (t, a) -> t.register(a[0], a[1], a[2], a[3], a[4]))
            .add("get_flight_cost", (t, a) -> t.costs(a[0], a[1], a[2], a[3]))
            .add("get_credit_card_balance", (t, a) -> t.allowed(a[0]).balance(a[1]))
            .add("book_flight", (t, a) -> t.book(a))
            .add("retrieve_invoice", (t, a) -> t.allowed(a[0]).invoice(a[1]))
            .add("get_booking_history", (t, a) -> t.allowed(a[0]).history())
            .add(
                    "list_all_airports",
                    (t, a) -> new PythonList(t.constants.list("airports").items()))
            .add("cancel_booking", (t, a) -> t.cancel(a[0], a[1]))
            .add("compute_exchange_rate", (t, a) -> t.exchange(a[0], a[1], a[2]))
            .add("verify_traveler_information", (t, a) -> t.verify(a[0], a[1], a[2], a[3]))
            .add("set_budget_limit", (t, a) -> t.allowed(a[0]).limitBudget(a[1]))
            .add(
                    "get_nearest_airport_by_city",
                    (t, a) -> PythonDict.of(
                            "nearest_airport",
                            t.constants.map("nearest_airport").get(a[0], Value.text("Unknown"))))
            .add("purchase_insurance", (t, a) -> t.insure(a[0], a[2], a[3], a[4]))
            .add("contact_customer_support", (t, a) -> t.support(a[0]))
            .add("get_all_credit_cards", (t, a) -> PythonDict.of("credit_card_list", t.get("credit_card_list")));

    private static final List<String> INVOICE =
            List.of("travel_date", "travel_from", "travel_to", "travel_class", "travel_cost", "transaction_id");
    private static final int ADULT = 18;
    /** Class → what it costs more than economy. */
    private static final Map<Value, Integer> FACTORS =
            Map.of(Value.text("economy"), 1, Value.text("business"), 2, Value.text("first"), 5);

    @Override
    void load() {
        super.load();
        if (longContext) {
            addMissing(get("credit_card_list"), shared.creditCards());
            addMissing(get("booking_record"), (Value.MapValue) constants.extension("BOOKING_RECORD_EXTENSION"));
        }
    }

    private static void addMissing(Value to, Value.MapValue more) {
        more.forEach((key, value) -> {
            if (!PythonObjects.contains(to, key)) {
                PythonObjects.put(to, key, value);
            }
        });
    }

    private PythonDict cards() {
        return dict("credit_card_list", "keys");
    }

    private PythonDict booked() {
        return dict("booking_record", "keys");
    }

    private Value authenticate(Value scope, Value first, Value last) {
        set("token_expires_in", Value.integer(2));
        set("access_token", draw(100_000));
        set("token_type", Value.text("Bearer"));
        set("token_scope", scope);
        set("user_first_name", first);
        set("user_last_name", last);
        return PythonDict.named("expires_in access_token token_type scope", 2, get("access_token"), "Bearer", scope);
    }

    /** A random number of so many digits as a text. */
    private Value draw(long lowest) {
        return Value.text(Long.toString(random().randint(lowest, lowest * 10 - 1)));
    }

    private boolean isExpired() {
        return Value.pythonEquals(get("token_expires_in"), Value.integer(0));
    }

    private boolean isLoggedIn() {
        return get("token_expires_in") != Value.None.NONE && !isExpired();
    }

    /** Ends the function with an error where a condition holds, behind a status that is false where it has a name. */
    private static void refuse(boolean refused, @Nullable String status, String error) {
        if (refused) {
            throw new Refusal(status == null ? error(error) : PythonDict.of(status, false, "error", error));
        }
    }

    private void check(Value token, @Nullable String status) {
        refuse(isExpired(), status, "Token expired");
        refuse(!Value.pythonEquals(token, get("access_token")), status, "Invalid access token");
    }

    /** This, for who has the token. */
    private TravelApi allowed(Value token) {
        check(token, null);
        return this;
    }

    private Value register(Value token, Value number, Value expiration, Value holder, Value verification) {
        refuse(get("token_expires_in") == Value.None.NONE, "Token not initialized");
        check(token, null);
        refuse(has("credit_card_list", number), "Card already registered");
        Value id = draw(100_000_000_000L);
        String names = "card_number expiration_date cardholder_name card_verification_number balance";
        long balance = random().randint(10_000, 99_999);
        cards().put(id, PythonDict.named(names, number, expiration, holder, verification, balance));
        return PythonDict.of("card_id", id);
    }

    private Value balance(Value card) {
        boolean registered = has("credit_card_list", card);
        refuse(!registered, "Card not registered. Here are a list of card_id's: %s", new PythonList(cards().keys()));
        return PythonDict.of("card_balance", PythonObjects.at(cards().at(card), "balance"));
    }

    /** @param a access_token, card_id, travel_date, travel_from, travel_to, travel_class */
    private Value book(Value[] a) {
        String status = "booking_status";
        check(a[0], status);
        refuse(!has("credit_card_list", a[1]), status, "Card not registered");
        boolean balanced = PythonObjects.contains(cards().at(a[1]), Value.text("balance"));
        refuse(!balanced, status, "Balance not found");
        Value airports = constants.list("airports");
        boolean departs = PythonObjects.contains(airports, a[3]);
        refuse(!departs, status, "Invalid departure airport code: " + str(a[3]));
        boolean arrives = PythonObjects.contains(airports, a[4]);
        refuse(!arrives, status, "Invalid destination airport code: " + str(a[4]));
        refuse(Dates.parseOrNull(a[2], Dates.DATE) == null, status, "Invalid date format. Use YYYY-MM-DD.");
        PythonObjects.requireHashable(a[5]);
        boolean known = FACTORS.containsKey(a[5]);
        refuse(!known, status, "Invalid travel class. Must be one of {'business', 'economy', 'first'}");
        Value cost;
        try {
            cost = cost(a[3], a[4], a[2], a[5]);
        } catch (PythonError e) {
            refuse(e.type.equals("ValueError"), status, e.getMessage());
            throw e;
        }
        Value card = cards().at(a[1]);
        Value balance = PythonObjects.at(card, "balance");
        refuse(order(balance, "<", cost), status, "Insufficient funds");
        boolean limited = get("budget_limit") != Value.None.NONE && order(balance, "<", get("budget_limit"));
        refuse(limited, status, "Balance is less than budget limit");
        PythonObjects.put(card, "balance", PythonArithmetic.binary(balance, "-", cost));
        return record(a, cost);
    }

    private Value record(Value[] a, Value cost) {
        Value booking = draw(1_000_000);
        Value transaction = draw(10_000_000);
        String names = "card_id travel_date travel_from travel_to travel_class travel_cost transaction_id";
        booked().put(booking, PythonDict.named(names, a[1], a[2], a[3], a[4], a[5], cost, transaction));
        Value history = longContext ? get("booking_record") : new PythonDict();
        names = "booking_id transaction_id booking_status booking_history";
        return PythonDict.named(names, booking, transaction, true, history);
    }

    private Value invoice(Value booking) {
        refuse(!has("booking_record", booking), "Booking not found");
        PythonDict invoice = PythonDict.of("booking_id", booking);
        Value record = booked().at(booking);
        INVOICE.forEach(field -> invoice.put(field, PythonObjects.at(record, field)));
        return PythonDict.of("invoice", invoice);
    }

    private Value history() {
        return PythonDict.of("booking_history", PythonObjects.thaw(get("booking_record")));
    }

    private Value cancel(Value token, Value booking) {
        check(token, "cancel_status");
        refuse(!has("booking_record", booking), "cancel_status", "Booking not found");
        Value record = booked().at(booking);
        Value cardId = PythonObjects.at(record, "card_id");
        Value cost = PythonObjects.at(record, "travel_cost");
        Value card = cards().at(cardId);
        PythonObjects.put(card, "balance", PythonArithmetic.add(PythonObjects.at(card, "balance"), cost));
        booked().remove(booking);
        return PythonDict.of("cancel_status", true);
    }

    private static PythonDict unverified(String why, Object... parts) {
        return PythonDict.of("verification_status", false, "verification_failure", say(why, parts));
    }

    private Value verify(Value first, Value last, Value birth, Value passport) {
        Value ownFirst = get("user_first_name");
        Value ownLast = get("user_last_name");
        if (!Value.pythonEquals(ownFirst, first) || !Value.pythonEquals(ownLast, last)) {
            String other = "Cannot book flight information for another user.Expected %s %s, got %s %s";
            return unverified(other, ownFirst, ownLast, first, last);
        }
        LocalDateTime born = Dates.parseOrNull(birth, Dates.DATE);
        if (born == null) {
            return unverified("Invalid date of birth format. Please use YYYY-MM-DD.");
        }
        // The official class asks the clock too.
        if (born.toLocalDate().isAfter(LocalDate.now().minusYears(ADULT))) {
            return unverified("Traveler must be at least 18 years old.");
        }
        return PythonObjects.text(passport, "startswith").startsWith("US")
                ? PythonDict.of("verification_status", true)
                : unverified("Passport must be issued by the United States.");
    }

    private Value limitBudget(Value limit) {
        set("budget_limit", PythonNumbers.toReal(limit));
        return PythonDict.of("budget_limit", get("budget_limit"));
    }

    private Value insure(Value token, Value booking, Value cost, Value cardId) {
        String status = "insurance_status";
        check(token, status);
        boolean limited = get("budget_limit") != Value.None.NONE && order(get("budget_limit"), "<", cost);
        refuse(limited, status, "Exceeded budget limit");
        refuse(!has("booking_record", booking), status, "Booking not found");
        refuse(!has("credit_card_list", cardId), status, "Credit card not registered");
        Value card = cards().at(cardId);
        PythonObjects.put(card, "balance", PythonArithmetic.binary(PythonObjects.at(card, "balance"), "-", cost));
        return PythonDict.of("insurance_id", draw(100_000_000), "insurance_status", true);
    }

    private Value support(Value booking) {
        refuse(!has("booking_record", booking), "Booking not found");
        return PythonDict.of(
                "customer_support_message",
                "Thank you for contacting customer support. Your message has been received and we will get back to you"
                        + " shortly.");
    }

    private Value baseCost(Value from, Value to) {
        PythonObjects.requireHashable(from);
        PythonObjects.requireHashable(to);
        for (Value row : constants.list("flight_base_costs").items()) {
            List<Value> r = PythonObjects.items(row);
            if (r.get(0).equals(from) && r.get(1).equals(to)) {
                return r.get(2);
            }
        }
        throw PythonError.value("No available route for the given airports.");
    }

    /** The multiplier of class and date. */
    private static long multiplier(Value date, Value travelClass) {
        if (!FACTORS.containsKey(travelClass)) {
            throw PythonError.value("Invalid travel class. Options are: economy, business, first.");
        }
        int odd = 0;
        for (Value c : PythonObjects.items(date)) {
            String text = PythonObjects.text(c, "isdigit");
            boolean digits = !text.isEmpty() && text.chars().allMatch(Character::isDigit);
            odd += digits ? Character.digit(text.charAt(text.length() - 1), 10) % 2 : 0;
        }
        return FACTORS.get(travelClass) * (odd % 2 == 0 ? 2 : 1);
    }

    private Value cost(Value from, Value to, Value date, Value travelClass) {
        return fare(baseCost(from, to), multiplier(date, travelClass));
    }

    private static Value fare(Value base, long multiplier) {
        return new Value.Real(PythonArithmetic.real(PythonArithmetic.binary(base, "*", Value.integer(multiplier))));
    }

    /** One fare, or in the long context the fares of every route. */
    private Value costs(Value from, Value to, Value date, Value travelClass) {
        Value cost = cost(from, to, date, travelClass);
        if (!longContext) {
            return PythonDict.of("travel_cost_list", new PythonList(List.of(cost)));
        }
        long multiplier = multiplier(date, travelClass);
        List<Value> all = constants.list("flight_base_costs").items().stream()
                .map(row -> fare(PythonObjects.item(row, 2), multiplier))
                .toList();
        return PythonDict.of("travel_cost_list", new PythonList(all));
    }

    private Value exchange(Value base, Value target, Value value) {
        for (Value row : constants.list("exchange_rates").items()) {
            List<Value> r = PythonObjects.items(row);
            if (Value.pythonEquals(base, r.get(0)) && Value.pythonEquals(target, r.get(1))) {
                return PythonDict.of(
                        "exchanged_value", PythonNumbers.toReal(PythonArithmetic.binary(value, "*", r.get(2))));
            }
            if (Value.pythonEquals(base, r.get(1)) && Value.pythonEquals(target, r.get(0))) {
                return PythonDict.of(
                        "exchanged_value",
                        PythonArithmetic.round(PythonArithmetic.binary(value, "/", r.get(2)), Value.integer(2)));
            }
        }
        throw PythonError.value("No available exchange rate for the given currencies.");
    }
}
