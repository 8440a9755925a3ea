package org.egpo.apibank;

import static org.egpo.apibank.BankRequest.refuse;
import static org.egpo.apibank.BankRequest.refused;
import static org.egpo.bfcl.multiturn.Dates.DATE;
import static org.egpo.bfcl.multiturn.Dates.TIME;
import static org.egpo.call.PythonObjects.at;
import static org.egpo.call.PythonObjects.item;
import static org.egpo.call.PythonObjects.items;

import java.time.LocalDateTime;
import java.util.HashMap;
import java.util.Locale;
import java.util.Map;
import java.util.function.Predicate;
import org.egpo.apibank.BankApi.Code;
import org.egpo.apibank.BankApi.Run;
import org.egpo.call.PythonArithmetic;
import org.egpo.call.PythonDict;
import org.egpo.call.PythonError;
import org.egpo.call.PythonList;
import org.egpo.call.PythonText;
import org.egpo.call.Value;

/** What the APIs of level 3 do. */
final class BankApis3 {
    private static final String NAMED = "api_name " + BankApis.ALL;
    static final Map<String, Code> CODE = new HashMap<>();

    static {
        add("AccountInfo", NAMED, BankApis3::account);
        add("PersonalInfoUpdate", "api_name input output", r -> PythonDict.of("status", BankApis.done(account(r))));
        add("AddMeeting", BankApis.MEETING, r -> {
            r.dated(TIME, "start_time", "end_time").filled("meeting_topic");
            return BankApis.SUCCESS;
        });
        add("Calculator", "spaces:formula output exception", BankApis::calculator);
        add("ClothingRecommendation", NAMED, BankApis3::clothing);
        add("EmailReminder", "api_name -content " + BankApis.ALL, r -> {
            r.dated(TIME, "time").filled("content");
            return BankApis.SUCCESS;
        });
        add("FlightSearch", NAMED, r -> {
            LocalDateTime day = day(r, "travel_dates");
            Predicate<Value> route = f -> Value.pythonEquals(at(f, "source"), r.value("source"))
                    && Value.pythonEquals(at(f, "destination"), r.value("destination"));
            // The dates of a flight that was found are texts from then on, and cannot be compared again.
            refuse(items(r.database()).stream().anyMatch(route.and(r.spent()::contains)), "'str' has no date");
            Predicate<Value> sameDay =
                    f -> day.equals(day(PythonText.str(at(f, "departure_date")).substring(0, 10)));
            return found(r, "flights", route.and(sameDay));
        });
        add("HotelAvailability", "api_name =destination =check_in_date =check_out_date .hotels", r -> {
            LocalDateTime in = day(r, "check_in_date");
            LocalDateTime out = day(r, "check_out_date");
            Predicate<Value> free = h -> Value.pythonEquals(at(h, "destination"), r.value("destination"))
                    && !in.isBefore(day(PythonText.str(at(h, "check_in_date"))))
                    && !out.isAfter(day(PythonText.str(at(h, "check_out_date"))));
            return found(r, "hotels", free);
        });
        add("Geocoding", NAMED, r -> {
            Value place = r.known(r.text("address"));
            return PythonDict.of("latitude", item(place, 0), "longitude", item(place, 1));
        });
        lookup("GetOccupationSalary", "occupation", "salary");
        add("GetWeatherForCoordinates", BankApis.ALL, BankApis3::weather);
        lookup("LikeCount", "post_id", "like_count");
        add("MovieRecommendations", NAMED, r -> {
            throw refused("no kind of film is one character long");
        });
        add("NearbyRestaurants", "api_name input", r -> PythonDict.of("restaurants", r.database()));
        lookup("OrganizationMembers", "organization", "members");
        lookup("QueryMeeting", "user_name", "meetings");
        add("TaxCalculator", "api_name =salary .salary_after_tax exception", r -> {
            Value rate = Value.integer(0);
            for (Value step : items(r.database())) {
                rate = PythonArithmetic.order(r.value("salary"), ">=", item(step, 0)) ? item(step, 1) : rate;
            }
            Value tax = PythonArithmetic.multiply(r.value("salary"), rate);
            return PythonDict.of("salary_after_tax", PythonArithmetic.subtract(r.value("salary"), tax));
        });
        add("ToolSearcher", "output exception", r -> r.tools().tool(r.value("keywords")));
        lookup("TravelStatus", "member_name", null);
        lookup("UserMoviePreferences", "user_name", "preferences");
        lookup("UserPosts", "user_id", "post_ids");
        lookup("UserWatchedMovies", "user_name", null);
    }

    private BankApis3() {}

    private static void add(String name, String conditions, Run run) {
        CODE.put(name, new Code(conditions, run));
    }

    /** @param output the name that the output has inside of a map; null where it has none */
    private static void lookup(String name, String parameter, String output) {
        add(name, NAMED, r -> {
            Value found = r.known(PythonText.str(r.value(parameter)));
            return output == null ? found : PythonDict.of(output, found);
        });
    }

    private static LocalDateTime day(String text) {
        return BankDates.parse(text, DATE);
    }

    private static LocalDateTime day(BankRequest r, String name) {
        return day(r.dated(DATE, name).text(name));
    }

    /** What can be found only once: from then on the search fails. */
    private static Value found(BankRequest r, String name, Predicate<Value> wanted) {
        PythonList found = new PythonList();
        for (Value entry : r.entries()) {
            if (wanted.test(entry)) {
                refuse(!r.spent().add(entry), "'str' has no strftime");
                found.add(entry);
            }
        }
        return PythonDict.of(name, found);
    }

    private static Value account(BankRequest r) {
        for (Value entry : r.entries()) {
            Value names = item(entry, 0);
            if (Value.is(item(names, 0), r.text("username")) && Value.is(item(names, 1), r.text("password"))) {
                return item(entry, 1);
            }
        }
        throw refused("User not found.");
    }

    private static Value clothing(BankRequest r) {
        double t = PythonArithmetic.real(r.value("temperature"));
        String clothes = t < 10
                ? "Warm coat,Hat,Gloves"
                : t < 20
                        ? "Light jacket,Long-sleeved shirt"
                        : t < 30 ? "T-shirt,Shorts" : "Sun hat,Sunglasses,Loose-fitting clothes";
        clothes += PythonArithmetic.real(r.value("humidity")) > 70 ? ",Umbrella,Waterproof shoes" : "";
        boolean rain = r.text("weather_conditions").toLowerCase(Locale.ROOT).contains("rain");
        return PythonDict.of("clothing_options", java.util.List.of((clothes + (rain ? ",Raincoat" : "")).split(",")));
    }

    private static Value weather(BankRequest r) {
        for (Value entry : r.entries()) {
            Value place = item(entry, 0);
            if (Value.pythonEquals(item(place, 0), r.value("latitude"))
                    && Value.pythonEquals(item(place, 1), r.value("longitude"))) {
                return item(entry, 1);
            }
        }
        throw PythonError.type("'NoneType' object is not subscriptable");
    }
}
