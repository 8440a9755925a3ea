package org.egpo.datasets;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.egpo.datasets.ToyQuestion.Parameter;

/** The quickstart's 48 questions: six small tools, eight sets of values each. Written by us; nothing here is random. */
public final class ToyQuestions {
    private record Tool(
            String name, String description, List<Parameter> parameters, String template, Object[][] values) {}

    private static final List<Tool> TOOLS = List.of(
            new Tool(
                    "convert_currency",
                    "Converts an amount of money from one currency to another.",
                    List.of(
                            text("base_currency", "Three-letter code of the currency to convert from."),
                            text("target_currency", "Three-letter code of the currency to convert to."),
                            number("amount", "How much of the base currency.")),
                    "How much are %3$s %1$s in %2$s?",
                    new Object[][] {
                        {"JPY", "USD", 20000},
                        {"EUR", "CHF", 350},
                        {"SEK", "EUR", 1200},
                        {"USD", "INR", 75},
                        {"GBP", "AUD", 640},
                        {"CAD", "MXN", 90},
                        {"PLN", "CZK", 480},
                        {"KRW", "JPY", 150000}
                    }),
            new Tool(
                    "find_route",
                    "Finds the fastest route between two places.",
                    List.of(
                            text("origin", "Where the trip starts."),
                            text("destination", "Where the trip ends."),
                            text("vehicle", "One of car, bicycle, train.")),
                    "I am travelling to %2$s by %3$s and start in %1$s. Which way is fastest?",
                    new Object[][] {
                        {"Lyon", "Turin", "train"},
                        {"Porto", "Braga", "bicycle"},
                        {"Oslo", "Bergen", "car"},
                        {"Kyoto", "Nara", "train"},
                        {"Graz", "Vienna", "car"},
                        {"Ghent", "Bruges", "bicycle"},
                        {"Boston", "Albany", "train"},
                        {"Leeds", "York", "car"}
                    }),
            new Tool(
                    "book_table",
                    "Books a table in a restaurant.",
                    List.of(
                            text("restaurant", "Name of the restaurant."),
                            number("guests", "Number of people."),
                            number("hour", "Hour of the day, 0 to 23.")),
                    "We are %2$s people and would like to eat at %1$s, at %3$s o'clock.",
                    new Object[][] {
                        {"Blue Lantern", 4, 19},
                        {"Casa Verde", 2, 20},
                        {"The Old Mill", 8, 18},
                        {"Trattoria Nina", 3, 21},
                        {"Harbour View", 6, 13},
                        {"Saffron House", 5, 19},
                        {"Little Olive", 7, 12},
                        {"Cedar Room", 9, 20}
                    }),
            new Tool(
                    "translate_text",
                    "Translates a text.",
                    List.of(
                            text("text", "The text to translate."),
                            text("source_language", "Language of the text."),
                            text("target_language", "Language to translate to.")),
                    "What is the %2$s expression \"%1$s\" in %3$s?",
                    new Object[][] {
                        {"guten Morgen", "German", "Spanish"},
                        {"bon voyage", "French", "Italian"},
                        {"buena suerte", "Spanish", "Danish"},
                        {"tack så mycket", "Swedish", "English"},
                        {"grazie mille", "Italian", "Polish"},
                        {"see you soon", "English", "Dutch"},
                        {"alles goed", "Dutch", "French"},
                        {"bom dia", "Portuguese", "German"}
                    }),
            new Tool(
                    "schedule_meeting",
                    "Puts a meeting into the calendar.",
                    List.of(
                            text("title", "What the meeting is about."),
                            text("day", "Day of the week."),
                            number("minutes", "How long it takes.")),
                    "Please reserve %3$s minutes on %2$s for the %1$s.",
                    new Object[][] {
                        {"budget review", "Monday", 45},
                        {"design workshop", "Thursday", 90},
                        {"weekly planning", "Tuesday", 30},
                        {"release check", "Friday", 20},
                        {"hiring interview", "Wednesday", 60},
                        {"team retrospective", "Friday", 75},
                        {"customer call", "Monday", 25},
                        {"reading group", "Thursday", 50}
                    }),
            new Tool(
                    "unit_price",
                    "Compares goods by the price of one unit.",
                    List.of(
                            text("product", "Name of the product."),
                            number("price_cents", "Price of the pack in cents."),
                            number("pieces", "Pieces in the pack.")),
                    "A pack of %3$s %1$s costs %2$s cents. What does one cost?",
                    new Object[][] {
                        {"pencils", 360, 12},
                        {"batteries", 798, 6},
                        {"light bulbs", 1290, 5},
                        {"notebooks", 880, 4},
                        {"tea bags", 375, 25},
                        {"tennis balls", 1140, 3},
                        {"clothes pegs", 240, 24},
                        {"paper cups", 450, 50}
                    }));

    private ToyQuestions() {}

    private static Parameter text(String name, String description) {
        return new Parameter(name, "string", description);
    }

    private static Parameter number(String name, String description) {
        return new Parameter(name, "integer", description);
    }

    /** All questions; tools take turns, so that the first six questions show every tool. */
    public static List<ToyQuestion> all() {
        List<ToyQuestion> all = new ArrayList<>();
        for (int row = 0; row < TOOLS.get(0).values().length; row++) {
            for (Tool tool : TOOLS) {
                Object[] values = tool.values()[row];
                Map<String, Object> arguments = new LinkedHashMap<>();
                for (int i = 0; i < values.length; i++) {
                    arguments.put(tool.parameters().get(i).name(), values[i]);
                }
                all.add(new ToyQuestion(
                        "simple_python_" + all.size(),
                        String.format(tool.template(), values),
                        tool.name(),
                        tool.description(),
                        tool.parameters(),
                        arguments));
            }
        }
        return all;
    }
}
