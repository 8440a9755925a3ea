package org.egpo.data;

import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.egpo.call.FunctionCall;
import org.egpo.call.ToolSpec;
import org.egpo.call.Value;

/** Examples of every shape that JSON can say, from a seed. */
final class RandomExamples {
    private static final String[] TEXTS = {
        "",
        " ",
        "a",
        "Ünï €",
        "\"q\"",
        "\\",
        "line\nline",
        "\ud83d\ude00",
        "\ud800",
        "null",
        "$tuple",
        "other",
        "id",
        "answer"
    };

    private RandomExamples() {}

    static Example example(Random random, int n) {
        List<Message> messages = new ArrayList<>();
        if (random.nextBoolean()) {
            messages.add(Message.system(text(random)));
        }
        messages.add(Message.user(text(random)));
        if (random.nextInt(3) == 0) {
            messages.add(new Message("assistant", null, List.of(call(random)), Value.MapValue.EMPTY));
            messages.add(new Message(
                    "tool",
                    text(random),
                    List.of(),
                    new Value.MapBuilder()
                            .put("tool_call_id", Value.text("call_1_0"))
                            .build()));
            messages.add(Message.user(text(random)));
        }
        List<ToolSpec> tools = new ArrayList<>();
        for (int i = random.nextInt(3); i > 0; i--) {
            tools.add(new ToolSpec("t" + i, text(random), schema(random)));
        }
        return new Example("id_" + n, messages, tools, answer(random), map(random, 2), map(random, 2), null);
    }

    private static Answer answer(Random random) {
        return switch (random.nextInt(4)) {
            case 0 -> Answer.NO_CALL;
            case 1 -> new Answer(List.of(), "[f(x=" + text(random));
            default -> Answer.of(call(random), call(random));
        };
    }

    private static FunctionCall call(Random random) {
        return new FunctionCall("f." + random.nextInt(9), map(random, 3));
    }

    private static Value.MapValue schema(Random random) {
        return new Value.MapBuilder()
                .put("type", Value.text("dict"))
                .put(
                        "properties",
                        new Value.MapBuilder().put("type", map(random, 1)).build())
                .build();
    }

    private static Value.MapValue map(Random random, int depth) {
        Value.MapBuilder map = new Value.MapBuilder();
        for (int i = random.nextInt(4); i > 0; i--) {
            map.put(text(random), value(random, depth));
        }
        return map.build();
    }

    private static Value value(Random random, int depth) {
        return switch (random.nextInt(depth > 0 ? 8 : 6)) {
            case 0 -> Value.integer(random.nextLong());
            case 1 -> new Value.Real(random.nextGaussian() * 1e6);
            case 2 -> Value.Bool.of(random.nextBoolean());
            case 3 -> Value.None.NONE;
            case 4 -> Value.integer(new java.math.BigInteger(90, random));
            case 5 -> Value.text(text(random));
            case 6 -> new Value.ListValue(List.of(value(random, depth - 1), value(random, depth - 1)));
            default -> map(random, depth - 1);
        };
    }

    private static String text(Random random) {
        return TEXTS[random.nextInt(TEXTS.length)] + (random.nextBoolean() ? "" : TEXTS[random.nextInt(TEXTS.length)]);
    }
}
