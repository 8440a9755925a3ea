package org.egpo.clean.rules;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** Units of measure by the words people use for them. */
final class Units {
    /**
     * @param name canonical
     * @param dimension units of one dimension convert into each other
     * @param factor how many of the dimension's base unit it is
     */
    record Unit(String name, String dimension, double factor) {
        double in(Unit other, double value) {
            return value * factor / other.factor;
        }
    }

    private static final Map<String, Unit> BY_WORD = new HashMap<>();

    /** Too short to be a unit anywhere but right behind a number. */
    private static final Set<String> ONLY_AFTER_NUMBERS = Set.of(
            "m", "g", "l", "s", "h", "d", "c", "f", "k", "in", "t", "mi", "ft", "second", "cup", "min", "b", "lb", "oz",
            "yard");

    static {
        add("length", 1e-3, "mm millimeter millimetre");
        add("length", 1e-2, "cm centimeter centimetre");
        add("length", 1, "m meter metre");
        add("length", 1e3, "km kilometer kilometre kms");
        add("length", 0.0254, "inch in inches");
        add("length", 0.3048, "foot ft feet");
        add("length", 0.9144, "yard yd");
        add("length", 1609.344, "mile mi");
        add("mass", 1e-6, "milligram mg milligramme");
        add("mass", 1e-3, "gram g gramme");
        add("mass", 1, "kilogram kg kilo kilogramme kgs");
        add("mass", 1000, "tonne t ton");
        add("mass", 0.45359237, "pound lb lbs");
        add("mass", 0.028349523, "ounce oz");
        add("volume", 1e-3, "milliliter ml millilitre");
        add("volume", 1, "liter l litre");
        add("volume", 3.785411784, "gallon gal");
        add("volume", 0.236588, "cup");
        add("time", 1e-3, "millisecond ms");
        add("time", 1, "second sec s");
        add("time", 60, "minute min mins");
        add("time", 3600, "hour h hr hrs");
        add("time", 86400, "day");
        add("time", 604800, "week");
        add("time", 2629746, "month");
        add("time", 31556952, "year yr");
        add("temperature celsius", 1, "celsius c centigrade");
        add("temperature fahrenheit", 1, "fahrenheit f");
        add("temperature kelvin", 1, "kelvin");
        add("speed", 1 / 3.6, "kmh kph");
        add("speed", 0.44704, "mph");
        add("speed", 0.514444, "knot");
        add("data", 1e3, "kilobyte kb");
        add("data", 1e6, "megabyte mb");
        add("data", 1e9, "gigabyte gb");
        add("data", 1e12, "terabyte tb");
        add("share", 0.01, "percent percentage pct");
        add("energy", 1, "joule");
        add("energy", 1000, "kilojoule kj");
        add("energy", 4184, "kilocalorie kcal calorie");
        add("power", 1, "watt");
        add("power", 1000, "kilowatt kw");
    }

    private Units() {}

    private static void add(String dimension, double factor, String words) {
        String[] all = words.split(" ");
        for (String w : all) {
            BY_WORD.put(w, new Unit(all[0], dimension, factor));
        }
    }

    /** The unit a word means, or null. */
    static Unit of(String word, boolean afterNumber) {
        if (word.startsWith("°")) {
            return BY_WORD.get(word.substring(1));
        }
        if (ONLY_AFTER_NUMBERS.contains(word) && !afterNumber) {
            return null;
        }
        Unit u = BY_WORD.get(word);
        return u != null ? u : BY_WORD.get(Stems.stem(word));
    }

    /** The one unit that words of a parameter's name or description speak of, or null when there is none or several. */
    static Unit in(List<String> words) {
        Unit found = null;
        for (String w : words) {
            Unit u = of(w, w.length() > 1 && w.length() < 4 && !w.equals("in"));
            if (u != null && found != null && !found.equals(u)) {
                return null;
            }
            found = u == null ? found : u;
        }
        return found;
    }
}
