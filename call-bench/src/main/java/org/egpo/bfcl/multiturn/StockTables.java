package org.egpo.bfcl.multiturn;

import static org.egpo.call.PythonArithmetic.order;

import java.util.List;
import org.egpo.call.PythonArithmetic;
import org.egpo.call.PythonDict;
import org.egpo.call.PythonList;
import org.egpo.call.PythonObjects;
import org.egpo.call.TextMethods;
import org.egpo.call.Value;

/** What {@link TradingBot} looks up: names, sectors, prices. */
final class StockTables {
    private StockTables() {}

    static Value symbol(Constants constants, Value name) {
        return PythonDict.of("symbol", constants.map("symbol_by_name").get(name, Value.text("Stock not found")));
    }

    static Value sector(Constants constants, boolean longContext, Value sector) {
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
    static PythonDict orderDetails(Constants constants, Value symbol) {
        Value.MapValue texts = (Value.MapValue) constants.extension("ORDER_DETAIL_EXTENSION");
        PythonDict filled = new PythonDict();
        texts.forEach((key, text) -> {
            String own = PythonObjects.text(text, "replace").replace("{symbol}", Environment.str(symbol));
            filled.put(key, Value.text(own));
        });
        return filled;
    }

    private static Value price(Value stocks, Value symbol) {
        Value stock = PythonObjects.dict(stocks, "get").get(symbol, new PythonDict());
        return PythonObjects.dict(stock, "get").get(Value.text("price"), Value.integer(0));
    }

    static Value byPrice(Value stocks, Value symbols, Value lowest, Value highest) {
        List<Value> found = PythonObjects.items(symbols).stream()
                .filter(s -> order(price(stocks, s), ">=", lowest) && order(price(stocks, s), "<=", highest))
                .toList();
        return PythonDict.of("filtered_stocks", new PythonList(found));
    }

    static Value changes(Value stocks, Value symbols, Value threshold) {
        PythonList changed = new PythonList();
        for (Value symbol : PythonObjects.items(symbols)) {
            if (PythonObjects.contains(stocks, symbol)) {
                Value stock = PythonObjects.dict(stocks, "get").at(symbol);
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
