package org.egpo.apibank;

import static org.egpo.call.PythonObjects.at;
import static org.egpo.call.PythonObjects.contains;

import java.util.Arrays;
import java.util.List;
import java.util.Set;
import org.egpo.bfcl.multiturn.Dates;
import org.egpo.call.PythonDict;
import org.egpo.call.PythonError;
import org.egpo.call.PythonList;
import org.egpo.call.PythonText;
import org.egpo.call.Value;

/**
 * One call on its way through an API, whose steps stand in {@code functions.txt}. A value goes from step to step, the database
 * at first; any step may refuse, which the API tells as its exception. Steps: {@code time}, {@code date}: these parameters are such;
 * {@code filled}: not blank; {@code normal HOW f}: can be normalised; {@code user}: the token's user; {@code mine}: what is
 * stored under that user; {@code own f g}: the user's first entry that agrees in a field ({@code given=stored}); {@code known HOW
 * f}: what is stored under a normalised parameter; {@code is f g}: field f is parameter g; {@code at f}: a field; {@code pick f g}:
 * only these; {@code as f}: a map of this field; {@code say TEXT}; {@code fail}; {@code do NAME}: {@link BankFunctions}.
 *
 * @param arguments by name; every text has at least one character
 * @param database the API's own; a map, or a list
 * @param spent stored entries that an earlier call has made unusable (level 3)
 */
record BankRequest(Value.MapValue arguments, Value database, BankTools tools, Set<Value> spent) {
    /** The type of what an API tells in its result. */
    static final String REFUSED = "Exception";

    static PythonError refused(String why) {
        return new PythonError(REFUSED, why);
    }

    static void refuse(boolean wrong, String why) {
        if (wrong) {
            throw refused(why);
        }
    }

    /** One step: its verb and what follows. */
    record Step(String verb, List<String> names, Value text) {
        static List<Step> all(String steps) {
            return Arrays.stream(steps.split("; "))
                    .map(step -> List.of(step.split(" ")))
                    .map(words -> new Step(
                            words.get(0),
                            words.subList(1, words.size()),
                            Value.text(String.join(" ", words.subList(1, words.size())))))
                    .toList();
        }
    }

    /** The output that the steps come to. */
    Value run(List<Step> steps) {
        Value v = database;
        for (Step step : steps) {
            v = step(v, step);
        }
        return v;
    }

    private Value step(Value v, Step step) {
        List<String> names = step.names;
        String first = names.isEmpty() ? "" : names.get(0);
        return switch (step.verb) {
            case "time", "date" -> {
                String format = step.verb.equals("time") ? Dates.TIME : Dates.DATE;
                names.forEach(n -> refuse(BankDates.parse(text(n), format) == null, n + " does not match " + format));
                yield v;
            }
            case "filled" -> {
                names.forEach(n -> normal("strip", n));
                yield v;
            }
            case "normal" -> {
                normal(first, names.get(1));
                yield v;
            }
            case "user" -> user();
            case "mine" -> known(database, PythonText.str(user()));
            case "own" -> own(names);
            case "known" -> known(v, normal(first, names.get(1)));
            case "is" -> {
                refuse(!Value.pythonEquals(at(v, first), value(names.get(1))), names.get(1) + " is wrong");
                yield v;
            }
            case "at" -> at(v, first);
            case "pick" ->
                v instanceof Value.ListValue l
                        ? new PythonList(
                                l.items().stream().map(item -> step(item, step)).toList())
                        : PythonDict.named(first + " " + names.get(1), at(v, first), at(v, names.get(1)));
            case "as" -> PythonDict.of(first, v);
            case "say" -> step.text;
            case "do" -> BankFunctions.run(first, this, v);
            default -> throw refused("the parameters cannot be used");
        };
    }

    Value value(String name) {
        return arguments.get(Value.text(name), Value.None.NONE);
    }

    String text(String name) {
        refuse(value(name) == Value.None.NONE, name + " is required");
        return PythonText.str(value(name));
    }

    /** Not blank, and a date where one is asked for. */
    String normal(String how, String name) {
        String s = BankComparison.normal(how, text(name));
        if (s == null || s.isEmpty()) {
            throw refused(name + " cannot be used");
        }
        return s;
    }

    List<Value> entries() {
        return database instanceof Value.MapValue m ? m.values() : ((Value.ListValue) database).items();
    }

    static Value known(Value from, String key) {
        refuse(!contains(from, Value.text(key)), key + " is unknown");
        return at(from, key);
    }

    /** Name of the user that has the token. */
    private Value user() {
        Value.MapValue users = tools.users();
        for (int i = 0; i < users.size(); i++) {
            if (Value.pythonEquals(at(users.value(i), "token"), value("token"))) {
                return users.key(i);
            }
        }
        throw refused("The token is invalid.");
    }

    private Value own(List<String> fields) {
        Value user = user();
        for (Value entry : entries()) {
            for (String field : fields) {
                String[] names = (field + "=" + field).split("=");
                if (Value.pythonEquals(at(entry, "username"), user)
                        && Value.pythonEquals(at(entry, names[1]), value(names[0]))) {
                    return entry;
                }
            }
        }
        throw refused("the user has no such entry");
    }
}
