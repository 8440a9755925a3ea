package org.egpo.bfcl.multiturn;

import java.time.LocalDateTime;
import java.time.format.DateTimeFormatter;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import org.egpo.call.Value;

/** The official {@code TradingBot}: an account, its orders and a watch list; the market itself is {@link StockTables}. */
final class TradingBot extends Environment {
    private static final DateTimeFormatter SHORT_TIME = DateTimeFormatter.ofPattern("hh:mm a", Locale.ROOT);
    private static final DateTimeFormatter FULL_TIME = DateTimeFormatter.ofPattern("yyyy-MM-dd HH:mm:ss", Locale.ROOT);

    private static final Function.Table<TradingBot> FUNCTIONS = new Function.Table<TradingBot>("TradingBot")
            .add("get_current_time()", (t, a) -> DictObject.of("current_time", t.now(SHORT_TIME)))
            .add("get_symbol_by_name(name)", (t, a) -> StockTables.symbol(t.constants, a[0]))
            .add("get_stock_info(symbol)", (t, a) -> t.stockInfo(a[0]))
            .add("get_order_details(order_id)", (t, a) -> t.orderDetails(a[0]))
            .add("cancel_order(order_id)", (t, a) -> t.cancel(a[0]))
            .add("place_order(order_type, symbol, price, amount)", (t, a) -> t.place(a[0], a[1], a[2], a[3]))
            .add("withdraw_funds(amount)", (t, a) -> t.withdraw(a[0]))
            .add("get_account_info()", (t, a) -> t.accountInfo())
            .add("trading_login(username, password)", (t, a) -> t.login())
            .add("trading_get_login_status()", (t, a) -> DictObject.of("status", PythonObjects.truth(t.authenticated)))
            .add("trading_logout()", (t, a) -> t.logout())
            .add("fund_account(amount)", (t, a) -> t.fund(a[0]))
            .add("remove_stock_from_watchlist(symbol)", (t, a) -> t.unwatch(a[0]))
            .add("get_watchlist()", (t, a) -> t.watched())
            .add("get_order_history()", (t, a) -> t.orderHistory())
            .add("get_transaction_history(start_date=None, end_date=None)", (t, a) -> t.transactions(a[0], a[1]))
            .add("get_available_stocks(sector)", (t, a) -> StockTables.sector(t.constants, t.longContext, a[0]))
            .add(
                    "filter_stocks_by_price(stocks, min_price, max_price)",
                    (t, a) -> StockTables.byPrice(t.stocks, a[0], a[1], a[2]))
            .add("add_to_watchlist(stock)", (t, a) -> t.watch(a[0]))
            .add("notify_price_change(stocks, threshold)", (t, a) -> StockTables.changes(t.stocks, a[0], a[1]));

    private static final long SECONDS_PER_DAY = 86_400;

    private DictObject orders;
    private Object accountInfo;
    private Object authenticated;
    private Object marketStatus;
    private Object orderCounter;
    private Object stocks;
    private Object watchList;
    private Object transactionHistory;
    private PythonRandom random;

    TradingBot(Constants constants, SharedObjects shared) {
        super(constants, shared);
    }

    @Override
    String name() {
        return "TradingBot";
    }

    @Override
    Map<String, Function> functions() {
        return FUNCTIONS.functions();
    }

    @Override
    void load(Value.MapValue configuration) {
        orders = new DictObject();
        DictObject given = PythonObjects.dict(configured(configuration, "orders"), "items");
        given.entries().forEach(e -> orders.put(orderId(given.spelling(e.getKey())), e.getValue()));
        accountInfo = configured(configuration, "account_info");
        authenticated = configured(configuration, "authenticated");
        marketStatus = configured(configuration, "market_status");
        orderCounter = configured(configuration, "order_counter");
        stocks = configured(configuration, "stocks");
        watchList = configured(configuration, "watch_list");
        transactionHistory = configured(configuration, "transaction_history");
        random = random(configuration);
    }

    private static Object orderId(Object key) {
        boolean digits = key instanceof String s && !s.isEmpty() && s.chars().allMatch(Character::isDigit);
        return digits ? Numbers.toInteger(key) : key;
    }

    @Override
    LinkedHashMap<String, Object> attributes() {
        LinkedHashMap<String, Object> all = new LinkedHashMap<>();
        all.put("orders", orders);
        all.put("account_info", accountInfo);
        all.put("authenticated", authenticated);
        all.put("market_status", marketStatus);
        all.put("order_counter", orderCounter);
        all.put("stocks", stocks);
        all.put("watch_list", watchList);
        all.put("transaction_history", transactionHistory);
        all.put("long_context", longContext);
        return all;
    }

    @Override
    Environment copy(ObjectCopies copies) {
        TradingBot copy = new TradingBot(constants, shared);
        copy.longContext = longContext;
        copy.orders = copies.dict(orders);
        copy.accountInfo = copies.copy(accountInfo);
        copy.authenticated = authenticated;
        copy.marketStatus = marketStatus;
        copy.orderCounter = orderCounter;
        copy.stocks = copies.copy(stocks);
        copy.watchList = copies.copy(watchList);
        copy.transactionHistory = copies.copy(transactionHistory);
        copy.random = random.copy();
        return copy;
    }

    private LocalDateTime now() {
        return Dates.parse(constants.module("TradingBot", "CURRENT_TIME"), Dates.TIME);
    }

    private String now(DateTimeFormatter format) {
        return now().format(format);
    }

    private String timestamp() {
        return now().plusSeconds(random.randint(0, SECONDS_PER_DAY)).format(FULL_TIME);
    }

    private DictObject refused(String what) {
        return PythonObjects.truth(authenticated)
                ? null
                : DictObject.error("User not authenticated. Please log in to " + what + ".");
    }

    private Object stockInfo(Object symbol) {
        if (!PythonObjects.contains(stocks, symbol)) {
            return DictObject.error("Stock with symbol '" + PythonSpelling.str(symbol) + "' not found.");
        }
        Object stock = PythonObjects.dict(stocks, "get").at(symbol);
        if (!longContext) {
            return stock;
        }
        DictObject copy = PythonObjects.dict(stock, "copy").copy();
        copy.put("MA(5)", constants.extension("MA_5_EXTENSION"));
        copy.put("MA(20)", constants.extension("MA_20_EXTENSION"));
        return copy;
    }

    private Object orderDetails(Object id) {
        if (!orders.containsKey(id)) {
            return DictObject.error("Order with ID " + PythonSpelling.str(id) + " not found."
                    + "Here is the list of orders_id: " + PythonSpelling.repr(orderIds()));
        }
        Object order = orders.get(id);
        if (!longContext) {
            return order;
        }
        if (order instanceof ListObject) {
            throw PythonException.type("list indices must be integers or slices, not str");
        }
        DictObject copy = PythonObjects.dict(order, "copy").copy();
        copy.put("metadata", StockTables.orderDetails(constants, copy.at("symbol")));
        return copy;
    }

    private ListObject orderIds() {
        return ListObject.copyOf(orders.keys());
    }

    private Object cancel(Object id) {
        String text = PythonSpelling.str(id);
        if (!orders.containsKey(id)) {
            return DictObject.error("Order with ID " + text + " not found.");
        }
        if ("Completed".equals(PythonObjects.at(orders.get(id), "status"))) {
            return DictObject.error("Can't cancel order " + text + ". Order is already completed.");
        }
        PythonObjects.put(orders.get(id), "status", "Cancelled");
        return DictObject.of("order_id", id, "status", "Cancelled");
    }

    private Object place(Object type, Object symbol, Object price, Object amount) {
        DictObject refused = refused("place an order");
        if (refused != null) {
            return refused;
        }
        if (!PythonObjects.contains(stocks, symbol)) {
            return DictObject.error("Invalid stock symbol: " + PythonSpelling.str(symbol));
        }
        if (Numbers.lessOrEqual(price, 0L) || Numbers.lessOrEqual(amount, 0L)) {
            return DictObject.error("Price and amount must be positive values.");
        }
        if (Texts.lower(type).equals("buy")) {
            Object cost = Numbers.multiply(Numbers.toReal(price), Numbers.toInteger(amount));
            Object balance = PythonObjects.dict(accountInfo, "get").get("balance", 0L);
            if (Numbers.greater(cost, balance)) {
                return DictObject.error("Insufficient funds: required $" + PythonSpelling.twoDecimals(cost)
                        + " but only $" + PythonSpelling.twoDecimals(balance) + " available.");
            }
        }
        return placed(type, symbol, Numbers.toReal(price), amount);
    }

    private Object placed(Object type, Object symbol, Object price, Object amount) {
        Object id = orderCounter;
        orders.put(
                id,
                DictObject.of(
                        "id",
                        id,
                        "order_type",
                        type,
                        "symbol",
                        symbol,
                        "price",
                        price,
                        "amount",
                        amount,
                        "status",
                        "Open"));
        orderCounter = Numbers.add(orderCounter, 1L);
        return DictObject.of("order_id", id, "order_type", type, "status", "Pending", "price", price, "amount", amount);
    }

    private Object withdraw(Object amount) {
        DictObject refused = refused("make a transaction");
        if (refused != null) {
            return refused;
        }
        if (!"Open".equals(marketStatus)) {
            return DictObject.error("Market is closed. Transactions are not allowed.");
        }
        if (Numbers.lessOrEqual(amount, 0L)) {
            return DictObject.error("Transaction amount must be positive.");
        }
        Object balance = PythonObjects.at(accountInfo, "balance");
        if (Numbers.greater(amount, balance)) {
            return DictObject.error("Insufficient funds for withdrawal.");
        }
        return booked("withdrawal", amount, Numbers.subtract(balance, amount), "Withdrawal successful");
    }

    private Object fund(Object amount) {
        DictObject refused = refused("fund the account");
        if (refused != null) {
            return refused;
        }
        if (Numbers.lessOrEqual(amount, 0L)) {
            return DictObject.error("Funding amount must be positive.");
        }
        Object balance = Numbers.add(PythonObjects.at(accountInfo, "balance"), amount);
        return booked("deposit", amount, balance, "Account funded successfully");
    }

    private Object booked(String type, Object amount, Object balance, String status) {
        PythonObjects.put(accountInfo, "balance", balance);
        ListObject history = PythonObjects.list(transactionHistory, "append");
        history.add(DictObject.of("type", type, "amount", amount, "timestamp", timestamp()));
        return DictObject.of("status", status, "new_balance", balance);
    }

    private Object accountInfo() {
        DictObject refused = refused("view account information");
        return refused != null ? refused : accountInfo;
    }

    private Object login() {
        boolean already = PythonObjects.truth(authenticated);
        authenticated = already ? authenticated : Boolean.TRUE;
        return DictObject.of("status", already ? "Already logged in" : "Logged in successfully");
    }

    private Object logout() {
        boolean someone = PythonObjects.truth(authenticated);
        authenticated = someone ? Boolean.FALSE : authenticated;
        return DictObject.of("status", someone ? "Logged out successfully" : "No user is currently logged in");
    }

    private Object unwatch(Object symbol) {
        DictObject refused = refused("modify the watchlist");
        if (refused != null) {
            return refused;
        }
        String stock = "Stock " + PythonSpelling.str(symbol);
        if (!PythonObjects.contains(watchList, symbol)) {
            return DictObject.error(stock + " not found in watchlist.");
        }
        PythonObjects.list(watchList, "remove").remove(symbol);
        return DictObject.of("status", stock + " removed from watchlist successfully.");
    }

    private Object watch(Object symbol) {
        if (!PythonObjects.contains(watchList, symbol) && PythonObjects.contains(stocks, symbol)) {
            PythonObjects.list(watchList, "append").add(symbol);
        }
        return DictObject.of("watchlist", watchList);
    }

    private Object watched() {
        if (!PythonObjects.truth(authenticated)) {
            return ListObject.of("Error: User not authenticated. Please log in to view the watchlist.");
        }
        if (!longContext) {
            return DictObject.of("watchlist", watchList);
        }
        ListObject all = PythonObjects.list(watchList, "copy").copy();
        all.addAll(PythonObjects.items(constants.extension("WATCH_LIST_EXTENSION")));
        return all;
    }

    private Object orderHistory() {
        DictObject refused = refused("view order history");
        return refused != null ? ListObject.of(refused) : DictObject.of("history", orderIds());
    }

    private Object transactions(Object startDate, Object endDate) {
        DictObject refused = refused("view transaction history");
        if (refused != null) {
            return ListObject.of(refused);
        }
        LocalDateTime start = PythonObjects.truth(startDate) ? Dates.parse(startDate, Dates.DATE) : LocalDateTime.MIN;
        LocalDateTime end = PythonObjects.truth(endDate) ? Dates.parse(endDate, Dates.DATE) : LocalDateTime.MAX;
        ListObject found = new ListObject();
        for (Object t : PythonObjects.items(transactionHistory)) {
            LocalDateTime when = Dates.parse(PythonObjects.at(t, "timestamp"), Dates.TIME);
            if (!when.isBefore(start) && !when.isAfter(end)) {
                found.add(t);
            }
        }
        if (longContext) {
            Object more = constants.extension("TRANSACTION_HISTORY_EXTENSION");
            if (found.size() == 0) {
                return DictObject.of("transaction_history", more);
            }
            found.addAll(PythonObjects.items(more));
        }
        return DictObject.of("transaction_history", found);
    }
}
