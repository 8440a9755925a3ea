package org.egpo.bfcl.multiturn;

import static org.egpo.call.PythonArithmetic.order;

import java.time.LocalDateTime;
import java.time.format.DateTimeFormatter;
import java.util.List;
import java.util.Locale;
import org.egpo.call.PythonArithmetic;
import org.egpo.call.PythonDict;
import org.egpo.call.PythonError;
import org.egpo.call.PythonFormat;
import org.egpo.call.PythonList;
import org.egpo.call.PythonNumbers;
import org.egpo.call.PythonObjects;
import org.egpo.call.TextMethods;
import org.egpo.call.Value;

/** The official {@code TradingBot}: an account, its orders and a watch list, and what can be looked up of the market. */
final class TradingBot extends Environment {
    private static final DateTimeFormatter SHORT_TIME = DateTimeFormatter.ofPattern("hh:mm a", Locale.ROOT);
    private static final DateTimeFormatter FULL_TIME = DateTimeFormatter.ofPattern("yyyy-MM-dd HH:mm:ss", Locale.ROOT);

    static final SimulatedFunction.Table<TradingBot> FUNCTIONS = new SimulatedFunction.Table<TradingBot>(
                    "TradingBot",
                    "orders account_info authenticated market_status order_counter stocks watch_list"
                            + " transaction_history long_context")
            .add(
                    "get_current_time",
                    (t, a) -> PythonDict.of("current_time", t.now().format(SHORT_TIME)))
            .add("get_symbol_by_name", (t, a) -> t.symbolOf(a[0]))
            .add("get_stock_info", (t, a) -> t.stockInfo(a[0]))
            .add("get_order_details", (t, a) -> t.orderDetails(a[0]))
            .add("cancel_order", (t, a) -> t.cancel(a[0]))
            .add("place_order", (t, a) -> t.place(a[0], a[1], a[2], a[3]))
            .add("withdraw_funds", (t, a) -> t.withdraw(a[0]))
            .add("get_account_info", (t, a) -> t.get("account_info"))
            .add("trading_login", (t, a) -> t.authenticated(true, "Logged in successfully", "Already logged in"))
            .add("trading_get_login_status", (t, a) -> PythonDict.of("status", t.isSet("authenticated")))
            .add(
                    "trading_logout",
                    (t, a) -> t.authenticated(false, "Logged out successfully", "No user is currently logged in"))
            .add("fund_account", (t, a) -> t.fund(a[0]))
            .add("remove_stock_from_watchlist", (t, a) -> t.unwatch(a[0]))
            .add("get_watchlist", (t, a) -> t.watched())
            .add("get_order_history", (t, a) -> PythonDict.of("history", t.orderIds()))
            .add("get_transaction_history", (t, a) -> t.transactions(a[0], a[1]))
            .add("get_available_stocks", (t, a) -> t.sector(a[0]))
            .add("filter_stocks_by_price", (t, a) -> t.byPrice(a[0], a[1], a[2]))
            .add("add_to_watchlist", (t, a) -> t.watch(a[0]))
            .add("notify_price_change", (t, a) -> t.changes(a[0], a[1]));

    private static final long SECONDS_PER_DAY = 86_400;

    @Override
    void load() {
        super.load();
        PythonDict orders = new PythonDict();
        dict("orders", "items").forEach((id, order) -> orders.put(orderId(id), order));
        set("orders", orders);
    }

    private PythonDict orders() {
        return (PythonDict) get("orders");
    }

    private PythonList orderIds() {
        return new PythonList(orders().keys());
    }

    private static Value orderId(Value key) {
        boolean digits = key instanceof Value.Text t
                && !t.value().isEmpty()
                && t.value().chars().allMatch(Character::isDigit);
        return digits ? PythonNumbers.toInteger(key) : key;
    }

    private LocalDateTime now() {
        return Dates.parse(constants.module("TradingBot", "CURRENT_TIME"), Dates.TIME);
    }

    private String timestamp() {
        return now().plusSeconds(random().randint(0, SECONDS_PER_DAY)).format(FULL_TIME);
    }

    private Value stockInfo(Value symbol) {
        refuse(!has("stocks", symbol), "Stock with symbol '%s' not found.", symbol);
        Value stock = dict("stocks", "get").at(symbol);
        if (!longContext) {
            return stock;
        }
        PythonDict copy = PythonObjects.copy(stock);
        copy.put("MA(5)", constants.extension("MA_5_EXTENSION"));
        copy.put("MA(20)", constants.extension("MA_20_EXTENSION"));
        return copy;
    }

    private Value orderDetails(Value id) {
        String missing = "Order with ID %s not found.Here is the list of orders_id: %s";
        refuse(!orders().has(id), missing, id, orderIds());
        Value order = orders().at(id);
        if (!longContext) {
            return order;
        }
        if (order instanceof PythonList) {
            throw PythonError.type("list indices must be integers or slices, not str");
        }
        PythonDict copy = PythonObjects.copy(order);
        copy.put("metadata", metadata(copy.at(Value.text("symbol"))));
        return copy;
    }

    private Value cancel(Value id) {
        refuse(!orders().has(id), "Order with ID %s not found.", id);
        boolean completed = Value.is(PythonObjects.at(orders().at(id), "status"), "Completed");
        refuse(completed, "Can't cancel order %s. Order is already completed.", id);
        PythonObjects.put(orders().at(id), "status", Value.text("Cancelled"));
        return PythonDict.of("order_id", id, "status", "Cancelled");
    }

    private Value place(Value type, Value symbol, Value price, Value amount) {
        refuse(!has("stocks", symbol), "Invalid stock symbol: %s", symbol);
        refuse(order(price, "<=", 0) || order(amount, "<=", 0), "Price and amount must be positive values.");
        if (TextMethods.lower(type).equals("buy")) {
            Value cost = PythonArithmetic.binary(PythonNumbers.toReal(price), "*", PythonNumbers.toInteger(amount));
            Value balance = dict("account_info", "get").get(Value.text("balance"), Value.integer(0));
            if (order(cost, ">", balance)) {
                return error(
                        "Insufficient funds: required $%s but only $%s available.",
                        PythonFormat.twoDecimals(cost), PythonFormat.twoDecimals(balance));
            }
        }
        return placed(type, symbol, PythonNumbers.toReal(price), amount);
    }

    private Value placed(Value type, Value symbol, Value price, Value amount) {
        Value id = get("order_counter");
        String names = "id order_type symbol price amount status";
        orders().put(id, PythonDict.named(names, id, type, symbol, price, amount, "Open"));
        increase("order_counter", 1);
        return PythonDict.named("order_id order_type status price amount", id, type, "Pending", price, amount);
    }

    private Value withdraw(Value amount) {
        refuse(!Value.is(get("market_status"), "Open"), "Market is closed. Transactions are not allowed.");
        refuse(order(amount, "<=", 0), "Transaction amount must be positive.");
        Value balance = PythonObjects.at(get("account_info"), "balance");
        refuse(order(amount, ">", balance), "Insufficient funds for withdrawal.");
        return booked("withdrawal", amount, PythonArithmetic.binary(balance, "-", amount), "Withdrawal successful");
    }

    private Value fund(Value amount) {
        refuse(order(amount, "<=", 0), "Funding amount must be positive.");
        Value balance = PythonArithmetic.add(PythonObjects.at(get("account_info"), "balance"), amount);
        return booked("deposit", amount, balance, "Account funded successfully");
    }

    private Value booked(String type, Value amount, Value balance, String status) {
        PythonObjects.put(get("account_info"), "balance", balance);
        PythonList history = list("transaction_history", "append");
        history.add(PythonDict.of("type", type, "amount", amount, "timestamp", timestamp()));
        return PythonDict.of("status", status, "new_balance", balance);
    }

    /** Logs in or out, and says what it did or that there was nothing to do. */
    private Value authenticated(boolean wanted, String done, String already) {
        boolean changes = isSet("authenticated") != wanted;
        if (changes) {
            set("authenticated", Value.Bool.of(wanted));
        }
        return PythonDict.of("status", changes ? done : already);
    }

    private Value unwatch(Value symbol) {
        refuse(!has("watch_list", symbol), "Stock %s not found in watchlist.", symbol);
        list("watch_list", "remove").remove(symbol);
        return PythonDict.of("status", say("Stock %s removed from watchlist successfully.", symbol));
    }

    private Value watch(Value symbol) {
        if (!has("watch_list", symbol) && has("stocks", symbol)) {
            list("watch_list", "append").add(symbol);
        }
        return PythonDict.of("watchlist", get("watch_list"));
    }

    private Value watched() {
        if (!longContext) {
            return PythonDict.of("watchlist", get("watch_list"));
        }
        PythonList all = new PythonList(list("watch_list", "copy").items());
        all.addAll(PythonObjects.items(constants.extension("WATCH_LIST_EXTENSION")));
        return all;
    }

    private Value transactions(Value startDate, Value endDate) {
        LocalDateTime start = PythonObjects.truth(startDate) ? Dates.parse(startDate, Dates.DATE) : LocalDateTime.MIN;
        LocalDateTime end = PythonObjects.truth(endDate) ? Dates.parse(endDate, Dates.DATE) : LocalDateTime.MAX;
        PythonList found = new PythonList();
        for (Value t : PythonObjects.items(get("transaction_history"))) {
            LocalDateTime when = Dates.parse(PythonObjects.at(t, "timestamp"), Dates.TIME);
            if (!when.isBefore(start) && !when.isAfter(end)) {
                found.add(t);
            }
        }
        if (longContext) {
            Value more = constants.extension("TRANSACTION_HISTORY_EXTENSION");
            if (found.size() == 0) {
                return PythonDict.of("transaction_history", more);
            }
            found.addAll(PythonObjects.items(more));
        }
        return PythonDict.of("transaction_history", found);
    }

    private Value symbolOf(Value name) {
        return PythonDict.of("symbol", constants.map("symbol_by_name").get(name, Value.text("Stock not found")));
    }

    private Value sector(Value sector) {
        Value known = constants.map("sector_stocks").get(sector);
        if (known == null) {
            return PythonDict.of("stock_list", new PythonList());
        }
        PythonList symbols = new PythonList(PythonObjects.items(known));
        if (longContext && (Value.is(sector, "Technology") || Value.is(sector, "Automobile"))) {
            String name = Value.is(sector, "Technology") ? "TECHNOLOGY_EXTENSION" : "AUTOMOBILE_EXTENSION";
            symbols.addAll(PythonObjects.items(constants.extension(name)));
        }
        return PythonDict.of("stock_list", symbols);
    }

    /** The longer texts about a company, with its symbol filled in. */
    private PythonDict metadata(Value symbol) {
        Value.MapValue texts = (Value.MapValue) constants.extension("ORDER_DETAIL_EXTENSION");
        PythonDict filled = new PythonDict();
        texts.forEach((key, text) -> {
            String own = PythonObjects.text(text, "replace").replace("{symbol}", str(symbol));
            filled.put(key, Value.text(own));
        });
        return filled;
    }

    private Value price(Value symbol) {
        Value stock = dict("stocks", "get").get(symbol, new PythonDict());
        return PythonObjects.dict(stock, "get").get(Value.text("price"), Value.integer(0));
    }

    private Value byPrice(Value symbols, Value lowest, Value highest) {
        List<Value> found = PythonObjects.items(symbols).stream()
                .filter(s -> order(price(s), ">=", lowest) && order(price(s), "<=", highest))
                .toList();
        return PythonDict.of("filtered_stocks", new PythonList(found));
    }

    private Value changes(Value symbols, Value threshold) {
        PythonList changed = new PythonList();
        for (Value symbol : PythonObjects.items(symbols)) {
            if (has("stocks", symbol)) {
                Value stock = dict("stocks", "get").at(symbol);
                Value change = PythonArithmetic.absolute(PythonObjects.at(stock, "percent_change"));
                if (order(change, ">=", threshold)) {
                    changed.add(symbol);
                }
            }
        }
        return PythonDict.of(
                "notification",
                changed.size() == 0
                        ? "No significant price changes in the selected stocks."
                        : "Stocks " + TextMethods.joined(changed.items()) + " have significant price changes.");
    }
}
