package org.egpo.bfcl.multiturn;

import java.util.Map;

/** What {@link TradingBot} looks up: names, sectors, prices. */
final class StockTables {
    private StockTables() {}

    static Object symbol(Constants constants, Object name) {
        return DictObject.of("symbol", constants.map("symbol_by_name").get(name, "Stock not found"));
    }

    static Object sector(Constants constants, boolean longContext, Object sector) {
        Object known = constants.map("sector_stocks").get(sector);
        if (known == null) {
            return DictObject.of("stock_list", new ListObject());
        }
        ListObject symbols = ((ListObject) known).copy();
        if (longContext && ("Technology".equals(sector) || "Automobile".equals(sector))) {
            String name = "Technology".equals(sector) ? "TECHNOLOGY_EXTENSION" : "AUTOMOBILE_EXTENSION";
            symbols.addAll(PythonObjects.items(constants.extension(name)));
        }
        return DictObject.of("stock_list", symbols);
    }

    /** The longer texts about a company, with its symbol filled in. */
    static DictObject orderDetails(Constants constants, Object symbol) {
        DictObject texts = (DictObject) constants.extension("ORDER_DETAIL_EXTENSION");
        DictObject filled = new DictObject();
        for (Map.Entry<Object, Object> e : texts.entries()) {
            filled.put(e.getKey(), ((String) e.getValue()).replace("{symbol}", PythonSpelling.str(symbol)));
        }
        return filled;
    }

    private static Object price(Object stocks, Object symbol) {
        Object stock = PythonObjects.dict(stocks, "get").get(symbol, new DictObject());
        return PythonObjects.dict(stock, "get").get("price", 0L);
    }

    static Object byPrice(Object stocks, Object symbols, Object lowest, Object highest) {
        ListObject found = new ListObject();
        for (Object symbol : PythonObjects.items(symbols)) {
            Object price = price(stocks, symbol);
            if (Numbers.greaterOrEqual(price, lowest) && Numbers.lessOrEqual(price, highest)) {
                found.add(symbol);
            }
        }
        return DictObject.of("filtered_stocks", found);
    }

    static Object changes(Object stocks, Object symbols, Object threshold) {
        ListObject changed = new ListObject();
        for (Object symbol : PythonObjects.items(symbols)) {
            if (PythonObjects.contains(stocks, symbol)) {
                Object stock = PythonObjects.dict(stocks, "get").at(symbol);
                Object change = Numbers.absolute(PythonObjects.at(stock, "percent_change"));
                if (Numbers.greaterOrEqual(change, threshold)) {
                    changed.add(symbol);
                }
            }
        }
        return DictObject.of(
                "notification",
                changed.size() == 0
                        ? "No significant price changes in the selected stocks."
                        : "Stocks " + Texts.joined(changed.items()) + " have significant price changes.");
    }
}
