package org.egpo.acebench;

import static org.egpo.acebench.AgentService.is;
import static org.egpo.call.PythonObjects.at;
import static org.egpo.call.PythonObjects.items;
import static org.egpo.call.TextMethods.lower;

import java.util.List;
import org.egpo.bfcl.multiturn.SimulatedFunction.Table;
import org.egpo.call.PythonArithmetic;
import org.egpo.call.PythonDict;
import org.egpo.call.PythonError;
import org.egpo.call.PythonList;
import org.egpo.call.PythonObjects;
import org.egpo.call.Value;

/** What can be called on the food platform. */
final class FoodFunctions {
    static final Table<AgentService> TABLE = new Table<AgentService>("FoodPlatform", "")
            .inherit(PhoneFunctions.BASE)
            .add("login_food_platform", (s, a) -> {
                s.refuse(s.isOff("wifi"), "login without wifi");
                s.refuse(!s.has("users", a[0]), "no user");
                s.refuse(!is(s.dict("users").at(a[0]), "password", a[1]), "wrong password");
                s.refuse(s.has("logged_in_users", a[0]), "already in", a[0]);
                s.list("logged_in_users", "append").add(a[0]);
                return s.done("logged in", a[0]);
            })
            .add("view_logged_in_users", (s, a) -> {
                s.refuse(!s.isSet("logged_in_users"), "nobody in");
                return PythonDict.named("status logged_in_users", true, s.get("logged_in_users"));
            })
            .add("check_balance", (s, a) -> s.has("users", a[0]) ? at(s.dict("users").at(a[0]), "balance") : Value.of(0.0))
            .add("add_food_delivery_order", FoodFunctions::order)
            .add("get_products", (s, a) -> {
                s.refuse(!s.has("merchant_list", a[0]), "no merchant of name", a[0]);
                return at(s.dict("merchant_list").at(a[0]), "menu");
            })
            .add("view_orders", (s, a) -> {
                List<Value> found = s.where("orders", o -> is(o, "user_name", a[0]));
                s.refuse(found.isEmpty(), "no orders");
                return PythonDict.named("status orders", true, found);
            })
            .add("search_orders", (s, a) -> {
                List<Value> found = s.where("orders", o -> matches(s, o, lower(a[0])));
                s.refuse(found.isEmpty(), "no orders with");
                return PythonDict.named("status orders", true, found);
            });

    private FoodFunctions() {}

    /** The Chinese code takes the items themselves for texts, which raises an error. */
    private static boolean matches(AgentService s, Value order, String word) {
        return lower(at(order, "merchant_name")).contains(word)
                || items(at(order, "items")).stream().anyMatch(i -> lower(s.isChinese() ? i : at(i, "product"))
                        .contains(word));
    }

    /** @param a username, merchant_name, items */
    private static Value order(AgentService s, Value[] a) {
        Value user = a[0];
        Value merchant = a[1];
        s.refuse(!s.has("logged_in_users", user), "user not in", user);
        s.refuse(!s.has("merchant_list", merchant), "no merchant");
        Value total = Value.of(0.0);
        PythonList ordered = new PythonList();
        for (Value item : items(a[2])) {
            if (!(item instanceof Value.MapValue m)) {
                throw PythonError.attribute(item, "get");
            }
            Value product = m.get(Value.text("product"), Value.None.NONE);
            Value quantity = m.get(Value.text("quantity"), Value.integer(1));
            boolean positive = PythonArithmetic.isInteger(quantity) && PythonArithmetic.order(quantity, ">", 0);
            s.refuse(!positive, "bad quantity", quantity, product);
            List<Value> offers = items(at(s.dict("merchant_list").at(merchant), "menu")).stream()
                    .filter(o -> is(o, "product", product))
                    .toList();
            s.refuse(offers.isEmpty(), "no product", product, merchant);
            Value price = at(offers.get(0), "price");
            total = PythonArithmetic.add(total, PythonArithmetic.multiply(price, quantity));
            ordered.add(PythonDict.named("product quantity price_per_unit", product, quantity, price));
        }
        Value account = s.dict("users").at(user);
        Value balance = at(account, "balance");
        s.refuse(PythonArithmetic.order(total, s.isChinese() ? ">=" : ">", balance), "balance too low");
        PythonObjects.put(account, Value.text("balance"), PythonArithmetic.subtract(balance, total));
        String names = "user_name merchant_name items total_price";
        s.list("orders", "append").add(PythonDict.named(names, user, merchant, ordered, total));
        return s.done("ordered", merchant, total);
    }
}
