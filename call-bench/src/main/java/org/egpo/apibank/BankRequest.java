package org.egpo.apibank;

import static org.egpo.call.PythonObjects.at;

import java.util.List;
import java.util.Locale;
import java.util.Set;
import org.egpo.call.PythonError;
import org.egpo.call.PythonUnicode;
import org.egpo.call.Value;

/**
 * One call on its way through an API.
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

    Value value(String name) {
        return arguments.get(Value.text(name), Value.None.NONE);
    }

    String text(String name) {
        refuse(!(value(name) instanceof Value.Text), name + " is required");
        return ((Value.Text) value(name)).value();
    }

    /** Trimmed; not empty. */
    String filled(String name) {
        String s = PythonUnicode.strip(text(name));
        refuse(s.isEmpty(), name + " is empty");
        return s;
    }

    String lower(String name) {
        return filled(name).toLowerCase(Locale.ROOT);
    }

    String upper(String name) {
        return filled(name).toUpperCase(Locale.ROOT);
    }

    /** Goes on where all are dates or times of a format. */
    BankRequest dated(String format, String... names) {
        for (String name : names) {
            refuse(BankDates.parse(text(name), format) == null, name + " does not match " + format);
        }
        return this;
    }

    String date(String name) {
        return normal(name, BankDates.date(text(name)));
    }

    String time(String name) {
        return normal(name, BankDates.time(text(name)));
    }

    private static String normal(String name, String normal) {
        refuse(normal == null, name + " is no date");
        return normal;
    }

    /** Name of the user that has the token. */
    Value user() {
        Value.MapValue users = tools.users();
        for (int i = 0; i < users.size(); i++) {
            if (Value.pythonEquals(at(users.value(i), "token"), value("token"))) {
                return users.key(i);
            }
        }
        throw refused("The token is invalid.");
    }

    Value known(Value from, String key) {
        Value found = ((Value.MapValue) from).get(key);
        refuse(found == null, key + " is unknown");
        return found;
    }

    Value known(String key) {
        return known(database, key);
    }

    List<Value> entries() {
        return database instanceof Value.MapValue m ? m.values() : ((Value.ListValue) database).items();
    }

    /** The user's first entry that agrees in one of the fields; {@code given=stored} has two names. */
    Value own(String... fields) {
        Value user = user();
        for (Value entry : entries()) {
            for (String field : fields) {
                String stored = field.substring(field.indexOf('=') + 1);
                String given = field.contains("=") ? field.substring(0, field.indexOf('=')) : field;
                if (Value.pythonEquals(at(entry, "username"), user)
                        && Value.pythonEquals(at(entry, stored), value(given))) {
                    return entry;
                }
            }
        }
        throw refused("the user has no such entry");
    }
}
