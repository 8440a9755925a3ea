package org.egpo.apibank;

import static org.egpo.apibank.BankRequest.refuse;
import static org.egpo.apibank.BankRequest.refused;
import static org.egpo.bfcl.multiturn.Dates.DATE;
import static org.egpo.bfcl.multiturn.Dates.TIME;
import static org.egpo.call.PythonObjects.at;
import static org.egpo.call.PythonObjects.items;
import static org.egpo.call.PythonObjects.map;

import java.math.BigInteger;
import java.time.LocalDateTime;
import java.util.HashMap;
import java.util.Map;
import java.util.regex.Pattern;
import org.egpo.apibank.BankApi.Code;
import org.egpo.apibank.BankApi.Run;
import org.egpo.call.PythonArithmetic;
import org.egpo.call.PythonDict;
import org.egpo.call.PythonList;
import org.egpo.call.PythonText;
import org.egpo.call.Value;

/** What the APIs of levels 1 and 2 do. Nothing changes, because each call meets fresh databases. */
public final class BankApis {
    static final String ALL = "input output exception";
    static final Value SUCCESS = Value.text("success");
    private static final String REST = " output exception";
    private static final String AGENDA = "~content =time =location" + REST;
    private static final String REMINDER = "~~content =time" + REST;
    static final String MEETING = "~-meeting_topic " + ALL;
    private static final String DELETED = "output =time";
    /** Random, and not compared. */
    private static final Value RANDOM = Value.text("random");

    private static final Pattern EMAIL =
            Pattern.compile("[a-z0-9]+[._]?[a-z0-9]+@\\w+\\.\\w{2,3}", Pattern.UNICODE_CHARACTER_CLASS);

    static final Map<String, Code> CODE = new HashMap<>();

    static {
        add("GetUserToken", ALL, r -> {
            Value user = r.known(r.tools().users(), r.text("username"));
            refuse(!Value.is(at(user, "password"), r.text("password")), "wrong password");
            return PythonDict.of("token", at(user, "token"));
        });
        add("CheckToken", ALL, r -> PythonDict.of("username", r.user()));
        add("DeleteAccount", ALL, r -> PythonDict.of("status", done(r.user())));
        add("RegisterUser", "input exception", r -> {
            refuse(r.tools().users().get(r.text("username")) != null, "The username already exists.");
            return PythonDict.of("token", RANDOM);
        });
        add("ModifyPassword", ALL, r -> {
            String password = PythonText.str(at(r.known(r.tools().users(), PythonText.str(r.user())), "password"));
            refuse(!password.equals(r.text("old_password")), "The old password is incorrect.");
            return PythonDict.of("status", SUCCESS);
        });
        add("ForgotPassword", ALL, r -> {
            refuse(!r.text("status").equals("Forgot Password"), "no code was asked for before");
            Value user = r.known(r.tools().users(), r.text("username"));
            refuse(!Value.is(at(user, "email"), r.text("email")), "The email is incorrect.");
            return Value.integer(970420);
        });
        add("AddAgenda", "api_name " + AGENDA, r -> added(r, "content", "time"));
        add("ModifyAgenda", AGENDA, r -> done(agenda(r)));
        add("QueryAgenda", AGENDA, BankApis::agenda);
        add("DeleteAgenda", DELETED, r -> done(agenda(r)));
        add("AddAlarm", ALL, r -> done(r.dated(TIME, "time").user()));
        add("DeleteAlarm", ALL, r -> done(r.dated(TIME, "time").own("time")));
        add("QueryAlarm", ALL, r -> r.dated(TIME, "time").own("time"));
        add("ModifyAlarm", ALL, r -> done(r.dated(TIME, "from_time", "to_time").own("from_time=time")));
        add("AddReminder", "api_name " + REMINDER, r -> added(r, "content", "time"));
        add("ModifyReminder", "api_name " + REMINDER, r -> done(reminder(r)));
        add("QueryReminder", REMINDER, BankApis::reminder);
        add("DeleteReminder", DELETED, r -> done(reminder(r)));
        add("AddMeeting", MEETING, r -> added(r, "meeting_topic", "start_time", "end_time"));
        add("ModifyMeeting", MEETING, r -> done(meeting(r)));
        add("QueryMeeting", MEETING, BankApis::meeting);
        add("DeleteMeeting", DELETED, r -> done(meeting(r)));
        add("BookHotel", ALL, BankApis::bookHotel);
        add("AppointmentRegistration", "strip:patient_name date:date strip:doctor_name exception", r -> {
            r.filled("doctor_name");
            boolean free = appointments(r, r.filled("patient_name")).size() == 0;
            refuse(!free, "registered already");
            return RANDOM;
        });
        add("QueryRegistration", "strip:patient_name date:date" + REST, r -> {
            PythonDict found = appointments(r, r.filled("patient_name"));
            refuse(found.size() == 0, "No appointments found.");
            return found;
        });
        add("CancelRegistration", "strip:appointment_id" + REST, r -> done(r.known(r.filled("appointment_id"))));
        String changes = "strip:appointment_id date:new_appointment_date strip:new_appointment_doctor";
        add("ModifyRegistration", changes + REST, BankApis::modifyRegistration);
        add("RecordHealthData", "upper:user_id time:time" + REST, r -> {
            throw refused("The health data has invalid format.");
        });
        add("QueryHealthData", "upper:user_id time:start_time time:end_time" + REST, BankApis::queryHealthData);
        add("EmergencyKnowledge", "filled:symptom" + REST, r -> named(r.known(r.lower("symptom")), "aid"));
        add("SymptomSearch", "filled:symptom" + REST, r -> named(r.known(r.lower("symptom")), "description"));
        Run price = r -> r.known(r.known(r.upper("stock_code")), r.date("date"));
        add("QueryStock", "upper:stock_code date:date" + REST, price);
        add("QueryBalance", "strip:token" + REST, r -> at(r.known(PythonText.str(r.user())), "balance"));
        add("OpenBankAccount", ALL, r -> r.text("account").equals("test") ? Value.text("failed") : SUCCESS);
        add("QueryHistoryToday", "day:date" + REST, BankApis::history);
        add("GetToday", "", r -> Value.text("2023-03-31"));
        add("Calculator", "spaces:formula" + REST, BankApis::calculator);
        add("PlayMusic", "output", r -> Value.text("music://" + r.lower("music_name")));
        Run timedSwitch = r -> {
            r.filled("name");
            return done(Value.text(r.time("time")));
        };
        add("TimedSwitch", "lower:name time:time =on" + REST, timedSwitch);
        add("CancelTimedSwitch", "lower:name time:time" + REST, timedSwitch);
        Run noDevices = r -> {
            throw refused("Invalid device format.");
        };
        add("AddScene", "lower:name devices", noDevices);
        add("ModifyScene", "lower:name devices", noDevices);
        add("QueryScene", "lower:name" + REST, r -> r.known(r.lower("name")));
        add("DeleteScene", "lower:name" + REST, r -> done(r.known(r.lower("name"))));
        add("DocumentQA", "strip:url strip:question" + REST, r -> {
            r.filled("question");
            r.known(r.filled("url"));
            return Value.text("The question is too difficult to answer.");
        });
        add("SendEmail", "lower:receiver strip:subject strip:content" + REST, r -> {
            r.filled("subject");
            r.filled("content");
            refuse(!isAddress(r.filled("receiver")), "Email address of the receiver is invalid.");
            return SUCCESS;
        });
        add("Wiki", "output exception", r -> {
            Value page = r.known(BankTools.keyword(r.text("keyword")));
            return PythonDict.of("url", at(page, "url"), "summary", at(page, "summary"));
        });
        add("ImageCaption", ALL, r -> r.entries().stream()
                .filter(e -> Value.is(at(e, "url"), r.filled("url")))
                .findFirst()
                .map(e -> at(e, "caption"))
                .orElseThrow(() -> refused("The image of this url failed to be processed.")));
        add("SpeechRecognition", ALL, r -> r.known(r.filled("url")));
        add("SearchEngine", "exception sorted", r -> {
            BankSearch search = r.tools().search();
            return new PythonList(search.best(r.text("keyword")).stream()
                    .map(search::document)
                    .toList());
        });
        add("Dictionary", "output exception", r -> r.tools()
                .recorded("Dictionary", BankTools.keyword(r.text("keyword"))));
        add("Translate", "=src" + REST, r -> r.tools().translation(r));
        add("ToolSearcher", "output exception", r -> r.tools().tool(r.value("keywords")));
    }

    private BankApis() {}

    private static void add(String name, String conditions, Run run) {
        CODE.put(name, new Code(conditions, run));
    }

    static Value done(Value ignored) {
        return SUCCESS;
    }

    private static Value added(BankRequest r, String content, String... times) {
        r.dated(TIME, times).filled(content);
        return done(r.user());
    }

    private static Value agenda(BankRequest r) {
        return r.dated(TIME, "time").own("content", "time");
    }

    private static Value reminder(BankRequest r) {
        r.filled("content");
        return agenda(r);
    }

    private static Value meeting(BankRequest r) {
        return r.dated(TIME, "start_time", "end_time").own("meeting_topic", "start_time");
    }

    private static LocalDateTime day(Value text) {
        return BankDates.parse(PythonText.str(text), DATE);
    }

    private static Value bookHotel(BankRequest r) {
        r.dated(DATE, "check_in_time", "check_out_time");
        boolean crowded = PythonArithmetic.order(r.value("adult_count"), ">", 2)
                && BigInteger.ONE.equals(PythonArithmetic.integer(r.value("room_count")));
        refuse(crowded, "more than two adults in one room");
        LocalDateTime in = day(r.value("check_in_time"));
        LocalDateTime out = day(r.value("check_out_time"));
        for (Value order : r.entries()) {
            LocalDateTime from = day(at(order, "check_in_time"));
            LocalDateTime to = day(at(order, "check_out_time"));
            boolean meets = !in.isBefore(from) && in.isBefore(to) || out.isAfter(from) && !out.isAfter(to);
            refuse(meets && Value.is(at(order, "hotel_name"), r.text("hotel_name")), "The room is not available.");
        }
        return Value.text(String.valueOf(r.entries().size() + 1));
    }

    private static PythonDict appointments(BankRequest r, String patient) {
        String date = r.date("date");
        PythonDict found = new PythonDict();
        map(r.database()).forEach((id, a) -> {
            String on = BankDates.date(PythonText.str(at(a, "date")));
            if (Value.is(at(a, "patient_name"), patient) && date.equals(on)) {
                found.put(id, a);
            }
        });
        return found;
    }

    private static Value modifyRegistration(BankRequest r) {
        Value appointment = r.known(r.filled("appointment_id"));
        boolean dated = r.value("new_appointment_date") != Value.None.NONE;
        boolean named = r.value("new_appointment_doctor") != Value.None.NONE;
        refuse(!dated && !named, "Fail because no modification is made.");
        refuse(dated && Value.is(at(appointment, "date"), r.date("new_appointment_date")), "the same date");
        refuse(
                named && Value.is(at(appointment, "doctor_name"), r.filled("new_appointment_doctor")),
                "the same doctor");
        return SUCCESS;
    }

    private static Value queryHealthData(BankRequest r) {
        r.time("start_time");
        r.time("end_time");
        LocalDateTime from = BankDates.moment(r.text("start_time"));
        LocalDateTime to = BankDates.moment(r.text("end_time"));
        refuse(from.isAfter(to), "The start time cannot be later than the end time.");
        PythonList found = new PythonList(items(r.known(r.upper("user_id"))).stream()
                .filter(e -> {
                    LocalDateTime time = BankDates.moment(PythonText.str(at(e, "time")));
                    return !time.isBefore(from) && !time.isAfter(to);
                })
                .toList());
        refuse(found.size() == 0, "There is no health data in the given time span.");
        return found;
    }

    private static Value named(Value diseases, String field) {
        return new PythonList(items(diseases).stream()
                .map(d -> PythonDict.of("name", at(d, "name"), field, at(d, field)))
                .toList());
    }

    private static Value history(BankRequest r) {
        String day = BankDates.monthDay(r.text("date"));
        refuse(day == null, "no date");
        return new PythonList(items(r.known(day)).stream()
                .map(e -> Value.text("Title: " + stripped(e, "Title") + ", Date: " + stripped(e, "Date")
                        + ", Description: " + stripped(e, "Description")))
                .toList());
    }

    private static String stripped(Value event, String field) {
        return org.egpo.call.PythonUnicode.strip(PythonText.str(at(event, field)));
    }

    static Value calculator(BankRequest r) {
        try {
            return BankCalculator.evaluate(r.text("formula"));
        } catch (org.egpo.call.PythonError e) {
            throw e.type.equals(BankCalculator.ENDLESS) ? e : refused(e.getMessage());
        }
    }

    /** Whether an email can be sent to this. */
    public static boolean isAddress(String receiver) {
        return EMAIL.matcher(receiver).matches();
    }
}
