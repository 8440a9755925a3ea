package org.egpo.bfcl.multiturn;

import java.time.LocalDate;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.egpo.call.Value;

/** The official {@code TravelAPI}: flights, bookings and credit cards; prices are {@link TravelTables}. */
final class TravelApi extends Environment {
    private static final Function.Table<TravelApi> FUNCTIONS = new Function.Table<TravelApi>("TravelAPI")
            .add(
                    "authenticate_travel(client_id, client_secret, refresh_token, grant_type, user_first_name,"
                            + " user_last_name)",
                    (t, a) -> t.authenticate(a[3], a[4], a[5]))
            .add("travel_get_login_status()", (t, a) -> DictObject.of("status", t.isLoggedIn()))
            .add(
                    "get_budget_fiscal_year(lastModifiedAfter=None, includeRemoved=None)",
                    (t, a) -> DictObject.of("budget_fiscal_year", "2018"))
            .add(
                    "register_credit_card(access_token, card_number, expiration_date, cardholder_name,"
                            + " card_verification_number)",
                    (t, a) -> t.register(a[0], a[1], a[2], a[3], a[4]))
            .add(
                    "get_flight_cost(travel_from, travel_to, travel_date, travel_class)",
                    (t, a) -> TravelTables.costs(t.constants, t.longContext, a[0], a[1], a[2], a[3]))
            .add("get_credit_card_balance(access_token, card_id)", (t, a) -> t.balance(a[0], a[1]))
            .add(
                    "book_flight(access_token, card_id, travel_date, travel_from, travel_to, travel_class)",
                    (t, a) -> t.book(a))
            .add("retrieve_invoice(access_token, booking_id=None, insurance_id=None)", (t, a) -> t.invoice(a[0], a[1]))
            .add("get_booking_history(access_token)", (t, a) -> t.history(a[0]))
            .add("list_all_airports()", (t, a) -> t.constants.list("airports").copy())
            .add("cancel_booking(access_token, booking_id)", (t, a) -> t.cancel(a[0], a[1]))
            .add(
                    "compute_exchange_rate(base_currency, target_currency, value)",
                    (t, a) -> TravelTables.exchange(t.constants, a[0], a[1], a[2]))
            .add(
                    "verify_traveler_information(first_name, last_name, date_of_birth, passport_number)",
                    (t, a) -> t.verify(a[0], a[1], a[2], a[3]))
            .add("set_budget_limit(access_token, budget_limit)", (t, a) -> t.limitBudget(a[0], a[1]))
            .add(
                    "get_nearest_airport_by_city(location)",
                    (t, a) -> DictObject.of(
                            "nearest_airport",
                            t.constants.map("nearest_airport").get(a[0], "Unknown")))
            .add(
                    "purchase_insurance(access_token, insurance_type, booking_id, insurance_cost, card_id)",
                    (t, a) -> t.insure(a[0], a[2], a[3], a[4]))
            .add("contact_customer_support(booking_id, message)", (t, a) -> t.support(a[0]))
            .add("get_all_credit_cards()", (t, a) -> DictObject.of("credit_card_list", t.creditCards));

    private static final List<String> INVOICE =
            List.of("travel_date", "travel_from", "travel_to", "travel_class", "travel_cost", "transaction_id");
    private static final int ADULT = 18;

    private PythonRandom random;
    private Object creditCards;
    private Object bookings;
    private Object accessToken;
    private Object tokenType;
    private Object tokenExpiresIn;
    private Object tokenScope;
    private Object firstName;
    private Object lastName;
    private Object budgetLimit;

    TravelApi(Constants constants, SharedObjects shared) {
        super(constants, shared);
    }

    @Override
    String name() {
        return "TravelAPI";
    }

    @Override
    Map<String, Function> functions() {
        return FUNCTIONS.functions();
    }

    @Override
    void load(Value.MapValue configuration) {
        random = random(configuration);
        creditCards = configured(configuration, "credit_card_list");
        bookings = configured(configuration, "booking_record");
        accessToken = configured(configuration, "access_token");
        tokenType = configured(configuration, "token_type");
        tokenExpiresIn = configured(configuration, "token_expires_in");
        tokenScope = configured(configuration, "token_scope");
        firstName = configured(configuration, "user_first_name");
        lastName = configured(configuration, "user_last_name");
        budgetLimit = configured(configuration, "budget_limit");
        if (longContext) {
            addMissing(creditCards, shared.creditCards());
            addMissing(bookings, (DictObject) constants.extension("BOOKING_RECORD_EXTENSION"));
        }
    }

    private static void addMissing(Object to, DictObject more) {
        for (Map.Entry<Object, Object> e : more.entries()) {
            if (!PythonObjects.contains(to, e.getKey())) {
                PythonObjects.put(to, e.getKey(), e.getValue());
            }
        }
    }

    @Override
    LinkedHashMap<String, Object> attributes() {
        LinkedHashMap<String, Object> all = new LinkedHashMap<>();
        all.put("credit_card_list", creditCards);
        all.put("booking_record", bookings);
        all.put("access_token", accessToken);
        all.put("token_type", tokenType);
        all.put("token_expires_in", tokenExpiresIn);
        all.put("token_scope", tokenScope);
        all.put("user_first_name", firstName);
        all.put("user_last_name", lastName);
        all.put("budget_limit", budgetLimit);
        all.put("long_context", longContext);
        return all;
    }

    @Override
    Environment copy(ObjectCopies copies) {
        TravelApi copy = new TravelApi(constants, shared);
        copy.longContext = longContext;
        copy.random = random.copy();
        copy.creditCards = copies.copy(creditCards);
        copy.bookings = copies.copy(bookings);
        copy.accessToken = accessToken;
        copy.tokenType = tokenType;
        copy.tokenExpiresIn = tokenExpiresIn;
        copy.tokenScope = copies.copy(tokenScope);
        copy.firstName = copies.copy(firstName);
        copy.lastName = copies.copy(lastName);
        copy.budgetLimit = budgetLimit;
        return copy;
    }

    private DictObject cards() {
        return PythonObjects.dict(creditCards, "keys");
    }

    private DictObject booked() {
        return PythonObjects.dict(bookings, "keys");
    }

    private Object authenticate(Object scope, Object first, Object last) {
        tokenExpiresIn = 2L;
        accessToken = Long.toString(random.randint(100_000, 999_999));
        tokenType = "Bearer";
        tokenScope = scope;
        firstName = first;
        lastName = last;
        return DictObject.of("expires_in", 2L, "access_token", accessToken, "token_type", "Bearer", "scope", scope);
    }

    private boolean isExpired() {
        return PythonObjects.equal(tokenExpiresIn, 0L);
    }

    private boolean isLoggedIn() {
        return tokenExpiresIn != PythonObjects.NONE && !isExpired();
    }

    /** Why the token is refused, or null. */
    private String refused(Object token) {
        if (isExpired()) {
            return "Token expired";
        }
        return PythonObjects.equal(token, accessToken) ? null : "Invalid access token";
    }

    private Object register(Object token, Object number, Object expiration, Object holder, Object verification) {
        if (tokenExpiresIn == PythonObjects.NONE) {
            return DictObject.error("Token not initialized");
        }
        String refused = refused(token);
        if (refused != null) {
            return DictObject.error(refused);
        }
        if (PythonObjects.contains(creditCards, number)) {
            return DictObject.error("Card already registered");
        }
        String id = Long.toString(random.randint(100_000_000_000L, 999_999_999_999L));
        cards().put(
                        id,
                        DictObject.of(
                                "card_number",
                                number,
                                "expiration_date",
                                expiration,
                                "cardholder_name",
                                holder,
                                "card_verification_number",
                                verification,
                                "balance",
                                random.randint(10_000, 99_999)));
        return DictObject.of("card_id", id);
    }

    private Object balance(Object token, Object card) {
        String refused = refused(token);
        if (refused != null) {
            return DictObject.error(refused);
        }
        if (!PythonObjects.contains(creditCards, card)) {
            return DictObject.error("Card not registered. Here are a list of card_id's: "
                    + PythonSpelling.repr(ListObject.copyOf(cards().keys())));
        }
        return DictObject.of("card_balance", PythonObjects.at(cards().at(card), "balance"));
    }

    private static DictObject failure(String status, String error) {
        return DictObject.of(status, false, "error", error);
    }

    /** @param a access_token, card_id, travel_date, travel_from, travel_to, travel_class */
    private Object book(Object[] a) {
        String problem = refused(a[0]);
        if (problem == null) {
            problem = cardProblem(a[1]);
        }
        if (problem == null) {
            problem = TravelTables.problem(constants, a[2], a[3], a[4], a[5]);
        }
        if (problem != null) {
            return failure("booking_status", problem);
        }
        double cost;
        try {
            cost = TravelTables.cost(constants, a[3], a[4], a[2], a[5]);
        } catch (PythonException e) {
            if (e.type.equals("ValueError")) {
                return failure("booking_status", e.getMessage());
            }
            throw e;
        }
        Object card = cards().at(a[1]);
        Object balance = PythonObjects.at(card, "balance");
        if (Numbers.less(balance, cost)) {
            return failure("booking_status", "Insufficient funds");
        }
        if (budgetLimit != PythonObjects.NONE && Numbers.less(balance, budgetLimit)) {
            return failure("booking_status", "Balance is less than budget limit");
        }
        PythonObjects.put(card, "balance", Numbers.subtract(balance, cost));
        return record(a, cost);
    }

    private String cardProblem(Object card) {
        if (!PythonObjects.contains(creditCards, card)) {
            return "Card not registered";
        }
        return PythonObjects.contains(cards().at(card), "balance") ? null : "Balance not found";
    }

    private Object record(Object[] a, double cost) {
        String booking = Long.toString(random.randint(1_000_000, 9_999_999));
        String transaction = Long.toString(random.randint(10_000_000, 99_999_999));
        booked().put(
                        booking,
                        DictObject.of(
                                "card_id",
                                a[1],
                                "travel_date",
                                a[2],
                                "travel_from",
                                a[3],
                                "travel_to",
                                a[4],
                                "travel_class",
                                a[5],
                                "travel_cost",
                                cost,
                                "transaction_id",
                                transaction));
        return DictObject.of(
                "booking_id",
                booking,
                "transaction_id",
                transaction,
                "booking_status",
                true,
                "booking_history",
                longContext ? bookings : new DictObject());
    }

    private Object invoice(Object token, Object booking) {
        String refused = refused(token);
        if (refused != null) {
            return DictObject.error(refused);
        }
        if (!PythonObjects.contains(bookings, booking)) {
            return DictObject.error("Booking not found");
        }
        DictObject invoice = DictObject.of("booking_id", booking);
        Object record = booked().at(booking);
        INVOICE.forEach(field -> invoice.put(field, PythonObjects.at(record, field)));
        return DictObject.of("invoice", invoice);
    }

    private Object history(Object token) {
        String refused = refused(token);
        return refused != null
                ? DictObject.error(refused)
                : DictObject.of("booking_history", new ObjectCopies().copy(bookings));
    }

    private Object cancel(Object token, Object booking) {
        String refused = refused(token);
        if (refused != null) {
            return failure("cancel_status", refused);
        }
        if (!PythonObjects.contains(bookings, booking)) {
            return failure("cancel_status", "Booking not found");
        }
        Object record = booked().at(booking);
        Object cardId = PythonObjects.at(record, "card_id");
        Object cost = PythonObjects.at(record, "travel_cost");
        Object card = cards().at(cardId);
        PythonObjects.put(card, "balance", Numbers.add(PythonObjects.at(card, "balance"), cost));
        booked().remove(booking);
        return DictObject.of("cancel_status", true);
    }

    private static DictObject unverified(String why) {
        return DictObject.of("verification_status", false, "verification_failure", why);
    }

    private Object verify(Object first, Object last, Object birth, Object passport) {
        if (!PythonObjects.equal(firstName, first) || !PythonObjects.equal(lastName, last)) {
            return unverified("Cannot book flight information for another user.Expected "
                    + PythonSpelling.str(firstName) + " " + PythonSpelling.str(lastName) + ", got "
                    + PythonSpelling.str(first) + " " + PythonSpelling.str(last));
        }
        LocalDate born;
        try {
            born = Dates.parse(birth, Dates.DATE).toLocalDate();
        } catch (PythonException e) {
            if (e.type.equals("ValueError")) {
                return unverified("Invalid date of birth format. Please use YYYY-MM-DD.");
            }
            throw e;
        }
        // The official class asks the clock too.
        if (ageOn(LocalDate.now(), born) < ADULT) {
            return unverified("Traveler must be at least 18 years old.");
        }
        return PythonObjects.text(passport, "startswith").startsWith("US")
                ? DictObject.of("verification_status", true)
                : unverified("Passport must be issued by the United States.");
    }

    private static int ageOn(LocalDate today, LocalDate born) {
        boolean before = today.getMonthValue() < born.getMonthValue()
                || today.getMonthValue() == born.getMonthValue() && today.getDayOfMonth() < born.getDayOfMonth();
        return today.getYear() - born.getYear() - (before ? 1 : 0);
    }

    private Object limitBudget(Object token, Object limit) {
        String refused = refused(token);
        if (refused != null) {
            return DictObject.error(refused);
        }
        budgetLimit = Numbers.toReal(limit);
        return DictObject.of("budget_limit", budgetLimit);
    }

    private Object insure(Object token, Object booking, Object cost, Object cardId) {
        String problem = refused(token);
        if (problem == null && budgetLimit != PythonObjects.NONE && Numbers.less(budgetLimit, cost)) {
            problem = "Exceeded budget limit";
        }
        if (problem == null && !PythonObjects.contains(bookings, booking)) {
            problem = "Booking not found";
        }
        if (problem == null && !PythonObjects.contains(creditCards, cardId)) {
            problem = "Credit card not registered";
        }
        if (problem != null) {
            return failure("insurance_status", problem);
        }
        Object card = cards().at(cardId);
        PythonObjects.put(card, "balance", Numbers.subtract(PythonObjects.at(card, "balance"), cost));
        return DictObject.of(
                "insurance_id", Long.toString(random.randint(100_000_000, 999_999_999)), "insurance_status", true);
    }

    private Object support(Object booking) {
        if (!PythonObjects.contains(bookings, booking)) {
            return DictObject.error("Booking not found");
        }
        return DictObject.of(
                "customer_support_message",
                "Thank you for contacting customer support. Your message has been received and we will get back to you"
                        + " shortly.");
    }
}
