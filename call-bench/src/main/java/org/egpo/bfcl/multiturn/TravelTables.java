package org.egpo.bfcl.multiturn;

import java.math.BigInteger;
import java.util.List;
import org.egpo.call.PythonArithmetic;
import org.egpo.call.PythonDict;
import org.egpo.call.PythonError;
import org.egpo.call.PythonList;
import org.egpo.call.PythonNumbers;
import org.egpo.call.PythonObjects;
import org.egpo.call.Value;

/** What {@link TravelApi} looks up: fares and exchange rates. */
final class TravelTables {
    private TravelTables() {}

    /** What is wrong with a flight's airports, date or class, or null; in the order of the official checks. */
    static String problem(Constants constants, Value date, Value from, Value to, Value travelClass) {
        Value airports = constants.list("airports");
        if (!PythonObjects.contains(airports, from)) {
            return "Invalid departure airport code: " + Environment.str(from);
        }
        if (!PythonObjects.contains(airports, to)) {
            return "Invalid destination airport code: " + Environment.str(to);
        }
        if (Dates.parseOrNull(date, Dates.DATE) == null) {
            return "Invalid date format. Use YYYY-MM-DD.";
        }
        PythonObjects.requireHashable(travelClass);
        return factor(travelClass) > 0 ? null : "Invalid travel class. Must be one of {'business', 'economy', 'first'}";
    }

    private static long factor(Value travelClass) {
        return switch (travelClass instanceof Value.Text t ? t.value() : "") {
            case "economy" -> 1;
            case "business" -> 2;
            case "first" -> 5;
            default -> 0;
        };
    }

    private static Value baseCost(Constants constants, Value from, Value to) {
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
        long factor = factor(travelClass);
        if (factor == 0) {
            throw PythonError.value("Invalid travel class. Options are: economy, business, first.");
        }
        long sum = 0;
        if (date instanceof Value.Text t) {
            for (char c : t.value().toCharArray()) {
                sum += Character.isDigit(c) ? Character.digit(c, 10) : 0;
            }
        } else {
            for (Value c : PythonObjects.items(date)) {
                String text = PythonObjects.text(c, "isdigit");
                boolean digits = !text.isEmpty() && text.chars().allMatch(Character::isDigit);
                sum += digits ? new BigInteger(text).mod(BigInteger.TWO).longValue() : 0;
            }
        }
        return factor * (sum % 2 == 0 ? 2 : 1);
    }

    static Value cost(Constants constants, Value from, Value to, Value date, Value travelClass) {
        Value base = baseCost(constants, from, to);
        return fare(base, multiplier(date, travelClass));
    }

    private static Value fare(Value base, long multiplier) {
        return new Value.Real(PythonArithmetic.real(PythonArithmetic.multiply(base, Value.integer(multiplier))));
    }

    /** One fare, or in the long context the fares of every route. */
    static Value costs(Constants constants, boolean longContext, Value from, Value to, Value date, Value travelClass) {
        Value cost = cost(constants, from, to, date, travelClass);
        if (!longContext) {
            return PythonDict.of("travel_cost_list", new PythonList(List.of(cost)));
        }
        long multiplier = multiplier(date, travelClass);
        List<Value> all = constants.list("flight_base_costs").items().stream()
                .map(row -> fare(PythonObjects.item(row, 2), multiplier))
                .toList();
        return PythonDict.of("travel_cost_list", new PythonList(all));
    }

    static Value exchange(Constants constants, Value base, Value target, Value value) {
        for (Value row : constants.list("exchange_rates").items()) {
            List<Value> r = PythonObjects.items(row);
            if (Value.pythonEquals(base, r.get(0)) && Value.pythonEquals(target, r.get(1))) {
                return PythonDict.of(
                        "exchanged_value", PythonNumbers.toReal(PythonArithmetic.multiply(value, r.get(2))));
            }
            if (Value.pythonEquals(base, r.get(1)) && Value.pythonEquals(target, r.get(0))) {
                return PythonDict.of(
                        "exchanged_value",
                        PythonArithmetic.round(PythonArithmetic.divide(value, r.get(2)), Value.integer(2)));
            }
        }
        throw PythonError.value("No available exchange rate for the given currencies.");
    }
}
