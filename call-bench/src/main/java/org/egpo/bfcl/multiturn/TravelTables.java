package org.egpo.bfcl.multiturn;

import java.math.BigInteger;
import java.util.List;

/** What {@link TravelApi} looks up: fares and exchange rates. */
final class TravelTables {
    private TravelTables() {}

    /** What is wrong with a flight's airports, date or class, or null; in the order of the official checks. */
    static String problem(Constants constants, Object date, Object from, Object to, Object travelClass) {
        ListObject airports = constants.list("airports");
        if (!airports.contains(from)) {
            return "Invalid departure airport code: " + PythonSpelling.str(from);
        }
        if (!airports.contains(to)) {
            return "Invalid destination airport code: " + PythonSpelling.str(to);
        }
        try {
            Dates.parse(date, Dates.DATE);
        } catch (PythonException e) {
            if (e.type.equals("ValueError")) {
                return "Invalid date format. Use YYYY-MM-DD.";
            }
            throw e;
        }
        DictObject.key(travelClass);
        return factor(travelClass) > 0 ? null : "Invalid travel class. Must be one of {'business', 'economy', 'first'}";
    }

    private static long factor(Object travelClass) {
        if (!(travelClass instanceof String s)) {
            return 0;
        }
        return switch (s) {
            case "economy" -> 1;
            case "business" -> 2;
            case "first" -> 5;
            default -> 0;
        };
    }

    private static Object baseCost(Constants constants, Object from, Object to) {
        DictObject.key(from);
        DictObject.key(to);
        for (Object row : constants.list("flight_base_costs")) {
            ListObject r = (ListObject) row;
            if (r.get(0).equals(from) && r.get(1).equals(to)) {
                return r.get(2);
            }
        }
        throw PythonException.value("No available route for the given airports.");
    }

    /** The multiplier of class and date. */
    private static long multiplier(Object date, Object travelClass) {
        long factor = factor(travelClass);
        if (factor == 0) {
            throw PythonException.value("Invalid travel class. Options are: economy, business, first.");
        }
        long sum = 0;
        if (date instanceof String s) {
            for (int i = 0; i < s.length(); i++) {
                sum += Character.isDigit(s.charAt(i)) ? Character.digit(s.charAt(i), 10) : 0;
            }
        } else {
            for (Object c : PythonObjects.items(date)) {
                String text = PythonObjects.text(c, "isdigit");
                boolean digits = !text.isEmpty() && text.chars().allMatch(Character::isDigit);
                sum += digits ? new BigInteger(text).mod(BigInteger.TWO).longValue() : 0;
            }
        }
        return factor * (sum % 2 == 0 ? 2 : 1);
    }

    static double cost(Constants constants, Object from, Object to, Object date, Object travelClass) {
        Object base = baseCost(constants, from, to);
        return Numbers.real(Numbers.multiply(base, multiplier(date, travelClass)));
    }

    /** One fare, or in the long context the fares of every route. */
    static Object costs(
            Constants constants, boolean longContext, Object from, Object to, Object date, Object travelClass) {
        double cost = cost(constants, from, to, date, travelClass);
        if (!longContext) {
            return DictObject.of("travel_cost_list", ListObject.of(cost));
        }
        long multiplier = multiplier(date, travelClass);
        ListObject all = new ListObject();
        for (Object row : constants.list("flight_base_costs")) {
            all.add(Numbers.real(Numbers.multiply(((ListObject) row).get(2), multiplier)));
        }
        return DictObject.of("travel_cost_list", all);
    }

    static Object exchange(Constants constants, Object base, Object target, Object value) {
        for (Object row : constants.list("exchange_rates")) {
            List<Object> r = ((ListObject) row).items();
            if (PythonObjects.equal(base, r.get(0)) && PythonObjects.equal(target, r.get(1))) {
                return DictObject.of("exchanged_value", Numbers.toReal(Numbers.multiply(value, r.get(2))));
            }
            if (PythonObjects.equal(base, r.get(1)) && PythonObjects.equal(target, r.get(0))) {
                return DictObject.of("exchanged_value", Rounding.round(Numbers.divide(value, r.get(2)), 2L));
            }
        }
        throw PythonException.value("No available exchange rate for the given currencies.");
    }
}
