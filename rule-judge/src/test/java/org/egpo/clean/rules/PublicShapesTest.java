package org.egpo.clean.rules;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.egpo.clean.CleanRecord;
import org.egpo.clean.Cleaner;
import org.egpo.clean.Verdict;
import org.egpo.data.Example;
import org.egpo.data.Examples;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/**
 * Sixty clean records in each of the shapes in which people publish function-calling data: none may be lost, by reading, by the
 * judge, or by the syntax tree.
 */
class PublicShapesTest {
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final int RECORDS = 60;

    /** One clean record before it is written: the arguments by name, the schema of each parameter by name. */
    private record Clean(
            String question,
            String function,
            String about,
            ObjectNode arguments,
            ObjectNode properties,
            List<String> required) {}

    @TempDir
    Path folder;

    private static final String[] CITIES = {
        "Lisbon", "Oslo", "Accra", "Quito", "Hanoi", "Lima", "Perth", "Turin", "Cork", "Dakar"
    };
    private static final String[] NAMES = {"Ana Reis", "Bo Lund", "Chidi Eze", "Dana Katz", "Emre Koc", "Fay Wong"};
    private static final String[] THINGS = {
        "red kites", "blue lamps", "oak tables", "wool socks", "tin drums", "clay pots"
    };

    private static String pick(Random random, String... of) {
        return of[random.nextInt(of.length)];
    }

    private static ObjectNode type(String type, String description) {
        return JSON.createObjectNode().put("type", type).put("description", description);
    }

    private static Clean clean(int kind, Random r) {
        ObjectNode arguments = JSON.createObjectNode();
        ObjectNode properties = JSON.createObjectNode();
        String city = pick(r, CITIES);
        int n = 2 + r.nextInt(90);
        switch (kind % 6) {
            case 0 -> {
                properties.set("city", type("string", "Name of the city"));
                properties.set("days", type("integer", "Number of days of the forecast"));
                properties.set("unit", type("string", "Unit of the temperature"));
                arguments.put("city", city).put("days", n);
                return new Clean(
                        "Give me the weather forecast for " + city + " for the next " + n + " days.",
                        "get_forecast",
                        "Gets the weather forecast of a city for a number of days",
                        arguments,
                        properties,
                        List.of("city", "days"));
            }
            case 1 -> {
                String who = pick(r, NAMES);
                properties.set("guest", type("string", "Name of the guest"));
                properties.set("seats", type("integer", "Number of seats"));
                properties.set("notes", type("array", "Wishes"));
                ((ObjectNode) properties.get("notes")).putObject("items").put("type", "string");
                arguments.put("guest", who).put("seats", n);
                return new Clean(
                        "Book a table with " + n + " seats for the guest " + who + ".",
                        "book_table",
                        "Books a table with seats for a guest",
                        arguments,
                        properties,
                        List.of("guest", "seats"));
            }
            case 2 -> {
                double amount = n + 0.5;
                properties.set("amount", type("number", "Amount of money"));
                properties.set("from_currency", type("string", "Currency to convert from, three letters"));
                properties.set("to_currency", type("string", "Currency to convert to, three letters"));
                String from = pick(r, "USD", "EUR");
                String to = pick(r, "JPY", "GBP", "NOK");
                arguments.put("amount", amount).put("from_currency", from).put("to_currency", to);
                return new Clean(
                        "Convert " + amount + " " + from + " to " + to + ".",
                        "convert_currency",
                        "Converts an amount of money from one currency to another",
                        arguments,
                        properties,
                        List.of("amount", "from_currency", "to_currency"));
            }
            case 3 -> {
                properties.set("numbers", type("array", "Numbers to add"));
                ((ObjectNode) properties.get("numbers")).putObject("items").put("type", "integer");
                properties.set("absolute", type("boolean", "Whether signs are left out"));
                arguments.putArray("numbers").add(n).add(n + 1).add(n + 7);
                return new Clean(
                        "What is the sum of the numbers " + n + ", " + (n + 1) + " and " + (n + 7) + "?",
                        "sum_numbers",
                        "Adds numbers and gives their sum",
                        arguments,
                        properties,
                        List.of("numbers"));
            }
            case 4 -> {
                String thing = pick(r, THINGS);
                properties.set("query", type("string", "What to search for in the shop"));
                properties.set("max_price", type("number", "Highest price in dollars"));
                arguments.put("query", thing).put("max_price", n);
                return new Clean(
                        "Search the shop for \"" + thing + "\" with a price of at most " + n + " dollars.",
                        "search_shop",
                        "Searches the shop for products",
                        arguments,
                        properties,
                        List.of("query"));
            }
            default -> {
                properties.set("station", type("string", "Name of the station"));
                String station = CITIES[kind / 6 % CITIES.length];
                arguments.put("station", station);
                return new Clean(
                        "When does the next train leave from the station " + station + "?",
                        "next_train",
                        "Tells when the next train leaves from a station",
                        arguments,
                        properties,
                        List.of("station"));
            }
        }
    }

    private static ObjectNode schema(Clean c, String object) {
        ObjectNode schema = JSON.createObjectNode().put("type", object);
        schema.set("properties", c.properties);
        c.required.forEach(schema.putArray("required")::add);
        return schema;
    }

    private static ObjectNode function(Clean c, String object) {
        ObjectNode f = JSON.createObjectNode().put("name", c.function).put("description", c.about);
        f.set("parameters", schema(c, object));
        return f;
    }

    private static ObjectNode tool(Clean c) {
        ObjectNode t = JSON.createObjectNode().put("type", "function");
        t.set("function", function(c, "object"));
        return t;
    }

    private static ObjectNode call(Clean c) {
        ObjectNode call = JSON.createObjectNode().put("name", c.function);
        call.set("arguments", c.arguments);
        return call;
    }

    private static String python(Clean c) {
        return "[" + c.function + "("
                + c.arguments.properties().stream()
                        .map(e -> e.getKey() + "=" + e.getValue())
                        .collect(Collectors.joining(", "))
                + ")]";
    }

    private static String dictionary(Clean c) {
        return call(c).toString().replace("\"", "'");
    }

    /** xLAM's flat parameters, each type in a spelling of its own. */
    private static ObjectNode flat(Clean c, List<String> spellings) {
        ObjectNode f = JSON.createObjectNode().put("name", c.function).put("description", c.about);
        ObjectNode parameters = f.putObject("parameters");
        c.properties.properties().forEach(p -> {
            boolean required = c.required.contains(p.getKey());
            String json = p.getValue().path("type").asText();
            String items = p.getValue().at("/items/type").asText("string");
            String type = spellings.stream()
                    .filter(s -> s.startsWith(json + (required ? "=" : "?=")))
                    .map(s -> s.substring(s.indexOf('=') + 1).replace("ITEMS", items.equals("integer") ? "int" : "str"))
                    .findFirst()
                    .orElseThrow();
            parameters
                    .putObject(p.getKey())
                    .put("type", type)
                    .put("description", p.getValue().path("description").asText());
        });
        return f;
    }

    private static ObjectNode turns(String... fromAndValue) {
        ObjectNode record = JSON.createObjectNode();
        ArrayNode turns = record.putArray("conversations");
        for (int i = 0; i < fromAndValue.length; i += 2) {
            turns.addObject().put("from", fromAndValue[i]).put("value", fromAndValue[i + 1]);
        }
        return record;
    }

    private static ObjectNode messages(Clean c, boolean legacy) {
        ObjectNode record = JSON.createObjectNode();
        ArrayNode all = record.putArray("messages");
        all.addObject().put("role", "user").put("content", c.question);
        ObjectNode answer = all.addObject().put("role", "assistant").putNull("content");
        ObjectNode written = JSON.createObjectNode().put("name", c.function).put("arguments", c.arguments.toString());
        if (legacy) {
            answer.set("function_call", written);
            record.putArray("functions").add(function(c, "object"));
        } else {
            answer.putArray("tool_calls")
                    .addObject()
                    .put("id", "call_1")
                    .put("type", "function")
                    .set("function", written);
            record.putArray("tools").add(tool(c));
        }
        return record;
    }

    private static ObjectNode xlam(Clean c, String... spellings) {
        return JSON.createObjectNode()
                .put("query", c.question)
                .put("tools", "[" + flat(c, List.of(spellings)) + "]")
                .put("answers", "[" + call(c) + "]");
    }

    private enum Shape {
        XLAM(c -> xlam(
                c,
                "string=str",
                "string?=str, optional",
                "integer=int",
                "integer?=int, optional",
                "number=float",
                "number?=Optional[float]",
                "boolean?=bool, optional",
                "array=List[ITEMS]",
                "array?=Optional[List[ITEMS]]")),
        XLAM_OTHERWISE(c -> xlam(
                c,
                "string=String",
                "string?=str | None",
                "integer=Integer",
                "number=Double",
                "number?=number?",
                "boolean?=Union[bool, None]",
                "array=ITEMS[]",
                "array?=Array<ITEMS>, Optional")),
        TOOLACE(c -> turns("user", c.question, "assistant", python(c))
                .put(
                        "system",
                        "You compose functions. Here is a list:\n[" + function(c, "dict") + "]\nWrite [f(a=1)].")),
        HERMES(c -> turns(
                        "system",
                        "You call functions. <tools> [] </tools>",
                        "human",
                        c.question,
                        "gpt",
                        "<tool_call>\n" + (c.arguments.size() % 2 == 0 ? call(c).toString() : dictionary(c))
                                + "\n</tool_call>\n")
                .put("tools", "[" + tool(c) + "]")),
        HERMES_TOOLS_IN_TEXT(c -> turns(
                "system",
                "Functions in tags: <tools>" + tool(c) + "</tools>",
                "human",
                c.question,
                "gpt",
                "<think>It fits.</think>\n<tool_call>" + call(c) + "</tool_call>")),
        LLAMA_FACTORY(c -> turns(
                        "human",
                        c.question,
                        "function_call",
                        call(c).toString(),
                        "observation",
                        "{\"ok\": true}",
                        "gpt",
                        "Done.")
                .put("system", "")
                .put("tools", "[" + function(c, "object") + "]")),
        OPENAI(c -> messages(c, false)),
        OPENAI_FUNCTIONS(c -> messages(c, true)),
        OPENAI_IN_TEXTS(c -> {
            ObjectNode plain = messages(c, false);
            return JSON.createObjectNode()
                    .put("messages", plain.get("messages").toString())
                    .put("tools", plain.get("tools").toString());
        }),
        OPENAI_DIALOGUE(c -> {
            ObjectNode plain = messages(c, false);
            ArrayNode all = JSON.createArrayNode();
            all.addObject().put("role", "system").put("content", "Be brief.");
            all.addObject().put("role", "user").put("content", "Hello, can you help me?");
            all.addObject().put("role", "assistant").put("content", "Of course.");
            all.addAll((ArrayNode) plain.get("messages"));
            all.addObject().put("role", "tool").put("tool_call_id", "call_1").put("content", "{\"ok\": true}");
            all.addObject().put("role", "assistant").put("content", "Done.");
            plain.set("messages", all);
            return plain;
        }),
        BFCL(c -> {
            ObjectNode record = JSON.createObjectNode().put("id", "simple_python_" + Math.abs(c.question.hashCode()));
            record.putArray("question")
                    .addArray()
                    .addObject()
                    .put("role", "user")
                    .put("content", c.question);
            record.putArray("function").add(function(c, "dict"));
            ObjectNode allowed = record.putArray("ground_truth").addObject().putObject(c.function);
            c.arguments.properties().forEach(a -> allowed.putArray(a.getKey()).add(a.getValue()));
            return record;
        }),
        VERL(c -> {
            ObjectNode record = JSON.createObjectNode();
            record.putArray("prompt").addObject().put("role", "user").put("content", c.question);
            record.putArray("tools").add(tool(c));
            record.putObject("reward_model").put("ground_truth", "[" + call(c) + "]");
            return record;
        }),
        OURS(c -> {
            ObjectNode record = JSON.createObjectNode().put("question", c.question);
            record.putArray("tools").add(function(c, "object"));
            record.putArray("answer").add(call(c));
            return record;
        });

        private final Function<Clean, ObjectNode> record;

        Shape(Function<Clean, ObjectNode> record) {
            this.record = record;
        }
    }

    @ParameterizedTest
    @EnumSource(Shape.class)
    void noCleanRecordIsLost(Shape shape) throws IOException {
        Random random = new Random(16);
        List<ObjectNode> records = new ArrayList<>();
        for (int i = 0; i < RECORDS; i++) {
            ObjectNode record = shape.record.apply(clean(i, random));
            records.add(record.has("id") ? record : record.put("id", "r" + i));
        }
        // Lines, objects spread over lines, and an array.
        Path file = folder.resolve(shape + ".json");
        switch (shape.ordinal() % 3) {
            case 0 ->
                Files.write(file, records.stream().map(ObjectNode::toString).toList());
            case 1 ->
                Files.write(
                        file, records.stream().map(ObjectNode::toPrettyString).toList());
            default ->
                Files.writeString(file, JSON.writerWithDefaultPrettyPrinter().writeValueAsString(records));
        }
        List<Example> examples = Examples.read(file);
        assertEquals(RECORDS, examples.size());
        List<CleanRecord> results = Cleaner.with(new RuleJudge()).clean(examples);
        List<String> judged =
                lost(examples, results, r -> r.judgement().outcome().passes());
        List<String> checked =
                lost(examples, results, r -> r.checked().outcome().passes());
        assertTrue(judged.size() <= RECORDS / 100.0, shape + ", lost by the judge: " + judged);
        assertTrue(checked.size() <= RECORDS / 100.0, shape + ", lost by the syntax tree: " + checked);
        for (int i = 0; i < RECORDS; i++) {
            assertEquals(
                    examples.get(i).calls(),
                    results.get(i).answer().calls(),
                    "changed: " + examples.get(i).question());
        }
    }

    private static final List<List<String>> LANGUAGES = List.of(
            List.of("北京明天的天气怎么样？我要看%d天的预报。", "北京", "请用名字李雷预订%d个座位的桌子。", "李雷", "在商店里搜索价格不超过%d元的蓝色台灯。", "blue lamp"),
            List.of(
                    "서울 날씨를 %d일 동안 알려 주세요.",
                    "Seoul", "김민수 이름으로 %d명 자리를 예약해 주세요.", "김민수", "%d원 이하의 나무 책상을 찾아 줘.", "wooden desk"),
            List.of(
                    "Qual é a previsão do tempo em Lisboa para os próximos %d dias?",
                    "Lisboa",
                    "Reserve uma mesa para %d pessoas em nome de João Reis.",
                    "João Reis",
                    "Procure na loja sapatos vermelhos por no máximo %d reais.",
                    "red shoes"),
            List.of(
                    "Wie wird das Wetter in München in den nächsten %d Tagen?",
                    "Munich",
                    "Bitte reservieren Sie einen Tisch mit %d Plätzen auf den Namen Jörg Weiß.",
                    "Jörg Weiß",
                    "Suche im Laden nach Wollsocken, die höchstens %d Euro kosten.",
                    "Wollsocken"),
            List.of(
                    "¿Qué tiempo hará en Sevilla durante los próximos %d días?",
                    "Seville",
                    "Reserva una mesa con %d asientos a nombre de Iñigo Ruiz.",
                    "Iñigo Ruiz",
                    "Busca en la tienda macetas de barro por %d euros como mucho.",
                    "clay pots"));

    private static Clean foreign(int record) {
        List<String> language = LANGUAGES.get(record % LANGUAGES.size());
        int kind = record / LANGUAGES.size() % 3;
        int n = 3 + record % 17;
        String text = List.of("city", "guest", "query").get(kind);
        String number = List.of("days", "seats", "max_price").get(kind);
        ObjectNode properties = JSON.createObjectNode();
        properties.set(
                text,
                type(
                        "string",
                        List.of("City", "Name of the guest", "What to search for")
                                .get(kind)));
        properties.set(
                number,
                type(
                        "integer",
                        List.of("How many days", "How many seats", "Highest price")
                                .get(kind)));
        return new Clean(
                String.format(language.get(2 * kind), n),
                List.of("get_forecast", "book_table", "search_shop").get(kind),
                List.of("Gets the weather forecast", "Books a table", "Searches the shop")
                        .get(kind),
                JSON.createObjectNode().put(text, language.get(2 * kind + 1)).put(number, n),
                properties,
                List.of(text, number));
    }

    /** Right records in Chinese, Korean, Portuguese, German and Spanish, in four shapes: at most 2 of 100 are dropped. */
    @Test
    void noRecordIsLostForItsLanguage() throws IOException {
        List<Shape> shapes = List.of(Shape.HERMES, Shape.XLAM, Shape.TOOLACE, Shape.OPENAI);
        List<Example> examples = new ArrayList<>();
        for (Shape shape : shapes) {
            List<String> lines = new ArrayList<>();
            for (int i = 0; i < 25; i++) {
                int record = 25 * shape.ordinal() + i;
                lines.add(shape.record
                        .apply(foreign(record))
                        .put("id", "r" + record)
                        .toString());
            }
            Path file = folder.resolve(shape + "-foreign.jsonl");
            Files.write(file, lines);
            examples.addAll(Examples.read(file));
        }
        assertEquals(100, examples.size());
        RuleJudge judge = new RuleJudge();
        List<String> dropped = examples.stream()
                .filter(e -> judge.review(e, 0).verdict() == Verdict.WRONG)
                .map(e -> e.question() + " " + e.answer() + " " + judge.review(e, 0))
                .toList();
        assertTrue(dropped.size() <= 2, dropped::toString);
    }

    private static List<String> lost(
            List<Example> examples, List<CleanRecord> results, Function<CleanRecord, Boolean> kept) {
        List<String> lost = new ArrayList<>();
        for (int i = 0; i < results.size(); i++) {
            if (!kept.apply(results.get(i))) {
                lost.add(examples.get(i).question() + " " + examples.get(i).answer() + " "
                        + results.get(i).findings());
            }
        }
        return lost;
    }
}
