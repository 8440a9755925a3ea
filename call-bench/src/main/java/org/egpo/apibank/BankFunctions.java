package org.egpo.apibank;

import static org.egpo.apibank.BankRequest.refuse;
import static org.egpo.apibank.BankRequest.refused;
import static org.egpo.call.PythonObjects.at;
import static org.egpo.call.PythonObjects.item;
import static org.egpo.call.PythonObjects.items;
import static org.egpo.call.PythonObjects.map;

import java.math.BigInteger;
import java.time.LocalDateTime;
import java.util.List;
import java.util.Locale;
import java.util.function.Predicate;
import java.util.regex.Pattern;
import org.egpo.bfcl.multiturn.Dates;
import org.egpo.call.PythonArithmetic;
import org.egpo.call.PythonDict;
import org.egpo.call.PythonError;
import org.egpo.call.PythonList;
import org.egpo.call.PythonText;
import org.egpo.call.PythonUnicode;
import org.egpo.call.Value;

/** What APIs do beyond the common steps. In levels 1 and 2 nothing changes, because each call meets fresh databases. */
public final class BankFunctions {
    private static final Pattern EMAIL =
            Pattern.compile("[a-z0-9]+[._]?[a-z0-9]+@\\w+\\.\\w{2,3}", Pattern.UNICODE_CHARACTER_CLASS);

    private BankFunctions() {}

    /** From a value to the next one. */
    static Value run(String name, BankRequest r, Value v) {
        return switch (name) {
            case "account" -> Value.text(r.text("account").equals("test") ? "failed" : "success");
            case "appointment" -> {
                refuse(appointments(r).size() > 0, "registered already");
                yield v;
            }
            case "appointments" -> {
                refuse(appointments(r).size() == 0, "No appointments found.");
                yield appointments(r);
            }
            case "book" -> book(r);
            case "calculate" -> calculate(r);
            case "clothes" -> clothes(r);
            case "coordinates" -> PythonDict.of("latitude", item(v, 0), "longitude", item(v, 1));
            case "define" -> r.tools().recorded("Dictionary", r.normal("keyword", "keyword"));
            case "email" -> {
                refuse(!isAddress(r.normal("strip", "receiver")), "Email address of the receiver is invalid.");
                yield v;
            }
            case "flights" -> flights(r);
            case "forgot" -> {
                refuse(!r.text("status").equals("Forgot Password"), "no code was sent before");
                Value user = BankRequest.known(v, r.text("username"));
                refuse(!Value.is(at(user, "email"), r.text("email")), "The email is incorrect.");
                yield Value.integer(970420);
            }
            case "health" -> health(r, items(v));
            case "history" ->
                new PythonList(items(v).stream()
                        .map(e -> Value.text("Title: " + stripped(e, "Title") + ", Date: " + stripped(e, "Date")
                                + ", Description: " + stripped(e, "Description")))
                        .toList());
            case "hotels" -> {
                LocalDateTime in = day(r.value("check_in_date"));
                LocalDateTime out = day(r.value("check_out_date"));
                Predicate<Value> open =
                        h -> !in.isBefore(day(at(h, "check_in_date"))) && !out.isAfter(day(at(h, "check_out_date")));
                yield found(r, h -> agrees(r, h, "destination") && open.test(h));
            }
            case "image" -> first(r, e -> Value.is(at(e, "url"), r.normal("strip", "url")));
            case "new" -> {
                refuse(map(v).get(r.text("username")) != null, "The username already exists.");
                yield Value.text("random, and not compared");
            }
            case "person" -> item(first(r, e -> isPair(item(e, 0), r, "username", "password")), 1);
            case "play" -> Value.text("music://" + r.normal("lower", "music_name"));
            case "reappointment" -> reappointment(r, v);
            case "search" -> r.tools().search().best(r.text("keyword"));
            case "tax" -> tax(r, v);
            case "tool" -> r.tools().tool(r.text("keywords"));
            case "translate" -> r.tools().translation(r);
            case "weather" ->
                r.entries().stream()
                        .filter(e -> isPair(item(e, 0), r, "latitude", "longitude"))
                        .findFirst()
                        .map(e -> item(e, 1))
                        .orElseThrow(() -> PythonError.type("'NoneType' object is not subscriptable"));
            default -> throw new IllegalStateException("no function " + name);
        };
    }

    private static Value first(BankRequest r, Predicate<Value> wanted) {
        return r.entries().stream().filter(wanted).findFirst().orElseThrow(() -> refused("there is none"));
    }

    private static boolean isPair(Value pair, BankRequest r, String first, String second) {
        return Value.pythonEquals(item(pair, 0), r.value(first)) && Value.pythonEquals(item(pair, 1), r.value(second));
    }

    private static boolean agrees(BankRequest r, Value entry, String field) {
        return Value.pythonEquals(at(entry, field), r.value(field));
    }

    private static LocalDateTime day(Value text) {
        return Dates.parse(text, Dates.DATE);
    }

    private static String stripped(Value event, String field) {
        return PythonUnicode.strip(PythonText.str(at(event, field)));
    }

    /** Whether an email can be sent to this. */
    public static boolean isAddress(String receiver) {
        return EMAIL.matcher(receiver).matches();
    }

    private static Value book(BankRequest r) {
        boolean crowded = PythonArithmetic.order(r.value("adult_count"), ">", 2)
                && BigInteger.ONE.equals(PythonArithmetic.integer(r.value("room_count")));
        refuse(crowded, "more than two adults in one room");
        LocalDateTime in = day(r.value("check_in_time"));
        LocalDateTime out = day(r.value("check_out_time"));
        for (Value order : r.entries()) {
            LocalDateTime from = day(at(order, "check_in_time"));
            LocalDateTime to = day(at(order, "check_out_time"));
            boolean meets = !in.isBefore(from) && in.isBefore(to) || out.isAfter(from) && !out.isAfter(to);
            refuse(meets && agrees(r, order, "hotel_name"), "The room is not available.");
        }
        return Value.text(String.valueOf(r.entries().size() + 1));
    }

    /** Those of a patient on a day. */
    private static PythonDict appointments(BankRequest r) {
        String patient = r.normal("strip", "patient_name");
        String date = r.normal("date", "date");
        PythonDict found = new PythonDict();
        map(r.database()).forEach((id, a) -> {
            String on = BankDates.date(PythonText.str(at(a, "date")));
            if (Value.is(at(a, "patient_name"), patient) && date.equals(on)) {
                found.put(id, a);
            }
        });
        return found;
    }

    private static Value reappointment(BankRequest r, Value appointment) {
        boolean dated = r.value("new_appointment_date") != Value.None.NONE;
        boolean named = r.value("new_appointment_doctor") != Value.None.NONE;
        refuse(!dated && !named, "Fail because no modification is made.");
        refuse(dated && Value.is(at(appointment, "date"), r.normal("date", "new_appointment_date")), "the same date");
        Value doctor = at(appointment, "doctor_name");
        refuse(named && Value.is(doctor, r.normal("strip", "new_appointment_doctor")), "the same doctor");
        return appointment;
    }

    private static Value health(BankRequest r, List<Value> records) {
        LocalDateTime from = BankDates.moment(r.text("start_time"));
        LocalDateTime to = BankDates.moment(r.text("end_time"));
        if (from == null || to == null || from.isAfter(to)) {
            throw refused("no span of time");
        }
        List<Value> found = records.stream()
                .filter(e -> {
                    LocalDateTime time = BankDates.moment(PythonText.str(at(e, "time")));
                    if (time == null) {
                        throw PythonError.value("a record of the health data has no time");
                    }
                    return !time.isBefore(from) && !time.isAfter(to);
                })
                .toList();
        refuse(found.isEmpty(), "There is no health data in the given time span.");
        return new PythonList(found);
    }

    private static Value calculate(BankRequest r) {
        try {
            return BankCalculator.evaluate(r.text("formula"));
        } catch (PythonError e) {
            throw e.type.equals(BankCalculator.ENDLESS) ? e : refused(e.getMessage());
        }
    }

    private static Value clothes(BankRequest r) {
        double t = PythonArithmetic.real(r.value("temperature"));
        String clothes = t < 10
                ? "Warm coat,Hat,Gloves"
                : t < 20
                        ? "Light jacket,Long-sleeved shirt"
                        : t < 30 ? "T-shirt,Shorts" : "Sun hat,Sunglasses,Loose-fitting clothes";
        clothes += PythonArithmetic.real(r.value("humidity")) > 70 ? ",Umbrella,Waterproof shoes" : "";
        boolean rain = r.text("weather_conditions").toLowerCase(Locale.ROOT).contains("rain");
        return Value.of(List.of((clothes + (rain ? ",Raincoat" : "")).split(",")));
    }

    private static Value flights(BankRequest r) {
        Predicate<Value> route = f -> agrees(r, f, "source") && agrees(r, f, "destination");
        // The dates of a flight that was found are texts from then on, and cannot be compared again.
        refuse(r.entries().stream().anyMatch(route.and(r.spent()::contains)), "'str' has no date");
        String day = r.normal("date", "travel_dates");
        return found(r, route.and(f -> PythonText.str(at(f, "departure_date")).startsWith(day)));
    }

    /** What can be found only once: from then on the search fails. */
    private static Value found(BankRequest r, Predicate<Value> wanted) {
        PythonList found = new PythonList();
        for (Value entry : r.entries()) {
            if (wanted.test(entry)) {
                refuse(!r.spent().add(entry), "'str' has no strftime");
                found.add(entry);
            }
        }
        return found;
    }

    private static Value tax(BankRequest r, Value steps) {
        Value salary = r.value("salary");
        Value rate = Value.integer(0);
        for (Value step : items(steps)) {
            rate = PythonArithmetic.order(salary, ">=", item(step, 0)) ? item(step, 1) : rate;
        }
        return PythonArithmetic.binary(salary, "-", PythonArithmetic.binary(salary, "*", rate));
    }
}
