package org.egpo.clean.rules;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import org.egpo.call.FunctionCall;
import org.egpo.call.ToolSpec;
import org.egpo.call.Value;
import org.egpo.clean.Reason;
import org.egpo.clean.Records;
import org.egpo.clean.Review;
import org.egpo.clean.Verdict;
import org.egpo.data.Answer;
import org.egpo.data.Example;
import org.egpo.data.Message;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What the judge says of whole records, right and wrong, for each of its reasons. */
class RuleJudgeTest {
    private final RuleJudge judge = new RuleJudge();

    private Review review(Example e) {
        return judge.review(e, 0);
    }

    private void assertWrong(Reason reason, Example e) {
        Review r = review(e);
        assertEquals(Verdict.WRONG, r.verdict(), e.question());
        assertTrue(r.findings().stream().anyMatch(f -> f.reason() == reason), r::toString);
    }

    @Test
    void thePapersFigureOne() {
        assertEquals(Verdict.RIGHT, review(Records.yen("x", Records.RIGHT_YEN)).verdict());
        assertWrong(
                Reason.SWAPPED_ARGUMENTS,
                Records.yen(
                        "x",
                        "[convert_currency(base_currency='United States Dollar', target_currency='Japanese Yen',"
                                + " amount=20000)]"));
        assertWrong(
                Reason.UNGROUNDED_VALUE,
                Records.yen(
                        "x",
                        "[convert_currency(base_currency='Japanese Yen', target_currency='Swiss Franc', amount=20000)]"));
        assertWrong(
                Reason.NEEDLESS_REFUSAL,
                Records.yen("x", "[]").withQuestion("Convert 20000 yen to another currency, the dollar."));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "Set a timer for twenty-five minutes. | 25 | RIGHT",
                "Set a timer for 2 hours. | 120 | RIGHT",
                "Set a timer for half an hour. | 30 | RIGHT",
                "Set a timer for an hour. | 60 | RIGHT",
                "Set a timer for an hour and 20 minutes. | 80 | RIGHT",
                "Set a timer for 2 hours. | 2 | WRONG",
                "Set a timer for 45 minutes. | 54 | WRONG",
                "Set a timer. | 10 | WRONG"
            })
    void numbersWordsAndUnits(String question, int minutes, Verdict expected) {
        ToolSpec timer = Records.tool(
                "set_timer",
                "Starts a timer.",
                "{\"type\":\"dict\",\"properties\":{\"minutes\":{\"type\":\"integer\",\"description\":\"How long.\"}},"
                        + "\"required\":[\"minutes\"]}");
        Example e = Example.of("x", question, List.of(timer), Answer.ofText("[set_timer(minutes=" + minutes + ")]"));
        assertEquals(expected, review(e).verdict(), question);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "Any train on March 3rd, 2025? | 2025-03-03 | RIGHT",
                "Any train on 3 March? | 2025-03-03 | RIGHT",
                "Any train on 03/04/2025? | 2025-04-03 | RIGHT",
                "Any train tomorrow? | 2025-03-03 | RIGHT",
                "Any train on March 3rd, 2025? | 2025-03-13 | WRONG",
                "Any train at all? | 2025-03-03 | WRONG"
            })
    void dates(String question, String date, Verdict expected) {
        ToolSpec trains = Records.tool(
                "find_train",
                "Finds trains.",
                "{\"type\":\"dict\",\"properties\":{\"date\":{\"type\":\"string\",\"description\":\"Day.\"}},"
                        + "\"required\":[\"date\"]}");
        Example e = Example.of("x", question, List.of(trains), Answer.ofText("[find_train(date='" + date + "')]"));
        assertEquals(expected, review(e).verdict(), question);
    }

    @Test
    void codesStandForNames() {
        for (String base : List.of("JPY", "Japanese Yen", "yen")) {
            Example e = Records.yen(
                    "x", "[convert_currency(base_currency='" + base + "', target_currency='USD', amount=20000)]");
            assertEquals(Verdict.RIGHT, review(e).verdict(), base);
        }
    }

    @Test
    void whatIsLeftOverWasForgotten() {
        Example e = Example.of(
                "x",
                "How much are 20 EUR in CHF? And how much are 55 SEK in NOK?",
                List.of(Records.convertCurrency()),
                Answer.ofText("[convert_currency(base_currency='EUR', target_currency='CHF', amount=20)]"));
        assertWrong(Reason.MISSING_CALL, e);
    }

    private static ToolSpec tool(String name, String description, String... parameters) {
        String properties = String.join(",", parameters);
        return Records.tool(
                name, description, "{\"type\":\"dict\",\"properties\":{" + properties + "},\"required\":[]}");
    }

    private static String parameter(String name, String type, String description) {
        return "\"" + name + "\":{\"type\":\"" + type + "\",\"description\":\"" + description + "\"}";
    }

    private static Example asked(String question, ToolSpec tool, String answer) {
        return Example.of("x", question, List.of(tool), Answer.ofText(answer));
    }

    private void assertRight(Example e) {
        assertEquals(Verdict.RIGHT, review(e).verdict(), () -> review(e).toString());
    }

    private static final ToolSpec ROUTE = tool(
            "plan_route",
            "Plans a route between two cities.",
            parameter("origin", "string", "Where the trip starts."),
            parameter("destination", "string", "Where the trip ends."));

    /** The words before a value tell where something begins and where it ends, in either order. */
    @Test
    void valuesStandInTheirOwnPlaces() {
        for (String question :
                List.of("Plan a route from Oslo to Rome.", "I want to get to Rome from Oslo; plan a route.")) {
            assertRight(asked(question, ROUTE, "[plan_route(origin='Oslo', destination='Rome')]"));
            assertWrong(
                    Reason.SWAPPED_ARGUMENTS,
                    asked(question, ROUTE, "[plan_route(origin='Rome', destination='Oslo')]"));
        }
    }

    /** A least is below a most, whatever the words say. */
    @Test
    void leastAndMostKeepTheirOrder() {
        ToolSpec hotels = tool(
                "find_hotels",
                "Finds hotels by price.",
                parameter("min_price", "integer", "Lowest price."),
                parameter("max_price", "integer", "Highest price."));
        assertRight(asked("Hotels between 80 and 120 dollars?", hotels, "[find_hotels(min_price=80, max_price=120)]"));
        assertWrong(
                Reason.SWAPPED_ARGUMENTS,
                asked("Hotels between 80 and 120 dollars?", hotels, "[find_hotels(min_price=120, max_price=80)]"));
    }

    @Test
    void aUnitIsNoOther() {
        ToolSpec weather = tool(
                "get_weather",
                "Tells the weather.",
                parameter("city", "string", "City."),
                "\"unit\":{\"type\":\"string\",\"enum\":[\"celsius\",\"fahrenheit\"],\"description\":\"Unit of the temperature.\"}");
        String question = "What is the weather in Oslo in degrees Celsius?";
        assertRight(asked(question, weather, "[get_weather(city='Oslo', unit='celsius')]"));
        assertWrong(Reason.WRONG_UNIT, asked(question, weather, "[get_weather(city='Oslo', unit='fahrenheit')]"));
    }

    /** What is only unproven is kept and marked: a fact that nobody says, a part of a value, a number beside a comparison. */
    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "A table in Boston for 6 guests. | place='Boston, MA', guests=6 | RIGHT",
                "A table in LA for six guests. | place='Los Angeles, CA', guests=6 | RIGHT",
                "A table in Philly for 6 guests. | place='Philadelphia', guests=6 | UNDECIDED",
                "A table in Boston for more than 5 guests. | place='Boston', guests=6 | UNDECIDED",
                "A table in Boston, nobody sits yet. | place='Boston', guests=0 | UNDECIDED",
                "A table in Boston for 6 guests. | place='Chicago', guests=6 | WRONG",
                "A table in Boston for 6 guests. | place='Boston', guests=9 | WRONG",
                "A table in Boston for 6 guests, temperature 300K, b=-3. | place='Boston', guests=-3 | RIGHT"
            })
    void evidenceDecides(String question, String arguments, Verdict expected) {
        ToolSpec table = tool(
                "book_table",
                "Books a table in a restaurant.",
                parameter("place", "string", "City."),
                parameter("guests", "integer", "How many come."));
        Review r = review(asked(question, table, "[book_table(" + arguments + ")]"));
        assertEquals(expected, r.verdict(), () -> question + " " + r);
    }

    /** The rules know English only; they must not take another language for a defect: 100 right records in five languages. */
    @Test
    void noQuestionIsDroppedForItsLanguage() {
        ToolSpec trains = tool(
                "find_train",
                "Finds trains between two cities.",
                parameter("from_city", "string", "City of departure, in English."),
                parameter("to_city", "string", "City of arrival, in English."),
                parameter("seats", "integer", "How many seats."),
                parameter("class_name", "string", "Class of the seats, such as economy or business."));
        List<String> questions = List.of(
                "请帮我预订%d张从北京到上海的商务舱火票。",
                "베이징에서 상하이까지 비즈니스석 기차표 %d장을 예약해 주세요.",
                "Reserve %d bilhetes de trem de Pequim para Xangai na classe executiva, por favor.",
                "Bitte buche %d Plätze im Zug von Peking nach Schanghai in der Geschäftsklasse.",
                "Réserve %d places de train de Pékin à Shanghai en classe affaires, s'il te plaît.");
        int dropped = 0;
        for (String question : questions) {
            for (int seats = 2; seats < 22; seats++) {
                Example e = asked(
                        String.format(question, seats),
                        trains,
                        "[find_train(from_city='Beijing', to_city='Shanghai', seats=" + seats
                                + ", class_name='business')]");
                dropped += review(e).verdict() == Verdict.WRONG ? 1 : 0;
            }
        }
        assertTrue(dropped <= 2, dropped + " of 100 dropped");
    }

    /** A key of an object that the question writes out is no value that was forgotten. */
    @Test
    void keysOfObjectsAreNoValues() {
        for (String key : List.of("a", "size", "Colour")) {
            ToolSpec tag =
                    tool("tag_tent", "Tags the tent", "\"tent\":{\"type\":\"object[]\",\"description\":\"tent\"}");
            assertRight(
                    asked("Tag the tent with [{\"" + key + "\": 1}]", tag, "[tag_tent(tent=[{'" + key + "': 1}])]"));
        }
    }

    private static Example told(String system, String question, ToolSpec tool, String answer) {
        Example e = asked(question, tool, answer);
        List<Message> messages = List.of(Message.system(system), Message.user(question));
        return new Example("x", messages, e.tools(), e.answer(), e.metadata(), e.other(), null);
    }

    /** What a system message tells of the user's place and day is said; a list of tools in it tells nothing of the kind. */
    @Test
    void aSystemMessageIsASource() {
        ToolSpec weather = tool(
                "get_weather",
                "The weather of a place and a day.",
                parameter("place", "string", "Where."),
                parameter("day", "string", "Which day, as YYYY-MM-DD."));
        String system = "You are a helpful assistant. Location: New York. Current time: 2023-09-11 13:00.";
        String question = "What is the weather like today?";
        String answer = "[get_weather(place='New York', day='2023-09-11')]";
        assertRight(told(system, question, weather, answer));
        assertWrong(Reason.UNGROUNDED_VALUE, asked(question, weather, answer));
        assertWrong(
                Reason.UNGROUNDED_VALUE, told("Call get_weather. For example: New York", question, weather, answer));
        assertWrong(
                Reason.UNGROUNDED_VALUE,
                told(system, question, weather, "[get_weather(place='Boston', day='2023-09-11')]"));
        // The question decides where both speak.
        assertRight(told(system, "What is the weather like in Oslo?", weather, "[get_weather(place='Oslo')]"));
    }

    /** A wish that the next sentence asks to fulfil is no request of its own. */
    @Test
    void aWishIsNoRequest() {
        ToolSpec weather =
                tool("get_weather", "The weather of a place.", parameter("place", "string", "Where, such as a city."));
        String answer = "[get_weather(place='Mont Blanc')]";
        String asked = " Can you look up the weather of Mont Blanc?";
        assertRight(asked("I want to plan a ski trip with Annie and Charlie." + asked, weather, answer));
        assertRight(asked("Hey, I have class tonight at 7." + asked, weather, answer));
        assertWrong(Reason.MISSING_CALL, asked("Look up the weather of Oslo and Rome." + asked, weather, answer));
    }

    /** A day of a month by numbers, behind a word that a day follows; and a text that says that there is no value. */
    @Test
    void daysWithoutAYearAndNoValue() {
        ToolSpec calendar = tool(
                "query_calendar",
                "The meetings of a span of days.",
                parameter("start_date", "string", "The first day."),
                parameter("end_date", "string", "The last day."),
                parameter("label", "string", "Only these."));
        String question = "Which meetings do I have from 9/15-9/21?";
        String answer = "[query_calendar(start_date='2023-09-15 00:00:00', end_date='2023-09-21', label='None')]";
        assertRight(asked(question, calendar, answer));
        assertWrong(Reason.UNGROUNDED_VALUE, asked(question, calendar, answer.replace("09-15", "09-16")));
        Example half =
                asked("Any meetings with 1/2 hour breaks?", calendar, "[query_calendar(start_date='2023-01-02')]");
        assertEquals(Verdict.UNDECIDED, review(half).verdict());
    }

    /** No call is right where no tool fits, and wrong where one does. */
    @Test
    void aRefusalNeedsAReason() {
        assertRight(asked("Who painted the Mona Lisa?", ROUTE, "[]"));
        assertWrong(Reason.NEEDLESS_REFUSAL, asked("Plan a route between two cities, Oslo and Rome.", ROUTE, "[]"));
    }

    /** That no tool can be called is for the syntax tree to say; the judge must not end the whole run. */
    @Test
    void aRecordWithoutToolsIsReviewed() {
        Answer call = Answer.of(new FunctionCall("get_weather", Value.MapValue.of("city", "Paris")));
        Example e = Example.of("e", "Weather in Paris? Book a table for Friday at Luigi's.", List.of(), call);
        assertEquals(Verdict.RIGHT, new RuleJudge().review(e, 0).verdict());
    }

    @Test
    void aRecordWithoutAQuestionIsWrong() {
        assertWrong(Reason.NO_QUESTION, asked("  ", ROUTE, "[plan_route(origin='Oslo', destination='Rome')]"));
    }

    /** A value may come from an earlier turn, but not from the system's text. */
    @Test
    void theWholeConversationCounts() {
        Example e = asked("Plan a route from Oslo to Rome.", ROUTE, "[plan_route(origin='Oslo', destination='Rome')]");
        assertRight(e);
        assertWrong(Reason.UNGROUNDED_VALUE, e.withQuestion("Plan a route to Rome."));
    }

    /** What a description gives as an example is a value of that parameter. */
    @Test
    void examplesTellWhereAValueBelongs() {
        ToolSpec restaurants = tool(
                "find_restaurant",
                "Finds a restaurant.",
                parameter("cuisine", "string", "Kind of food, such as Italian or Thai."),
                parameter("area", "string", "Where it is."));
        String question = "In Oslo, find Italian food.";
        assertRight(asked(question, restaurants, "[find_restaurant(cuisine='Italian', area='Oslo')]"));
        assertWrong(
                Reason.SWAPPED_ARGUMENTS,
                asked(question, restaurants, "[find_restaurant(cuisine='Oslo', area='Italian')]"));
    }

    @Test
    void aMomentIsNoName() {
        ToolSpec reminder = tool(
                "add_reminder",
                "Adds a reminder.",
                parameter("title", "string", "What it is called."),
                parameter("date", "string", "Its day."));
        String question = "Add a reminder Dentist, 2025-03-03.";
        assertRight(asked(question, reminder, "[add_reminder(title='Dentist', date='2025-03-03')]"));
        assertWrong(
                Reason.SWAPPED_ARGUMENTS,
                asked(question, reminder, "[add_reminder(title='2025-03-03', date='Dentist')]"));
    }

    /** The million may be the parameter's unit; a number may be wanted in smaller parts; a power of ten and a fraction are numbers. */
    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "Save an amount of 300 million. | 300 | RIGHT",
                "Save an amount of 300 million. | 300000000 | RIGHT",
                "Save an amount of 300 million. | 700 | WRONG",
                "Save an amount of 3 hours. | 180 | UNDECIDED",
                "Save an amount of 3 hours. | 170 | WRONG",
                "Save an amount of 6.02 x 10^23. | 6.02e23 | RIGHT",
                "Save an amount of 6.02 x 10^23. | 6.02e22 | WRONG",
                "Save an amount of 3/4. | 0.75 | RIGHT",
                "Save an amount of 3/4. | 0.5 | WRONG"
            })
    void numbersMayBeWrittenOtherwise(String question, String value, Verdict expected) {
        ToolSpec save = tool("save_amount", "Saves an amount.", parameter("amount", "float", "What is to be saved."));
        Review r = review(asked(question, save, "[save_amount(amount=" + value + ")]"));
        assertEquals(expected, r.verdict(), () -> question + " " + r);
    }

    /** What a dialogue asked for before was answered before; in one message nothing was. */
    @Test
    void anEarlierRequestIsNotMissing() {
        String earlier = "Reserve a table at Bella Napoli for 6 guests.";
        Example e = asked("Plan a route from Oslo to Rome.", ROUTE, "[plan_route(origin='Oslo', destination='Rome')]");
        assertRight(new Example(
                "x",
                List.of(Message.user(earlier), new Message("assistant", "It is reserved."), Message.user(e.question())),
                e.tools(),
                e.answer(),
                e.metadata(),
                e.other(),
                null));
        assertWrong(Reason.MISSING_CALL, e.withQuestion(earlier + " " + e.question()));
    }

    /** A sentence may name what the next one tells more of; a sentence about something else may not. */
    @Test
    void anIntroductionIsNoRequestOfItsOwn() {
        ToolSpec account = tool(
                "get_user_account",
                "Gets the details of a user account.",
                parameter("user_id", "integer", "The ID of the user."));
        String answer = "[get_user_account(user_id=12)]";
        assertRight(asked("Show the user account of Anna Berg. The ID is 12.", account, answer));
        assertWrong(Reason.MISSING_CALL, asked("Water the garden of Anna Berg. The ID is 12.", account, answer));
    }

    /** A code stands for a name that the question may give in words; a name does not. */
    @Test
    void aColourMayBeGivenAsACode() {
        ToolSpec paint = tool("paint_wall", "Paints a wall.", parameter("colour", "string", "Its new colour."));
        String question = "Paint the wall light blue.";
        assertEquals(
                Verdict.UNDECIDED,
                review(asked(question, paint, "[paint_wall(colour='#ADD8E6')]")).verdict());
        assertWrong(Reason.UNGROUNDED_VALUE, asked(question, paint, "[paint_wall(colour='crimson')]"));
    }

    /** Latin words inside do not make a question English, foreign letters inside do not make it foreign. */
    @Test
    void aFewWordsOfAnotherLanguageDecideNothing() {
        ToolSpec order = tool(
                "order_drink",
                "Orders a drink.",
                parameter("shop", "string", "Where to order."),
                parameter("drink", "string", "What to drink."));
        String answer = "[order_drink(shop='Starbucks', drink='oat milk latte')]";
        assertEquals(
                Verdict.UNDECIDED,
                review(asked("请帮我在 Starbucks 点一杯燕麦奶的 iPhone 特饮", order, answer)).verdict());
        assertWrong(
                Reason.UNGROUNDED_VALUE,
                asked("I would like to order a green tea from the 北京 branch of Starbucks", order, answer));
    }
}
