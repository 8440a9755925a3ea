package org.egpo.apibank;

import static java.util.Map.entry;
import static org.egpo.apibank.BankApi.ALL;
import static org.egpo.apibank.BankApi.REST;
import static org.egpo.apibank.BankRequest.SUCCESS;
import static org.egpo.apibank.BankRequest.object;
import static org.egpo.apibank.BankRequest.refuse;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.DoubleNode;
import com.fasterxml.jackson.databind.node.IntNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.databind.node.TextNode;
import java.time.LocalDateTime;
import java.util.Map;
import java.util.regex.Pattern;
import org.egpo.bfcl.multiturn.Dates;

/** The APIs of levels 1 and 2. */
final class BankApis {
    private static final String AGENDA = "~content =time =location" + REST;
    private static final String REMINDER = "~~content =time" + REST;
    private static final String MEETING = "~meeting_topic -meeting_topic " + ALL;
    private static final Pattern EMAIL =
            Pattern.compile("[a-z0-9]+[\\._]?[a-z0-9]+@\\w+[.]\\w{2,3}\\n?", Pattern.UNICODE_CHARACTER_CLASS);

    static final Map<String, BankApi> ALL_OF_THEM = Map.ofEntries(
            api("GetUserToken", ALL, r -> {
                JsonNode user = r.known(r.text("username"));
                refuse(!user.path("password").asText().equals(r.text("password")), "wrong password");
                return object().set("token", user.get("token"));
            }),
            api("CheckToken", ALL, r -> object().put("username", r.user())),
            api("DeleteAccount", ALL, r -> status(r.user())),
            api("RegisterUser", "output? input exception", r -> {
                refuse(r.database().has(r.text("username")), "the user exists");
                return object().put("token", "random").put("username", r.text("username"));
            }),
            api("ModifyPassword", ALL, r -> {
                String stored = r.known(r.user()).path("password").asText();
                refuse(!stored.equals(r.text("old_password")), "wrong password");
                return status("");
            }),
            api("ForgotPassword", ALL, r -> {
                refuse(!r.text("status").equals("Forgot Password"), "no code was sent before");
                JsonNode user = r.known(r.text("username"));
                refuse(!user.path("email").asText().equals(r.text("email")), "wrong email");
                return IntNode.valueOf(970420);
            }),
            api("AddAgenda", "api_name " + AGENDA, r -> added(r, "content", "time")),
            api("ModifyAgenda", AGENDA, r -> done(r.entry(false, "content", "time"))),
            api("QueryAgenda", AGENDA, r -> r.entry(false, "content", "time")),
            api("DeleteAgenda", "deleted output exception", r -> done(r.entry(false, "content", "time"))),
            api("AddAlarm", ALL, r -> {
                r.dated(Dates.TIME, false, "time");
                return done(TextNode.valueOf(r.user()));
            }),
            api("DeleteAlarm", ALL, r -> done(alarm(r))),
            api("QueryAlarm", ALL, BankApis::alarm),
            api("ModifyAlarm", ALL, r -> {
                r.dated(Dates.TIME, false, "from_time", "to_time");
                return done(r.own("from_time"));
            }),
            api("AddReminder", REMINDER, r -> added(r, "content", "time")),
            api("ModifyReminder", REMINDER, r -> done(r.entry(true, "content", "time"))),
            api("QueryReminder", REMINDER, r -> r.entry(true, "content", "time")),
            api("DeleteReminder", "deleted output exception", r -> done(r.entry(true, "content", "time"))),
            api("AddMeeting", MEETING, r -> added(r, "meeting_topic", "start_time", "end_time")),
            api("ModifyMeeting", MEETING, r -> done(r.entry(false, "meeting_topic", "start_time", "end_time"))),
            api("QueryMeeting", MEETING, r -> r.entry(false, "meeting_topic", "start_time", "end_time")),
            api(
                    "DeleteMeeting",
                    "deleted output exception",
                    r -> done(r.entry(false, "meeting_topic", "start_time", "end_time"))),
            api("BookHotel", ALL, BankApis::hotel),
            api("AppointmentRegistration", "trim:patient_name date:date trim:doctor_name exception output?", r -> {
                r.filled("patient_name", "doctor_name");
                String date = r.normal("date", false);
                for (JsonNode a : r.database()) {
                    boolean same = a.path("patient_name").asText().equals(r.trimmed("patient_name"));
                    refuse(same && a.path("date").asText().equals(date), "registered already");
                }
                return TextNode.valueOf("random");
            }),
            api("QueryRegistration", "trim:patient_name date:date" + REST, r -> {
                String date = r.normal("date", false);
                for (Map.Entry<String, JsonNode> a : r.database().properties()) {
                    boolean same = a.getValue().path("patient_name").asText().equals(r.trimmed("patient_name"));
                    if (same && a.getValue().path("date").asText().equals(date)) {
                        return object().set(a.getKey(), a.getValue());
                    }
                }
                throw BankError.failed("no such registration");
            }),
            api("CancelRegistration", "trim:appointment_id" + REST, r -> done(r.known(r.trimmed("appointment_id")))),
            api("ModifyRegistration", ("trim:appointment_id date:new_appointment_date"
                    + " trim:new_appointment_doctor" + REST), BankApis::modifyRegistration),
            api("RecordHealthData", "upper:user_id time:time" + REST, r -> {
                r.filled("user_id");
                r.normal("time", true);
                throw BankError.failed("a text is no list of data");
            }),
            api("QueryHealthData", "upper:user_id time:start_time time:end_time" + REST, BankApis::health),
            api("EmergencyKnowledge", "lower:symptom" + REST, r -> symptom(r, "aid")),
            api("SymptomSearch", "lower:symptom" + REST, r -> symptom(r, "description")),
            api(
                    "QueryStock",
                    "upper:stock_code date:date" + REST,
                    r -> BankRequest.known(r.known(r.upper("stock_code")), r.normal("date", false))),
            api(
                    "QueryBalance",
                    "trim:token" + REST,
                    r -> r.known(r.user(r.trimmed("token"))).get("balance")),
            api("OpenBankAccount", ALL, r -> r.text("account").equals("test") ? TextNode.valueOf("failed") : SUCCESS),
            api("QueryHistoryToday", "day:date" + REST, r -> {
                String day = BankDates.monthDay(r.text("date"));
                refuse(day == null, "no date");
                ArrayNode all = JsonNodeFactory.instance.arrayNode();
                for (JsonNode e : r.known(day)) {
                    all.add("Title: " + e.path("Title").asText().strip() + ", Date: "
                            + e.path("Date").asText().strip() + ", Description: "
                            + e.path("Description").asText().strip());
                }
                return all;
            }),
            api("GetToday", "output? exception", r -> TextNode.valueOf("2023-03-31")),
            api("Calculator", "spaces:formula" + REST, BankApis::calculate),
            api("PlayMusic", "output", r -> TextNode.valueOf("music://" + r.lower("music_name"))),
            api("TimedSwitch", "lower:name time:time =on" + REST, BankApis::switched),
            api("CancelTimedSwitch", "lower:name time:time" + REST, BankApis::switched),
            api("AddScene", "lower:name =devices" + REST, BankApis::noDevices),
            api("ModifyScene", "lower:name =devices" + REST, BankApis::noDevices),
            api("QueryScene", "lower:name" + REST, r -> {
                return object().put("name", r.lower("name")).set("devices", r.known(r.lower("name")));
            }),
            api("DeleteScene", "lower:name" + REST, r -> done(r.known(r.lower("name")))),
            api("DocumentQA", "trim:url trim:question" + REST, r -> {
                r.filled("question");
                r.known(r.trimmed("url"));
                return TextNode.valueOf("The question is too difficult to answer.");
            }),
            api("SendEmail", "lower:receiver trim:subject trim:content" + REST, r -> {
                refuse(!EMAIL.matcher(r.text("receiver")).matches(), "no address");
                r.filled("subject", "content");
                return SUCCESS;
            }),
            api("Wiki", "output exception", r -> {
                JsonNode page = r.known(r.text("keyword").replace('_', ' ').strip().toLowerCase(java.util.Locale.ROOT));
                return object().<ObjectNode>set("url", page.get("url"))
                        .set("summary", page.get("summary"));
            }),
            api("ImageCaption", ALL, r -> {
                for (JsonNode e : r.database()) {
                    if (e.path("url").asText().equals(r.text("url"))) {
                        return e.get("caption");
                    }
                }
                throw BankError.failed("no such image");
            }),
            api("SpeechRecognition", ALL, r -> r.known(r.text("url"))),
            api("SearchEngine", "exception sorted", r -> {
                ArrayNode found = JsonNodeFactory.instance.arrayNode();
                r.data().search().best(r.text("keyword")).forEach(i -> found.add(r.database()
                        .path("raw_documents")
                        .get(i)));
                return found;
            }),
            api("Dictionary", "output exception", r -> r.data().recorded("Dictionary", BankData.word(r.text("keyword")))),
            api("Translate", "=src" + REST, r -> r.data()
                    .recorded("Translate", r.text("src") + "\n" + r.text("tgt_lang"))),
            api("ToolSearcher", "output exception", r -> r.data().tools(r.text("keywords"))));

    private BankApis() {}

    private static Map.Entry<String, BankApi> api(String name, String comparison, BankApi.Run run) {
        return entry(name, new BankApi(comparison, run));
    }

    private static JsonNode status(String ignoredUser) {
        return object().put("status", "success");
    }

    private static JsonNode done(JsonNode ignoredEntry) {
        return SUCCESS;
    }

    private static JsonNode added(BankRequest r, String content, String... times) {
        r.dated(Dates.TIME, false, times);
        r.filled(content);
        return done(TextNode.valueOf(r.user()));
    }

    private static JsonNode alarm(BankRequest r) {
        r.dated(Dates.TIME, false, "time");
        return r.own("time");
    }

    private static JsonNode hotel(BankRequest r) {
        r.dated(Dates.DATE, false, "check_in_time", "check_out_time");
        boolean crowded = r.arguments().get("room_count").bigIntegerValue().intValue() == 1
                && r.arguments().get("adult_count").bigIntegerValue().compareTo(java.math.BigInteger.TWO) > 0;
        refuse(crowded, "too many in one room");
        LocalDateTime in = BankDates.parse(r.text("check_in_time"), Dates.DATE);
        LocalDateTime out = BankDates.parse(r.text("check_out_time"), Dates.DATE);
        for (JsonNode order : r.database()) {
            LocalDateTime from = BankDates.parse(order.path("check_in_time").asText(), Dates.DATE);
            LocalDateTime to = BankDates.parse(order.path("check_out_time").asText(), Dates.DATE);
            boolean same = order.path("hotel_name").asText().equals(r.text("hotel_name"));
            refuse(same && in.isBefore(to) && out.isAfter(from), "the hotel is booked");
        }
        return TextNode.valueOf(String.valueOf(r.database().size() + 1));
    }

    private static JsonNode modifyRegistration(BankRequest r) {
        JsonNode a = r.known(r.trimmed("appointment_id"));
        String date = r.text("new_appointment_date");
        String doctor = r.trimmed("new_appointment_doctor");
        refuse(date.isEmpty() && doctor.isEmpty(), "nothing to change");
        if (!date.isEmpty()) {
            String normal = r.normal("new_appointment_date", false);
            refuse(a.path("date").asText().equals(normal), "the same date");
        }
        refuse(a.path("doctor_name").asText().equals(doctor), "the same doctor");
        return SUCCESS;
    }

    private static JsonNode health(BankRequest r) {
        r.filled("user_id");
        String from = r.normal("start_time", true);
        String to = r.normal("end_time", true);
        refuse(from.compareTo(to) > 0, "the start is after the end");
        ArrayNode found = JsonNodeFactory.instance.arrayNode();
        for (JsonNode e : r.known(r.upper("user_id"))) {
            String time = e.path("time").asText();
            if (from.compareTo(time) <= 0 && time.compareTo(to) <= 0) {
                found.add(e);
            }
        }
        refuse(found.isEmpty(), "no data in this span");
        return found;
    }

    private static JsonNode symptom(BankRequest r, String field) {
        ArrayNode all = JsonNodeFactory.instance.arrayNode();
        for (JsonNode e : r.known(r.lower("symptom"))) {
            all.addObject()
                    .<ObjectNode>set("name", e.get("name"))
                    .set(field, e.get(field));
        }
        return all;
    }

    static JsonNode calculate(BankRequest r) {
        try {
            return DoubleNode.valueOf(BankCalculator.evaluate(r.text("formula")));
        } catch (IllegalArgumentException e) {
            throw BankError.failed(e.getMessage());
        } catch (IllegalStateException e) {
            throw BankError.crash(e.getMessage());
        }
    }

    private static JsonNode switched(BankRequest r) {
        r.filled("name");
        r.normal("time", true);
        return SUCCESS;
    }

    private static JsonNode noDevices(BankRequest r) {
        r.filled("name");
        throw BankError.failed("a text is no list of devices");
    }
}
