package org.egpo.acebench;

import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.egpo.bfcl.multiturn.SimulatedFunction.Table;
import org.egpo.bfcl.multiturn.SimulatedObject;
import org.egpo.bfcl.multiturn.SimulatedObject.Refusal;
import org.egpo.call.PythonDict;
import org.egpo.call.PythonList;
import org.egpo.call.PythonObjects;
import org.egpo.call.Resources;
import org.egpo.call.Value;

/**
 * One service of the world of an agent's test. What it begins with and what it says lies in {@code agent-en.json} and
 * {@code agent-zh.json}.
 */
final class AgentService extends SimulatedObject {
    private static final Map<String, Table<AgentService>> TABLES = Map.of(
            "BaseApi", PhoneFunctions.BASE,
            "MessageApi", PhoneFunctions.MESSAGES,
            "ReminderApi", PhoneFunctions.REMINDERS,
            "FoodPlatform", PhoneFunctions.FOOD,
            "Travel", TravelFunctions.TABLE);
    private static final Value ENGLISH = Resources.json(AgentService.class, "agent-en.json");
    private static final Value CHINESE = Resources.json(AgentService.class, "agent-zh.json");

    private final Value world;

    /** @param configuration of the test; the official code sets that of the class BaseApi over that of every other class */
    AgentService(String name, String language, Value configuration) {
        super(
                language.equals("zh") && name.equals("ReminderApi")
                        ? PhoneFunctions.CHINESE_REMINDERS
                        : Objects.requireNonNull(TABLES.get(name)));
        world = language.equals("zh") ? CHINESE : ENGLISH;
        PythonObjects.map(PythonObjects.at(world, name))
                .forEach((key, v) -> set(((Value.Text) key).value(), PythonObjects.thaw(v)));
        Value phone = configuration instanceof Value.MapValue m ? m.get("BaseApi") : null;
        for (String attribute : List.of("wifi", "logged_in", "logged_in_users")) {
            Value v = phone instanceof Value.MapValue m ? m.get(attribute) : null;
            if (v != null && get(attribute) != null) {
                set(attribute, PythonObjects.thaw(v));
            }
        }
    }

    static boolean exists(String name) {
        return TABLES.containsKey(name);
    }

    /** Class → the attributes that are compared. */
    PythonDict kept() {
        PythonDict kept = new PythonDict();
        PythonObjects.items(PythonObjects.at(PythonObjects.at(world, "kept"), name()))
                .forEach(attribute -> kept.put(attribute, get(((Value.Text) attribute).value())));
        return PythonDict.of(name(), kept);
    }

    boolean isChinese() {
        return world == CHINESE;
    }

    /** An attribute that is a dict. */
    PythonDict dict(String attribute) {
        return dict(attribute, "items");
    }

    boolean isOff(String attribute) {
        return Value.pythonEquals(get(attribute), Value.Bool.FALSE);
    }

    /** A copy of a dict without a key. */
    static PythonDict without(Value dict, String key) {
        PythonDict copy = new PythonDict();
        PythonObjects.map(dict).forEach((k, v) -> {
            if (!Value.is(k, key)) {
                copy.put(k, v);
            }
        });
        return copy;
    }

    /** What was found, or a refusal where that is nothing. */
    Value found(String what, List<? extends Value> found, String otherwise) {
        refuse(found.isEmpty(), otherwise);
        return PythonDict.named("status " + what, true, new PythonList(found));
    }

    /** {@code object[field] == expected}. */
    static boolean is(Value object, String field, Value expected) {
        return Value.pythonEquals(PythonObjects.at(object, field), expected);
    }

    /** A text of the language; {@code {0}} and so on stand for parts. */
    String text(String key, Value... parts) {
        String template = str(PythonObjects.at(PythonObjects.at(world, "texts"), key));
        return AcePrompts.filled(template, place -> str(parts[Integer.parseInt(place)]));
    }

    Value done(String text, Value... parts) {
        return PythonDict.named("status message", true, text(text, parts));
    }

    Value refusal(String text, Value... parts) {
        return PythonDict.named("status message", false, text(text, parts));
    }

    /** Ends the function where a condition holds. */
    void refuse(boolean refused, String text, Value... parts) {
        if (refused) {
            throw new Refusal(refusal(text, parts));
        }
    }
}
